#pragma once
#include <hdf5.h>

#include <string_view>
#include <utility>

namespace rangifer::record {

/// HDF5 prints its errors by default; ours travel in exceptions. Per thread, so call it at each door.
void silence_hdf5() noexcept;

/// Whether the library was built for calls from several threads.
[[nodiscard]] bool hdf5_bears_threads() noexcept;

/// @throws RunError "cannot <what>: <the outermost and innermost HDF5 message>"
[[noreturn]] void throw_hdf5(std::string_view what);

/// For calls that return a status: negative is an error.
inline void check(herr_t status, std::string_view what)
{
  if (status < 0) throw_hdf5(what);
}

/// H5Dclose and H5Fclose, but only after a flush that went well. Where the disk is full, HDF5 1.10 frees
/// the object and keeps its id; so such an id stays open until the program ends.
herr_t close_dataset(hid_t id) noexcept;
herr_t close_file(hid_t id) noexcept;

/// Owns one HDF5 id, of whatever kind, and closes it with the function it was given.
class Handle {
public:
  using Close = herr_t (*)(hid_t);

  Handle() = default;
  /// @throws RunError if `id` is negative
  Handle(hid_t id, Close how, std::string_view what) : id_ {id}, close_ {how}
  {
    if (id < 0) throw_hdf5(what);
  }
  Handle(Handle&& other) noexcept : id_ {std::exchange(other.id_, none)}, close_ {other.close_} {}
  Handle& operator=(Handle&& other) noexcept
  {
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle()
  {
    if (id_ >= 0) close_(id_);
  }

  [[nodiscard]] hid_t get() const noexcept { return id_; }

  /// Closes now and says if that failed, which a destructor cannot.
  void close(std::string_view what)
  {
    if (id_ >= 0) check(close_(std::exchange(id_, none)), what);
  }

private:
  static constexpr hid_t none = -1;
  hid_t id_ = none;
  Close close_ = nullptr;
};

}  // namespace rangifer::record

#pragma once
#include <cstddef>
#include <cstring>
#include <map>
#include <span>
#include <string>
#include <type_traits>
#include <vector>

namespace rangifer {

/// The whole state of a run between two days, as named parts: what it takes to go on as if nothing had happened.
/// Bytes are those of this program on this kind of machine; whoever keeps them on disk keeps its version with them.
using Snapshot = std::map<std::string, std::vector<std::byte>>;

namespace snapshot {

template <class T>
inline constexpr bool is_vector = false;
template <class T>
inline constexpr bool is_vector<std::vector<T>> = true;

/// Names of what is below: "herd/fat_kg", "reference/0".
class Path {
public:
  template <class F>
  void below(const std::string& name, F&& f)
  {
    const std::size_t length = path_.size();
    path_ += (path_.empty() ? "" : "/") + name;
    f();
    path_.resize(length);
  }
  [[nodiscard]] const std::string& name() const noexcept { return path_; }

private:
  std::string path_;
};

[[noreturn]] void refuse_part(const std::string& name, std::size_t found, std::size_t expected);
[[noreturn]] void refuse_missing(const std::string& name);
[[noreturn]] void refuse_rest(const Snapshot& rest);

}  // namespace snapshot

/// Takes a state apart. A class says what its state is once, for both directions:
///
///   template <class Keeper> void keep(Keeper& state) { state("fat", fat_); state("herds", herds_); }
///
/// Numbers, arrays and structs of them are kept as they lie in memory, vectors with their length, all else by its own
/// keep().
class StateWriter {
public:
  template <class T>
  void operator()(const std::string& name, T& value)
  {
    path_.below(name, [&] { write(value); });
  }

  /// Gives away what was kept.
  [[nodiscard]] Snapshot take() { return std::move(out_); }

private:
  template <class T>
  void write(T& value)
  {
    if constexpr (std::is_trivially_copyable_v<T>) {
      put(std::as_bytes(std::span {&value, 1}));
    } else if constexpr (snapshot::is_vector<T>) {
      using Element = typename T::value_type;
      if constexpr (std::is_trivially_copyable_v<Element>) {
        put(std::as_bytes(std::span {value}));
      } else {
        std::size_t count = value.size();
        (*this)("count", count);
        for (std::size_t i = 0; i < count; ++i) (*this)(std::to_string(i), value[i]);
      }
    } else {
      value.keep(*this);
    }
  }
  void put(std::span<const std::byte> bytes) { out_[path_.name()].assign(bytes.begin(), bytes.end()); }

  snapshot::Path path_;
  Snapshot out_;
};

/// Puts a state together again, part by part as StateWriter took it apart.
class StateReader {
public:
  explicit StateReader(Snapshot from) : from_ {std::move(from)} {}

  /// @throws RunError if the part is missing or has another size than `value` can have
  template <class T>
  void operator()(const std::string& name, T& value)
  {
    path_.below(name, [&] { read(value); });
  }

  /// Every part must have been asked for. @throws RunError
  void finish() const
  {
    if (!from_.empty()) snapshot::refuse_rest(from_);
  }

private:
  template <class T>
  void read(T& value)
  {
    if constexpr (std::is_trivially_copyable_v<T>) {
      get(std::as_writable_bytes(std::span {&value, 1}));
    } else if constexpr (snapshot::is_vector<T>) {
      using Element = typename T::value_type;
      if constexpr (std::is_trivially_copyable_v<Element>) {
        const std::size_t bytes = part().size();
        if (bytes % sizeof(Element) != 0) snapshot::refuse_part(path_.name(), bytes, sizeof(Element));
        value.resize(bytes / sizeof(Element));
        get(std::as_writable_bytes(std::span {value}));
      } else {
        std::size_t count = 0;
        (*this)("count", count);
        value.resize(count);
        for (std::size_t i = 0; i < count; ++i) (*this)(std::to_string(i), value[i]);
      }
    } else {
      value.keep(*this);
    }
  }
  [[nodiscard]] const std::vector<std::byte>& part() const
  {
    const auto found = from_.find(path_.name());
    if (found == from_.end()) snapshot::refuse_missing(path_.name());
    return found->second;
  }
  /// A part is forgotten once it is read: a state of the whole herd need not be held twice.
  void get(std::span<std::byte> to)
  {
    const std::vector<std::byte>& bytes = part();
    if (bytes.size() != to.size()) snapshot::refuse_part(path_.name(), bytes.size(), to.size());
    if (!bytes.empty()) std::memcpy(to.data(), bytes.data(), bytes.size());
    from_.erase(path_.name());
  }

  snapshot::Path path_;
  Snapshot from_;
};

}  // namespace rangifer

#pragma once
#include <filesystem>

namespace rangifer::record {

/// A file on its way: `<path>.partial` until commit() gives it its name. Destroyed before that, it is
/// removed; an earlier file of that name stays.
class PartialFile {
public:
  /// Makes the empty partial file.
  /// @throws InputError if `path` cannot be written, with what to do
  explicit PartialFile(std::filesystem::path path);
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;
  ~PartialFile();

  /// Where to write meanwhile.
  [[nodiscard]] const std::filesystem::path& partial() const noexcept { return partial_; }
  [[nodiscard]] const std::filesystem::path& path() const noexcept { return path_; }

  /// Puts the bytes on the disk, then renames. @throws RunError
  void commit();

private:
  std::filesystem::path path_, partial_;
  bool committed_ = false;
};

}  // namespace rangifer::record

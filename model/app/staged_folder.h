#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace rangifer::app {

/// A folder of files that come together: they are written to a folder in it, and get their places when all are there.
/// Destroyed before that, nothing is left of them, nor of the folder if it was made for them.
class StagedFolder {
public:
  /// @param files  what will be written; none of them may be there already, unless `overwrite`
  /// @throws InputError if `folder` cannot be written, with what to do
  StagedFolder(std::filesystem::path folder, std::vector<std::string> files, bool overwrite);
  ~StagedFolder();
  StagedFolder(const StagedFolder&) = delete;
  StagedFolder& operator=(const StagedFolder&) = delete;

  /// Where to write a file meanwhile.
  [[nodiscard]] std::filesystem::path place_of(const std::string& file) const { return partial_ / file; }

  /// @throws RunError
  void commit();

private:
  void make_folder();
  void refuse_present(bool overwrite) const;
  void make_partial();
  void clear() noexcept;

  std::filesystem::path folder_, partial_;
  std::vector<std::string> files_;
  bool made_ = false;
  int lock_ = -1;
};

}  // namespace rangifer::app

#pragma once
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "config/document.h"

/// A folder of scenario files that is gone after the test.
class Folder {
public:
  Folder()
  {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("rangifer_config_" + std::to_string(::getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~Folder() { std::filesystem::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  /// Writes a file, with the folders above it.
  std::filesystem::path write(const std::string& name, std::string_view text) const
  {
    const auto file = path_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream {file, std::ios::binary} << text;
    return file;
  }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }

  /// A message with this folder cut out of it: "warm.toml:3:1".
  [[nodiscard]] std::string without(std::string text) const
  {
    const std::string prefix = path_.string() + "/";
    for (auto at = text.find(prefix); at != std::string::npos; at = text.find(prefix)) {
      text.erase(at, prefix.size());
    }
    return text;
  }

  /// "where: message" of each problem, with this folder cut out.
  [[nodiscard]] std::vector<std::string> lines(const rangifer::config::Problems& problems) const
  {
    std::vector<std::string> out;
    for (const auto& problem : problems) out.push_back(without(problem.where + ": " + problem.message));
    return out;
  }

private:
  std::filesystem::path path_;
};

using Lines = std::vector<std::string>;

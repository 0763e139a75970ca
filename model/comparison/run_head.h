#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/grid.h"
#include "record/result_reader.h"

namespace rangifer::comparison {

/// What one must know of a result to say what it may be compared with.
struct RunHead {
  std::string file, title, version, commit;
  double seed = 0, replicate = 0, step_h = 0;
  std::vector<double> x_m, y_m;  ///< cell centres
  std::string crs_wkt;
  std::vector<std::string> herds, regions, seasons;  ///< blanks as "_"
  int first_day = 0, days = 0;                       ///< since 1970-01-01
  std::vector<int> years;
  std::map<std::string, std::string> parameters;  ///< by key, values as JSON
  std::map<std::string, std::string> inputs;      ///< SHA-256 by role, variable and file

  [[nodiscard]] std::string parameter(const std::string& key) const;  ///< "" if there is none
  [[nodiscard]] std::string animals_per_agent(const std::string& herd) const;
  [[nodiscard]] Grid grid() const;
};

/// @throws InputError: not a result, of another version, or something is missing in it
[[nodiscard]] RunHead read_head(const std::filesystem::path& file);
[[nodiscard]] RunHead read_head(const record::ResultReader& file);

/// The file itself, or the *.h5 files of a folder by name. @throws InputError if there are none
[[nodiscard]] std::vector<std::filesystem::path> files_of(const std::filesystem::path& file_or_folder);

}  // namespace rangifer::comparison

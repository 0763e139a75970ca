#pragma once
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/grid.h"

namespace rangifer::gis {

struct Band {
  std::string name;            ///< its description, such as "2005"
  std::vector<double> values;  ///< as a Field: row by row, southernmost first
};

struct Map {
  std::string title;              ///< what it shows
  std::string unit;               ///< "" for none
  bool whole = false;             ///< whole numbers (32 bits) rather than real ones, whose missing values are NaN
  std::optional<double> missing;  ///< of whole numbers
  std::vector<Band> bands;
};

/// A cloud-optimised GeoTIFF, north up. Equal maps give equal bytes. @throws InputError, RunError
void write_map(const std::filesystem::path& file, const Grid& grid, const Map& map);

}  // namespace rangifer::gis

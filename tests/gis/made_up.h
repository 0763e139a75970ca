#pragma once
#include <cmath>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "base/grid.h"

/// A made-up ground: 60 x 40 cells of 5 km.
namespace made_up {

using rangifer::Field;
using rangifer::Grid;

inline Grid grid() { return {"+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84", -150'000, -80'000, 5000, 60, 40}; }

/// A Gaussian of `width_m` about a place, not normalised.
inline Field hill(const Grid& grid, double x_m, double y_m, double width_m)
{
  Field out(grid.size());
  for (int r = 0; r < grid.rows; ++r)
    for (int c = 0; c < grid.columns; ++c)
      out[grid.index(c, r)] = static_cast<float>(
        std::exp(-0.5 * (std::pow((grid.x_of(c) - x_m) / width_m, 2) + std::pow((grid.y_of(r) - y_m) / width_m, 2))));
  return out;
}

/// A folder that goes when the test ends.
class Folder {
public:
  explicit Folder(const std::string& name) : path_ {std::filesystem::temp_directory_path() / ("rangifer_gis_" + name)}
  {
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder()
  {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] std::filesystem::path operator/(const std::string& file) const { return path_ / file; }
  [[nodiscard]] std::size_t files() const
  {
    return static_cast<std::size_t>(
      std::distance(std::filesystem::directory_iterator(path_), std::filesystem::directory_iterator()));
  }

private:
  std::filesystem::path path_;
};

inline std::string bytes_of(const std::filesystem::path& file)
{
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace made_up

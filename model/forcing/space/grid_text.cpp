#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "forcing/file/gdal_support.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {
namespace {

/// Distance between values of an axis; 0 if it is not the same throughout.
double even_step(const std::vector<double>& axis)
{
  const double step = (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1);
  for (std::size_t i = 0; i < axis.size(); ++i)
    if (std::abs(axis[i] - (axis[0] + static_cast<double>(i) * step)) > 0.01 * std::abs(step)) return 0.0;
  return std::abs(step);
}

/// Longitudes counted from the first cell, so that the date line does not make them span the globe.
std::string curvilinear_extent(const SourceGrid& grid)
{
  double start = std::nan(""), west = 0.0, east = 0.0, south = 90.0, north = -90.0;
  for (std::size_t i = 0; i < grid.longitude.size(); ++i) {
    if (!std::isfinite(grid.longitude[i]) || !std::isfinite(grid.latitude[i])) continue;
    if (std::isnan(start)) start = grid.longitude[i];
    const double from_start = std::remainder(grid.longitude[i] - start, 360.0);
    west = std::min(west, from_start);
    east = std::max(east, from_start);
    south = std::min(south, grid.latitude[i]);
    north = std::max(north, grid.latitude[i]);
  }
  return fmt::format("lon {:.6g} .. {:.6g}, lat {:.6g} .. {:.6g}", start + west, start + east, south, north);
}

}  // namespace

bool is_rotated(const SourceGrid& grid)
{
  return grid.geographic && grid.crs != geographic_crs && spatial_reference(grid.crs).IsDerivedGeographic() != 0;
}

std::string extent_text(const SourceGrid& grid)
{
  if (grid.curvilinear()) return curvilinear_extent(grid);
  const auto [x_low, x_high] = std::ranges::minmax(grid.x);
  const auto [y_low, y_high] = std::ranges::minmax(grid.y);
  const std::string prefix = is_rotated(grid) ? "rotated " : "";
  const int digits = grid.geographic ? 6 : 8;  // kilometres of projected axes keep their metres
  return fmt::format("{}{} {:.{}g} .. {:.{}g}, {}{} {:.{}g} .. {:.{}g}", prefix, grid.geographic ? "lon" : "x", x_low,
                     digits, x_high, digits, prefix, grid.geographic ? "lat" : "y", y_low, digits, y_high, digits);
}

std::string grid_text(const SourceGrid& grid)
{
  if (grid.curvilinear())
    return fmt::format("curvilinear (latitude and longitude of every cell), {} x {} cells", grid.x.size(),
                       grid.y.size());
  const double dx = even_step(grid.x), dy = even_step(grid.y);
  const std::string round = is_rotated(grid) ? "rotated pole" : "longitude-latitude";
  const std::string shape = fmt::format("{} x {} cells", grid.x.size(), grid.y.size());
  if (dx == 0.0 || dy == 0.0) {
    const std::string kind = grid.geographic ? round : crs_name(grid.crs);
    return fmt::format("{} (uneven, such as gaussian), {}", kind, shape);
  }
  if (grid.geographic) return fmt::format("{}, {} of {:.4g} x {:.4g} degrees", round, shape, dx, dy);
  const double unit_m = spatial_reference(grid.crs).GetLinearUnits();
  const std::string size = std::abs(dx - dy) < 1e-6 * dx ? fmt::format("{:.6g}", dx * unit_m)
                                                         : fmt::format("{:.6g} x {:.6g}", dx * unit_m, dy * unit_m);
  return fmt::format("{}, {} of {} m", crs_name(grid.crs), shape, size);
}

}  // namespace rangifer::forcing

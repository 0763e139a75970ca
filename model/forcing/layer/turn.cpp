#include "forcing/layer/turn.h"

#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

struct Directions {
  std::vector<double> x, y;  ///< of unit length, in the model's plane
};

/// Where a step of 2 (dx, dy) around each place leads to in the model's plane.
Directions directions(const Places& at, double dx, double dy, const std::string& plane)
{
  Places before = at, after = at;
  for (std::size_t i = 0; i < at.x.size(); ++i) {
    before.x[i] -= dx;
    before.y[i] -= dy;
    after.x[i] += dx;
    after.y[i] += dy;
  }
  before = in_crs(before, plane);
  after = in_crs(after, plane);
  Directions out;
  for (std::size_t i = 0; i < at.x.size(); ++i) {
    const double x = after.x[i] - before.x[i], y = after.y[i] - before.y[i], length = std::hypot(x, y);
    out.x.push_back(x / length);
    out.y.push_back(y / length);
  }
  return out;
}

/// About ten metres, in the units of the CRS.
double short_step(const std::string& crs)
{
  const OGRSpatialReference reference = spatial_reference(crs);
  return reference.IsGeographic() != 0 || reference.IsDerivedGeographic() != 0 ? 1e-4
                                                                               : 10.0 / reference.GetLinearUnits();
}

}  // namespace

Turn::Turn(const Grid& grid, const std::string& axes)
{
  const Places at = in_crs(cell_centres(grid), axes);
  const double step = short_step(axes);
  const Directions along = directions(at, step, 0.0, grid.crs), up = directions(at, 0.0, step, grid.crs);
  for (std::size_t i = 0; i < at.x.size(); ++i) {
    // The rotation nearest to both directions: `up` turned back by a quarter is `along` again if the
    // projection keeps angles.
    const double x = along.x[i] + up.y[i], y = along.y[i] - up.x[i], length = std::hypot(x, y);
    if (!(length > 1.0)) {  // also NaN; at most 2
      throw InputError(fmt::format("the axes of '{}' have no direction on the model grid at x = {:g} m, y = {:g} m",
                                   crs_name(axes), cell_centres(grid).x[i], cell_centres(grid).y[i]));
    }
    cosine_.push_back(x / length);
    sine_.push_back(y / length);
  }
}

void Turn::apply(std::span<float> x, std::span<float> y) const
{
  for (std::size_t i = 0; i < cosine_.size(); ++i) {
    const double u = static_cast<double>(x[i]), v = static_cast<double>(y[i]);
    x[i] = static_cast<float>(u * cosine_[i] - v * sine_[i]);
    y[i] = static_cast<float>(u * sine_[i] + v * cosine_[i]);
  }
}

double Turn::degrees(std::size_t cell) const
{
  return std::atan2(sine_[cell], cosine_[cell]) * 180.0 / std::numbers::pi;
}

}  // namespace rangifer::forcing

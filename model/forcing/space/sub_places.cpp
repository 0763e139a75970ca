#include "forcing/space/sub_places.h"

#include <cmath>
#include <numbers>

namespace rangifer::forcing {
namespace {

constexpr double degree = std::numbers::pi / 180.0;

Places corners_of(const Grid& grid)
{
  Places corners {grid.crs, {}, {}};
  for (int row = 0; row <= grid.rows; ++row)
    for (int column = 0; column <= grid.columns; ++column) {
      corners.x.push_back(grid.x_min_m + column * grid.cell_m);
      corners.y.push_back(grid.y_min_m + row * grid.cell_m);
    }
  return corners;
}

}  // namespace

SubPlaces::SubPlaces(const SourceGrid& source, const Grid& grid, int per_side)
    : source_(&source), grid_(&grid), per_side_(per_side)
{
  const Places corners = in_crs(corners_of(grid), source.crs);
  const bool round = source.geographic || source.curvilinear();
  corner_.reserve(corners.x.size());
  for (std::size_t i = 0; i < corners.x.size(); ++i)
    corner_.push_back(round ? sphere_point(corners.x[i], corners.y[i]) : SpherePoint {corners.x[i], corners.y[i], 0.0});
  if (source.curvilinear()) curvilinear_.emplace_back(source);
}

void SubPlaces::divide_cell(int column, int row, std::vector<SpherePoint>& out) const
{
  const auto corner = [&](int c, int r) -> const SpherePoint& {
    return corner_[static_cast<std::size_t>(r) * static_cast<std::size_t>(grid_->columns + 1) +
                   static_cast<std::size_t>(c)];
  };
  const SpherePoint &a = corner(column, row), &b = corner(column + 1, row), &c = corner(column, row + 1),
                    &d = corner(column + 1, row + 1);
  for (int j = 0; j < per_side_; ++j)
    for (int i = 0; i < per_side_; ++i) {
      const double u = (i + 0.5) / per_side_, v = (j + 0.5) / per_side_;
      SpherePoint p;
      for (std::size_t k = 0; k < 3; ++k)
        p[k] = (1 - v) * ((1 - u) * a[k] + u * b[k]) + v * ((1 - u) * c[k] + u * d[k]);
      out.push_back(p);
    }
}

Places SubPlaces::of_rows(int first, int count) const
{
  std::vector<SpherePoint> points;
  for (int row = first; row < first + count; ++row)
    for (int column = 0; column < grid_->columns; ++column) divide_cell(column, row, points);
  if (!curvilinear_.empty()) {
    for (SpherePoint& p : points) {
      const double length = std::hypot(p[0], p[1], p[2]);
      for (double& part : p) part /= length;
    }
    return curvilinear_.front().nearest_centre(points);
  }
  Places out {source_->crs, {}, {}};
  out.x.reserve(points.size());
  out.y.reserve(points.size());
  for (const SpherePoint& p : points) {
    out.x.push_back(source_->geographic ? std::atan2(p[1], p[0]) / degree : p[0]);
    out.y.push_back(source_->geographic ? std::atan2(p[2], std::hypot(p[0], p[1])) / degree : p[1]);
  }
  return out;
}

}  // namespace rangifer::forcing

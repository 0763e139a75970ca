#include "forcing/space/resample.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <limits>

#include "forcing/space/area_shares.h"
#include "forcing/space/axis.h"
#include "forcing/space/curvilinear.h"

namespace rangifer::forcing {
namespace {

constexpr double outside = std::numeric_limits<double>::quiet_NaN();

double mix_between(double a, double b, double share) { return a + share * (b - a); }

/// Exactly `a` where share is 0 or both are equal; then a missing `b` does not matter.
double mix(double a, double b, double share)
{
  if (share == 0.0) return a;
  return share == 1.0 ? b : mix_between(a, b, share);
}

std::vector<SpherePoint> sphere_points(const Places& places)
{
  std::vector<SpherePoint> points;
  points.reserve(places.x.size());
  for (std::size_t i = 0; i < places.x.size(); ++i) points.push_back(sphere_point(places.x[i], places.y[i]));
  return points;
}

/// In x and y of the source; of a curvilinear one column and row numbers.
Places in_source(const SourceGrid& source, const Places& places, Resampling how)
{
  Places here = in_crs(places, source.crs);
  if (!source.curvilinear()) return here;
  const CurvilinearCells cells(source);
  const std::vector<SpherePoint> points = sphere_points(here);
  return how == Resampling::bilinear ? cells.between_centres(points) : cells.nearest_centre(points);
}

Spot nearest(Spot spot)
{
  if (!std::isnan(spot.share)) spot.first = spot.second = spot.share < 0.5 ? spot.first : spot.second, spot.share = 0.0;
  return spot;
}

}  // namespace

Sampler::Sampler(const SourceGrid& source, const Places& places, Resampling how) : source_columns_(source.x.size())
{
  assert(source.x.size() >= 2 && source.y.size() >= 2);
  const Places here = in_source(source, places, how);
  const Axis x_axis(source.x, source.geographic), y_axis(source.y, false);
  ColumnsInUse columns(source.x.size(), x_axis.closed());
  std::size_t low = source.y.size(), high = 0;
  at_.reserve(here.x.size());
  for (std::size_t i = 0; i < here.x.size(); ++i) {
    Spot x = x_axis.find(here.x[i]), y = y_axis.find(here.y[i]);
    if (std::isnan(x.share) || std::isnan(y.share)) {
      at_.push_back({0, 0, 0, 0, outside, outside});
      continue;
    }
    if (how != Resampling::bilinear) x = nearest(x), y = nearest(y);
    ++covered_;
    columns.add(x.first);
    columns.add(x.second);
    low = std::min({low, y.first, y.second});
    high = std::max({high, y.first, y.second});
    at_.push_back({static_cast<std::uint32_t>(x.first), static_cast<std::uint32_t>(x.second),
                   static_cast<std::uint32_t>(y.first), static_cast<std::uint32_t>(y.second), x.share, y.share});
  }
  if (covered_ == 0) return;
  const auto [first, count] = columns.run();
  window_ = {first, low, count, high - low + 1};
  for (Neighbours& n : at_) {
    if (std::isnan(n.across)) continue;
    n.left = in_window(n.left);
    n.right = in_window(n.right);
    n.low -= static_cast<std::uint32_t>(low);
    n.high -= static_cast<std::uint32_t>(low);
  }
}

/// Column of the window from one of the source.
std::uint32_t Sampler::in_window(std::size_t column) const noexcept
{
  return static_cast<std::uint32_t>(column >= window_.column ? column - window_.column
                                                             : column + source_columns_ - window_.column);
}

Sampler::Sampler(const SourceGrid& source, const Grid& grid, Resampling how) : Sampler(source, cell_centres(grid), how)
{
  if (covered_ == at_.size()) find_lattice(grid);
  if (how != Resampling::area_mean || covered_ == 0) return;
  std::vector<std::optional<SourceCell>> own;
  for (std::size_t i = 0; i < at_.size(); ++i) own.push_back(nearest_of(i));
  area_ = std::make_shared<const AreaShares>(source, grid, own);
}

const Window& Sampler::window() const noexcept { return area_ ? area_->window() : window_; }

std::optional<std::size_t> Sampler::first_outside() const noexcept
{
  const auto found = std::ranges::find_if(at_, [](const Neighbours& n) { return std::isnan(n.across); });
  if (found == at_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - at_.begin());
}

std::optional<SourceCell> Sampler::nearest_of(std::size_t place) const
{
  const Neighbours& n = at_[place];
  if (std::isnan(n.across)) return std::nullopt;
  const std::size_t column = window_.column + (n.across < 0.5 ? n.left : n.right);
  return SourceCell {column % source_columns_, window_.row + (n.up < 0.5 ? n.low : n.high)};
}

/// Whether all cells of a column lie between the same two columns of the source, in the same shares, and those of a
/// row between the same two rows: so it is where both have one CRS.
void Sampler::find_lattice(const Grid& grid)
{
  const auto columns = static_cast<std::size_t>(grid.columns);
  for (std::size_t i = 0; i < at_.size(); ++i) {
    const Neighbours &n = at_[i], &of_column = at_[i % columns], &of_row = at_[i - i % columns];
    if (n.left != of_column.left || n.right != of_column.right || n.across != of_column.across) return;
    if (n.low != of_row.low || n.high != of_row.high || n.up != of_row.up) return;
  }
  lattice_columns_ = columns;
}

/// Each row of the source is mixed along its columns once, not once for each cell that lies by it: the same numbers
/// for a third of the work, and in vector lanes.
void Sampler::apply_lattice(std::span<const double> values, std::span<double> out) const
{
  const std::size_t columns = lattice_columns_;
  std::vector<double> along(window_.rows * columns);
  for (std::size_t row = 0; row < window_.rows; ++row) {
    const double* of_row = &values[row * window_.columns];
    for (std::size_t c = 0; c < columns; ++c) {
      along[row * columns + c] = mix(of_row[at_[c].left], of_row[at_[c].right], at_[c].across);
    }
  }
  for (std::size_t first = 0; first < at_.size(); first += columns) {
    const double *low = &along[at_[first].low * columns], *high = &along[at_[first].high * columns];
    const double up = at_[first].up;
    double* cells = &out[first];
    if (up == 0.0) std::copy_n(low, columns, cells);
    else if (up == 1.0) std::copy_n(high, columns, cells);
    else
      for (std::size_t c = 0; c < columns; ++c) cells[c] = mix_between(low[c], high[c], up);
  }
}

void Sampler::apply(std::span<const double> values, std::span<double> out) const
{
  assert(values.size() == window().columns * window().rows && out.size() == at_.size());
  if (area_) return area_->apply(values, out);
  if (lattice_columns_ > 0) return apply_lattice(values, out);
  for (std::size_t i = 0; i < at_.size(); ++i) {
    const Neighbours& n = at_[i];
    if (std::isnan(n.across)) {
      out[i] = outside;
      continue;
    }
    const auto value = [&](std::uint32_t column, std::uint32_t row) { return values[row * window_.columns + column]; };
    out[i] = mix(mix(value(n.left, n.low), value(n.right, n.low), n.across),
                 mix(value(n.left, n.high), value(n.right, n.high), n.across), n.up);
  }
}

Places centres_of(const SourceGrid& source, std::span<const SourceCell> cells)
{
  Places places {source.crs, {}, {}};
  for (const SourceCell& cell : cells) {
    const std::size_t i = cell.row * source.x.size() + cell.column;
    places.x.push_back(source.curvilinear() ? source.longitude[i] : source.x[cell.column]);
    places.y.push_back(source.curvilinear() ? source.latitude[i] : source.y[cell.row]);
  }
  return in_crs(places, geographic_crs);
}

std::optional<CellSides> source_cell_sides(const SourceGrid& source, const Grid& grid)
{
  constexpr int samples = 5;  // along each side of the domain
  Places places {grid.crs, {}, {}};
  for (int j = 0; j < samples; ++j)
    for (int i = 0; i < samples; ++i) {
      places.x.push_back(grid.x_min_m + (i + 0.5) / samples * (grid.x_max_m() - grid.x_min_m));
      places.y.push_back(grid.y_min_m + (j + 0.5) / samples * (grid.y_max_m() - grid.y_min_m));
    }
  const Sampler sampler(source, places, Resampling::nearest);
  std::vector<SourceCell> cells;  // one, its neighbour along the row, its neighbour along the column
  for (std::size_t i = 0; i < places.x.size(); ++i) {
    const auto cell = sampler.nearest_of(i);
    if (!cell) continue;
    const std::size_t column = std::min(cell->column, source.x.size() - 2),
                      row = std::min(cell->row, source.y.size() - 2);
    cells.insert(cells.end(), {{column, row}, {column + 1, row}, {column, row + 1}});
  }
  const std::vector<SpherePoint> at = sphere_points(centres_of(source, cells));
  std::optional<CellSides> sides;
  for (std::size_t i = 0; i < at.size(); i += 3)
    for (const double side : {distance_m(at[i], at[i + 1]), distance_m(at[i], at[i + 2])})
      if (std::isfinite(side) && side > 0.0)
        sides = sides ? CellSides {std::min(sides->shorter_m, side), std::max(sides->longer_m, side)}
                      : CellSides {side, side};
  return sides;
}

}  // namespace rangifer::forcing

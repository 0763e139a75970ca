#include "forcing/inspect/cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

/// Cells for an extent: all of a small grid; of a large one its edges and every so many within.
std::vector<std::size_t> some_of(std::size_t n)
{
  constexpr std::size_t most = 200;
  const std::size_t step = (n + most - 1) / most;
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < n; i += step) out.push_back(i);
  if (out.back() != n - 1) out.push_back(n - 1);
  return out;
}

Places spread_of(const SourceGrid& grid)
{
  Places out {grid.curvilinear() ? geographic_crs : grid.crs, {}, {}};
  for (const std::size_t row : some_of(grid.y.size()))
    for (const std::size_t column : some_of(grid.x.size())) {
      const std::size_t i = row * grid.x.size() + column;
      out.x.push_back(grid.curvilinear() ? grid.longitude[i] : grid.x[column]);
      out.y.push_back(grid.curvilinear() ? grid.latitude[i] : grid.y[row]);
    }
  return in_crs(out, geographic_crs);
}

double wrapped(double longitude) { return longitude - 360.0 * std::floor((longitude + 180.0) / 360.0); }

std::string longitude_text(double longitude)
{
  const double east = wrapped(longitude);
  return fmt::format("{:.3f} {}", std::abs(east), east < 0 ? "W" : "E");
}

std::string latitude_text(double latitude)
{
  return fmt::format("{:.3f} {}", std::abs(latitude), latitude < 0 ? "S" : "N");
}

/// The shortest arc that holds all of them begins after the widest gap.
std::string longitudes_text(std::vector<double> longitudes)
{
  for (double& longitude : longitudes) longitude = wrapped(longitude);
  std::ranges::sort(longitudes);
  double widest = longitudes.front() + 360.0 - longitudes.back(), west = longitudes.front(), east = longitudes.back();
  for (std::size_t i = 0; i + 1 < longitudes.size(); ++i)
    if (const double gap = longitudes[i + 1] - longitudes[i]; gap > widest)
      widest = gap, west = longitudes[i + 1], east = longitudes[i];
  constexpr double none_deg = 6.0;  // wider than the cells of any climate model
  return widest < none_deg ? "all longitudes" : fmt::format("{} to {}", longitude_text(west), longitude_text(east));
}

}  // namespace

Places centres_of(const SourceGrid& grid, const Window& window)
{
  Places out {grid.curvilinear() ? geographic_crs : grid.crs, {}, {}};
  out.x.reserve(window.columns * window.rows);
  out.y.reserve(window.columns * window.rows);
  for (std::size_t row = window.row; row < window.row + window.rows; ++row)
    for (std::size_t c = window.column; c < window.column + window.columns; ++c) {
      const std::size_t column = c % grid.x.size();
      const std::size_t i = row * grid.x.size() + column;
      out.x.push_back(grid.curvilinear() ? grid.longitude[i] : grid.x[column]);
      out.y.push_back(grid.curvilinear() ? grid.latitude[i] : grid.y[row]);
    }
  return in_crs(out, geographic_crs);
}

std::string extent_in_degrees(const SourceGrid& grid)
{
  const Places spread = spread_of(grid);
  std::vector<double> longitudes, latitudes;
  for (std::size_t i = 0; i < spread.x.size(); ++i) {
    if (!std::isfinite(spread.x[i]) || !std::isfinite(spread.y[i])) continue;
    longitudes.push_back(spread.x[i]);
    latitudes.push_back(spread.y[i]);
  }
  if (latitudes.empty()) return "nowhere";
  const auto [south, north] = std::ranges::minmax(latitudes);
  return fmt::format("{} to {}, {}", latitude_text(south), latitude_text(north),
                     longitudes_text(std::move(longitudes)));
}

}  // namespace rangifer::forcing

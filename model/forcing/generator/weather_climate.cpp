#include "forcing/generator/weather_climate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/deterministic_math.h"
#include "base/error.h"
#include "forcing/generator/monthly.h"
#include "forcing/generator/station_spread.h"
#include "forcing/generator/year_curve.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

constexpr double least_precipitation_mm = 0.5;  // a month; logarithms need some
constexpr double least_daily_range_k = 1.0;
constexpr double least_wind_m_s = 0.3;

using MonthlyValues = std::array<std::vector<double>, 12>;

/// Everything that more than one quantity needs.
struct Setting {
  const WeatherRules& rules;
  std::span<const StationNormals> stations;
  Places cells, at_stations;                     // in the grid's CRS
  Places cells_geographic, stations_geographic;  // x = longitude, y = latitude

  Setting(const Grid& grid, const WeatherRules& with, std::span<const StationNormals> seen)
      : rules(with),
        stations(seen),
        cells(cell_centres(grid)),
        cells_geographic(in_crs(cells, geographic_crs)),
        stations_geographic {geographic_crs, {}, {}}
  {
    for (const auto& s : seen) {
      stations_geographic.x.push_back(s.longitude_deg);
      stations_geographic.y.push_back(s.latitude_deg);
    }
    at_stations = in_crs(stations_geographic, grid.crs);
  }

  [[nodiscard]] std::vector<double> spread(const std::vector<double>& known) const
  {
    return spread_stations(at_stations, known, 1000.0 * rules.station_range_km, rules.station_nugget, cells);
  }
};

/// Months of all cells to nodes, by the rule `keep` for one place.
template <class Keep>
MonthNodes nodes_of(const MonthlyValues& months, Keep keep)
{
  const std::size_t cells = months[0].size();
  MonthNodes nodes;
  for (auto& node : nodes) node.resize(cells);
  for (std::size_t c = 0; c < cells; ++c) {
    Monthly means {};
    for (std::size_t m = 0; m < 12; ++m) means[m] = months[m][c];
    const Monthly at_middle = keep(means);
    for (std::size_t m = 0; m < 12; ++m) nodes[m][c] = static_cast<float>(at_middle[m]);
  }
  return nodes;
}

MonthNodes temperature(const Setting& at, const LapseRate& lapse, std::span<const double> cell_elevation_m)
{
  const auto& file = at.rules.monthly_temperature;
  MonthlyValues months = read_monthly(file, "air_temperature", "degC", at.cells_geographic.x, at.cells_geographic.y);
  const MonthlyValues there =
    read_monthly(file, "air_temperature", "degC", at.stations_geographic.x, at.stations_geographic.y);
  const std::vector<double> ground = read_static_at(at.rules.monthly_elevation, "surface_altitude", "m",
                                                    at.stations_geographic.x, at.stations_geographic.y);
  for (std::size_t m = 0; m < 12; ++m) {
    const double k_per_m = lapse.on(static_cast<int>(middle_of_month(m)) + 1) / 1000.0;
    std::vector<double> residual;
    for (std::size_t s = 0; s < at.stations.size(); ++s)
      residual.push_back(at.stations[s].mean_c[m] - (there[m][s] + k_per_m * (at.stations[s].elevation_m - ground[s])));
    const std::vector<double> correction = at.spread(residual);
    for (std::size_t c = 0; c < cell_elevation_m.size(); ++c) months[m][c] += correction[c];
  }
  return nodes_of(months, [](const Monthly& means) { return keep_monthly_means(means); });
}

/// A positive quantity that only the stations know, spread as its logarithm.
template <class Of>
MonthlyValues from_stations(const Setting& at, const char* quantity, double least, Of of)
{
  MonthlyValues months;
  for (std::size_t m = 0; m < 12; ++m) {
    std::vector<double> known;
    for (const auto& s : at.stations) {
      const double value = of(s, m);
      known.push_back(std::isnan(value) ? value
                                        : static_cast<double>(log_det(static_cast<float>(std::max(value, least)))));
    }
    if (std::ranges::all_of(known, [](double v) { return std::isnan(v); }))
      throw InputError(
        fmt::format("{}: no station knows {} of month {}, expected at least one", at.rules.stations, quantity, m + 1));
    months[m] = at.spread(known);
    for (double& v : months[m]) v = exp_det(static_cast<float>(v));
  }
  return months;
}

/// Unit vectors of geographic east and north on the grid.
struct Compass {
  std::vector<double> east_x, east_y, north_x, north_y;
};

Compass compass(const Setting& at)
{
  constexpr double step_deg = 0.01;
  Places east = at.cells_geographic, north = at.cells_geographic;
  for (double& longitude : east.x) longitude += step_deg;
  for (double& latitude : north.y) latitude += step_deg;
  east = in_crs(east, at.cells.crs);
  north = in_crs(north, at.cells.crs);
  Compass out;
  for (std::size_t c = 0; c < at.cells.x.size(); ++c) {
    const double ex = east.x[c] - at.cells.x[c], ey = east.y[c] - at.cells.y[c];
    const double nx = north.x[c] - at.cells.x[c], ny = north.y[c] - at.cells.y[c];
    const double e = std::sqrt(ex * ex + ey * ey), n = std::sqrt(nx * nx + ny * ny);
    out.east_x.push_back(ex / e), out.east_y.push_back(ey / e);
    out.north_x.push_back(nx / n), out.north_y.push_back(ny / n);
  }
  return out;
}

void add_wind(const Setting& at, WeatherClimate& climate)
{
  const auto u =
    read_monthly(at.rules.monthly_wind_u, "eastward_wind", "m s-1", at.cells_geographic.x, at.cells_geographic.y);
  const auto v =
    read_monthly(at.rules.monthly_wind_v, "northward_wind", "m s-1", at.cells_geographic.x, at.cells_geographic.y);
  const MonthlyValues speed =
    from_stations(at, "wind_m_s", least_wind_m_s, [](const StationNormals& s, std::size_t m) { return s.wind_m_s[m]; });
  const MonthNodes speed_nodes = nodes_of(speed, [](const Monthly& means) { return keep_positive_means(means); });
  const Compass to = compass(at);
  for (std::size_t m = 0; m < 12; ++m) {
    for (std::size_t c = 0; c < at.cells.x.size(); ++c) {
      double x = u[m][c] * to.east_x[c] + v[m][c] * to.north_x[c];
      double y = u[m][c] * to.east_y[c] + v[m][c] * to.north_y[c];
      const double steady_share = at.rules.steady_wind, want = speed_nodes[m][c], have = std::sqrt(x * x + y * y);
      const double shrink = have > steady_share * want ? steady_share * want / have : 1.0;
      x *= shrink;
      y *= shrink;
      climate.wind_x_m_s[m].push_back(static_cast<float>(x));
      climate.wind_y_m_s[m].push_back(static_cast<float>(y));
      climate.wind_sd_m_s[m].push_back(static_cast<float>(wind_sd_for_speed(have * shrink, want)));
    }
  }
}

/// E |r + z|, z standard normal in the plane, at r = 0, 0.05, ... 4, by summing over a square of 6 sd.
std::vector<double> mean_lengths()
{
  constexpr double h = 0.125;
  std::vector<double> density;
  for (int i = -48; i <= 48; ++i) density.push_back(exp_det(static_cast<float>(-0.5 * h * h * i * i)));
  std::vector<double> table;
  for (int k = 0; k <= 80; ++k) {
    const double r = 0.05 * k;
    double sum = 0, weight = 0;
    for (int i = -48; i <= 48; ++i) {
      for (int j = -48; j <= 48; ++j) {
        const double w = density[static_cast<std::size_t>(i + 48)] * density[static_cast<std::size_t>(j + 48)];
        sum += w * std::sqrt((r + h * i) * (r + h * i) + h * h * j * j);
        weight += w;
      }
    }
    table.push_back(sum / weight);
  }
  return table;
}

double mean_length(double r) noexcept
{
  static const std::vector<double> table = mean_lengths();
  if (r >= 4.0) return r + 0.5 / r;  // its limit for a strong mean
  const auto k = static_cast<std::size_t>(r / 0.05);
  return table[k] + (r / 0.05 - static_cast<double>(k)) * (table[k + 1] - table[k]);
}

}  // namespace

double wind_sd_for_speed(double mean_m_s, double speed_m_s) noexcept
{
  double low = 0.01 * speed_m_s, high = speed_m_s;  // E |sd z| = 1.25 sd, so the answer is below
  for (int i = 0; i < 50; ++i) {
    const double sd = 0.5 * (low + high);
    (sd * mean_length(mean_m_s / sd) < speed_m_s ? low : high) = sd;
  }
  return 0.5 * (low + high);
}

Grid weather_grid(const Grid& frame, double cell_m)
{
  const auto cells = [&](double extent_m) { return static_cast<int>(std::ceil(extent_m / cell_m - 1e-9)) + 2; };
  return {frame.crs,
          frame.x_min_m - cell_m,
          frame.y_min_m - cell_m,
          cell_m,
          cells(frame.x_max_m() - frame.x_min_m),
          cells(frame.y_max_m() - frame.y_min_m)};
}

WeatherClimate make_climate(const Grid& grid, const WeatherRules& rules, const LapseRate& lapse,
                            std::span<const StationNormals> stations)
{
  const Setting at(grid, rules, stations);
  WeatherClimate climate;
  climate.grid = grid;
  climate.longitude_deg = at.cells_geographic.x;
  climate.latitude_deg = at.cells_geographic.y;
  const std::vector<double> elevation_m =
    read_static_at(rules.monthly_elevation, "surface_altitude", "m", at.cells_geographic.x, at.cells_geographic.y);
  for (const double e : elevation_m) climate.elevation_m.push_back(static_cast<float>(e));
  climate.temperature_c = temperature(at, lapse, elevation_m);

  const auto positive = [](const Monthly& means) { return keep_positive_means(means); };
  climate.daily_range_k =
    nodes_of(from_stations(at, "tmin_c and tmax_c", least_daily_range_k,
                           [](const StationNormals& s, std::size_t m) { return s.max_c[m] - s.min_c[m]; }),
             positive);
  climate.precipitation_mm_day =
    nodes_of(from_stations(at, "precipitation_mm", least_precipitation_mm,
                           [](const StationNormals& s, std::size_t m) { return s.precipitation_mm[m]; }),
             [&](Monthly sums) {
               for (std::size_t m = 0; m < 12; ++m) sums[m] /= days_in_month(m);
               return keep_positive_means(sums);
             });
  add_wind(at, climate);
  return climate;
}

}  // namespace rangifer::forcing

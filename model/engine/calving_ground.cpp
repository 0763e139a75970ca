#include "engine/calving_ground.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "utilisation/kernel.h"

namespace rangifer::engine {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

double median(std::vector<double> values)
{
  std::erase_if(values, [](double v) { return !std::isfinite(v); });
  if (values.empty()) return nan;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : 0.5 * (values[middle - 1] + values[middle]);
}

std::int32_t country_of(const landscape::Regions& regions, std::uint32_t mask)
{
  for (std::size_t r = 0; r < regions.list.size(); ++r) {
    if (regions.list[r].kind == "jurisdiction" && (mask >> r & 1u) != 0) {
      return regions.list[r].country == "CA" ? 2 : regions.list[r].country == "US" ? 1 : 0;
    }
  }
  return 0;
}

}  // namespace

herd::ImpactYear impact_of(const landscape::Terrain& terrain, const landscape::Regions& regions,
                           const landscape::Environment& environment, std::span<const herd::Birth> births,
                           std::int32_t herd_index, int year, double bandwidth_km)
{
  herd::ImpactYear out;
  out.year = year;
  out.herd = herd_index;
  out.birth_share.assign(regions.list.size(), 0.0);
  std::vector<float> x, y, weight;
  std::vector<double> ndvi, snow_free, mismatch;
  double n = 0, doy = 0, doy2 = 0, cx = 0, cy = 0, lon = 0, lat = 0, east = 0, plain = 0, away = 0, alive = 0,
         counted = 0;
  for (const herd::Birth& b : births) {
    if (b.herd != herd_index) continue;
    const double animals = b.animals;
    const double day = day_of_year(b.day);
    n += animals;
    doy += animals * day;
    doy2 += animals * day * day;
    cx += animals * static_cast<double>(b.x_m);
    cy += animals * static_cast<double>(b.y_m);
    lon += animals * static_cast<double>(b.longitude_deg);
    lat += animals * static_cast<double>(b.latitude_deg);
    plain += animals * static_cast<double>(b.plain);
    away += animals * static_cast<double>(b.displacement_km);
    if (std::isfinite(b.alive_end_of_june)) {  // born, and counted, before July
      alive += static_cast<double>(b.alive_end_of_june);
      counted += animals;
    }
    east += country_of(regions, b.regions) == 2 ? animals : 0.0;
    for (std::size_t r = 0; r < regions.list.size(); ++r) {
      if ((b.regions >> r & 1u) != 0) out.birth_share[r] += animals;
    }
    x.push_back(b.x_m);
    y.push_back(b.y_m);
    weight.push_back(static_cast<float>(b.animals));
    ndvi.push_back(static_cast<double>(b.ndvi_21_june));
    snow_free.push_back(b.snow_free_doy > 0 ? b.snow_free_doy : nan);
    const auto cell = terrain.grid.cell_near(b.x_m, b.y_m);
    const auto green = environment.green_up_doy[static_cast<std::size_t>(cell)];
    mismatch.push_back(green > 0 ? day - green : nan);
  }
  out.births = static_cast<std::int64_t>(n);
  for (double& share : out.birth_share) share = n > 0 ? share / n : nan;
  out.birth_share_east_of_border = n > 0 ? east / n : nan;
  out.mean_birth_doy = n > 0 ? doy / n : nan;
  out.sd_birth_doy = n > 0 ? std::sqrt(std::max(0.0, doy2 / n - (doy / n) * (doy / n))) : nan;
  out.centroid_x_m = n > 0 ? cx / n : nan;
  out.centroid_y_m = n > 0 ? cy / n : nan;
  out.centroid_longitude_deg = n > 0 ? lon / n : nan;
  out.centroid_latitude_deg = n > 0 ? lat / n : nan;
  out.plain = n > 0 ? plain / n : nan;
  out.displacement_km = n > 0 ? away / n : nan;
  out.june_calf_survival = counted > 0 ? alive / counted : nan;
  out.ndvi_21_june = median(std::move(ndvi));
  out.snow_free_doy = median(std::move(snow_free));
  out.green_up_mismatch_d = median(std::move(mismatch));
  const Field density = utilisation::kernel_density(terrain.grid, x, y, weight, bandwidth_km);
  out.annual_area_km2 = utilisation::isopleth_area_km2(terrain.grid, density, 0.95);
  out.concentrated_area_km2 = utilisation::concentrated_area_km2(terrain.grid, density);
  return out;
}

}  // namespace rangifer::engine

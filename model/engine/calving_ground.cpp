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

/// Cells that a zone of influence of calving time reaches; empty without infrastructure.
std::vector<std::uint8_t> zone_of_calving(const Rules& rules, const landscape::Developments& developments)
{
  if (!developments.any()) return {};
  const auto zone = static_cast<std::size_t>(std::ranges::find(developments.zones_km, rules.modes.calving.zone_km) -
                                             developments.zones_km.begin());
  std::vector<std::uint8_t> in(developments.near.front()[zone].size(), 0);
  for (const std::vector<Field>& near : developments.near) {
    for (std::size_t i = 0; i < in.size(); ++i) in[i] = in[i] != 0 || near[zone][i] > 0.0f ? 1 : 0;
  }
  return in;
}

/// Sums over the births of one herd, each weighed by its animals.
struct BirthSums {
  double n = 0, doy = 0, doy2 = 0, x = 0, y = 0, lon = 0, lat = 0, east = 0, plain = 0, away = 0, alive = 0,
         counted = 0, mother_kg = 0, exposed = 0, in_zone = 0;
  std::vector<double> born_in, counted_in, alive_in;  ///< by region

  explicit BirthSums(std::size_t regions) : born_in(regions, 0.0), counted_in(regions, 0.0), alive_in(regions, 0.0) {}

  void add(const CalvingScene& s, const herd::Birth& b, bool zone)
  {
    const double animals = b.animals, day = day_of_year(b.day);
    n += animals;
    doy += animals * day;
    doy2 += animals * day * day;
    x += animals * static_cast<double>(b.x_m);
    y += animals * static_cast<double>(b.y_m);
    lon += animals * static_cast<double>(b.longitude_deg);
    lat += animals * static_cast<double>(b.latitude_deg);
    east += country_of(s.regions, b.regions) == 2 ? animals : 0.0;
    plain += animals * static_cast<double>(b.plain);
    away += animals * static_cast<double>(b.displacement_km);
    mother_kg += animals * static_cast<double>(b.mother_mass_kg);
    exposed += animals * behaviour::place_risk(s.rules.predation, static_cast<double>(b.plain));
    in_zone += zone ? animals : 0.0;
    const bool known = std::isfinite(b.alive_end_of_june);  // born, and counted, before July
    const double living = known ? static_cast<double>(b.alive_end_of_june) : 0.0;
    alive += living;
    counted += known ? animals : 0.0;
    for (std::size_t r = 0; r < born_in.size(); ++r) {
      if ((b.regions >> r & 1u) == 0) continue;
      born_in[r] += animals;
      counted_in[r] += known ? animals : 0.0;
      alive_in[r] += living;
    }
  }

  void report(bool zones, herd::ImpactYear& out) const
  {
    const auto mean = [](double sum, double of) { return of > 0 ? sum / of : nan; };
    out.births = static_cast<std::int64_t>(n);
    for (std::size_t r = 0; r < born_in.size(); ++r) {
      out.birth_share.push_back(mean(born_in[r], n));
      out.june_calf_survival_by_region.push_back(mean(alive_in[r], counted_in[r]));
    }
    out.birth_share_east_of_border = mean(east, n);
    out.mean_birth_doy = mean(doy, n);
    out.sd_birth_doy = n > 0 ? std::sqrt(std::max(0.0, doy2 / n - (doy / n) * (doy / n))) : nan;
    out.centroid_x_m = mean(x, n);
    out.centroid_y_m = mean(y, n);
    out.centroid_longitude_deg = mean(lon, n);
    out.centroid_latitude_deg = mean(lat, n);
    out.plain = mean(plain, n);
    out.displacement_km = mean(away, n);
    out.mother_mass_kg = mean(mother_kg, n);
    out.predator_exposure = mean(exposed, n);
    out.births_in_zone = zones ? mean(in_zone, n) : nan;
    out.june_calf_survival = mean(alive, counted);
  }
};

/// Size and overlaps of the year's kernel utilisation distribution.
void describe_ground(const CalvingScene& scene, const Field& density, const std::vector<std::uint8_t>& zone,
                     herd::ImpactYear& out)
{
  const Grid& grid = scene.terrain.grid;
  out.annual_area_km2 = utilisation::isopleth_area_km2(grid, density, 0.95);
  out.concentrated_area_km2 = utilisation::concentrated_area_km2(grid, density);
  const float level = utilisation::concentrated_level(density);
  double all = 0.0, concentrated = 0.0, in_zone = 0.0;
  for (std::size_t i = 0; i < density.size(); ++i) {
    const double here = static_cast<double>(density[i]);
    all += here;
    concentrated += density[i] > level ? here : 0.0;
    in_zone += !zone.empty() && zone[i] != 0 ? here : 0.0;
  }
  out.concentrated_share = all > 0.0 ? concentrated : nan;
  out.ground_in_zone = all > 0.0 && !zone.empty() ? in_zone : nan;
  const Field& reference = scene.reference[static_cast<std::size_t>(out.herd)];
  out.reference_affinity = utilisation::bhattacharyya_affinity(density, reference);
  out.reference_intersection = utilisation::volume_of_intersection(density, reference);
}

}  // namespace

Field reference_ground(const Rules& rules, const Grid& grid, const herd::Herd& animals, std::size_t herd_index)
{
  std::vector<float> x, y, weight;
  for (std::size_t i = 0; i < animals.size(); ++i) {
    if (animals.herd[i] != herd_index || animals.male[i] != 0 || !std::isfinite(animals.remembered_x_m[i])) continue;
    x.push_back(animals.remembered_x_m[i]);
    y.push_back(animals.remembered_y_m[i]);
    weight.push_back(1.0f);
  }
  return utilisation::kernel_density(grid, x, y, weight, rules.output.kernel_km);
}

CalvingYear calving_year(const CalvingScene& scene, std::span<const herd::Birth> births, std::int32_t herd_index,
                         int year)
{
  const Grid& grid = scene.terrain.grid;
  const std::vector<std::uint8_t> zone = zone_of_calving(scene.rules, scene.terrain.developments);
  BirthSums sums(scene.regions.list.size());
  std::vector<float> x, y, weight;
  std::vector<double> ndvi, snow_free, mismatch;
  for (const herd::Birth& b : births) {
    if (b.herd != herd_index) continue;
    const auto cell = static_cast<std::size_t>(grid.cell_near(b.x_m, b.y_m));
    sums.add(scene, b, !zone.empty() && zone[cell] != 0);
    x.push_back(b.x_m);
    y.push_back(b.y_m);
    weight.push_back(static_cast<float>(b.animals));
    ndvi.push_back(static_cast<double>(b.ndvi_21_june));
    snow_free.push_back(b.snow_free_doy > 0 ? b.snow_free_doy : nan);
    const auto green = scene.environment.green_up_doy[cell];
    mismatch.push_back(green > 0 ? day_of_year(b.day) - green : nan);
  }
  CalvingYear of;
  herd::ImpactYear& out = of.impact;
  out.year = year;
  out.herd = herd_index;
  sums.report(!zone.empty(), out);
  out.ndvi_21_june = median(std::move(ndvi));
  out.snow_free_doy = median(std::move(snow_free));
  out.green_up_mismatch_d = median(std::move(mismatch));
  const Field density = utilisation::kernel_density(grid, x, y, weight, scene.rules.output.kernel_km);
  describe_ground(scene, density, zone, out);
  of.isopleth = utilisation::isopleths(density);
  return of;
}

}  // namespace rangifer::engine

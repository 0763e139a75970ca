#include "engine/tally.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <cmath>
#include <functional>

#include "engine/block_sum.h"
#include "engine/cohort_today.h"

namespace rangifer::engine {
namespace {

using herd::Cohort;

// Means are sums of whole numbers, so that no order of adding can show in them. Both units are powers of
// two and far finer than the float that is turned: coordinates are exact beyond 8 km from the origin (the
// rest is off by half a millimetre), all else by 3e-8. Five million agents at 1e8 m, or at values of 1e4
// of anything else, sum to less than a tenth of what 64 bits hold.
constexpr double units_per_m = 0x1p10, units_per_one = 0x1p24;
static_assert(5e6 * 1e8 * units_per_m < 0x1p63 / 10 && 5e6 * 1e4 * units_per_one < 0x1p63 / 10);

std::int64_t whole(float value, double units)
{
  assert(std::isfinite(value));
  return std::llrint(static_cast<double>(value) * units);
}

/// What is counted of one herd; all of it in whole numbers.
struct HerdCount {
  std::array<std::int64_t, herd::cohort_count> alive {};
  std::array<std::int64_t, herd::mode_count> in_mode {};
  std::array<std::int64_t, 32> in_region {}, near_community {};
  std::int64_t held_back = 0;
  std::vector<std::int64_t> crossed;  ///< [direction x band]
  /// Agents, and the sums of their values in units_per_one; x and y in units_per_m.
  struct Cows {
    std::int64_t agents = 0, km = 0, x = 0, y = 0, on_plain = 0, snow = 0, green = 0, mosquito = 0, oestrid = 0;
  } cows;
  struct Bulls {
    std::int64_t agents = 0, km = 0, x = 0, y = 0, on_plain = 0;
  } bulls;
};
using Counts = std::vector<HerdCount>;  ///< one a herd

void add_all(auto& to, const auto& from)
{
  std::transform(to.begin(), to.end(), from.begin(), to.begin(), std::plus<>());
}

void join(Counts& sum, const Counts& part)
{
  const auto add_members = [](auto& to, const auto& from, auto... member) { ((to.*member += from.*member), ...); };
  using Cows = HerdCount::Cows;
  using Bulls = HerdCount::Bulls;
  for (std::size_t h = 0; h < sum.size(); ++h) {
    add_all(sum[h].alive, part[h].alive);
    add_all(sum[h].in_mode, part[h].in_mode);
    add_all(sum[h].in_region, part[h].in_region);
    add_all(sum[h].near_community, part[h].near_community);
    sum[h].held_back += part[h].held_back;
    add_all(sum[h].crossed, part[h].crossed);
    add_members(sum[h].cows, part[h].cows, &Cows::agents, &Cows::km, &Cows::x, &Cows::y, &Cows::on_plain, &Cows::snow,
                &Cows::green, &Cows::mosquito, &Cows::oestrid);
    add_members(sum[h].bulls, part[h].bulls, &Bulls::agents, &Bulls::km, &Bulls::x, &Bulls::y, &Bulls::on_plain);
  }
}

void add_cow(const Rules& rules, const landscape::Terrain& terrain, const landscape::Environment& e,
             const herd::Herd& a, std::size_t i, std::size_t cell, HerdCount::Cows& cows)
{
  ++cows.agents;
  cows.km += whole(a.walked_km[i], units_per_one);
  cows.x += whole(a.x_m[i], units_per_m);
  cows.y += whole(a.y_m[i], units_per_m);
  cows.on_plain += terrain.plain[cell] >= static_cast<float>(rules.output.plain_from) ? 1 : 0;
  cows.snow += whole(e.snow_depth_m[cell], units_per_one);
  cows.green += whole(e.greenness[cell], units_per_one);
  cows.mosquito += whole(a.mosquito[i], units_per_one);
  cows.oestrid += whole(a.oestrid[i], units_per_one);
}

void add_bull(const Rules& rules, const landscape::Terrain& terrain, const herd::Herd& a, std::size_t i,
              std::size_t cell, HerdCount::Bulls& bulls)
{
  ++bulls.agents;
  bulls.on_plain += terrain.plain[cell] >= static_cast<float>(rules.output.plain_from) ? 1 : 0;
  bulls.km += whole(a.walked_km[i], units_per_one);
  bulls.x += whole(a.x_m[i], units_per_m);
  bulls.y += whole(a.y_m[i], units_per_m);
}

void take_means(const HerdCount& count, double steps, herd::HerdDay& day)
{
  const auto mean = [](std::int64_t sum, std::int64_t n, double units) {
    return n > 0 ? static_cast<double>(sum) / units / static_cast<double>(n) : std::nan("");
  };
  const HerdCount::Cows& cows = count.cows;
  day.cow_distance_km = mean(cows.km, cows.agents, units_per_one);
  day.cow_x_m = mean(cows.x, cows.agents, units_per_m);
  day.cow_y_m = mean(cows.y, cows.agents, units_per_m);
  day.cows_on_plain = mean(cows.on_plain, cows.agents, 1.0);
  day.cow_snow_depth_m = mean(cows.snow, cows.agents, units_per_one);
  day.cow_greenness = mean(cows.green, cows.agents, units_per_one);
  day.mosquito_index = mean(cows.mosquito, cows.agents, units_per_one * steps);
  day.oestrid_index = mean(cows.oestrid, cows.agents, units_per_one * steps);
  day.bull_distance_km = mean(count.bulls.km, count.bulls.agents, units_per_one);
  day.bulls_on_plain = mean(count.bulls.on_plain, count.bulls.agents, 1.0);
  day.bull_x_m = mean(count.bulls.x, count.bulls.agents, units_per_m);
  day.bull_y_m = mean(count.bulls.y, count.bulls.agents, units_per_m);
}

void report_herd(const HerdCount& count, std::size_t regions, std::size_t communities, double steps, herd::HerdDay& day)
{
  const auto first_of = [](const auto& counts, std::size_t n) {
    return std::vector<std::int64_t>(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(n));
  };
  day.alive = count.alive;
  day.in_mode = count.in_mode;
  day.held_back = count.held_back;
  day.in_region = first_of(count.in_region, regions);
  day.near_community = first_of(count.near_community, communities);
  const auto middle = count.crossed.begin() + static_cast<std::ptrdiff_t>(count.crossed.size() / 2);
  day.crossed[0].assign(count.crossed.begin(), middle);
  day.crossed[1].assign(middle, count.crossed.end());
  take_means(count, steps, day);
}

/// Which communities are within reach of each cell's centre, a bit each.
std::vector<std::uint32_t> communities_near(const Rules& rules, const Grid& grid)
{
  std::vector<std::uint32_t> near(grid.size(), 0);
  const double reach_m = rules.output.community_reach_km * 1000.0;
  for (std::size_t c = 0; c < rules.communities.size(); ++c) {
    for (int row = 0; row < grid.rows; ++row) {
      for (int column = 0; column < grid.columns; ++column) {
        const double dx = grid.x_of(column) - rules.communities[c].x_m, dy = grid.y_of(row) - rules.communities[c].y_m;
        if (dx * dx + dy * dy <= reach_m * reach_m) near[grid.index(column, row)] |= 1u << c;
      }
    }
  }
  return near;
}

}  // namespace

std::vector<double> latitude_band_edges(const landscape::Terrain& terrain)
{
  const auto [south, north] = std::minmax_element(terrain.latitude_deg.begin(), terrain.latitude_deg.end());
  std::vector<double> edges;
  for (double edge = std::floor(static_cast<double>(*south)); edge < static_cast<double>(*north) + 1.0; edge += 1.0) {
    edges.push_back(edge);
  }
  return edges;
}

std::vector<std::uint8_t> country_codes(const landscape::Regions& regions)
{
  std::vector<std::uint8_t> codes;
  for (const landscape::Region& region : regions.list) {
    const bool counts = region.kind == "jurisdiction";
    codes.push_back(counts && region.country == "US" ? 1 : counts && region.country == "CA" ? 2 : 0);
  }
  return codes;
}

DayTally::DayTally(const Rules& rules, const landscape::Terrain& terrain, const landscape::Regions& regions)
    : rules_ {rules},
      terrain_ {terrain},
      regions_ {regions},
      edges_ {latitude_band_edges(terrain)},
      near_community_ {communities_near(rules, terrain.grid)}
{
  const std::vector<std::uint8_t> code = country_codes(regions);
  country_.assign(terrain.grid.size(), 0);
  for (std::size_t cell = 0; cell < country_.size(); ++cell) {
    for (std::uint32_t in = regions.mask[cell]; in != 0; in &= in - 1) {
      const std::uint8_t of = code[static_cast<std::size_t>(std::countr_zero(in))];
      if (of != 0) country_[cell] = of;
    }
  }
}

herd::DayReport DayTally::report(const landscape::Environment& environment, Day today,
                                 const std::vector<LifeTally>& life, const std::vector<std::int64_t>& before,
                                 std::vector<herd::HerdDay> energy, herd::Herd& animals) const
{
  const CohortToday cohort_of {today};
  const std::size_t bands = edges_.size() - 1;
  Counts zero(rules_.herds.size());
  for (HerdCount& of : zero) of.crossed.assign(2 * bands, 0);

  const auto cross = [&](std::size_t i, std::size_t cell, std::int64_t with_calf, HerdCount& count) {
    const std::uint8_t now = country_[cell], last = animals.country[i];
    if (now == 0 || now == last) return;
    animals.country[i] = now;
    if (last == 0) return;
    const double latitude = static_cast<double>(terrain_.latitude_deg[cell]);
    const auto band =
      static_cast<std::size_t>(std::clamp(latitude - edges_.front(), 0.0, static_cast<double>(bands) - 1.0));
    count.crossed[(now == 1 ? 0 : bands) + band] += with_calf;
  };
  const auto count_agent = [&](Counts& sum, std::size_t i) {
    HerdCount& count = sum[animals.herd[i]];
    const auto cell = static_cast<std::size_t>(animals.cell[i]);
    const std::int64_t each = rules_.herds[animals.herd[i]].animals_per_agent;
    const std::int64_t calves = animals.calf[i] != 0 ? each : 0;
    const Cohort cohort = cohort_of(animals.male[i] != 0, animals.birth_year[i]);
    count.alive[static_cast<std::size_t>(cohort)] += each;
    count.alive[static_cast<std::size_t>(Cohort::calf)] += calves;
    count.in_mode[animals.mode[i]] += each;
    for (std::uint32_t in = regions_.mask[cell]; in != 0; in &= in - 1) {
      count.in_region[static_cast<std::size_t>(std::countr_zero(in))] += each + calves;
    }
    for (std::uint32_t near = near_community_[cell]; near != 0; near &= near - 1) {
      count.near_community[static_cast<std::size_t>(std::countr_zero(near))] += each + calves;
    }
    count.held_back += animals.held_back[i] != 0 ? each : 0;
    if (cohort == Cohort::cow) add_cow(rules_, terrain_, environment, animals, i, cell, count.cows);
    if (cohort == Cohort::bull) add_bull(rules_, terrain_, animals, i, cell, count.bulls);
    cross(i, cell, each + calves, count);
  };
  const Counts counts = block_sum(animals.size(), zero, count_agent, join);

  herd::DayReport report;
  report.day = today;
  report.herd = std::move(energy);
  report.herd.resize(rules_.herds.size());
  for (std::size_t h = 0; h < counts.size(); ++h) {
    herd::HerdDay& day = report.herd[h];
    report_herd(counts[h], regions_.list.size(), rules_.communities.size(), 24.0 / rules_.run.step_h, day);
    day.born = life[h].born;
    day.lost = life[h].lost;
    day.alive_before = before[h];
  }
  return report;
}

std::vector<std::int64_t> count_alive(const Rules& rules, const herd::Herd& animals)
{
  using Alive = std::vector<std::int64_t>;
  const auto count_agent = [&](Alive& sum, std::size_t i) {
    sum[animals.herd[i]] += rules.herds[animals.herd[i]].animals_per_agent * (animals.calf[i] != 0 ? 2 : 1);
  };
  const auto join_all = [](Alive& sum, const Alive& part) { add_all(sum, part); };
  return block_sum(animals.size(), Alive(rules.herds.size(), 0), count_agent, join_all);
}

}  // namespace rangifer::engine

#include "engine/destinations.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "landscape/cost_distance.h"

namespace rangifer::engine {
namespace {

using landscape::unreachable_km;

std::size_t groups_of(const Rules& rules, std::size_t herd)
{
  return static_cast<std::size_t>(rules.memory_of(herd).groups);
}

/// Blocks within `group_reach` of those where at least a share `group_least` of the places lies, or the most:
/// a lone stray does not make a destination.
Field sources_near(const Grid& coarse, const std::vector<float>& x_m, const std::vector<float>& y_m,
                   const behaviour::CalvingMemory& rules)
{
  std::vector<int> count(coarse.size(), 0);
  for (std::size_t i = 0; i < x_m.size(); ++i) {
    const auto cell = coarse.cell_at(static_cast<double>(x_m[i]), static_cast<double>(y_m[i]));
    if (cell >= 0) ++count[static_cast<std::size_t>(cell)];
  }
  const int most = *std::max_element(count.begin(), count.end());
  const auto share = static_cast<int>(static_cast<double>(x_m.size()) * rules.group_least);
  const int enough = std::max(1, std::min(share, most));
  const int reach = static_cast<int>(rules.group_reach_km * 1000.0 / coarse.cell_m);
  Field source(coarse.size(), unreachable_km);
  for (int r = 0; r < coarse.rows; ++r) {
    for (int c = 0; c < coarse.columns; ++c) {
      if (count[coarse.index(c, r)] < enough) continue;
      for (int rr = std::max(r - reach, 0); rr <= std::min(r + reach, coarse.rows - 1); ++rr) {
        for (int cc = std::max(c - reach, 0); cc <= std::min(c + reach, coarse.columns - 1); ++cc) {
          source[coarse.index(cc, rr)] = 0.0f;
        }
      }
    }
  }
  return source;
}

/// Blocks in the core of a winter area, its middle at least: the pull goes on inwards, so that herds thin out
/// towards the edge instead of stopping there.
Field sources_within(const Grid& coarse, const WinterArea& area, double core)
{
  const auto middle = coarse.cell_at(area.x_m, area.y_m);
  Field source(coarse.size(), unreachable_km);
  if (middle >= 0) source[static_cast<std::size_t>(middle)] = 0.0f;
  for (int r = 0; r < coarse.rows; ++r) {
    for (int c = 0; c < coarse.columns; ++c) {
      const double dx = coarse.x_of(c) - area.x_m, dy = coarse.y_of(r) - area.y_m;
      if (std::sqrt(dx * dx + dy * dy) <= area.radius_km * 1000.0 * core) source[coarse.index(c, r)] = 0.0f;
    }
  }
  return source;
}

}  // namespace

Destinations winter_destinations(const Rules& rules, const landscape::Terrain& terrain)
{
  const Ways ways {rules.movement, terrain, nullptr};
  Destinations all;
  std::vector<const WinterArea*> areas;
  std::vector<std::size_t> where;
  for (std::size_t h = 0; h < rules.herds.size(); ++h) {
    const HerdRules& herd = rules.herds[h];
    all.calving_first.push_back(all.to_go_km.size());
    all.to_go_km.resize(all.to_go_km.size() + groups_of(rules, h));
    all.winter_first.push_back(all.to_go_km.size());
    for (const WinterArea& area : herd.winter) {
      areas.push_back(&area);
      where.push_back(all.to_go_km.size());
      all.to_go_km.emplace_back();
    }
  }
  const auto n = static_cast<std::ptrdiff_t>(areas.size());
#pragma omp parallel for default(none) shared(rules, areas, where, all, ways, n) schedule(dynamic)
  for (std::ptrdiff_t a = 0; a < n; ++a) {
    const Field source = sources_within(ways.blocks(), *areas[static_cast<std::size_t>(a)], rules.movement.winter_core);
    all.to_go_km[where[static_cast<std::size_t>(a)]] = ways.to(source);
  }
  return all;
}

void assign_calving_groups(const Rules& rules, herd::Herd& animals)
{
  for (std::size_t h = 0; h < rules.herds.size(); ++h) {
    const std::size_t groups = groups_of(rules, h);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < animals.size(); ++i) {
      if (animals.herd[i] == h) order.push_back(i);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      if (animals.remembered_x_m[a] != animals.remembered_x_m[b]) {
        return animals.remembered_x_m[a] < animals.remembered_x_m[b];
      }
      return animals.id[a] < animals.id[b];
    });
    for (std::size_t rank = 0; rank < order.size(); ++rank) {
      animals.calving_group[order[rank]] = static_cast<std::uint8_t>(rank * groups / order.size());
    }
  }
}

void update_calving_destinations(const Rules& rules, const Ways& ways, const herd::Herd& animals,
                                 Destinations& destinations)
{
  std::vector<std::pair<std::size_t, std::size_t>> ranges;  // herd and group
  for (std::size_t h = 0; h < rules.herds.size(); ++h) {
    for (std::size_t g = 0; g < groups_of(rules, h); ++g) ranges.emplace_back(h, g);
  }
  const auto n = static_cast<std::ptrdiff_t>(ranges.size());
  destinations.version.resize(destinations.to_go_km.size(), 0);

#pragma omp parallel for default(none) shared(rules, animals, destinations, ways, ranges, n) schedule(dynamic)
  for (std::ptrdiff_t d = 0; d < n; ++d) {
    const auto [h, g] = ranges[static_cast<std::size_t>(d)];
    std::vector<float> x_m, y_m;
    for (std::size_t i = 0; i < animals.size(); ++i) {
      if (animals.herd[i] != h || animals.calving_group[i] != g) continue;
      x_m.push_back(animals.remembered_x_m[i]);
      y_m.push_back(animals.remembered_y_m[i]);
    }
    const Field source = sources_near(ways.blocks(), x_m, y_m, rules.memory_of(h));
    Field to_go_km = ways.to(source);
    const std::size_t here = destinations.calving(h, g);
    if (to_go_km == destinations.to_go_km[here]) continue;
    destinations.to_go_km[here] = std::move(to_go_km);
    ++destinations.version[here];
  }
}

}  // namespace rangifer::engine

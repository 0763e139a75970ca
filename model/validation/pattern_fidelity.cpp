#include "validation/pattern_fidelity.h"

#include <algorithm>
#include <array>
#include <map>

#include "validation/days.h"

namespace rangifer::validation {

namespace {

using Density = std::map<Block, double>;  // in order of the blocks, so that sums are the same each time

/// exp(-d^2 / 2) of a block d blocks away.
constexpr std::array<double, 4> kernel {1.0, 0.6065306597126334, 0.1353352832366127, 0.0111089965382423};

/// Spreads each block along one axis; both axes in turn make the kernel round.
Density spread(const Density& density, bool along_x)
{
  Density out;
  const int reach = static_cast<int>(kernel.size()) - 1;
  for (const auto& [block, value] : density) {
    for (int d = -reach; d <= reach; ++d) {
      const Block to = along_x ? Block {block.first + d, block.second} : Block {block.first, block.second + d};
      out[to] += value * kernel[static_cast<std::size_t>(std::abs(d))];
    }
  }
  return out;
}

/// A fix a day of each cow that lived through [first, past); empty where the track lacks a day of it, or cows.
std::vector<Place> season_fixes(const Tracks& tracks, double step_h, Day first, Day past)
{
  constexpr std::size_t enough_cows = 10;
  const double from = days_since_1970(first), until = days_since_1970(past);
  const auto begin = static_cast<std::size_t>(std::ranges::lower_bound(tracks.time, from) - tracks.time.begin());
  const auto end = static_cast<std::size_t>(std::ranges::lower_bound(tracks.time, until) - tracks.time.begin());
  if (begin >= end || tracks.time[begin] > from + 1 || tracks.time[end - 1] < until - 1) return {};
  const auto every = static_cast<std::size_t>(std::max(1L, std::lround(24 / step_h)));
  std::vector<Place> fixes;
  std::size_t cows = 0;
  for (std::size_t cow = 0; cow < tracks.cows; ++cow) {
    const std::size_t before = fixes.size();
    bool alive = true;
    for (std::size_t t = begin; t < end && alive; t += every) {
      const std::size_t at = cow * tracks.steps() + t;
      alive = std::isfinite(tracks.x_m[at]);
      fixes.push_back({static_cast<double>(tracks.x_m[at]), static_cast<double>(tracks.y_m[at])});
    }
    if (!alive) fixes.resize(before);
    cows += alive;
  }
  return cows < enough_cows ? std::vector<Place> {} : fixes;
}

std::vector<Place> fixes_of(const Tracks& tracks, double step_h, RangeSeason season, int year)
{
  // The study's dates are not known to us: months that no herd of the Arctic slope spends on its way.
  if (season == RangeSeason::summer) {
    return season_fixes(tracks, step_h, make_day(year, 6, 1), make_day(year, 9, 1));
  }
  return season_fixes(tracks, step_h, make_day(year - 1, 12, 1), make_day(year, 4, 1));
}

/// By pair of years; NaN where a pair does not tell.
std::vector<double> overlaps(std::span<const Run> runs, RangeSeason season)
{
  std::vector<double> all;
  for (const Run& run : runs) {
    if (!run.tracks) continue;
    for (const YearRows& rows : rows_by_year(run.tracks->time)) {
      all.push_back(overlap_with_next(*run.tracks, run.step_h, season, rows.year).value_or(none));
    }
  }
  return all;
}

constexpr const char* needs_pairs = "needs 10 followed cows or more, alive in two years";

Estimate of_season(std::span<const Run> runs, RangeSeason season)
{
  const Estimate e = mean_of_years(overlaps(runs, season));
  return e.n == 0 ? lacking(needs_pairs) : e;
}

}  // namespace

std::set<Block> range_of(std::span<const Place> fixes)
{
  constexpr double share_held = 0.9;
  Density use;
  for (const Place& at : fixes) {
    use[{static_cast<int>(std::floor(at.x_m / block_m)), static_cast<int>(std::floor(at.y_m / block_m))}] += 1;
  }
  use = spread(spread(use, true), false);
  std::vector<std::pair<double, Block>> most_used;
  double all = 0;
  for (const auto& [block, density] : use) {
    most_used.push_back({-density, block});  // of equal ones the southwestern first
    all += density;
  }
  std::ranges::sort(most_used);
  std::set<Block> range;
  double held = 0;
  for (const auto& [density, block] : most_used) {
    if (held >= share_held * all) break;
    held -= density;
    range.insert(block);
  }
  return range;
}

double overlap_percent(const std::set<Block>& one, const std::set<Block>& other)
{
  const auto both = std::ranges::count_if(one, [&](const Block& block) { return other.contains(block); });
  return 100.0 * static_cast<double>(both) / (static_cast<double>(one.size() + other.size()) / 2);
}

std::optional<double> overlap_with_next(const Tracks& tracks, double step_h, RangeSeason season, int year)
{
  const std::vector<Place> now = fixes_of(tracks, step_h, season, year);
  if (now.empty()) return std::nullopt;
  const std::vector<Place> next = fixes_of(tracks, step_h, season, year + 1);
  if (next.empty()) return std::nullopt;
  return overlap_percent(range_of(now), range_of(next));
}

Estimate summer_overlap(std::span<const Run> runs) { return of_season(runs, RangeSeason::summer); }
Estimate winter_overlap(std::span<const Run> runs) { return of_season(runs, RangeSeason::winter); }

Estimate summer_over_winter(std::span<const Run> runs)
{
  const std::vector<double> summers = overlaps(runs, RangeSeason::summer),
                            winters = overlaps(runs, RangeSeason::winter);
  std::vector<double> ratios;  // of the pairs that tell both
  for (std::size_t i = 0; i < summers.size(); ++i) ratios.push_back(summers[i] / winters[i]);
  Estimate e = mean_of_years(ratios);
  const Estimate summer = mean_of_years(summers), winter = mean_of_years(winters);
  e.value = summer.value / winter.value;  // of all pairs; the interval is that of the pairs
  return summer.n == 0 || winter.n == 0 ? lacking(needs_pairs) : e;
}

}  // namespace rangifer::validation

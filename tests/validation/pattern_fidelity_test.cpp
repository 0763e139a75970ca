#include "validation/pattern_fidelity.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

constexpr float gone = std::numeric_limits<float>::quiet_NaN();

/// Cows followed once a day from 1 December 2000 to the end of 2002, each always at its own place of a square of
/// 300 km; the square lies `winter_shift_m` farther east in the winter of 2002, `summer_shift_m` in its summer.
Run herd_of(std::size_t cows, double summer_shift_m, double winter_shift_m)
{
  Tracks t;
  t.cows = cows;
  for (double at = day(2000, 12, 1); at < day(2003, 1, 1); ++at) t.time.push_back(at);
  for (std::size_t cow = 0; cow < cows; ++cow) {
    for (const double at : t.time) {
      const bool summer = at >= day(2002, 5, 1) && at < day(2002, 10, 1);
      const bool winter = at >= day(2001, 11, 1) && at < day(2002, 5, 1);
      const double shift = summer ? summer_shift_m : winter ? winter_shift_m : 0;
      t.x_m.push_back(static_cast<float>(30'000 * static_cast<double>(cow % 10) + shift));
      t.y_m.push_back(static_cast<float>(30'000 * static_cast<double>(cow / 10)));
    }
  }
  Run run;
  run.step_h = 24;
  run.tracks = std::move(t);
  return run;
}

}  // namespace

TEST_CASE("the range of one place is a disc of blocks about it", "[validation]")
{
  const std::vector<Place> one {{5'000, 5'000}};
  const std::set<Block> range = range_of(one);
  // Of a round normal density with a standard deviation of one block 90 % lie within 2.15 blocks: area 14.5 blocks.
  CHECK(range.size() >= 13);
  CHECK(range.size() <= 16);
  CHECK(range.contains({0, 0}));
  CHECK(range.contains({2, 0}));
  CHECK_FALSE(range.contains({3, 0}));
  CHECK(range_of({}).empty());
}

TEST_CASE("a place that hardly anyone uses is not in the range", "[validation]")
{
  std::vector<Place> fixes(99, {5'000, 5'000});
  fixes.push_back({500'000, 5'000});
  CHECK(overlap_percent(range_of(fixes), range_of(std::vector<Place> {{5'000, 5'000}})) > 80);
  CHECK_FALSE(range_of(fixes).contains({50, 0}));
}

TEST_CASE("overlap is the area in both over the mean area", "[validation]")
{
  const std::set<Block> two {{0, 0}, {0, 1}}, six {{0, 0}, {1, 0}, {2, 0}, {3, 0}, {4, 0}, {5, 0}};
  CHECK(overlap_percent(two, six) == Approx(25));
  CHECK(overlap_percent(two, two) == Approx(100));
  CHECK(overlap_percent(two, {{9, 9}}) == 0);
}

TEST_CASE("a herd that moves by a third of its range keeps two thirds", "[validation]")
{
  const Run run = herd_of(100, 0, 100'000);
  CHECK(summer_overlap(std::span(&run, 1)).value == Approx(100));
  CHECK(winter_overlap(std::span(&run, 1)).value == Approx(66).margin(6));
  CHECK(winter_overlap(std::span(&run, 1)).n == 1);
  CHECK(summer_over_winter(std::span(&run, 1)).value > 1.4);
  const Run other = herd_of(100, 100'000, 0);
  CHECK(summer_over_winter(std::span(&other, 1)).value < 0.7);
}

TEST_CASE("cows count that lived through the season, ten at the least, in both years", "[validation]")
{
  Run run = herd_of(10, 0, 0);
  CHECK(overlap_with_next(*run.tracks, 24, RangeSeason::summer, 2001).value() == Approx(100));
  CHECK(!overlap_with_next(*run.tracks, 24, RangeSeason::summer, 2002));
  CHECK(overlap_with_next(*run.tracks, 24, RangeSeason::winter, 2001).has_value());
  run.tracks->x_m[run.tracks->steps() - 150] = gone;  // 5 August 2002
  CHECK(!overlap_with_next(*run.tracks, 24, RangeSeason::summer, 2001));
  CHECK(overlap_with_next(*run.tracks, 24, RangeSeason::winter, 2001).has_value());
  CHECK(summer_overlap(std::span(&run, 1)).needs == "needs 10 followed cows or more, alive in two years");
  run.tracks.reset();
  CHECK(summer_over_winter(std::span(&run, 1)).needs == "needs 10 followed cows or more, alive in two years");
}

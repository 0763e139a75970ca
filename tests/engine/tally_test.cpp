#include "engine/tally.h"

#include <catch2/catch.hpp>
#include <utility>

#include "engine/use_seasons.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

herd::HerdDay report(const engine::Rules& r, const landscape::Terrain& t, Day day, herd::Herd& a)
{
  landscape::Environment e;
  e.resize(t.grid);
  const landscape::Regions lands = regions(t);
  const engine::DayTally tally {r, t, lands};
  return tally.report(e, day, std::vector<engine::LifeTally>(1), {0}, {}, a).herd.at(0);
}

/// Brings `cell` up to date with a place that a test has set.
void settle(const Grid& grid, herd::Herd& a)
{
  for (std::size_t i = 0; i < a.size(); ++i) a.cell[i] = grid.cell_near(a.x_m[i], a.y_m[i]);
}

std::int64_t sum(const std::vector<std::int64_t>& of)
{
  return std::accumulate(of.begin(), of.end(), std::int64_t {0});
}

}  // namespace

TEST_CASE("every animal is counted once by class, once by mode and once by country", "[engine]")
{
  const landscape::Terrain t = terrain();
  engine::Rules r = rules();
  herd::Herd a = scattered(t, 90, {Season::winter, Season::rut}, {Mode::winter, Mode::rut});
  for (std::size_t i = 0; i < 90; ++i) {
    a.male[i] = i % 3 == 0 ? 1 : 0;
    if (i % 9 == 1) a.calf[i] = 1;
    if (i % 9 == 2) a.birth_year[i] = 2000;
  }
  const herd::HerdDay d = report(r, t, make_day(2001, 8, 1), a);
  CHECK(d.alive == std::array<std::int64_t, 4> {500, 300, 100, 100});
  CHECK(sum({d.in_mode.begin(), d.in_mode.end()}) == 900);
  CHECK(d.in_mode[static_cast<std::size_t>(Mode::rut)] == 450);
  CHECK(d.in_region[0] + d.in_region[1] + d.in_region[3] == 1000);  // calves included
  CHECK(d.in_region[3] == 0);                                       // none at sea
}

TEST_CASE("who was in one country yesterday and is in the other today has crossed the border", "[engine]")
{
  const landscape::Terrain t = terrain();
  const engine::Rules r = rules();
  herd::Herd a = scattered(t, 10, {Season::winter}, {Mode::winter});
  for (std::size_t i = 0; i < 10; ++i) {
    a.x_m[i] = i < 6 ? 2000.0f : -2000.0f;
    a.y_m[i] = 62'000.0f;  // 69.06 N
    if (i == 0) a.calf[i] = 1;
  }
  settle(t.grid, a);
  const Day day = make_day(2001, 7, 1);
  const herd::HerdDay first = report(r, t, day, a);
  CHECK(sum(first.crossed[0]) + sum(first.crossed[1]) == 0);
  for (std::size_t i = 0; i < 7; ++i) a.x_m[i] *= -1.0f;
  settle(t.grid, a);
  const herd::HerdDay second = report(r, t, day, a);
  CHECK(sum(second.crossed[0]) == 70);  // six agents and a calf westward
  CHECK(sum(second.crossed[1]) == 10);
  const std::vector<double> edges = engine::latitude_band_edges(t);
  for (std::size_t band = 0; band + 1 < edges.size(); ++band) {
    if (edges[band] != 69.0) CHECK(second.crossed[0][band] == 0);
  }
  CHECK(sum(report(r, t, day, a).crossed[0]) == 0);  // and has crossed once
}

TEST_CASE("means are over the cows, or the bulls, and missing where there are none", "[engine]")
{
  const landscape::Terrain t = terrain();
  herd::Herd a = scattered(t, 4, {Season::winter}, {Mode::winter});
  a.male = {0, 0, 1, 1};
  a.walked_km = {2, 4, 10, 30};
  const herd::HerdDay d = report(rules(), t, make_day(2001, 7, 1), a);
  CHECK(d.cow_distance_km == Approx(3));
  CHECK(d.bull_distance_km == Approx(20));
  CHECK(d.cow_x_m == Approx((static_cast<double>(a.x_m[0]) + static_cast<double>(a.x_m[1])) / 2));
  a.male = {1, 1, 1, 1};
  CHECK(std::isnan(report(rules(), t, make_day(2001, 7, 1), a).cow_distance_km));
}

TEST_CASE("where the plain begins is a line that can be drawn elsewhere", "[engine]")
{
  landscape::Terrain t = flat_land();
  for (int c = 0; c < t.grid.columns; ++c) {
    for (int r = 0; r < t.grid.rows; ++r) t.plain[t.grid.index(c, r)] = r < 25 ? 0.1f : 0.5f;
  }
  herd::Herd a = scattered(t, 400, {Season::calving}, {Mode::calving});
  double north = 0;
  for (std::size_t i = 0; i < a.size(); ++i) north += a.cell[i] / t.grid.columns >= 25 ? 1.0 / 400 : 0.0;
  engine::Rules r = rules();
  for (const auto& [from, share] : {std::pair {0.01, 1.0}, {0.1, 1.0}, {0.3, north}, {0.5, north}, {0.6, 0.0}}) {
    r.output.plain_from = from;
    CHECK(report(r, t, make_day(2001, 6, 5), a).cows_on_plain == Approx(share));
  }
}

TEST_CASE("the report is the same to the bit on any number of threads and in any order of the herd",
          "[engine][reproducible]")
{
  const landscape::Terrain t = terrain();
  engine::Rules r = rules();
  herd::Herd a = scattered(t, 20'000, {Season::post_calving}, {Mode::post_calving, Mode::mosquito});
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto u = uniform4(5, a.id[i], 0, Draw::start);
    a.male[i] = i % 3 == 0 ? 1 : 0;
    a.walked_km[i] = 40.0f * u[0];
    a.mosquito[i] = u[1];
    a.oestrid[i] = u[2];
    a.country[i] = static_cast<std::uint8_t>(i % 3);
  }
  const auto numbers = [&](int threads, herd::Herd animals) {
    const Threads these {threads};
    return Diary::numbers_of(report(r, t, make_day(2001, 7, 1), animals));
  };
  const auto one = numbers(1, a);
  CHECK((numbers(3, a) == one));
  CHECK((numbers(7, shuffled(a)) == one));
  CHECK((numbers(2, sorted_by_id(a)) == one));
}

TEST_CASE("means in whole numbers lose nothing that a file could show", "[engine]")
{
  const landscape::Terrain t = terrain();
  herd::Herd a = scattered(t, 5000, {Season::winter}, {Mode::winter});
  double km = 0, x = 0, mosquito = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto u = uniform4(6, a.id[i], 0, Draw::start);
    a.walked_km[i] = 30.0f * u[0];
    a.mosquito[i] = 8.0f * u[1];
    km += static_cast<double>(a.walked_km[i]);
    x += static_cast<double>(a.x_m[i]);
    mosquito += static_cast<double>(a.mosquito[i]) / 8;  // steps of 3 h
  }
  const herd::HerdDay d = report(rules(), t, make_day(2001, 7, 1), a);
  const double n = static_cast<double>(a.size());
  CHECK(std::abs(d.cow_distance_km - km / n) < 4e-8);
  CHECK(std::abs(d.cow_x_m - x / n) < 5e-4);
  CHECK(std::abs(d.mosquito_index - mosquito / n) < 4e-8);
}

TEST_CASE("latitude bands hold the whole grid, each a degree wide", "[engine]")
{
  const landscape::Terrain t = terrain();
  const std::vector<double> edges = engine::latitude_band_edges(t);
  REQUIRE(edges.size() >= 2);
  CHECK(edges.front() <= static_cast<double>(*std::min_element(t.latitude_deg.begin(), t.latitude_deg.end())));
  CHECK(edges.back() >= static_cast<double>(*std::max_element(t.latitude_deg.begin(), t.latitude_deg.end())));
  for (std::size_t i = 1; i < edges.size(); ++i) CHECK(edges[i] - edges[i - 1] == 1.0);
}

TEST_CASE("the published calendar shares out the year", "[engine]")
{
  const auto season = [](int doy) { return engine::use_seasons[engine::use_season_of(doy)].name; };
  CHECK(season(1) == "winter");
  CHECK(season(90) == "winter");
  CHECK(season(91) == "spring_migration");
  CHECK(season(151) == "pre_calving");
  CHECK(season(152) == "calving");
  CHECK(season(161) == "calving");
  CHECK(season(162) == "post_calving");
  CHECK(season(196) == "early_summer");
  CHECK(season(280) == "fall_migration");
  CHECK(season(334) == "rut_late_fall");
  CHECK(season(335) == "winter");
  CHECK(season(365) == "winter");
}

#include "engine/start_herd.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

#include "base/error.h"
#include "engine/energy_day.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using herd::Cohort;

namespace {

herd::Herd begin(const engine::Rules& r)
{
  const landscape::Terrain t = terrain();
  return engine::start_herd(r, t, engine::winter_destinations(r, t));
}

engine::Rules many()
{
  engine::Rules r = rules();
  r.herds[0].size = 200'000;
  return r;
}

}  // namespace

TEST_CASE("a herd begins with the size and composition asked for", "[engine]")
{
  engine::Rules r = many();
  r.run.first_day = GENERATE(make_day(2001, 3, 1), make_day(2001, 10, 1));
  const herd::Herd a = begin(r);
  REQUIRE(a.size() == 20'000);
  std::array<int, 4> of {};
  for (std::size_t i = 0; i < a.size(); ++i) {
    ++of[static_cast<std::size_t>(herd::cohort_of(a.male[i] != 0, a.birth_year[i], r.run.first_day))];
  }
  CHECK(std::abs(of[static_cast<std::size_t>(Cohort::cow)] - 10'000) <= 1);  // 100 : 50 : 20 : 30
  CHECK(std::abs(of[static_cast<std::size_t>(Cohort::bull)] - 5'000) <= 1);
  CHECK(std::abs(of[static_cast<std::size_t>(Cohort::yearling)] - 2'000) <= 1);
  CHECK(std::abs(of[static_cast<std::size_t>(Cohort::calf)] - 3'000) <= 1);
}

TEST_CASE("animals begin on land about their winter area, shared out as told", "[engine][statistical]")
{
  const engine::Rules r = many();
  const landscape::Terrain t = terrain();
  const herd::Herd a = begin(r);
  int east = 0, wet = 0, strays = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const engine::WinterArea& area = r.herds[0].winter.at(a.winter_area[i]);
    east += a.winter_area[i] == 1;
    const auto cell = t.grid.cell_at(static_cast<double>(a.x_m[i]), static_cast<double>(a.y_m[i]));
    wet += cell < 0 || t.sea[static_cast<std::size_t>(cell)] != 0;
    strays += std::hypot(static_cast<double>(a.x_m[i]) - area.x_m, static_cast<double>(a.y_m[i]) - area.y_m) >
              4 * area.radius_km * 1000;
  }
  CHECK(wet == 0);
  CHECK(strays == 0);
  const double n = static_cast<double>(a.size());
  CHECK(std::abs(east / n - 2.0 / 3) < 4.9 * std::sqrt(2.0 / 9 / n));
}

TEST_CASE("the radius of a winter area is so many standard deviations of its animals", "[engine][statistical]")
{
  engine::Rules r = many();
  r.herds[0].radius_sd = GENERATE(1.0, 1.6, 10.0);
  r.herds[0].winter.resize(1);
  r.herds[0].winter[0].y_m = 0;
  r.herds[0].winter[0].x_m = 0;
  const landscape::Terrain t = flat_land();
  const herd::Herd a = engine::start_herd(r, t, engine::winter_destinations(r, t));
  double square = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    square += static_cast<double>(a.x_m[i]) * static_cast<double>(a.x_m[i]) / static_cast<double>(a.size());
  CHECK(std::sqrt(square) == Approx(20'000 / r.herds[0].radius_sd).epsilon(0.025));  // 4.9 / sqrt(2 n)
}

TEST_CASE("animals begin on gentle ground, and on the gentlest they meet where all is steep", "[engine][statistical]")
{
  engine::Rules r = many();
  landscape::Terrain t = flat_land();
  for (std::size_t i = 0; i < t.ruggedness_m.size(); ++i) t.ruggedness_m[i] = i % 2 == 0 ? 0.0f : 100.0f;
  r.herds[0].gentle_m = GENERATE(50.0, 100.0, 10'000.0);
  const herd::Herd a = engine::start_herd(r, t, engine::winter_destinations(r, t));
  double steep = 0;
  for (std::size_t i = 0; i < a.size(); ++i) steep += a.cell[i] % 2;
  const double taken = std::exp(-100 / r.herds[0].gentle_m), share = steep / static_cast<double>(a.size());
  CHECK(share == Approx(taken / (1 + taken)).margin(0.02));  // 4.9 standard errors

  t.ruggedness_m.assign(t.grid.size(), 400.0f);
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    const int c = static_cast<int>(i) % t.grid.columns, row = static_cast<int>(i) / t.grid.columns;
    if (std::hypot(t.grid.x_of(c) + 60'000, t.grid.y_of(row) + 70'000) < 12'000) t.ruggedness_m[i] = 300.0f;
  }
  r.herds[0].size = 1000;
  r.herds[0].gentle_m = 10;
  const herd::Herd b = engine::start_herd(r, t, engine::winter_destinations(r, t));
  CHECK(b.size() == 100);
  for (std::size_t i = 0; i < b.size(); ++i)
    if (b.winter_area[i] == 0) CHECK(t.ruggedness_m[static_cast<std::size_t>(b.cell[i])] == 300.0f);
}

TEST_CASE("the inherited calving range is low tundra on land", "[engine]")
{
  const landscape::Terrain t = terrain();
  const herd::Herd a = begin(many());
  int elsewhere = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto cell =
      t.grid.cell_at(static_cast<double>(a.remembered_x_m[i]), static_cast<double>(a.remembered_y_m[i]));
    elsewhere +=
      cell < 0 || t.sea[static_cast<std::size_t>(cell)] != 0 || !(t.plain[static_cast<std::size_t>(cell)] > 0.0f);
  }
  CHECK(elsewhere == 0);
}

TEST_CASE("what a cow remembers does not depend on where she winters", "[engine][statistical]")
{
  engine::Rules r = many();
  r.memory.inherited_reach_km = 40;  // short, so that a range by the cows' own area would lie before that area
  r.herds[0].winter[0].share = 3;
  const herd::Herd a = begin(r);
  std::array<double, 2> n {}, sum {}, square {};
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x_km = static_cast<double>(a.remembered_x_m[i]) / 1000;
    const std::size_t area = a.winter_area[i];
    n.at(area) += 1;
    sum.at(area) += x_km;
    square.at(area) += x_km * x_km;
  }
  const double west = sum[0] / n[0], east = sum[1] / n[1];
  const double error = std::sqrt((square[0] / n[0] - west * west) / n[0] + (square[1] / n[1] - east * east) / n[1]);
  CHECK(std::abs(west - east) < 4.9 * error);
  // The area of three animals in five draws the range of all: it lies nearer to it than with equal shares.
  r.herds[0].winter[0].share = 2;
  const herd::Herd even = begin(r);
  const auto mean_km = [](const herd::Herd& h) {
    double km = 0;
    for (const float x : h.remembered_x_m) km += static_cast<double>(x) / 1000 / static_cast<double>(h.size());
    return km;
  };
  CHECK(mean_km(a) < mean_km(even));
}

TEST_CASE("each age of adults counts a constant share of the age before", "[engine][statistical]")
{
  engine::Rules r = many();
  r.survival.age_ratio = 0.8;
  const herd::Herd a = begin(r);
  std::array<double, 24> of_age {};
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a.male[i] == 0 && 2000 - a.birth_year[i] >= 2) of_age.at(static_cast<std::size_t>(2000 - a.birth_year[i])) += 1;
  }
  double younger = 0, older = 0;
  for (std::size_t age = 2; age + 1 < static_cast<std::size_t>(r.survival.oldest_female_y); ++age) {
    younger += of_age.at(age);
    older += of_age.at(age + 1);
  }
  REQUIRE(younger > 1000);
  CHECK(older / younger == Approx(0.8).epsilon(0.02));
  CHECK(of_age.at(static_cast<std::size_t>(r.survival.oldest_female_y)) == 0);
}

TEST_CASE("a herd's own memory says which country it inherits, and leaves other herds theirs", "[engine]")
{
  engine::Rules r = many();
  r.herds[0].size = 20'000;
  r.herds.push_back(r.herds[0]);
  const herd::Herd alike = begin(r);
  behaviour::CalvingMemory own = r.memory;
  own.inherited_plain = 0;
  own.inherited_forest_km = 1;
  own.inherited_forest_from_km = 0;
  own.inherited_lowest_m = 40;
  own.inherited_highest_m = 80;
  own.inherited_ruggedness_m = 30;
  own.inherited_coast_km = 5;
  own.inherited_coast_best_km = 40;
  r.herds[1].memory = own;
  const herd::Herd a = begin(r);
  const landscape::Terrain t = terrain();
  REQUIRE(a.size() == 4000);
  double coast_km = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    if (a.herd[i] == 0) {
      REQUIRE(a.remembered_x_m[i] == alike.remembered_x_m[i]);
      REQUIRE(a.remembered_y_m[i] == alike.remembered_y_m[i]);
      continue;
    }
    const auto cell = static_cast<std::size_t>(
      t.grid.cell_at(static_cast<double>(a.remembered_x_m[i]), static_cast<double>(a.remembered_y_m[i])));
    REQUIRE(t.elevation_m[cell] >= 40.0f);
    REQUIRE(t.elevation_m[cell] <= 80.0f);
    REQUIRE(t.ruggedness_m[cell] <= 30.0f);
    coast_km += static_cast<double>(t.coast_distance_km[cell]) / 2000;
  }
  CHECK(coast_km > 33);
  CHECK(coast_km < 47);
}

TEST_CASE("a herd remembers land within the places where it calved before, by their shares", "[engine][statistical]")
{
  engine::Rules r = many();
  engine::RememberedPlace north, south;
  north.name = "north";
  north.x_m = 60'000;
  north.y_m = 84'000;  // the shore runs through it
  north.radius_km = 20;
  north.share = 3;
  south = north;
  south.name = "south";
  south.x_m = -80'000;
  south.y_m = 40'000;
  south.share = 1;
  r.herds[0].remembered = {north, south};
  const landscape::Terrain t = terrain();
  const herd::Herd a = begin(r);
  int in_north = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const double x = static_cast<double>(a.remembered_x_m[i]), y = static_cast<double>(a.remembered_y_m[i]);
    REQUIRE(t.sea[static_cast<std::size_t>(t.grid.cell_at(x, y))] == 0);
    const bool is_north = std::hypot(x - north.x_m, y - north.y_m) < 23'000;  // half the diagonal of a cell beyond
    const bool is_south = std::hypot(x - south.x_m, y - south.y_m) < 23'000;
    REQUIRE(is_north != is_south);
    in_north += is_north;
  }
  const double n = static_cast<double>(a.size());
  CHECK(std::abs(in_north / n - 0.75) < 4.9 * std::sqrt(0.75 * 0.25 / n));

  r.herds[0].remembered[1].y_m = 96'000;  // in the sea
  r.herds[0].remembered[1].radius_km = 2;
  CHECK_THROWS_AS(begin(r), InputError);
  CHECK_THROWS_WITH(begin(r), Catch::Contains("calving memory south"));
}

namespace {

/// Live mass of a cow in the rut before the run: full-grown for her age, with the fat of autumn.
double rut_mass_kg(const engine::Rules& r, const herd::Herd& a, std::size_t i)
{
  const double age = engine::age_years(make_day(2000, 10, 14), a.birth_year[i]);
  const double protein = behaviour::grown_protein_kg(r.body, static_cast<double>(a.frame[i]), age, a.male[i] != 0);
  return behaviour::live_mass_kg(r.body, r.body.fat_reference * protein / r.body.protein_in_lean, protein);
}

}  // namespace

TEST_CASE("cows of age are pregnant as often as their mass in the rut says, due about the mean date",
          "[engine][statistical]")
{
  engine::Rules r = many();
  r.calving.late_d_per_kg = 0;
  const herd::Herd a = begin(r);
  std::array<double, 2> expected {}, variance {}, pregnant {};
  double doy = 0, squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const int age = 2001 - a.birth_year[i];
    if (a.male[i] != 0 || age < 2) {
      REQUIRE(a.pregnant[i] == 0);
      continue;
    }
    const std::size_t old = age > 2 ? 1 : 0;
    const double chance = behaviour::pregnancy_chance(r.calving, rut_mass_kg(r, a, i));
    expected[old] += chance;
    variance[old] += chance * (1 - chance);
    if (a.pregnant[i] == 0) continue;
    pregnant[old] += 1;
    const double due = a.due_day[i] - days_since_1970(make_day(2000, 12, 31));
    doy += due;
    squares += due * due;
  }
  CHECK(expected[0] > 1);
  CHECK(expected[1] > 5000);
  for (const std::size_t old : {0u, 1u})
    CHECK(std::abs(pregnant[old] - expected[old]) < 4.9 * std::sqrt(variance[old]));
  const double n = pregnant[0] + pregnant[1], mean = doy / n;
  CHECK(std::abs(mean - 155) < 4.9 * 3.6 / std::sqrt(n));
  CHECK(std::sqrt(squares / n - mean * mean) ==
        Approx(std::sqrt(3.5 * 3.5 + 1.0 / 12)).epsilon(4.9 / std::sqrt(2 * n)));
}

TEST_CASE("light mothers are due later by what a kg is told to cost", "[engine]")
{
  engine::Rules r = many();
  r.calving.late_d_per_kg = 0;
  const herd::Herd sharp = begin(r);
  r.calving.late_d_per_kg = 1;
  const herd::Herd late = begin(r);
  int lighter = 0;
  for (std::size_t i = 0; i < sharp.size(); ++i) {
    if (sharp.pregnant[i] == 0) continue;
    const double short_of = std::max(12.1 / 0.153 - rut_mass_kg(r, sharp, i), 0.0);
    lighter += short_of > 1;
    REQUIRE(std::abs(late.due_day[i] - sharp.due_day[i] - short_of) <= 1.0);  // both dates are whole days
  }
  CHECK(lighter > 100);
}

TEST_CASE("animals begin with the reserves of the season, each by its frame, age and sex", "[engine]")
{
  engine::Rules r = many();
  r.body.frame_sd = 0.05;
  r.run.first_day = GENERATE(make_day(2001, 1, 1), make_day(2001, 10, 1));
  const herd::Herd a = begin(r);
  double frames = 0, squares = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto frame = static_cast<double>(a.frame[i]);
    frames += frame;
    squares += frame * frame;
    REQUIRE(std::abs(frame - 1) <= 0.15001);  // within three standard deviations
    const double grown =
      behaviour::grown_protein_kg(r.body, frame, engine::age_years(r.run.first_day, a.birth_year[i]), a.male[i] != 0);
    const behaviour::Reserves defended = behaviour::defended_reserves(
      r.body, grown, behaviour::defended_share(r.body, rangifer::day_of_year(r.run.first_day)));
    REQUIRE(static_cast<double>(a.protein_kg[i]) == Approx(defended.protein_kg));
    REQUIRE(static_cast<double>(a.fat_kg[i]) == Approx(defended.fat_kg));
    REQUIRE(a.fed[i] == 1.0f);
    REQUIRE(a.nursing[i] == 0);
  }
  const double n = static_cast<double>(a.size()), mean = frames / n;
  CHECK(std::abs(mean - 1) < 4.9 * 0.05 / std::sqrt(n));
  CHECK(std::sqrt(squares / n - mean * mean) == Approx(0.05).epsilon(0.03));  // cut at three sd: 1.3 % less
}

TEST_CASE("a frame is its animal's own for life", "[engine][reproducible]")
{
  const engine::Rules r = rules();
  const float frame = engine::frame_of(r.body, 5, 1234567);
  CHECK(engine::frame_of(r.body, 5, 1234567) == frame);
  CHECK(engine::frame_of(r.body, 5, 1234568) != frame);
  CHECK(engine::frame_of(r.body, 6, 1234567) != frame);
}

TEST_CASE("nobody begins older than the oldest, and ids are unique", "[engine]")
{
  engine::Rules r = many();
  r.survival.oldest_female_y = 14;
  r.survival.oldest_male_y = 9;
  const herd::Herd a = begin(r);
  for (std::size_t i = 0; i < a.size(); ++i) {
    REQUIRE(2001 - a.birth_year[i] <= (a.male[i] != 0 ? 9 : 14));
    REQUIRE(a.id[i] == i + 1);
  }
}

TEST_CASE("the seed makes the herd, another replicate makes another", "[engine][reproducible]")
{
  engine::Rules r = rules();
  herd::Herd a = begin(r), again = begin(r);
  CHECK(bits_of(a) == bits_of(again));
  r.run.replicate = 1;
  herd::Herd other = begin(r);
  CHECK(bits_of(a) != bits_of(other));
}

TEST_CASE("a winter area in the sea, or without a way to low tundra, is refused by name", "[engine]")
{
  engine::Rules r = rules();
  r.herds[0].winter[1].y_m = 95'000;  // in the sea
  r.herds[0].winter[1].radius_km = 1;
  r.herds[0].winter[1].name = "the deep";
  CHECK_THROWS_AS(begin(r), InputError);
  CHECK_THROWS_WITH(begin(r), Catch::Contains("the deep"));

  r = rules();
  landscape::Terrain t = terrain();
  std::fill(t.plain.begin(), t.plain.end(), 0.0f);
  std::fill(t.elevation_m.begin(), t.elevation_m.end(), 1500.0f);
  CHECK_THROWS_WITH(engine::start_herd(r, t, engine::winter_destinations(r, t)), Catch::Contains("no low tundra"));
}

// The pieces weather_generator.h is made of.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "forcing/generator/noise_field.h"
#include "forcing/generator/spring_shift.h"
#include "forcing/generator/station_normals.h"
#include "forcing/generator/station_spread.h"
#include "forcing/generator/weather_climate.h"
#include "forcing/generator/year_curve.h"

using namespace rangifer;
using namespace rangifer::forcing;

namespace {

constexpr double by_chance = 4.9;  // standard errors: 1 in a million
const double nugget = WeatherRules {}.station_nugget, normal_sd = WeatherRules {}.normal_spring_sd;
const Monthly cold_c {-26, -25, -21, -11, 1, 10, 13, 9, 2, -9, -19, -24};
const Monthly normal_mm {10, 8, 8, 9, 15, 30, 45, 40, 25, 20, 15, 12};

}  // namespace

TEST_CASE("straight lines between the months keep their means", "[forcing]")
{
  const auto nodes = keep_monthly_means(cold_c), wet = keep_positive_means(normal_mm);
  double day = 0.5;
  for (std::size_t m = 0; m < 12; ++m) {
    double warm = 0, rain = 0;
    for (int d = 0; d < days_in_month(m); ++d, day += 1.0) {
      const YearPlace at = place_in_year(day);
      warm += nodes[at.before] + at.weight * (nodes[at.after] - nodes[at.before]);
      rain += wet[at.before] + at.weight * (wet[at.after] - wet[at.before]);
    }
    CHECK(warm / days_in_month(m) == Approx(cold_c[m]).margin(1e-9));
    CHECK(rain / days_in_month(m) == Approx(normal_mm[m]).epsilon(1e-3));
    CHECK(wet[m] > 0);
  }
  CHECK(place_in_year(-1.0).weight == Approx(place_in_year(364.0).weight));
}

TEST_CASE("stations hold at their place and fade into their mean", "[forcing]")
{
  const Places stations {"", {0, 600000}, {0, 0}}, at {"", {0, 600000, 300000, 9e6}, {0, 0, 0, 0}};
  const auto v = spread_stations(stations, std::vector<double> {2.0, -4.0}, 250000, nugget, at);
  const double give = 6.0 * nugget;  // what the nugget takes
  CHECK(v[0] == Approx(2.0).margin(give));
  CHECK(v[1] == Approx(-4.0).margin(give));
  CHECK(v[2] == Approx(-1.0).margin(1e-4));
  CHECK(v[3] == Approx(-1.0).margin(1e-4));
  const auto alone = spread_stations(stations, std::vector<double> {2.0, std::nan("")}, 250000, nugget, at);
  for (const double a : alone) CHECK(a == Approx(2.0));
}

TEST_CASE("a nugget takes from a station what its neighbours do not share", "[forcing]")
{
  const Places stations {"", {0, 600000}, {0, 0}};
  const double take = GENERATE(0.001, 0.05, 1.0, 10.0);
  const auto v = spread_stations(stations, std::vector<double> {2.0, -4.0}, 250000, take, stations);
  CHECK(v[0] == Approx(-1.0 + 3.0 / (1.0 + take)).margin(0.02));  // far apart: each alone against the mean
  CHECK(v[1] == Approx(-1.0 - 3.0 / (1.0 + take)).margin(0.02));
  const Places twice {"", {0, 0, 0, 100}, {0, 0, 0, 0}};  // the same place again and again, and next door
  for (const double at : spread_stations(twice, std::vector<double> {1, 2, 3, 4}, 2e6, take, twice))
    CHECK(at == Approx(2.5).margin(1.6));
}

TEST_CASE("the shift of a spring comes and goes on the days asked for", "[forcing]")
{
  WeatherRules rules;
  CHECK(spring_taper(rules, 59) == 0.0);  // 1 March begins
  CHECK(spring_taper(rules, 81.5) == Approx(0.5));
  CHECK(spring_taper(rules, 104) == 1.0);
  CHECK(spring_taper(rules, 160) == 1.0);
  CHECK(spring_taper(rules, 175) == Approx(0.5));
  CHECK(spring_taper(rules, 190) == 0.0);
  rules.shift_from_doy = 80;
  rules.shift_full_doy = 90;
  rules.shift_until_doy = 175;
  rules.shift_end_doy = 180;
  CHECK(spring_taper(rules, 79) == 0.0);
  CHECK(spring_taper(rules, 84) == Approx(0.5));
  CHECK(spring_taper(rules, 89) == 1.0);
  CHECK(spring_taper(rules, 174) == 1.0);
  CHECK(spring_taper(rules, 176.5) == Approx(0.5));
  CHECK(spring_taper(rules, 179) == 0.0);
}

TEST_CASE("noise has unit variance, memory and reach, at the edge too", "[forcing][statistical]")
{
  const Grid grid {"", -450000, -460000, 100000, 9, 8};
  constexpr double length_m = 400000, memory = 0.6;
  NoiseField field(grid, length_m, memory, 7, Draw::weather_temperature, 0, 12000);
  constexpr int days = 12000;
  constexpr std::size_t corner = 0, edge = 4, inside = 40;  // edge and corner: 4 cells = one length apart
  double square[3] = {0, 0, 0}, lag = 0, apart = 0, sum = 0;
  std::vector<float> today, yesterday;
  for (int d = 0; d < days; ++d) {
    field.next(today);
    std::size_t k = 0;
    for (const std::size_t c : {corner, edge, inside}) square[k++] += static_cast<double>(today[c] * today[c]) / days;
    if (d > 0) lag += static_cast<double>(today[inside] * yesterday[inside]) / days;
    apart += static_cast<double>(today[corner] * today[edge]) / days;
    sum += static_cast<double>(today[inside]) / days;
    yesterday = today;
  }
  const double effective = days * (1 - memory * memory) / (1 + memory * memory);
  const double error = std::sqrt(2.0 / effective);  // of a variance
  for (const double s : square) CHECK(std::abs(s - 1.0) < by_chance * error);
  CHECK(std::abs(lag - memory) < by_chance * error);
  CHECK(std::abs(apart - std::exp(-1.0)) < by_chance * error);
  CHECK(std::abs(sum) < by_chance * std::sqrt((1 + memory) / (1 - memory) / days));
}

TEST_CASE("noise of a day does not depend on when the record began", "[forcing][reproducible]")
{
  const Grid grid {"", 0, 0, 100000, 4, 3};
  NoiseField early(grid, 300000, 0.75, 3, Draw::weather_rain, 0, 11000);
  NoiseField late(grid, 300000, 0.75, 3, Draw::weather_rain, 0, 11005);
  std::vector<float> a, b;
  for (int d = 0; d < 6; ++d) early.next(a);
  late.next(b);
  for (std::size_t c = 0; c < a.size(); ++c) CHECK(a[c] == Approx(b[c]).margin(1e-5));
}

TEST_CASE("any five springs hold an early, a normal and a late one", "[forcing]")
{
  const auto seed = GENERATE(std::uint64_t {1}, std::uint64_t {2}, std::uint64_t {987654321});
  double sum = 0, squares = 0;
  std::set<double> orders;
  for (int five = 0; five < 8; ++five) {
    bool early = false, normal = false, late = false;
    for (int y = 5 * five; y < 5 * five + 5; ++y) {
      const double lateness = spring_lateness(seed, y);
      early |= lateness < -normal_sd;
      late |= lateness > normal_sd;
      normal |= std::abs(lateness) <= normal_sd;
      if (y < 20) sum += lateness, squares += lateness * lateness, orders.insert(lateness);
    }
    CHECK((early && normal && late));
  }
  CHECK(sum == Approx(0).margin(1e-12));
  CHECK(squares / 20 == Approx(1.0).epsilon(1e-3));
  CHECK(orders.size() == 20);
  CHECK(spring_lateness(1, 0) != spring_lateness(2, 0));
}

TEST_CASE("the spread of the wind gives the mean speed asked for", "[forcing]")
{
  CHECK(wind_sd_for_speed(0, 5) == Approx(5 / std::sqrt(std::acos(-1.0) / 2)).epsilon(1e-3));
  CHECK(wind_sd_for_speed(1, 1.54857) == Approx(1.0).epsilon(2e-3));  // Rice: sqrt(pi/2) L(-1/2) = 1.54857
  CHECK(wind_sd_for_speed(3, 3.001) < 0.15);
}

#include "engine/insect_day.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// The small world in the middle of July, day by day from the winter on.
struct July {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = small_world::terrain();
  Day day = make_day(2001, 7, 16);
  landscape::Weather weather = weather_of(terrain, day);
  landscape::Environment e = environment_on(rules, terrain, day);
};

/// Mosquitoes and oestrids of a cell and hour as the formulas stand in the handbook.
struct Index {
  float mosquito = 0, oestrid = 0;
};
Index by_the_book(const July& j, std::size_t cell, float hour)
{
  const behaviour::Insects& p = j.rules.insects;
  const int doy = day_of_year(j.day);
  const float wind = j.weather.wind_m_s[cell] * static_cast<float>(p.wind_at_animal);
  const float warmth =
    behaviour::temperature_at(j.weather.temperature_min_c[cell], j.weather.temperature_max_c[cell], hour) -
    behaviour::sea_breeze_k(p, j.terrain.coast_distance_km[cell]);
  return {behaviour::mosquito_season(p, behaviour::days_since_snow_free(j.e.snow_free_doy[cell], doy),
                                     j.e.thaw_degree_days[cell], doy) *
            behaviour::mosquito_index(p, warmth, wind),
          behaviour::oestrid_season(p, doy) * behaviour::oestrid_index(p, warmth, wind)};
}

}  // namespace

TEST_CASE("the insects of a day give every hour as the formulas do", "[engine]")
{
  const July j;
  REQUIRE(j.e.insects.any);
  std::size_t biting = 0, wrong = 0;
  for (std::size_t i = 0; i < j.terrain.grid.size(); ++i) {
    if (j.terrain.sea[i] != 0) continue;
    for (int step = 0; step < 24; ++step) {
      const float hour = static_cast<float>(step) + 0.5f, cosine = behaviour::day_cosine(hour);
      const Index expected = by_the_book(j, i, hour);
      // A threshold of warmth may fall between two roundings: there the ramp leaps by 1/13.
      const bool same = std::abs(j.e.insects.mosquito_index(i, cosine) - expected.mosquito) < 2e-6f &&
                        std::abs(j.e.insects.oestrid_index(i, cosine) - expected.oestrid) < 2e-6f;
      wrong += same ? 0 : 1;
      biting += expected.mosquito > 0 && expected.oestrid > 0 ? 1 : 0;
    }
  }
  CHECK(wrong == 0);
  CHECK(biting > 1000);
}

TEST_CASE("the hours of a day add up to what its 24 hours give one by one", "[engine]")
{
  July j;
  const landscape::Environment before = j.e;
  j.day += std::chrono::days {1};
  j.weather = weather_of(j.terrain, j.day);
  engine::environment_day(j.rules, j.terrain, j.weather, j.e);
  std::size_t wrong = 0, more = 0;
  for (std::size_t i = 0; i < j.terrain.grid.size(); ++i) {
    if (j.terrain.sea[i] != 0) continue;
    Index sum;
    for (int hour = 0; hour < 24; ++hour) {
      const Index now = by_the_book(j, i, static_cast<float>(hour) + 0.5f);
      sum.mosquito += now.mosquito;
      sum.oestrid += now.oestrid;
    }
    wrong += std::abs(j.e.mosquito_hours[i] - before.mosquito_hours[i] - sum.mosquito) > 1e-3f ? 1 : 0;
    wrong += std::abs(j.e.oestrid_hours[i] - before.oestrid_hours[i] - sum.oestrid) > 1e-3f ? 1 : 0;
    more += sum.mosquito > 1 ? 1 : 0;
  }
  CHECK(wrong == 0);
  CHECK(more > 1000);
}

TEST_CASE("a layer of mosquitoes is alike at all hours, and oestrids keep theirs", "[engine]")
{
  July j;
  j.weather.insects.assign(j.terrain.grid.size(), 0.3f);
  engine::environment_day(j.rules, j.terrain, j.weather, j.e);
  const std::size_t inland = j.terrain.grid.index(30, 5);
  REQUIRE(j.e.insects.any);
  CHECK(j.e.insects.mosquito_index(inland, 1.0f) == 0.3f);
  CHECK(j.e.insects.mosquito_index(inland, -1.0f) == 0.3f);
  CHECK(j.e.insects.oestrid_index(inland, 1.0f) > j.e.insects.oestrid_index(inland, -1.0f));
}

TEST_CASE("there are no insects in winter, nor before they emerge", "[engine]")
{
  const engine::Rules r = rules();
  const landscape::Terrain t = terrain();
  CHECK_FALSE(environment_on(r, t, make_day(2001, 2, 1)).insects.any);
  CHECK_FALSE(environment_on(r, t, make_day(2001, 5, 1)).insects.any);
  CHECK_FALSE(environment_on(r, t, make_day(2001, 10, 1)).insects.any);
}

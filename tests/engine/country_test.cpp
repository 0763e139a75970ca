#include "engine/country.h"

#include <catch2/catch.hpp>
#include <string_view>
#include <utility>
#include <variant>

#include "landscape/cost_distance.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// The small world's country on 1 April, deep in snow, and what leads through it.
struct InApril {
  engine::Rules rules = small_world::rules();
  landscape::Terrain terrain = small_world::terrain();
  CalmSummers weather {terrain};
  engine::Country country {rules, terrain, weather};

  InApril()
  {
    for (Day day = make_day(2000, 10, 1); day <= make_day(2001, 4, 1); day += std::chrono::days {1}) {
      country.sense(day);
    }
  }

  /// From every cell to the middle of the south.
  [[nodiscard]] static Field by(const engine::Ways& ways)
  {
    Field source(ways.blocks().size(), landscape::unreachable_km);
    source[static_cast<std::size_t>(ways.blocks().cell_at(0.0, -80'000.0))] = 0.0f;
    return ways.to(source);
  }
  [[nodiscard]] Field anew(const behaviour::Movement& movement)
  {
    return by(engine::Ways {movement, terrain, &std::as_const(country).environment()});
  }
};

}  // namespace

TEST_CASE("herds that judge the ground alike share their ways, others have their own", "[engine]")
{
  InApril april;
  behaviour::Movement movement = april.rules.movement;
  const auto ways = april.country.ways(movement);
  const Field usual = april.by(*ways);
  CHECK((usual == april.anew(movement)));
  movement.others_mind = 0.9;  // is nothing that leads or misleads
  movement.coast_reach_km = 9.0;
  CHECK(april.country.ways(movement) == ways);

  std::size_t others = 0;
  for (const ParameterRow& row : rows_of(movement)) {
    const bool is_number = std::holds_alternative<double*>(row.value);
    if (!is_number) continue;
    behaviour::Movement other = april.rules.movement;
    set_if_there(other, row.key, 1.7 * *std::get<double*>(row.value));
    const Field by_own = april.anew(other);
    CAPTURE(row.key);
    CHECK((april.by(*april.country.ways(other)) == by_own));
    others += by_own != usual ? 1u : 0u;
  }
  CHECK(others >= 4);                                       // lakes and rivers are frozen
  CHECK(april.country.ways(april.rules.movement) == ways);  // still
}

TEST_CASE("ways are those of the day", "[engine]")
{
  InApril april;
  const auto in_snow = april.country.ways(april.rules.movement);
  for (Day day = make_day(2001, 4, 2); day <= make_day(2001, 7, 15); day += std::chrono::days {1}) {
    april.country.sense(day);
  }
  const auto on_dry_ground = april.country.ways(april.rules.movement);
  CHECK((april.by(*on_dry_ground) == april.anew(april.rules.movement)));
  CHECK((april.by(*on_dry_ground) != april.by(*in_snow)));  // who still holds it may go on with it
}

TEST_CASE("runs that eat by the same rules share what there is to graze, as soon as they are several", "[engine]")
{
  InApril april;
  behaviour::Forage forage = april.rules.forage;
  CHECK(april.country.grazing(forage) == nullptr);

  engine::Country many {april.rules, april.terrain, april.weather, 4};
  const auto* shared = many.grazing(forage);
  REQUIRE(shared != nullptr);
  CHECK(many.grazing(forage) == shared);
  forage.half_at_g_m2 *= 2.0;
  CHECK(many.grazing(forage) != shared);
  CHECK(many.grazing(april.rules.forage) == shared);
}

#include "engine/step_work.h"

#include <catch2/catch.hpp>

#include "engine/ground.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

/// Flat land on which every cell is another: wet to the north, high to the east.
landscape::Terrain uneven_land()
{
  landscape::Terrain t = flat_land();
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    const auto column = static_cast<float>(i % static_cast<std::size_t>(t.grid.columns));
    t.elevation_m[i] = 10.0f * column;
    t.plain[i] = static_cast<float>(i / static_cast<std::size_t>(t.grid.columns)) / static_cast<float>(t.grid.rows);
  }
  return t;
}

struct Walk {
  std::unique_ptr<Stage> stage;
  engine::Ground ground;
  herd::Herd animals;

  explicit Walk(Mode mode)
  {
    engine::Rules r = rules();
    r.run.step_h = 3;
    r.energy.feeding_share = 0.5;
    r.energy.marching_share = 0.4;
    r.energy.insect_loss = 0.45;
    stage = flat_stage(r, uneven_land());
    ground.update(stage->rules, stage->terrain, stage->weather, stage->environment, stage->presence, {});
    animals = scattered(stage->terrain, 1, {Season::winter}, {mode});
    animals.cell[0] = 100;
  }
  /// The agent goes to `cell` over `km`, met by flies.
  void step(int cell, float km, float mosquito, float oestrid)
  {
    engine::BeforeStep before;
    engine::look_before(animals, 0, 1, before);
    animals.cell[0] = cell;
    animals.walked_km[0] += km;
    animals.mosquito[0] += mosquito;
    animals.oestrid[0] += oestrid;
    engine::StepScene scene = stage->scene(0);
    scene.ground = &ground;
    engine::note_work(scene, before, 0, 1, animals);
  }
};

}  // namespace

TEST_CASE("path, climb and grazing of two steps are their sums, by hand", "[engine]")
{
  Walk w {Mode::winter};
  w.step(103, 2.0f, 0.5f, 0.2f);
  w.step(101, 5.0f, 0.0f, 0.3f);
  const auto of = [&](std::size_t cell) { return w.ground[cell]; };
  const auto walk = [&](std::size_t cell) { return static_cast<double>(of(cell).walk_j); };
  const herd::Herd& a = w.animals;
  CHECK(a.walk_kj_kg[0] == Approx(2.0 * 0.5 * (walk(100) + walk(103)) + 5.0 * 0.5 * (walk(103) + walk(101))));
  CHECK(a.climb_m[0] == Approx(30));  // up three cells; the way down is free
  CHECK(a.harassed[0] == Approx(0.5 + 0.3));
  const double first_min = 180 * 0.5 * (1 - 0.45 * 0.5), second_min = 180 * 0.5 * (1 - 0.45 * 0.3);
  const auto sum = [&](float engine::GroundCell::*of_minute) {
    return first_min * static_cast<double>(of(103).*of_minute) + second_min * static_cast<double>(of(101).*of_minute);
  };
  CHECK(a.graze_kg[0] == Approx(sum(&engine::GroundCell::dry_g_min) / 1000));
  CHECK(a.graze_mj[0] == Approx(sum(&engine::GroundCell::energy_kj_min) / 1000));
  CHECK(a.graze_protein_kg[0] == Approx(sum(&engine::GroundCell::protein_g_min) / 1000));
  CHECK(a.digging_kj[0] == Approx(sum(&engine::GroundCell::digging_kj_min)));
  CHECK(a.graze_kg[0] > 0.0f);
}

TEST_CASE("a marching animal feeds for its share of the day, and only on migration", "[engine]")
{
  for (const Mode mode : {Mode::spring_migration, Mode::fall_migration, Mode::calving, Mode::rut}) {
    Walk w {mode};
    w.step(100, 1.0f, 0.0f, 0.0f);
    const bool marches = mode == Mode::spring_migration || mode == Mode::fall_migration;
    const double minutes = 180 * (marches ? 0.4 : 0.5);
    CHECK(w.animals.graze_kg[0] == Approx(minutes * static_cast<double>(w.ground[100].dry_g_min) / 1000));
  }
}

TEST_CASE("more flies never mean more grazing", "[engine]")
{
  float before = 1e9f;
  for (float flies = 0; flies <= 1.0f; flies += 0.125f) {
    Walk w {Mode::post_calving};
    w.step(100, 1.0f, 0.0f, flies);
    REQUIRE(w.animals.graze_kg[0] < before);
    before = w.animals.graze_kg[0];
  }
}

TEST_CASE("walking keeps account of all it costs, or of nothing where nobody asks", "[engine]")
{
  const engine::Rules r = rules();
  const auto stage = flat_stage(r, uneven_land());
  engine::Ground ground;
  ground.update(stage->rules, stage->terrain, stage->weather, stage->environment, stage->presence, {});
  herd::Herd a = scattered(stage->terrain, 700, {Season::winter}, {Mode::winter});
  stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
  herd::Herd b = a;
  for (int s = 0; s < 8; ++s) {
    engine::StepScene scene = stage->scene(s);
    engine::move(scene, b);
    scene.ground = &ground;
    engine::move(scene, a);
  }
  CHECK((a.x_m == b.x_m));
  CHECK(b.walk_kj_kg == std::vector<float>(700, 0.0f));
  CHECK(b.graze_kg == std::vector<float>(700, 0.0f));
  for (std::size_t i = 0; i < 700; ++i) {
    REQUIRE(a.walk_kj_kg[i] >= 0.999f * a.walked_km[i] * static_cast<float>(r.travel.dry_j));
    REQUIRE(a.graze_kg[i] > 0.0f);
  }
}

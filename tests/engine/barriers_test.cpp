#include "engine/barriers.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/move.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

/// Flat land with a road from west to east along the parallel of y = 0.5 km, which every `crossing`-th try crosses.
struct Road {
  std::unique_ptr<Stage> stage;
  engine::Barriers barriers;

  explicit Road(double crossing, double activity = 1.0, double delay_h = 24.0)
      : stage {make_stage(crossing, activity, delay_h)},
        barriers {stage->terrain.grid, stage->terrain.developments, stage->rules.movement.longest_step_km * 1000.0}
  {
  }

  static std::unique_ptr<Stage> make_stage(double crossing, double activity, double delay_h)
  {
    engine::Rules r = rules();
    behaviour::Infrastructure road;
    road.crossing = crossing;
    road.delay_h = delay_h;
    r.developments = {road};
    landscape::Terrain t = flat_land();
    t.developments.lines = {{t.grid.x_min_m, 500.0, 0.0, 500.0, 0}, {0.0, 500.0, t.grid.x_max_m(), 500.0, 0}};
    auto made = flat_stage(r, std::move(t));
    made->presence.activity = {static_cast<float>(activity)};
    return made;
  }

  /// Where an agent is after it set out from one place to another.
  herd::Herd step(std::uint64_t id, float from_y, float to_x, float to_y, std::uint32_t when = 0)
  {
    herd::Herd a = scattered(stage->terrain, 1, {Season::winter}, {Mode::winter});
    a.id[0] = id;
    place(a, 100.0f, from_y);
    engine::BeforeStep before;
    engine::look_before(a, 0, 1, before);
    place(a, to_x, to_y);
    a.walked_km[0] = std::hypot(to_x - 100.0f, to_y - from_y) / 1000.0f;
    engine::StepScene scene = stage->scene(when);
    barriers.hold_back(scene, before, 0, 1, a);
    return a;
  }
  void place(herd::Herd& a, float x, float y) const
  {
    a.x_m[0] = x;
    a.y_m[0] = y;
    a.cell[0] = stage->terrain.grid.cell_near(x, y);
  }
};

}  // namespace

TEST_CASE("an animal that does not cross a road stops just short of it", "[engine]")
{
  Road closed {0.0};
  const herd::Herd a = closed.step(1, -3500.0f, 100.0f, 4500.0f);
  CHECK(a.x_m[0] == Approx(100.0f));
  CHECK(a.y_m[0] == Approx(450.0f));
  CHECK(a.walked_km[0] == Approx(3.95f));
  CHECK(a.held_back[0] == 1);
  CHECK(a.cell[0] == closed.stage->terrain.grid.cell_near(a.x_m[0], a.y_m[0]));
  const herd::Herd slanting = closed.step(1, -3500.0f, 4100.0f, 4500.0f);
  CHECK(slanting.y_m[0] < 500.0f);
  CHECK(slanting.y_m[0] > 440.0f);
  const herd::Herd beside = closed.step(1, 460.0f, 100.0f, 900.0f);
  CHECK(beside.y_m[0] == 460.0f);
  CHECK(beside.walked_km[0] == 0.0f);
}

TEST_CASE("a step that meets no road stays as it was", "[engine]")
{
  Road closed {0.0};
  const herd::Herd a = closed.step(1, -3500.0f, 5100.0f, 499.0f);
  CHECK(a.x_m[0] == 5100.0f);
  CHECK(a.y_m[0] == 499.0f);
  CHECK(a.held_back[0] == 0);
}

TEST_CASE("a road that all cross, or that is idle, holds nobody back", "[engine]")
{
  Road open {1.0}, idle {0.0, 0.0};
  for (std::uint64_t id = 0; id < 100; ++id) {
    CHECK(open.step(id, -3500.0f, 100.0f, 4500.0f).y_m[0] == 4500.0f);
    CHECK(idle.step(id, -3500.0f, 100.0f, 4500.0f).y_m[0] == 4500.0f);
  }
}

TEST_CASE("as many cross at a try as the scenario says, fewer the busier the road", "[engine][statistical]")
{
  constexpr int n = 4000;
  double before = 0.0;
  for (const double activity : {1.0, 0.5}) {
    Road road {0.7, activity};
    int across = 0;
    for (std::uint64_t id = 0; id < n; ++id) across += road.step(id, -3500.0f, 100.0f, 4500.0f).y_m[0] > 500.0f ? 1 : 0;
    const double expected = 1.0 - 0.3 * activity, share = static_cast<double>(across) / n;
    CHECK(std::abs(share - expected) < 4.9 * std::sqrt(expected * (1.0 - expected) / n));
    CHECK(share > before);
    before = share;
  }
}

TEST_CASE("within a delay the answer stays the same, however short the steps are", "[engine]")
{
  Road road {0.5, 1.0, 24.0};
  const auto a_day = static_cast<std::uint32_t>(std::lround(24.0 / road.stage->rules.run.step_h));
  int changed = 0;
  for (std::uint64_t id = 0; id < 100; ++id) {
    const bool first = road.step(id, -3500.0f, 100.0f, 4500.0f, 0).held_back[0] != 0;
    for (std::uint32_t s = 1; s < a_day; ++s)
      CHECK((road.step(id, -3500.0f, 100.0f, 4500.0f, s).held_back[0] != 0) == first);
    changed += (road.step(id, -3500.0f, 100.0f, 4500.0f, a_day).held_back[0] != 0) != first ? 1 : 0;
  }
  CHECK(changed > 25);
  CHECK(changed < 75);
}

TEST_CASE("a road nobody crosses keeps a walking herd on its side", "[engine]")
{
  Road closed {0.0, 1.0, 24.0};
  herd::Herd a = scattered(closed.stage->terrain, 300, {Season::winter}, {Mode::mosquito});
  closed.stage->surfaces.update(closed.stage->environment, closed.stage->presence, closed.stage->destinations, a);
  std::vector<bool> south;
  for (const float y : a.y_m) south.push_back(y < 500.0f);
  for (std::uint32_t s = 0; s < 40; ++s) {
    engine::StepScene scene = closed.stage->scene(s);
    scene.barriers = &closed.barriers;
    engine::move(scene, a);
  }
  int crossed = 0, held = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    crossed += (a.y_m[i] < 500.0f) != south[i] ? 1 : 0;
    held += a.held_back[i];
  }
  CHECK(crossed == 0);
  CHECK(held > 10);
}

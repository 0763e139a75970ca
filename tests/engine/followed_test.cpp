#include "engine/followed.h"

#include <catch2/catch.hpp>
#include <set>

#include "engine/place_order.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

const Day march = make_day(2001, 3, 1);

herd::Herd two_herds(const landscape::Terrain& t)
{
  herd::Herd a = scattered(t, 300, {Season::winter}, {Mode::winter, Mode::rut});
  for (std::size_t i = 0; i < a.size(); ++i) a.herd[i] = i % 3 == 0 ? 1 : 0;
  return a;
}

/// Each point is where its agent is, the dead are nowhere.
void check_points(std::span<const herd::TrackPoint> points, const engine::Followed& followed, const herd::Herd& a,
                  const landscape::Terrain& t)
{
  REQUIRE(points.size() == followed.ids().size());
  for (std::size_t k = 0; k < points.size(); ++k) {
    const auto i = static_cast<std::size_t>(std::find(a.id.begin(), a.id.end(), followed.ids()[k]) - a.id.begin());
    const bool alive = i < a.size();
    REQUIRE(points[k].alive == (alive ? 1 : 0));
    REQUIRE(points[k].x_m == (alive ? a.x_m[i] : 0.0f));
    REQUIRE(points[k].y_m == (alive ? a.y_m[i] : 0.0f));
    REQUIRE(points[k].mode == (alive ? a.mode[i] : 0));
    REQUIRE(points[k].longitude_deg == (alive ? t.longitude_deg[static_cast<std::size_t>(a.cell[i])] : 0.0f));
  }
}

}  // namespace

TEST_CASE("as many agents of each herd are followed as asked for, whatever the order of the herd", "[engine]")
{
  const landscape::Terrain t = terrain();
  const herd::Herd a = two_herds(t);
  engine::Followed few, shuffled_few, all, none;
  few.choose(a, 2, 20, march);
  shuffled_few.choose(shuffled(a), 2, 20, march);
  all.choose(a, 2, 150, march);
  none.choose(a, 2, 0, march);
  CHECK(few.ids().size() == 40);
  CHECK(std::set(few.ids().begin(), few.ids().end()).size() == 40);
  CHECK(std::count(few.herds().begin(), few.herds().end(), 1) == 20);
  CHECK(std::equal(few.ids().begin(), few.ids().end(), shuffled_few.ids().begin(), shuffled_few.ids().end()));
  CHECK(all.ids().size() == 150 + 100);
  CHECK(none.ids().empty());
  CHECK(none.points(a, t).empty());
}

TEST_CASE("the followed are found again when the herd changes order, loses or gains agents", "[engine]")
{
  const int threads = GENERATE(1, 3);
  const Threads these {threads};
  const landscape::Terrain t = terrain();
  herd::Herd a = two_herds(t);
  engine::Followed followed;
  followed.choose(a, 2, 30, march);
  check_points(followed.points(a, t), followed, a, t);
  engine::PlaceOrder order {t.grid};
  order.sort(a);
  check_points(followed.points(a, t), followed, a, t);
  std::vector<std::uint8_t> gone(a.size(), 0);
  for (std::size_t i = 0; i < a.size(); i += 4) gone[i] = 1;
  herd::drop(a, gone);
  check_points(followed.points(a, t), followed, a, t);
  a.id[herd::add(a)] = 999;
  a = shuffled(a);
  check_points(followed.points(a, t), followed, a, t);
  a = in_order(a, order_by(a.size(), [&](std::size_t i) { return a.x_m[i]; }));
  for (float& x : a.x_m) x += 1.0f;
  check_points(followed.points(a, t), followed, a, t);
  herd::drop(a, std::vector<std::uint8_t>(a.size(), 1));
  check_points(followed.points(a, t), followed, a, t);
}

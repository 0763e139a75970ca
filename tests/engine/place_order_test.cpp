#include "engine/place_order.h"

#include <catch2/catch.hpp>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

/// Agents all over the land, every attribute different from agent to agent.
herd::Herd varied(const landscape::Terrain& t, std::size_t n)
{
  herd::Herd a = scattered(t, n, {Season::winter, Season::rut}, {Mode::winter, Mode::rut});
  std::uint32_t k = 0;
  a.for_each_attribute([&](auto& attribute) {
    using Value = typename std::remove_reference_t<decltype(attribute)>::value_type;
    ++k;
    if (&attribute == static_cast<void*>(&a.id) || &attribute == static_cast<void*>(&a.cell)) return;
    for (std::size_t i = 0; i < n; ++i) attribute[i] = static_cast<Value>(100.0f * uniform(k, i, 0, Draw::start));
  });
  return a;
}

}  // namespace

TEST_CASE("sorted by place, neighbours stand together: tile by tile, in their old order within", "[engine]")
{
  const landscape::Terrain t = terrain();
  herd::Herd a = varied(t, 3000);
  const herd::Herd before = a;
  engine::PlaceOrder order {t.grid, 16.0};  // four cells of 4 km a side
  order.sort(a);
  const auto tile_of = [&](std::int32_t cell) { return (cell / 60 / 4) * 15 + cell % 60 / 4; };
  std::map<std::uint64_t, std::size_t> old;
  for (std::size_t i = 0; i < before.size(); ++i) old[before.id[i]] = i;
  for (std::size_t i = 1; i < a.size(); ++i) {
    const int last = tile_of(a.cell[i - 1]), tile = tile_of(a.cell[i]);
    REQUIRE(last <= tile);
    if (last == tile) REQUIRE(old.at(a.id[i - 1]) < old.at(a.id[i]));
  }
}

TEST_CASE("sorting keeps every agent and all its attributes, on any number of threads", "[engine][reproducible]")
{
  const landscape::Terrain t = terrain();
  herd::Herd a = varied(t, 5000);
  herd::Herd expected = sorted_by_id(a);
  const int threads = GENERATE(1, 3, 7);
  const Threads these {threads};
  engine::PlaceOrder order {t.grid};
  order.sort(a);
  CHECK(bits_of(a) != bits_of(expected));
  herd::Herd back = sorted_by_id(a);
  CHECK(bits_of(back) == bits_of(expected));
  const auto once = bits_of(a);
  order.sort(a);  // sorted already
  CHECK(bits_of(a) == once);
}

TEST_CASE("a herd may shrink and grow between two sortings", "[engine]")
{
  const landscape::Terrain t = terrain();
  herd::Herd a = varied(t, 500);
  engine::PlaceOrder order {t.grid};
  order.sort(a);
  std::vector<std::uint8_t> gone(500, 0);
  std::fill(gone.begin(), gone.begin() + 100, std::uint8_t {1});
  herd::drop(a, gone);
  herd::Herd expected = sorted_by_id(a);
  order.sort(a);
  herd::Herd back = sorted_by_id(a);
  CHECK(bits_of(back) == bits_of(expected));
  for (int k = 0; k < 300; ++k) a.id[herd::add(a)] = static_cast<std::uint64_t>(k) + 1'000'000'000'000;
  expected = sorted_by_id(a);
  order.sort(a);
  back = sorted_by_id(a);
  CHECK(bits_of(back) == bits_of(expected));
  a = {};
  order.sort(a);
  CHECK(a.size() == 0);
}

TEST_CASE("tiles of less than a cell are cells, and edge tiles may be cut", "[engine]")
{
  const landscape::Terrain t = terrain();
  herd::Herd a = varied(t, 2000);
  const double tile_km = GENERATE(1.0, 28.0, 5000.0);  // 7 cells: neither 60 nor 50 is a multiple
  engine::PlaceOrder order {t.grid, tile_km};
  herd::Herd expected = sorted_by_id(a);
  order.sort(a);
  if (tile_km < 4) CHECK(std::is_sorted(a.cell.begin(), a.cell.end()));
  herd::Herd back = sorted_by_id(a);
  CHECK(bits_of(back) == bits_of(expected));
}

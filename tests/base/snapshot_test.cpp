#include "base/snapshot.h"

#include <catch2/catch.hpp>

#include <array>
#include <cstdint>

#include "base/error.h"

using namespace rangifer;

namespace {

struct Sums {
  std::int64_t days = 0;
  std::vector<float> of_region;

  template <class Keeper>
  void keep(Keeper& state)
  {
    state("days", days);
    state("of_region", of_region);
  }
  bool operator==(const Sums&) const = default;
};

struct World {
  double x = 0;
  std::array<std::int32_t, 3> three {};
  std::vector<std::int16_t> many;
  std::vector<Sums> sums;
  std::vector<std::vector<float>> fields;

  template <class Keeper>
  void keep(Keeper& state)
  {
    state("x", x);
    state("three", three);
    state("many", many);
    state("sums", sums);
    state("fields", fields);
  }
  bool operator==(const World&) const = default;
};

World world() { return {1.5, {1, 2, 3}, {-7, 8}, {{3, {0.5f}}, {4, {}}}, {{1.0f, 2.0f}, {}, {3.0f}}}; }

Snapshot state_of(World w)
{
  StateWriter writer;
  writer("world", w);
  return writer.take();
}

}  // namespace

TEST_CASE("a state that is taken apart goes together again", "[base]")
{
  World again;
  again.sums.resize(5);  // what was there before goes
  StateReader reader {state_of(world())};
  reader("world", again);
  CHECK(again == world());
  CHECK_NOTHROW(reader.finish());
}

TEST_CASE("parts have names that tell where they belong", "[base]")
{
  const Snapshot state = state_of(world());
  CHECK(state.contains("world/x"));
  CHECK(state.contains("world/sums/1/days"));
  CHECK(state.at("world/many").size() == 4);
}

TEST_CASE("a state that lacks something, or has too much of it, is refused by name", "[base]")
{
  World again;
  Snapshot state = state_of(world());
  SECTION("missing")
  {
    state.erase("world/sums/0/days");
    StateReader reader {state};
    CHECK_THROWS_WITH(reader("world", again), Catch::Contains("world/sums/0/days is missing"));
  }
  SECTION("of another size")
  {
    state["world/three"].resize(8);
    StateReader reader {state};
    CHECK_THROWS_WITH(reader("world", again), Catch::Contains("world/three has 8 bytes, expected 12"));
  }
  SECTION("half a number")
  {
    state["world/many"].resize(3);
    StateReader reader {state};
    CHECK_THROWS_WITH(reader("world", again), Catch::Contains("world/many has 3 bytes"));
  }
  SECTION("left over")
  {
    state["world/spare"].resize(3);
    StateReader reader {state};
    reader("world", again);
    CHECK_THROWS_WITH(reader.finish(), Catch::Contains("world/spare"));
  }
}

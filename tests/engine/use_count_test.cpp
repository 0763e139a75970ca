#include "engine/use_count.h"

#include <catch2/catch.hpp>

#include "engine/use_seasons.h"
#include "small_world.h"

using namespace rangifer;

namespace {

/// Agents in the cells and herds given.
herd::Herd standing(const std::vector<std::int32_t>& cell, const std::vector<std::uint8_t>& in_herd)
{
  herd::Herd a;
  for (std::size_t i = 0; i < cell.size(); ++i) {
    herd::add(a);
    a.cell[i] = cell[i];
    a.herd[i] = in_herd[i];
  }
  return a;
}

}  // namespace

TEST_CASE("use is counted by herd, season and cell", "[engine]")
{
  engine::UseCount use {2, 6};
  const herd::Herd a = standing({0, 5, 5, 2}, {0, 0, 1, 1});
  use.count(a, 3);
  use.count(a, 3);
  use.count(a, 4);
  use.count(a, 3);  // the next year
  const std::vector<Field> first = use.take(0), second = use.take(1);
  REQUIRE(first.size() == engine::use_seasons.size());
  CHECK(first[3] == Field {3, 0, 0, 0, 0, 3});
  CHECK(first[4] == Field {1, 0, 0, 0, 0, 1});
  CHECK(first[0] == Field(6, 0.0f));
  CHECK(second[3] == Field {0, 0, 3, 0, 0, 3});
  CHECK(second[4] == Field {0, 0, 1, 0, 0, 1});
}

TEST_CASE("use is the same on any number of threads and in any order of the herd", "[engine][reproducible]")
{
  constexpr std::size_t n = 10'000, cells = 50;
  std::vector<std::int32_t> cell(n);
  std::vector<std::uint8_t> in_herd(n);
  for (std::size_t i = 0; i < n; ++i) {
    cell[i] = static_cast<std::int32_t>(static_cast<float>(cells) * uniform(1, i, 0, Draw::start));
    in_herd[i] = static_cast<std::uint8_t>(i % 3);
  }
  const auto counted = [&](int threads, herd::Herd a) {
    const small_world::Threads these {threads};
    engine::UseCount use {3, cells};
    for (const std::size_t season : {0u, 1u, 1u, 0u}) use.count(a, season);
    return std::array {use.take(0), use.take(1), use.take(2)};
  };
  const herd::Herd a = standing(cell, in_herd);
  const auto one = counted(1, a);
  double sum = 0;
  for (const auto& of : one) {
    for (const Field& season : of) sum += std::accumulate(season.begin(), season.end(), 0.0);
  }
  CHECK(sum == 4.0 * n);
  CHECK(counted(2, a) == one);
  CHECK(counted(7, a) == one);
  CHECK(counted(3, small_world::shuffled(a)) == one);
}

TEST_CASE("with more threads than there is room for, the few fields still count everyone", "[engine]")
{
  const small_world::Threads these {16};
  const std::size_t cells = engine::UseCount::most_bytes / sizeof(std::uint32_t) / 3 + 1;  // room for two
  engine::UseCount use {1, cells};
  const herd::Herd a = standing({7, 7, 8, static_cast<std::int32_t>(cells) - 1, 7}, {0, 0, 0, 0, 0});
  use.count(a, 0);
  const Field winter = use.take(0)[0];
  CHECK(winter[7] == 3.0f);
  CHECK(winter[8] == 1.0f);
  CHECK(winter.back() == 1.0f);
}

// Takes seconds and is left out unless asked for: test_engine "[slow]".
TEST_CASE("a crowd that stays in one cell for years does not run over", "[.][engine][slow]")
{
  const small_world::Threads these {2};
  engine::UseCount use {1, 1};
  herd::Herd a;
  a.for_each_attribute([](auto& attribute) { attribute.resize(4'000'000); });
  for (int step = 0; step < 1100; ++step) use.count(a, 0);  // 4.4e9: more than 32 bits hold
  CHECK(use.take(0)[0][0] == Approx(4.4e9).epsilon(1e-6));
}

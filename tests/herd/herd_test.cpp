#include "herd/herd.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <type_traits>

using namespace rangifer;
using namespace rangifer::herd;

namespace {

/// A herd in which every attribute of agent i says i.
Herd numbered(std::size_t n)
{
  Herd herd;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t at = add(herd);
    herd.for_each_attribute([&](auto& attribute) {
      attribute[at] = static_cast<typename std::remove_reference_t<decltype(attribute)>::value_type>(i);
    });
  }
  return herd;
}

}  // namespace

TEST_CASE("the list of attributes leaves none out", "[herd]")
{
  Herd herd;
  std::size_t bytes = 0;
  std::vector<const void*> seen;
  herd.for_each_attribute([&](auto& attribute) {
    bytes += sizeof(attribute);
    seen.push_back(&attribute);
  });
  CHECK(bytes == sizeof(Herd));
  std::sort(seen.begin(), seen.end());
  CHECK(std::adjacent_find(seen.begin(), seen.end()) == seen.end());
}

TEST_CASE("a new agent begins with nothing, and nothing slows it", "[herd]")
{
  Herd herd = numbered(3);
  CHECK(add(herd) == 3);
  CHECK(herd.size() == 4);
  herd.for_each_attribute([&](auto& attribute) {
    CHECK(attribute.size() == 4);
    const void* at = &attribute;
    CHECK(attribute.back() == (at == &herd.stride || at == &herd.longest_share ? 1 : 0));
  });
}

TEST_CASE("the dead leave, the others are all there and keep their attributes together", "[herd]")
{
  Herd herd = numbered(100);
  std::vector<std::uint8_t> gone(100, 0);
  std::vector<int> left;
  for (int i = 0; i < 100; ++i) {
    gone[static_cast<std::size_t>(i)] = i % 3 == 0 || i > 90 ? 1 : 0;
    if (gone[static_cast<std::size_t>(i)] == 0) left.push_back(i);
  }
  drop(herd, gone);
  std::vector<int> who(herd.id.begin(), herd.id.end());
  herd.for_each_attribute([&](auto& attribute) {
    REQUIRE(attribute.size() == left.size());
    CHECK(std::equal(attribute.begin(), attribute.end(), who.begin(),
                     [](auto value, int number) { return static_cast<int>(value) == number; }));
  });
  std::sort(who.begin(), who.end());
  CHECK(who == left);
}

TEST_CASE("dropping nobody or everybody is no surprise", "[herd]")
{
  Herd herd = numbered(5);
  drop(herd, std::vector<std::uint8_t>(5, 0));
  CHECK(herd.size() == 5);
  drop(herd, std::vector<std::uint8_t>(5, 1));
  CHECK(herd.size() == 0);
  drop(herd, {});
  CHECK(herd.size() == 0);
}

TEST_CASE("no two calves have the same id, nor that of an animal of the start", "[herd]")
{
  std::vector<std::uint64_t> ids;
  for (std::uint64_t mother = 1; mother <= 50'000; ++mother) {
    for (int year = 2001; year <= 2010; ++year) {
      const std::uint64_t calf = calf_id(mother, year);
      ids.push_back(calf);
      ids.push_back(calf_id(calf, year + 3));  // and her own
    }
  }
  REQUIRE(ids.size() == 1'000'000);
  const auto [least, most] = std::minmax_element(ids.begin(), ids.end());
  CHECK(*least >= 1ull << 62);
  CHECK(*most < 1ull << 63);  // positive as a signed number
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("a calf has the same id in every scenario", "[herd][reproducible]")
{
  CHECK(calf_id(17, 2004) == calf_id(17, 2004));
  CHECK(calf_id(17, 2004) != calf_id(17, 2005));
  CHECK(calf_id(17, 2004) != calf_id(18, 2004));
}

TEST_CASE("a calf becomes a yearling in June and a cow or a bull the June after", "[herd]")
{
  const auto on = [](bool male, int year, unsigned month, unsigned day) {
    return cohort_of(male, 2000, make_day(year, month, day));
  };
  CHECK(on(false, 2000, 6, 4) == Cohort::calf);
  CHECK(on(false, 2000, 12, 31) == Cohort::calf);
  CHECK(on(false, 2001, 5, 31) == Cohort::calf);
  CHECK(on(false, 2001, 6, 1) == Cohort::yearling);
  CHECK(on(true, 2002, 5, 31) == Cohort::yearling);
  CHECK(on(false, 2002, 6, 1) == Cohort::cow);
  CHECK(on(true, 2002, 6, 1) == Cohort::bull);
  CHECK(on(true, 2010, 1, 1) == Cohort::bull);
}

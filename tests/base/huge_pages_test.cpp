#include "base/huge_pages.h"

#include <catch2/catch.hpp>
#include <cstdint>
#include <numeric>

using namespace rangifer;

TEST_CASE("an array on huge pages holds what it held as it grows past a page, and begins with one", "[base]")
{
  constexpr std::size_t page = std::size_t {2} << 20;
  HugeVector<std::int32_t> numbers(1000);
  std::iota(numbers.begin(), numbers.end(), 0);
  for (const std::size_t size : {page / 4 - 1, page / 4, 3 * page / 4 + 1}) {
    numbers.resize(size, -1);
    if (size >= page / 4) CHECK(reinterpret_cast<std::uintptr_t>(numbers.data()) % page == 0);
    REQUIRE(std::accumulate(numbers.begin(), numbers.begin() + 1000, 0) == 999 * 1000 / 2);
    REQUIRE(numbers.back() == -1);
  }
  numbers.resize(1000);
  numbers.shrink_to_fit();
  CHECK(numbers.back() == 999);
}

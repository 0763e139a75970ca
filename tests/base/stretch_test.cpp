#include "base/stretch.h"

#include <catch2/catch.hpp>
#include <utility>
#include <vector>

using namespace rangifer;

namespace {

std::pair<std::size_t, std::size_t> ends(const Stretch& s) { return {s.first, s.last}; }

}  // namespace

TEST_CASE("a hull holds both stretches and what lies between, and an empty one adds nothing", "[base]")
{
  CHECK(ends(hull({2, 4}, {7, 9})) == std::pair<std::size_t, std::size_t> {2, 9});
  CHECK(ends(hull({7, 9}, {2, 8})) == std::pair<std::size_t, std::size_t> {2, 9});
  CHECK(ends(hull({5, 5}, {7, 9})) == std::pair<std::size_t, std::size_t> {7, 9});
  CHECK(ends(hull({7, 9}, {})) == std::pair<std::size_t, std::size_t> {7, 9});
  CHECK(hull({}, {3, 3}).empty());
}

TEST_CASE("zeros go from the ends of a stretch and stay within", "[base]")
{
  const std::vector<float> row {1, 0, 0, 2, 0, 3, 0};
  CHECK(ends(without_zeros(Stretch {1, 7}, row.data())) == std::pair<std::size_t, std::size_t> {3, 6});
  CHECK(ends(without_zeros(Stretch {0, 1}, row.data())) == std::pair<std::size_t, std::size_t> {0, 1});
  CHECK(without_zeros(Stretch {1, 3}, row.data()).empty());
  CHECK(without_zeros(Stretch {}, row.data()).empty());
}

TEST_CASE("pieces of a stretch follow each other from its first cell to its last", "[base]")
{
  const std::size_t longest = GENERATE(1u, 3u, 4u, 5u, 100u);
  std::size_t at = 2;
  in_pieces({2, 14}, longest, [&](const Stretch& piece) {
    CHECK(piece.first == at);
    CHECK_FALSE(piece.empty());
    CHECK(piece.last - piece.first <= longest);
    at = piece.last;
  });
  CHECK(at == 14);
  in_pieces({3, 3}, longest, [](const Stretch&) { FAIL("nothing to call for"); });
}

#include "engine/selection_weight.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer::engine;

TEST_CASE("a packed weight is exp of the difference of scores", "[engine]")
{
  const float here = GENERATE(-5000.0f, -300.5f, -0.3f, 0.0f, 12.25f, 812.0f);
  // Single precision of a score of this size is all there is to lose, beside the 16 bits of the mantissa.
  const double lost = 1.0 / 65536 + 3.0 * std::abs(static_cast<double>(here)) * 0x1p-23;
  for (float more = -40.0f; more <= 40.0f; more += 0.37f) {
    const SelectionWeight a = pack_weight(here + more), b = pack_weight(here);
    const double ratio = static_cast<double>(relative_weight(a, b)) / static_cast<double>(relative_weight(b, b));
    REQUIRE(ratio == Approx(std::exp(static_cast<double>(here + more) - static_cast<double>(here))).epsilon(lost));
  }
}

TEST_CASE("larger scores never weigh less", "[engine]")
{
  SelectionWeight before = closed;
  bool grows = true;
  for (int i = 0; i <= 400'000; ++i) {
    const SelectionWeight w = pack_weight(-100.0f + static_cast<float>(i) * 0.0005f);
    grows = grows && w >= before;
    before = w;
  }
  CHECK(grows);
}

TEST_CASE("what is closed weighs nothing, wherever one stands", "[engine]")
{
  for (const float here : {-9000.0f, -5500.0f, 0.0f, 5500.0f, 9000.0f}) {
    CHECK(relative_weight(closed, pack_weight(here)) == 0.0f);
    CHECK(relative_weight(closed, closed) == 0.0f);
    CHECK(relative_weight(pack_weight(here), closed) == 0x1p100f);
    CHECK(relative_weight(pack_weight(here), pack_weight(here)) >= 1.0f);
    CHECK(relative_weight(pack_weight(here), pack_weight(here)) < 2.0f);
  }
}

TEST_CASE("a sum of candidates stays within a float", "[engine]")
{
  CHECK(std::isfinite(128.0f * relative_weight(pack_weight(5500.0f), pack_weight(-5500.0f))));
  CHECK(relative_weight(pack_weight(5500.0f), pack_weight(-5500.0f)) > 1e30f);
  CHECK(relative_weight(pack_weight(-5500.0f), pack_weight(5500.0f)) == 0.0f);
}

#include "behaviour/snow.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

Snow imnavait()
{
  Snow p;
  p.all_snow_below_c = -1.0;
  p.all_rain_above_c = 2.0;
  p.degree_day_factor_mm = 2.7;
  p.melt_threshold_c = -0.2;
  p.depletion_exponent = 0.5;
  p.taiga_density_kg_m3 = 217.0;
  return p;
}

}  // namespace

TEST_CASE("it snows in the cold, rains in the warmth and does half of each between", "[behaviour]")
{
  const Snow p = imnavait();
  CHECK(snow_share(p, -20.0f) == 1.0f);
  CHECK(snow_share(p, -1.0f) == 1.0f);
  CHECK(snow_share(p, 0.5f) == Approx(0.5));
  CHECK(snow_share(p, 2.0f) == 0.0f);
  CHECK(snow_share(p, 15.0f) == 0.0f);
}

TEST_CASE("one threshold for snow and rain is a step, not a division by zero", "[behaviour]")
{
  Snow p = imnavait();
  p.all_rain_above_c = p.all_snow_below_c = 0.5;
  CHECK(snow_share(p, 0.4f) == 1.0f);
  CHECK(snow_share(p, 0.5f) == 0.0f);
}

TEST_CASE("a day of even warmth melts factor times degrees above the threshold", "[behaviour]")
{
  const Snow p = imnavait();
  CHECK(melt_mm(p, 5.0f, 5.0f, 200.0f) == Approx(2.7 * 5.2).epsilon(1e-6));
  CHECK(melt_mm(p, -0.2f, -0.2f, 200.0f) == 0.0f);
  CHECK(melt_mm(p, -9.0f, -3.0f, 200.0f) == 0.0f);
}

TEST_CASE("a day about freezing melts at noon, which its mean would deny", "[behaviour]")
{
  const Snow p = imnavait();
  // Mean -0.2, half range 5: the hours above are half the cosine, mean of max(0, 5 cos) = 5 / pi.
  const float melt = melt_mm(p, -5.2f, 4.8f, 200.0f);
  const double over_all_hours = 2.7 * 5.0 / 3.14159265;
  CHECK(melt == Approx(over_all_hours).epsilon(0.06));  // taken every three hours
}

TEST_CASE("a day wholly above the threshold melts as its mean does", "[behaviour]")
{
  CHECK(melt_mm(imnavait(), 1.0f, 9.0f, 200.0f) == Approx(2.7 * 5.2).epsilon(1e-6));
}

TEST_CASE("melt never falls with warmth and never takes more than there is", "[behaviour]")
{
  const Snow p = imnavait();
  float before = -1.0f;
  for (float mean = -15.0f; mean <= 15.0f; mean += 0.25f) {
    const float melt = melt_mm(p, mean - 6.0f, mean + 6.0f, 30.0f);
    REQUIRE(melt >= before);
    REQUIRE(melt <= 30.0f);
    before = melt;
  }
  CHECK(before == 30.0f);
  CHECK(melt_mm(p, 5.0f, 9.0f, 0.0f) == 0.0f);
}

TEST_CASE("snow cover falls from all to none as the winter's water melts", "[behaviour]")
{
  const Snow p = imnavait();
  CHECK(snow_cover(p, 120.0f, 120.0f) == Approx(1.0).epsilon(1e-5));
  CHECK(snow_cover(p, 30.0f, 120.0f) == Approx(0.5).epsilon(1e-5));  // (1 / 4) ^ 0.5
  CHECK(snow_cover(p, 0.9f, 120.0f) == 0.0f);
  CHECK(snow_cover(p, 0.0f, 0.0f) == 0.0f);
  float before = 2.0f;
  for (float water = 150.0f; water >= 0.0f; water -= 0.5f) {
    const float cover = snow_cover(p, water, 120.0f);
    REQUIRE(cover <= before);
    REQUIRE(cover >= 0.0f);
    REQUIRE(cover <= 1.0f);
    before = cover;
  }
}

TEST_CASE("a dusting covers nothing, and how much that is can be told", "[behaviour]")
{
  Snow p = imnavait();
  p.least_water_mm = 20;
  CHECK(snow_cover(p, 19.9f, 120.0f) == 0.0f);
  CHECK(snow_cover(p, 30.0f, 120.0f) == Approx(0.5).epsilon(1e-5));
  CHECK(snow_cover(p, 20.0f, 10.0f) == Approx(1.0).epsilon(1e-5));
  p.least_water_mm = 0.01;
  CHECK(snow_cover(p, 0.9f, 90.0f) == Approx(0.1).epsilon(1e-5));
}

TEST_CASE("Sturm's tundra snow of 40 cm weighs 304 kg m-3 on 1 May", "[behaviour]")
{
  CHECK(tundra_snow_density(0.40f, 121) == Approx(304).margin(0.5));
}

TEST_CASE("snow settles from October to June without a leap at the new year", "[behaviour]")
{
  const int leap = GENERATE(0, 1);  // 1 October is day 274 or 275
  float before = tundra_snow_density(0.4f, 274 + leap);
  for (int doy = 275 + leap; doy <= 365 + leap; ++doy) {
    const float density = tundra_snow_density(0.4f, doy);
    REQUIRE(density > before);
    REQUIRE(density - before < 0.83f);  // a day of settling: 120.5 * 0.0049 * exp(0.0049 * 92 - 0.116)
    before = density;
  }
  for (int doy = 1; doy <= 181; ++doy) {
    const float density = tundra_snow_density(0.4f, doy);
    REQUIRE(density > before);
    REQUIRE(density - before < 1.6f);  // Sturm's count has no day 0: two days at once
    before = density;
  }
}

TEST_CASE("Sturm's count runs from -92 on 1 October to 181 on 30 June", "[behaviour]")
{
  const auto rho = [](double h_cm, double d) {
    return (363.0 - 242.5) * (1.0 - std::exp(-0.0029 * h_cm - 0.0049 * d)) + 242.5;
  };
  CHECK(tundra_snow_density(0.25f, 274) == Approx(rho(25, -92)).epsilon(1e-5));
  CHECK(tundra_snow_density(0.25f, 365) == Approx(rho(25, -1)).epsilon(1e-5));
  CHECK(tundra_snow_density(0.25f, 1) == Approx(rho(25, 1)).epsilon(1e-5));
  CHECK(tundra_snow_density(0.25f, 181) == Approx(rho(25, 181)).epsilon(1e-5));
  CHECK(tundra_snow_density(0.25f, 195) == Approx(rho(25, 181)).epsilon(1e-5));  // held beyond the data
  CHECK(tundra_snow_density(0.25f, 240) == Approx(rho(25, -92)).epsilon(1e-5));
}

TEST_CASE("depth times density gives the water back", "[behaviour]")
{
  const Snow p = imnavait();
  const int doy = GENERATE(280, 350, 30, 121, 160);
  for (const float water : {5.0f, 40.0f, 120.0f, 200.0f}) {
    const float depth = snow_depth_m(p, water, false, doy);
    REQUIRE(depth * tundra_snow_density(depth, doy) == Approx(water).epsilon(0.01));
    REQUIRE(snow_depth_m(p, water, true, doy) == Approx(water / 217.0));
  }
  CHECK(snow_depth_m(p, 0.0f, false, doy) == 0.0f);
}

TEST_CASE("taiga snow lies deeper than tundra snow of the same water in spring", "[behaviour]")
{
  CHECK(snow_depth_m(imnavait(), 100.0f, true, 110) > snow_depth_m(imnavait(), 100.0f, false, 110));
}

TEST_CASE("ice bears after enough frost and breaks after enough thaw", "[behaviour]")
{
  Ice p;
  p.freeze_after_degc_d = 50;
  p.breakup_after_degc_d = 30;
  std::uint8_t ice = 0;
  float sum = 0.0f;
  for (int day = 0; day < 4; ++day) ice_day(p, -10.0f, ice, sum);
  CHECK(ice == 0);
  CHECK(sum == 40.0f);
  ice_day(p, +15.0f, ice, sum);  // a warm day takes frost away
  CHECK(sum == 25.0f);
  ice_day(p, -25.0f, ice, sum);
  CHECK(ice == 1);
  CHECK(sum == 0.0f);
  ice_day(p, +20.0f, ice, sum);
  CHECK(ice == 1);
  ice_day(p, -100.0f, ice, sum);
  CHECK(sum == 0.0f);  // cold is not hoarded against the thaw
  ice_day(p, +30.0f, ice, sum);
  CHECK(ice == 0);
}

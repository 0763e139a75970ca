#include "behaviour/insects.h"

#include <catch2/catch.hpp>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

/// Russell et al. 1993, as the handbook has it; the seasons are made up.
Insects carma()
{
  Insects p;
  p.mosquito_from_c = 6;
  p.mosquito_full_c = 18;
  p.mosquito_calm_m_s = 6;
  p.oestrid_from_c = 13;
  p.oestrid_full_c = 18;
  p.oestrid_calm_m_s = 9;
  p.emergence_days = 14;
  p.emergence_degc_d = 120;
  p.mosquito_fade_doy = 205;
  p.mosquito_end_doy = 225;
  p.oestrid_start_doy = 182;
  p.oestrid_end_doy = 232;
  p.sea_breeze_k = 6;
  p.sea_breeze_km = 12;
  return p;
}

}  // namespace

TEST_CASE("the harassment index gives the worked numbers of the handbook", "[behaviour]")
{
  const Insects p = carma();
  CHECK(mosquito_index(p, 10, 2) == Approx(0.26).margin(0.005));
  CHECK(oestrid_index(p, 10, 2) == 0.0f);
  CHECK(oestrid_index(p, 15, 3) == Approx(0.27).margin(0.005));
  CHECK(mosquito_index(p, 18, 0) == 1.0f);
  CHECK(oestrid_index(p, 18, 0) == 1.0f);
  CHECK(mosquito_index(p, 6, 0) == Approx(0.08).margin(0.005));
}

TEST_CASE("no mosquito flies below its temperature or in wind", "[behaviour]")
{
  const Insects p = carma();
  CHECK(mosquito_index(p, 5.99f, 0) == 0.0f);
  CHECK(oestrid_index(p, 12.99f, 0) == 0.0f);
  for (const float wind : {6.0f, 6.01f, 20.0f}) CHECK(mosquito_index(p, 25, wind) == 0.0f);
  CHECK(mosquito_index(p, 25, 5.9f) > 0.0f);
  CHECK(oestrid_index(p, 25, 9.0f) == 0.0f);
  CHECK(oestrid_index(p, 25, 8.9f) > 0.0f);
}

TEST_CASE("harassment grows with warmth, falls with wind and stays within 0 and 1", "[behaviour]")
{
  const Insects p = carma();
  int wrong = 0;
  for (float t = -5; t < 30; t += 0.5f) {
    for (float w = 0; w < 12; w += 0.25f) {
      for (const auto index : {mosquito_index, oestrid_index}) {
        const float here = index(p, t, w);
        wrong += !(here >= 0 && here <= 1);
        wrong += index(p, t + 0.5f, w) < here;
        wrong += index(p, t, w + 0.25f) > here;
      }
    }
  }
  CHECK(wrong == 0);
  CHECK(mosquito_index(p, 30, 0) == 1.0f);
}

TEST_CASE("mosquitoes emerge when the ground has long been bare and warm, and not sooner", "[behaviour]")
{
  const Insects p = carma();
  CHECK(mosquito_season(p, 14, 120, 170) == 1.0f);
  CHECK(mosquito_season(p, 13, 120, 170) == 0.0f);
  CHECK(mosquito_season(p, 14, 119, 170) == 0.0f);
  CHECK(mosquito_season(p, 60, 500, 205) == 1.0f);
  CHECK(mosquito_season(p, 60, 500, 215) == Approx(0.5));
  CHECK(mosquito_season(p, 60, 500, 225) == 0.0f);
  CHECK(mosquito_season(p, 60, 500, 300) == 0.0f);
}

TEST_CASE("oestrids fly between their dates, with a week to come and go", "[behaviour]")
{
  const Insects p = carma();
  CHECK(oestrid_season(p, 100) == 0.0f);
  CHECK(oestrid_season(p, 182) == 0.0f);
  CHECK(oestrid_season(p, 189) == 1.0f);
  CHECK(oestrid_season(p, 205) == 1.0f);
  CHECK(oestrid_season(p, 225) == 1.0f);
  CHECK(oestrid_season(p, 232) == 0.0f);
  CHECK(oestrid_season(p, 186) == Approx(4.0 / 7.0));
}

TEST_CASE("oestrids come and go as fast as told", "[behaviour]")
{
  Insects p = carma();
  p.oestrid_shoulder_d = 20;
  CHECK(oestrid_season(p, 186) == Approx(4.0 / 20.0));
  CHECK(oestrid_season(p, 227) == Approx(5.0 / 20.0));
  p.oestrid_shoulder_d = 0.5;
  CHECK(oestrid_season(p, 182) == 0.0f);
  CHECK(oestrid_season(p, 183) == 1.0f);
}

TEST_CASE("the day is coldest at three in the morning and warmest at three in the afternoon", "[behaviour]")
{
  CHECK(temperature_at(4, 16, 3) == Approx(4));
  CHECK(temperature_at(4, 16, 15) == Approx(16));
  CHECK(temperature_at(4, 16, 9) == Approx(10).margin(1e-5));
  CHECK(temperature_at(4, 16, 21) == Approx(10).margin(1e-5));
  double sum = 0;
  for (int hour = 0; hour < 24; ++hour) {
    const float t = temperature_at(4, 16, static_cast<float>(hour) + 0.5f);
    REQUIRE(t >= 4.0f);
    REQUIRE(t <= 16.0f);
    sum += static_cast<double>(t);
  }
  CHECK(sum / 24 == Approx(10).margin(1e-5));
}

TEST_CASE("the sea breeze cools the shore and dies out inland", "[behaviour]")
{
  const Insects p = carma();
  CHECK(sea_breeze_k(p, 0) == Approx(6));
  CHECK(sea_breeze_k(p, 12) == Approx(6 / 2.718281828));
  CHECK(sea_breeze_k(p, 500) == Approx(0).margin(1e-6));
}

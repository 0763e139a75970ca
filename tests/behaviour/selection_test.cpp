#include "behaviour/selection.h"

#include <array>
#include <catch2/catch.hpp>
#include <utility>

using namespace rangifer::behaviour;

namespace {

constexpr std::array<std::pair<double ModeRules::*, float Covariates::*>, 17> pairs {{
  {&ModeRules::destination, &Covariates::destination_km},
  {&ModeRules::snow_cover, &Covariates::snow_cover},
  {&ModeRules::snow_depth, &Covariates::snow_depth_m},
  {&ModeRules::broad_snow, &Covariates::broad_snow},
  {&ModeRules::greening, &Covariates::greening},
  {&ModeRules::ruggedness, &Covariates::ruggedness_100m},
  {&ModeRules::elevation, &Covariates::elevation_100m},
  {&ModeRules::forest, &Covariates::forest},
  {&ModeRules::river, &Covariates::river},
  {&ModeRules::lake, &Covariates::lake},
  {&ModeRules::plain, &Covariates::plain},
  {&ModeRules::coast, &Covariates::coast},
  {&ModeRules::ridge, &Covariates::ridge_50m},
  {&ModeRules::density, &Covariates::density},
  {&ModeRules::trail, &Covariates::trail},
  {&ModeRules::wind, &Covariates::wind_m_s},
  {&ModeRules::infrastructure, &Covariates::infrastructure},
}};

}  // namespace

TEST_CASE("each coefficient acts on its own covariate, and the way to go counts against", "[behaviour]")
{
  for (const auto& [beta, x] : pairs) {
    for (const auto& [other_beta, other_x] : pairs) {
      ModeRules b;
      Covariates here;
      b.*beta = 1.5;
      here.*other_x = 2.0f;
      const float sign = beta == &ModeRules::destination ? -1.0f : 1.0f;
      REQUIRE(selection_score(b, here) == (beta == other_beta ? sign * 3.0f : 0.0f));
    }
  }
  CHECK(sizeof(Covariates) == pairs.size() * sizeof(float));  // none is left out
}

TEST_CASE("scores add up: twice the covariates score twice", "[behaviour]")
{
  ModeRules b;
  Covariates one, two;
  double value = -1.0;
  for (const auto& [beta, x] : pairs) {
    b.*beta = value;
    one.*x = static_cast<float>(0.5 * value + 1.0);
    two.*x = 2.0f * one.*x;
    value += 0.375;
  }
  CHECK(selection_score(b, two) == Approx(2.0f * selection_score(b, one)));
  CHECK(selection_score(ModeRules {}, one) == 0.0f);
}

TEST_CASE("every mode has a row of its own", "[behaviour]")
{
  ModeTable modes;
  double mark = 100.0;
  for (ModeRules* rules : modes.all()) rules->mean_step_km = mark++;
  mark = 100.0;
  for (const ModeRules* rules : std::as_const(modes).all()) CHECK(rules->mean_step_km == mark++);
  CHECK(modes.winter.mean_step_km == 100.0);  // in the order of herd::Mode
  CHECK(modes.mosquito.mean_step_km == 105.0);
  CHECK(modes.rut.mean_step_km == 109.0);
}

#include "behaviour/life_history.h"

#include <array>
#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

/// What is left of one after a year of daily deaths.
double year_of_days(double survival) { return std::pow(1.0 - static_cast<double>(daily_death(survival, 365)), 365); }

/// Growth rate a year of the cows of science.md 6.4: 16 age classes from one year on, 0.10 calves at 2 years and 0.80
/// from 3 on, half of them female.
double growth_rate(double first_year, double young, double adult)
{
  constexpr std::size_t classes = 17;  // newborn and 16 more
  std::array<double, classes> cows {};
  cows.fill(1.0);
  double rate = 0;
  for (int year = 0; year < 2000; ++year) {
    std::array<double, classes> next {};
    double sum = 0, born = 0;
    for (std::size_t age = 0; age + 1 < classes; ++age) {
      next[age + 1] = cows[age] * year_of_days(age == 0 ? first_year : age <= 2 ? young : adult);
    }
    for (std::size_t age = 2; age < classes; ++age) born += 0.5 * (age == 2 ? 0.10 : 0.80) * next[age];
    next[0] = born;
    for (const double of_age : next) sum += of_age;
    double before = 0;
    for (const double of_age : cows) before += of_age;
    rate = sum / before;
    for (double& of_age : next) of_age /= sum;  // only the shape matters
    cows = next;
  }
  return rate;
}

}  // namespace

TEST_CASE("a year of daily deaths leaves the yearly survival", "[behaviour]")
{
  const double survival = GENERATE(0.51, 0.76, 0.842, 0.94, 0.999);
  CHECK(year_of_days(survival) == Approx(survival).margin(3e-5));  // daily is a float: 6e-8 x 365
}

TEST_CASE("who survives for certain does not die", "[behaviour]") { CHECK(daily_death(1.0, 365) == 0.0f); }

TEST_CASE("the published survivals make a herd shrink by 1 %, those of the table make it grow", "[behaviour]")
{
  CHECK(growth_rate(0.51, 0.88, 0.842) == Approx(0.99).margin(0.001));
  CHECK(growth_rate(0.51, 0.88, 0.87) == Approx(1.009).margin(0.001));
  CHECK(growth_rate(0.51, 0.90, 0.90) == Approx(1.035).margin(0.001));
}

TEST_CASE("age kills nobody before its time, and more each year after", "[behaviour]")
{
  Survival p;
  p.senescence_from_y = 11;
  p.senescence_per_year = 0.25;
  CHECK(senescence(p, 0) == 1.0);
  CHECK(senescence(p, 11) == 1.0);
  CHECK(senescence(p, 15) == Approx(std::exp(1.0)));
  for (double age = 0; age < 25; age += 0.5) CHECK(senescence(p, age + 0.5) >= senescence(p, age));
  p.senescence_per_year = 0;
  CHECK(senescence(p, 25) == 1.0);
}

TEST_CASE("only what has neither fat nor protein starves, and what is half wasted does for certain", "[behaviour]")
{
  Survival p;
  p.starving_fat = 0.03;
  p.starving_protein = 0.72;
  p.starving_daily = 0.06;
  CHECK(starvation_risk(p, 0.03, 0.5) == 0.0);
  CHECK(starvation_risk(p, 0.10, 0.37) == 0.0);
  CHECK(starvation_risk(p, 0.10, 0.36) == 1.0);  // no body lives on with half of the limit
  CHECK(starvation_risk(p, 0.0, 0.72) == 0.0);
  CHECK(starvation_risk(p, 0.0, 1.0) == 0.0);
  CHECK(starvation_risk(p, 0.0, 0.63) == Approx(0.06));    // 8 x (1 - 0.63 / 0.72) = 1
  CHECK(starvation_risk(p, 0.0, 0.675) == Approx(0.03));   // half of that
  CHECK(starvation_risk(p, 0.015, 0.63) == Approx(0.03));  // half of the fat
  CHECK(starvation_risk(p, 0.0, 0.36) == 1.0);
  CHECK(starvation_risk(p, 0.029, 0.1) == 1.0);
}

TEST_CASE("hunger is a chance, and grows as either pool empties", "[behaviour]")
{
  const Survival p;
  for (double fat = 0; fat < 0.1; fat += 0.005) {
    for (double protein = 0; protein < 1.1; protein += 0.01) {
      const double risk = starvation_risk(p, fat, protein);
      REQUIRE((risk >= 0.0 && risk <= 1.0));
      REQUIRE(starvation_risk(p, fat + 0.005, protein) <= risk);
      REQUIRE(starvation_risk(p, fat, protein + 0.01) <= risk);
    }
  }
}

TEST_CASE("half of the cows of 79 kg conceive, and most of those of 90", "[behaviour]")
{
  Calving p;
  p.pregnancy_offset = -12.1;
  p.pregnancy_per_kg = 0.153;
  CHECK(pregnancy_chance(p, 12.1 / 0.153) == Approx(0.5));
  CHECK(pregnancy_chance(p, 79) == Approx(0.5).margin(0.01));
  // Cows of the two published means, 90.0 and 82.5 kg, with sd 7 and three of four pregnant: Bayes gives the same.
  const auto by_bayes = [](double kg) {
    const double calved = 0.75 * std::exp(-0.5 * std::pow((kg - 90.0) / 7, 2));
    return calved / (calved + 0.25 * std::exp(-0.5 * std::pow((kg - 82.5) / 7, 2)));
  };
  for (const double kg : {65.0, 75.0, 82.5, 90.0, 100.0}) {
    CHECK(pregnancy_chance(p, kg) == Approx(by_bayes(kg)).margin(0.01));
  }
  for (double kg = 40; kg < 130; kg += 1) CHECK(pregnancy_chance(p, kg + 1) > pregnancy_chance(p, kg));
}

TEST_CASE("a mother is late by what she lacks in mass, and never early", "[behaviour]")
{
  Calving p;
  p.pregnancy_offset = -12.1;
  p.pregnancy_per_kg = 0.153;
  p.late_d_per_kg = 0.5;
  CHECK(due_late_d(p, 12.1 / 0.153 - 10) == Approx(5));
  CHECK(due_late_d(p, 79.2) == 0.0);
  CHECK(due_late_d(p, 110) == 0.0);
}

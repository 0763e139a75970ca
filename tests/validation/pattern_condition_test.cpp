#include "validation/pattern_condition.h"

#include <catch2/catch.hpp>

#include "made_up.h"

using namespace made_up;

namespace {

void add_calf(Births& births, double at, double animals, double born_kg, double mass_28d_kg, double mass_42d_kg)
{
  add_birth(births, at, 69.5, -142, animals);
  births.birth_mass_kg.push_back(born_kg);
  births.mass_28d_kg.push_back(mass_28d_kg);
  births.mass_42d_kg.push_back(mass_42d_kg);
}

}  // namespace

TEST_CASE("the loss of a winter is from October to the May after it", "[validation]")
{
  Run run;
  run.daily = joined(year_of_days(2001), year_of_days(2002));
  run.daily.cow_fat_kg = daily_values(run.daily, [](int month, int) {
    return month == 10 ? 8.0 : month == 5 ? 5.0 : 99.0;
  });
  CHECK(october_to_may(run.daily, run.daily.cow_fat_kg).size() == 1);
  CHECK(winter_fat_loss(std::span(&run, 1)).value == Approx(-37.5));
  CHECK(winter_protein_loss(std::span(&run, 1)).needs == "needs herd/cow_protein, an October and the May after it");
  run.daily.cow_protein_kg = daily_values(run.daily, [](int month, int) {
    return month == 10 ? 10.0 : month == 5 ? 8.0 : 99.0;
  });
  CHECK(winter_protein_loss(std::span(&run, 1)).value == Approx(-20));
  run.daily.day.resize(365 + 150);  // to 30 May
  CHECK(winter_fat_loss(std::span(&run, 1)).needs == "needs herd/cow_fat, an October and the May after it");
}

TEST_CASE("the lightest day is looked for from March to September", "[validation]")
{
  Run run;
  run.daily = year_of_days(2001);
  CHECK(lightest_day(std::span(&run, 1)).needs == "needs herd/cow_mass, from March to September");
  run.daily.cow_mass_kg =
    daily_values(run.daily, [](int month, int doy) { return month == 1 ? 60.0 : 76 + 0.1 * std::abs(doy - 175); });
  CHECK(lightest_day(std::span(&run, 1)).value == 175);
  run.daily.day.resize(250);
  CHECK(!lightest_day(std::span(&run, 1)).needs.empty());
}

TEST_CASE("autumn mass, and how much heavier the cows that conceived were", "[validation]")
{
  Run run;
  CHECK(autumn_mass(std::span(&run, 1)).needs == "needs impact/autumn_cow_mass, and an October");
  CHECK(pregnant_less_barren(std::span(&run, 1)).needs == "needs impact/autumn_mass_pregnant and _barren");
  run.ground.autumn_cow_mass_kg = {88, 90, none};
  run.ground.autumn_pregnant_kg = {90, 92, 91};
  run.ground.autumn_barren_kg = {82, 86, none};
  CHECK(autumn_mass(std::span(&run, 1)).value == Approx(89));
  CHECK(pregnant_less_barren(std::span(&run, 1)).value == Approx(7));
  CHECK(pregnant_less_barren(std::span(&run, 1)).n == 2);
}

TEST_CASE("calves grow from birth to 28 days, and less from there to 42", "[validation]")
{
  Run run;
  CHECK(first_growth(std::span(&run, 1)).needs == "needs calving/birth_mass and mass_28d");
  add_calf(run.births, day(2001, 6, 3), 30, 6, 20, 24.2);        // 0.5 kg a day, then 0.3
  add_calf(run.births, day(2001, 6, 5), 10, 7, 12.6, none);      // 0.2, then dead
  add_calf(run.births, day(2001, 6, 5), 10, 7, none, none);      // dead before
  add_calf(run.births, day(2002, 6, 5), 10, 7, 15.4, 15.4 + 7);  // 0.3, then 0.5
  const std::vector<CalfGrowth> years = calf_growth(run.births);
  REQUIRE(years.size() == 2);
  CHECK(years[0].first_28d == Approx((30 * 0.5 + 10 * 0.2) / 40));
  CHECK(years[0].slowing == Approx(0.2));
  CHECK(years[1].slowing == Approx(-0.2));
  CHECK(first_growth(std::span(&run, 1)).value == Approx((0.425 + 0.3) / 2));
  CHECK(slowing_growth(std::span(&run, 1)).value == Approx(0).margin(1e-12));
}

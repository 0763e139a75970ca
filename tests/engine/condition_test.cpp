#include "engine/condition.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

const Day may_31 = make_day(2001, 5, 31);

engine::Rules two_herds()
{
  engine::Rules r = rules();
  r.calving.conception_doy = 288;
  r.herds.push_back(r.herds[0]);
  r.herds[1].animals_per_agent = 3;
  return r;
}

/// 40 cows, a quarter of them two years old in June 2001, the others four; ten bulls.
herd::Herd cows()
{
  herd::Herd a = scattered(terrain(), 50, {Season::winter}, {Mode::winter});
  for (std::size_t i = 0; i < 50; ++i) {
    a.male[i] = i >= 40 ? 1 : 0;
    a.birth_year[i] = i < 10 ? 1999 : 1997;
  }
  return a;
}

herd::Birth birth(int herd, int age, int animals, float kg)
{
  herd::Birth b;
  b.herd = herd;
  b.mother_age_y = age;
  b.animals = animals;
  b.birth_mass_kg = kg;
  return b;
}

}  // namespace

TEST_CASE("parturition is births over the cows of that age at the end of May", "[engine]")
{
  const engine::Rules r = two_herds();
  engine::Condition year;
  const herd::Herd a = cows();
  for (Day day = make_day(2001, 5, 20); day < make_day(2001, 6, 10); day += std::chrono::days {1}) year.note(r, day, a);
  const std::vector<herd::Birth> births {birth(0, 2, 10, 6.0f), birth(0, 4, 100, 7.0f), birth(0, 9, 50, 6.5f),
                                         birth(1, 4, 3, 9.0f)};
  herd::ImpactYear out;
  year.report(0, births, out);
  CHECK(out.parturition_two_year == Approx(10.0 / 100));
  CHECK(out.parturition_adult == Approx(150.0 / 300));
  CHECK(out.birth_mass_kg == Approx((10 * 6.0 + 100 * 7.0 + 50 * 6.5) / 160));
  CHECK(std::isnan(out.autumn_cow_mass_kg));  // the run has seen no rut
  year.report(1, births, out);                // nobody of the other herd was counted
  CHECK(std::isnan(out.parturition_adult));
  CHECK(out.birth_mass_kg == Approx(9.0));
}

TEST_CASE("cows are weighed in the rut, those that conceived and those that did not apart", "[engine]")
{
  const engine::Rules r = two_herds();
  herd::Herd a = cows();
  for (std::size_t i = 0; i < 50; ++i) {
    a.pregnant[i] = i % 2;
    a.fat_kg[i] = a.pregnant[i] != 0 ? 9.0f : 3.0f;
  }
  for (std::size_t i = 0; i < 20; ++i) {
    a.birth_year[i] = i < 10 ? 2000 : 1999;  // two years old next June: not weighed; three: weighed
    if (i < 10) a.fat_kg[i] = 20.0f;
    else a.fat_kg[i] += 2.0f;
  }
  const auto mass = [&](double fat) { return behaviour::live_mass_kg(r.body, fat, 15.0); };
  engine::Condition year;
  year.note(r, make_day(2001, 10, 14), a);
  herd::ImpactYear out;
  year.report(0, {}, out);
  CHECK(std::isnan(out.autumn_mass_pregnant_kg));
  year.note(r, make_day(2001, 10, 15), a);
  a.fat_kg.assign(50, 0.0f);
  year.note(r, make_day(2001, 10, 16), a);
  year.report(0, {}, out);
  CHECK(out.autumn_mass_pregnant_kg == Approx((2 * mass(9.0) + mass(11.0)) / 3));  // 10 cows of four, 5 of three
  CHECK(out.autumn_mass_barren_kg == Approx((2 * mass(3.0) + mass(5.0)) / 3));
  CHECK(out.autumn_cow_mass_kg == Approx(0.5 * (out.autumn_mass_pregnant_kg + out.autumn_mass_barren_kg)));
  CHECK(std::isnan(out.parturition_adult));  // it began after May
  CHECK(std::isnan(out.birth_mass_kg));
}

TEST_CASE("a year without births among living cows is a year of no parturition, not a missing one", "[engine]")
{
  engine::Condition year;
  year.note(two_herds(), may_31, cows());
  herd::ImpactYear out;
  year.report(0, {}, out);
  CHECK(out.parturition_adult == 0.0);
  CHECK(out.parturition_two_year == 0.0);
}

TEST_CASE("the condition of a year is the same on any number of threads and in any order", "[engine][reproducible]")
{
  const engine::Rules r = two_herds();
  herd::Herd a = scattered(terrain(), 5000, {Season::rut}, {Mode::rut});
  for (std::size_t i = 0; i < 5000; ++i) {
    const auto u = uniform4(8, a.id[i], 0, Draw::start);
    a.pregnant[i] = u[0] < 0.7f ? 1 : 0;
    a.fat_kg[i] = 10.0f * u[1];
  }
  const auto masses = [&](int threads, const herd::Herd& animals) {
    const Threads these {threads};
    engine::Condition year;
    year.note(r, make_day(2001, 10, 15), animals);
    herd::ImpactYear out;
    year.report(0, {}, out);
    return std::array {out.autumn_cow_mass_kg, out.autumn_mass_pregnant_kg, out.autumn_mass_barren_kg};
  };
  const auto one = masses(1, a);
  CHECK((masses(3, a) == one));
  CHECK((masses(7, shuffled(a)) == one));
}

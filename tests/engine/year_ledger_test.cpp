#include "engine/year_ledger.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer;
using engine::YearLedger;

namespace {

herd::DayReport day_of(int year, unsigned month, unsigned day)
{
  herd::DayReport report {make_day(year, month, day), std::vector<herd::HerdDay>(1)};
  herd::HerdDay& h = report.herd[0];
  h.alive = {60, 30, 5, 5};
  h.in_region = {75, 25};
  h.near_community = {10, 0, 40};
  h.crossed = {std::vector<std::int64_t> {0, 0}, std::vector<std::int64_t> {0, 0}};
  return report;
}

}  // namespace

TEST_CASE("days in the regions sum to the days of the run", "[engine]")
{
  YearLedger ledger;
  for (unsigned d = 1; d <= 20; ++d) ledger.add(day_of(2001, 6, d));
  herd::ImpactYear out;
  ledger.report(0, out);
  REQUIRE(out.days_in_region.size() == 2);
  CHECK(out.days_in_region[0] == Approx(15.0));
  CHECK(out.days_in_region[1] == Approx(5.0));
}

TEST_CASE("out is counted in spring and back in summer and fall, each with its median day", "[engine]")
{
  YearLedger ledger;
  const auto cross = [&](unsigned month, unsigned day, std::int64_t west, std::int64_t east) {
    herd::DayReport report = day_of(2001, month, day);
    report.herd[0].crossed = {std::vector<std::int64_t> {west, 0}, std::vector<std::int64_t> {0, east}};
    ledger.add(report);
  };
  cross(1, 10, 500, 500);  // to and fro in winter
  cross(5, 20, 10, 3);
  cross(6, 1, 30, 0);
  cross(7, 10, 5, 8);
  cross(8, 1, 99, 20);
  cross(12, 24, 70, 70);
  herd::ImpactYear out;
  ledger.report(0, out);
  CHECK(out.crossings[0] == 45);
  CHECK(out.crossing_doy[0] == 152);  // 1 June
  CHECK(out.crossings[1] == 28);
  CHECK(out.crossing_doy[1] == 213);  // 1 August
}

TEST_CASE("without crossings there is no day of them", "[engine]")
{
  YearLedger ledger;
  ledger.add(day_of(2001, 5, 1));
  herd::ImpactYear out;
  ledger.report(0, out);
  CHECK(out.crossings[0] == 0);
  CHECK(std::isnan(out.crossing_doy[0]));
}

TEST_CASE("a community's week is the mean of its days, and missing where the run had none", "[engine]")
{
  YearLedger ledger;
  herd::DayReport eighth = day_of(2001, 1, 8), ninth = day_of(2001, 1, 9);
  ninth.herd[0].near_community[0] = 30;
  ledger.add(eighth);
  ledger.add(ninth);
  herd::ImpactYear out;
  ledger.report(0, out);
  REQUIRE(out.community_animals.size() == weeks_in_year * 3);
  CHECK(std::isnan(out.community_animals[0]));
  CHECK(out.community_animals[3] == Approx(20.0));
  CHECK(out.community_animals[5] == Approx(40.0));
  CHECK(std::isnan(out.community_animals[6]));
}

#include <catch2/catch.hpp>

#include "forcing/time/time_axis.h"
#include "make_times.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::even;
using testing::flux;
using testing::period;
using testing::refused;
using testing::shares;
using testing::times;

namespace {

const std::string hours = "hours since 2001-05-01";

constexpr TimeRules sums {.quantity = Quantity::flux, .sums = true};
constexpr TimeRules sums_of_record {.quantity = Quantity::flux, .accumulation = Accumulation::record, .sums = true};
constexpr TimeRules sums_of_day {.quantity = Quantity::flux, .accumulation = Accumulation::day, .sums = true};

std::vector<double> bounds(double first, double step, double length, std::size_t n)
{
  std::vector<double> out;
  for (const double begin : even(first, step, n)) out.insert(out.end(), {begin, begin + length});
  return out;
}

/// What a day gets of amounts that fall evenly, 1 in each hour, given what each record holds.
double day_sum(const TimeAxis& axis, Day day, const std::vector<double>& amount)
{
  double rate = 0;
  for (const Share& share : axis.on(day))
    rate += share.weight * amount[share.record] / axis.length_d(share.record, day);
  return rate;
}

}  // namespace

TEST_CASE("a day's mean is of the records stamped within it", "[forcing][sub_daily]")
{
  const TimeAxis axis(times(hours, even(0, 6, 12)));
  CHECK(axis.step() == TimeAxis::Step::sub_daily);
  CHECK(axis.text() == "4 a day");
  CHECK(period(axis) == "2001-05-01 to 2001-05-03");
  CHECK(shares(axis, "2001-05-02") == "4 0.25, 5 0.25, 6 0.25, 7 0.25");
  // Rates and states alike.
  CHECK(shares(TimeAxis(times(hours, even(0, 6, 12)), flux), "2001-05-02") == "4 0.25, 5 0.25, 6 0.25, 7 0.25");
  CHECK(TimeAxis(times(hours, even(0, 1, 48))).text() == "24 a day");
}

TEST_CASE("first and last days that are not whole are not offered", "[forcing][sub_daily]")
{
  CHECK(period(TimeAxis(times(hours, even(6, 6, 13)))) == "2001-05-02 to 2001-05-03");
  CHECK(period(TimeAxis(times(hours, even(3, 6, 13)))) == "2001-05-01 to 2001-05-03");
  CHECK_THAT(refused(times(hours, even(6, 6, 4))), Contains("no whole day"));
}

TEST_CASE("a record left out is refused with its time", "[forcing][sub_daily]")
{
  std::vector<double> stamps = even(0, 6, 12);
  stamps.erase(stamps.begin() + 5);
  CHECK_THAT(refused(times(hours, stamps)), Contains("2001-05-02 06:00 is missing") && Contains("every 6 hours"));
  CHECK_THAT(refused(times(hours, {0, 6, 12, 18, 20, 24, 30, 36, 42})),
             Contains("followed by 2001-05-01 20:00, 2 hours later"));
  CHECK_THAT(refused(times(hours, even(0, 5, 20))), Contains("every 5 hours, which does not divide the day"));
}

TEST_CASE("with bounds a record weighs what it overlaps of the day", "[forcing][sub_daily]")
{
  // Means of the three hours before the stamp.
  const TimeAxis ends(times(hours, even(3, 3, 16), bounds(0, 3, 3, 16)));
  CHECK(period(ends) == "2001-05-01 to 2001-05-02");
  CHECK(ends.on(make_day(2001, 5, 2)).front().record == 8);
  CHECK(ends.on(make_day(2001, 5, 2)).size() == 8);
  // Nine hours at a time, across midnight: 18 of 24 hours in the first two, 6 in the third.
  const TimeAxis across(times(hours, even(4.5, 9, 8), bounds(0, 9, 9, 8)), flux);
  CHECK(shares(across, "2001-05-01") == "0 0.375, 1 0.375, 2 0.25");
  CHECK(shares(across, "2001-05-02") == "2 0.125, 3 0.375, 4 0.375, 5 0.125");
}

TEST_CASE("holes and overlaps of bounds are refused, samples are not", "[forcing][sub_daily]")
{
  std::vector<double> hole = bounds(0, 6, 6, 8);
  hole[9] -= 2;
  CHECK_THAT(refused(times(hours, even(3, 6, 8), hole)), Contains("2001-05-02 04:00 to 2001-05-02 06:00 is missing"));
  hole[9] += 4;
  CHECK_THAT(refused(times(hours, even(3, 6, 8), hole)),
             Contains("time bounds overlap: one record ends at 2001-05-02 08:00"));
  // An hour's mean every three hours is a sample of the day; an hour's sum is not its amount.
  const RecordTimes samples = times(hours, even(0.5, 3, 8), bounds(0, 3, 1, 8));
  CHECK(TimeAxis(samples).on(make_day(2001, 5, 1)).size() == 8);
  CHECK_THAT(refused(samples, sums), Contains("2001-05-01 01:00 to 2001-05-01 03:00 is missing"));
  CHECK_THAT(refused(times(hours, even(0, 6, 4), {1, 0, 6, 6, 12, 12, 18, 18})), Contains("end before they begin"));
  // Bounds without length say no more than the stamps.
  CHECK(TimeAxis(times(hours, even(0, 6, 8), bounds(0, 6, 0, 8))).on(make_day(2001, 5, 1)).size() == 4);
}

TEST_CASE("sums of unknown time are refused with the choices", "[forcing][sub_daily]")
{
  CHECK_THAT(refused(times(hours, even(0, 1, 49)), sums),
             Contains("24 a day") && Contains("accumulation = \"record\"") && Contains("accumulation = \"day\""));
  CHECK_THAT(refused(times(hours, even(0, 1, 49)), {.accumulation = Accumulation::day}), Contains("are not amounts"));
}

TEST_CASE("sums since the record before end at their stamp", "[forcing][sub_daily]")
{
  const double step = GENERATE(1.0, 3.0, 6.0);
  const auto n = static_cast<std::size_t>(48 / step) + 1;
  const TimeAxis axis(times(hours, even(0, step, n)), sums_of_record);
  CHECK(period(axis) == "2001-05-01 to 2001-05-02");
  CHECK(axis.on(make_day(2001, 5, 1)).front().record == 1);  // the first is of the evening before
  CHECK(axis.on(make_day(2001, 5, 2)).back().record == n - 1);
  CHECK(day_sum(axis, make_day(2001, 5, 2), std::vector<double>(n, step)) == Approx(24));
}

TEST_CASE("sums since midnight: the day's is stamped 00:00 of the next", "[forcing][sub_daily]")
{
  const double step = GENERATE(1.0, 3.0, 12.0);
  const auto n = static_cast<std::size_t>(48 / step) + 1;
  const TimeAxis axis(times(hours, even(0, step, n)), sums_of_day);
  CHECK(period(axis) == "2001-04-30 to 2001-05-02");
  CHECK(shares(axis, "2001-05-01") == std::to_string(static_cast<int>(24 / step)));
  std::vector<double> amount;
  for (std::size_t i = 0; i < n; ++i) {
    const double hour = std::fmod(static_cast<double>(i) * step, 24.0);
    amount.push_back(hour == 0 ? 24.0 : hour);
  }
  CHECK(day_sum(axis, make_day(2001, 5, 2), amount) == 24);
  // Bounds since midnight overlap; the word for it settles it.
  const RecordTimes ends = times(hours, {6, 12, 18, 24}, {0, 6, 0, 12, 0, 18, 0, 24});
  CHECK_THAT(refused(ends, sums), Contains("overlap") && Contains("accumulation = \"day\""));
  CHECK(shares(TimeAxis(ends, sums_of_day), "2001-05-01") == "3");
}

TEST_CASE("a file without the record of midnight does not offer that day", "[forcing][sub_daily]")
{
  CHECK(period(TimeAxis(times(hours, even(1, 1, 47)), sums_of_day)) == "2001-05-01 to 2001-05-01");
  CHECK_THAT(refused(times(hours, even(3, 6, 12)), sums_of_day), Contains("no record is stamped 00:00"));
}

TEST_CASE("hours of other calendars stand for their date", "[forcing][sub_daily]")
{
  const TimeAxis noleap(times("hours since 2004-02-28", even(0, 12, 4), {}, "noleap"));
  CHECK(period(noleap) == "2004-02-28 to 2004-03-01");
  CHECK(shares(noleap, "2004-02-29") == "0 0.5, 1 0.5");
  CHECK(shares(noleap, "2004-03-01") == "2 0.5, 3 0.5");
  const TimeAxis even_months(times("hours since 2003-12-30", even(0, 12, 4), {}, "360_day"));
  CHECK(shares(even_months, "2003-12-31") == "0 0.5, 1 0.5");
  CHECK(shares(even_months, "2004-01-01") == "2 0.5, 3 0.5");
  const TimeAxis rain(times("hours since 2003-12-30", even(12, 12, 4), {}, "360_day"), sums_of_record);
  CHECK(shares(rain, "2003-12-31") == "0 0.5, 1 0.5");
}

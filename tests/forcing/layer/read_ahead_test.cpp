#include "forcing/layer/read_ahead.h"

#include <atomic>
#include <catch2/catch.hpp>
#include <thread>

#include "base/error.h"
#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using landscape::Weather;
using std::chrono::days;

namespace {

const Day first = make_day(2001, 5, 1);

/// Each field holds the number of its day; reading may take its time, and may fail.
class Counting : public landscape::Source {
public:
  Day fails {};
  int pause_ms = 0;
  std::shared_ptr<std::atomic<int>> reads = std::make_shared<std::atomic<int>>(0);

  void read(Day day, Weather& out) override
  {
    ++*reads;
    std::this_thread::sleep_for(std::chrono::milliseconds {pause_ms});
    if (day == fails) throw InputError("no value on " + to_string(day));
    out.day = day;
    for (Field* const field :
         {&out.temperature_c, &out.temperature_min_c, &out.temperature_max_c, &out.wind_m_s, &out.precipitation_mm,
          &out.wind_x_m_s, &out.wind_y_m_s, &out.snow_depth_m, &out.snow_water_mm, &out.ndvi, &out.insects})
      field->assign(5, static_cast<float>((day - first).count()));
  }
};

bool same(const Weather& a, const Weather& b)
{
  return a.day == b.day && a.temperature_c == b.temperature_c && a.temperature_min_c == b.temperature_min_c &&
         a.temperature_max_c == b.temperature_max_c && a.wind_m_s == b.wind_m_s &&
         a.precipitation_mm == b.precipitation_mm && a.wind_x_m_s == b.wind_x_m_s && a.wind_y_m_s == b.wind_y_m_s &&
         a.snow_depth_m == b.snow_depth_m && a.snow_water_mm == b.snow_water_mm && a.ndvi == b.ndvi &&
         a.insects == b.insects;
}

std::unique_ptr<Counting> counting() { return std::make_unique<Counting>(); }

}  // namespace

TEST_CASE("days read ahead are the days themselves, in every field", "[forcing][ahead]")
{
  const int ahead = GENERATE(0, 1, 2, 4, 50);
  CAPTURE(ahead);
  Counting direct;
  ReadAhead source(counting(), first + days {29}, ahead);
  Weather expected, got;
  for (int day = 3; day < 30; ++day) {  // the first day may be any
    direct.read(first + days {day}, expected);
    source.read(first + days {day}, got);
    REQUIRE(same(expected, got));
  }
}

TEST_CASE("no more days lie ready than were asked for, and none after the last", "[forcing][ahead]")
{
  auto behind = counting();
  const auto reads = behind->reads;
  ReadAhead source(std::move(behind), first + days {9}, 3);
  CHECK(*reads == 0);  // nothing before the first day is asked for
  Weather w;
  source.read(first, w);
  std::this_thread::sleep_for(std::chrono::milliseconds {50});
  CHECK(*reads == 4);
  for (int day = 1; day < 10; ++day) source.read(first + days {day}, w);
  std::this_thread::sleep_for(std::chrono::milliseconds {20});
  CHECK(*reads == 10);
}

TEST_CASE("what goes wrong comes out on its own day, and again", "[forcing][ahead]")
{
  const int ahead = GENERATE(0, 1, 4);
  auto behind = counting();
  behind->fails = first + days {5};
  ReadAhead source(std::move(behind), first + days {20}, ahead);
  Weather w;
  for (int day = 0; day < 5; ++day) CHECK_NOTHROW(source.read(first + days {day}, w));
  for (int twice = 0; twice < 2; ++twice)
    CHECK_THAT(testing::refusal([&] { source.read(first + days {5}, w); }), Contains("no value on 2001-05-06"));
  source.read(first + days {6}, w);  // one may go on after it
  CHECK(w.day == first + days {6});
}

TEST_CASE("a source that is left early ends its thread", "[forcing][ahead]")
{
  auto behind = counting();
  behind->pause_ms = 5;
  const auto reads = behind->reads;
  {
    ReadAhead source(std::move(behind), first + days {1000}, 500);
    Weather w;
    source.read(first, w);
  }
  const int then = *reads;
  CHECK(then < 100);
  std::this_thread::sleep_for(std::chrono::milliseconds {30});
  CHECK(*reads == then);
}

TEST_CASE("days out of turn start the reading again", "[forcing][ahead]")
{
  ReadAhead source(counting(), first + days {20}, 4);
  Weather w;
  for (const int day : {0, 1, 7, 8, 2, 20, 0}) {
    source.read(first + days {day}, w);
    CHECK(w.day == first + days {day});
    CHECK(w.temperature_c == Field(5, static_cast<float>(day)));
  }
}

TEST_CASE("how long the run waited is told", "[forcing][ahead]")
{
  const int ahead = GENERATE(0, 4);
  auto behind = counting();
  behind->pause_ms = 20;
  ReadAhead source(std::move(behind), first + days {3}, ahead);
  CHECK(source.waited_s() == 0.0);
  Weather w;
  source.read(first, w);
  CHECK(source.waited_s() >= 0.019);
  std::this_thread::sleep_for(std::chrono::milliseconds {250});  // the model is busy
  for (int day = 1; day < 4; ++day) source.read(first + days {day}, w);
  if (ahead == 0) CHECK(source.waited_s() >= 0.075);
  else CHECK(source.waited_s() < 0.06);
}

TEST_CASE("real layers read ahead are bit for bit those read at once", "[forcing][ahead]")
{
  testing::Setting s;
  testing::DailyFile file;
  file.units = "degC";
  file.value = [](std::size_t day, double lon, double lat) {
    return static_cast<double>(day) + 0.1 * lon + 0.3 * (lat - 68);
  };
  s.give("temperature", file);
  const auto direct = s.open();
  REQUIRE(direct);
  const auto ahead = read_ahead(s.open(), s.last, 3);
  Weather a, b;
  for (Day day = s.first; day <= s.last; day += days {1}) {
    direct->read(day, a);
    ahead->read(day, b);
    CHECK(same(a, b));
  }
}

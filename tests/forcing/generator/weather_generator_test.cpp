#include "forcing/generator/weather_generator.h"

#include <netcdf.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/error.h"
#include "forcing/generator/weather_climate.h"
#include "forcing/generator/year_curve.h"

using namespace rangifer;
using namespace rangifer::forcing;

namespace {

void must(int status)
{
  if (status != NC_NOERR) throw std::runtime_error(nc_strerror(status));
}

constexpr double climate_model_elevation_m = 300.0;
const Monthly model_c {-26, -25, -21, -11, 1, 10, 13, 9, 2, -9, -19, -24};

/// A little climate model: 62..74 N, 158..122 W, the same value everywhere.
void write_model(const std::filesystem::path& file, const char* standard_name, const char* units,
                 const std::vector<double>& records)
{
  constexpr std::size_t ny = 7, nx = 19;
  int nc = 0, t = 0, y = 0, x = 0, lat = 0, lon = 0, v = 0;
  must(nc_create(file.c_str(), NC_NETCDF4, &nc));
  const bool monthly = records.size() > 1;
  if (monthly) must(nc_def_dim(nc, "time", records.size(), &t));
  must(nc_def_dim(nc, "lat", ny, &y));
  must(nc_def_dim(nc, "lon", nx, &x));
  must(nc_def_var(nc, "lat", NC_DOUBLE, 1, &y, &lat));
  must(nc_def_var(nc, "lon", NC_DOUBLE, 1, &x, &lon));
  const auto say = [&](int var, const char* name, const char* text) {
    must(nc_put_att_text(nc, var, name, std::strlen(text), text));
  };
  say(lat, "units", "degrees_north"), say(lat, "standard_name", "latitude");
  say(lon, "units", "degrees_east"), say(lon, "standard_name", "longitude");
  if (monthly) {
    int time = 0;
    must(nc_def_var(nc, "time", NC_DOUBLE, 1, &t, &time));
    say(time, "units", "days since 2001-01-01"), say(time, "calendar", "standard");
  }
  const int dims[3] = {t, y, x};
  must(nc_def_var(nc, "field", NC_DOUBLE, monthly ? 3 : 2, monthly ? dims : dims + 1, &v));
  say(v, "standard_name", standard_name), say(v, "units", units);
  must(nc_enddef(nc));
  std::vector<double> lats, lons, values, days;
  for (std::size_t j = 0; j < ny; ++j) lats.push_back(62.0 + 2.0 * static_cast<double>(j));
  for (std::size_t i = 0; i < nx; ++i) lons.push_back(-158.0 + 2.0 * static_cast<double>(i));
  for (const double r : records) values.insert(values.end(), ny * nx, r);
  must(nc_put_var_double(nc, lat, lats.data()));
  must(nc_put_var_double(nc, lon, lons.data()));
  must(nc_put_var_double(nc, v, values.data()));
  if (monthly) {
    int time = 0;
    must(nc_inq_varid(nc, "time", &time));
    for (std::size_t m = 0; m < records.size(); ++m) days.push_back(middle_of_month(m));
    must(nc_put_var_double(nc, time, days.data()));
  }
  must(nc_close(nc));
}

struct Station {
  std::string name;
  double latitude, longitude, elevation_m, warmer_k, wetter;
};

const Monthly normal_mm {10, 8, 8, 9, 15, 30, 45, 40, 25, 20, 15, 12};
const Monthly normal_m_s {5, 5, 4.5, 4, 4, 4, 3.5, 3.5, 4, 4.5, 5, 5};
constexpr double daily_range_k = 9.0;

/// A folder with climate model and stations; gone with the object.
class World {
public:
  explicit World(const std::vector<Station>& stations = {{"Camp", 68, -141, 300, 1.5, 1.0}})
  {
    static int count = 0;
    folder_ = std::filesystem::temp_directory_path() /
              ("rangifer_weather_" + std::to_string(getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(folder_);
    write_model(folder_ / "tas.nc", "air_temperature", "degC", {model_c.begin(), model_c.end()});
    write_model(folder_ / "uas.nc", "eastward_wind", "m s-1", std::vector<double>(12, 1.5));
    write_model(folder_ / "vas.nc", "northward_wind", "m s-1", std::vector<double>(12, 0.0));
    write_model(folder_ / "orog.nc", "surface_altitude", "m", {climate_model_elevation_m});
    std::ofstream csv(folder_ / "normals.csv");
    csv << "station,latitude,longitude,elevation_m,month,tmean_c,tmin_c,tmax_c,precipitation_mm,wind_m_s,"
           "evidence,"
           "source\n";
    for (const auto& s : stations)
      for (std::size_t m = 0; m < 12; ++m) {
        const double t = model_c[m] + s.warmer_k;
        csv << s.name << ',' << s.latitude << ',' << s.longitude << ',' << s.elevation_m << ',' << m + 1 << ',' << t
            << ',' << t - daily_range_k / 2 << ',' << t + daily_range_k / 2 << ',' << normal_mm[m] * s.wetter << ','
            << normal_m_s[m] << ",E,made up\n";
      }
    rules.monthly_temperature = folder_ / "tas.nc";
    rules.monthly_wind_u = folder_ / "uas.nc";
    rules.monthly_wind_v = folder_ / "vas.nc";
    rules.monthly_elevation = folder_ / "orog.nc";
    rules.stations = folder_ / "normals.csv";
    rules.cell_m = 100000;
  }
  ~World() { std::filesystem::remove_all(folder_); }
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  std::filesystem::path make(const std::string& name = "weather.nc") const
  {
    make_weather(frame, rules, {}, folder_ / name, {});
    return folder_ / name;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }

  Grid frame {"+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84", -450000, -460000, 2000, 450, 400};
  WeatherRules rules;

private:
  std::filesystem::path folder_;
};

/// One variable of a weather file, unpacked: [day][cell].
struct Record {
  std::vector<std::vector<double>> value;
  int first_day = 0;

  Record(const std::filesystem::path& file, const char* name)
  {
    int nc = 0, v = 0, t = 0;
    std::size_t days = 0, rows = 0, columns = 0;
    must(nc_open(file.c_str(), NC_NOWRITE, &nc));
    int d[3];
    must(nc_inq_varid(nc, name, &v));
    must(nc_inq_vardimid(nc, v, d));
    must(nc_inq_dimlen(nc, d[0], &days));
    must(nc_inq_dimlen(nc, d[1], &rows));
    must(nc_inq_dimlen(nc, d[2], &columns));
    std::vector<short> packed(days * rows * columns);
    must(nc_get_var_short(nc, v, packed.data()));
    double scale = 0, start = 0;
    must(nc_get_att_double(nc, v, "scale_factor", &scale));
    must(nc_inq_varid(nc, "time", &t));
    const std::size_t zero = 0;
    must(nc_get_var1_double(nc, t, &zero, &start));
    must(nc_close(nc));
    first_day = static_cast<int>(std::floor(start));
    const std::size_t cells = rows * columns;
    for (std::size_t day = 0; day < days; ++day) {
      value.emplace_back();
      for (std::size_t c = 0; c < cells; ++c) value.back().push_back(scale * packed[day * cells + c]);
    }
  }

  [[nodiscard]] Day day(std::size_t index) const
  {
    return Day {} + std::chrono::days {first_day + static_cast<int>(index)};
  }
  /// Mean of a month (1..12) in one cell over the whole record.
  [[nodiscard]] double monthly_mean(int month, std::size_t cell) const
  {
    double sum = 0;
    int n = 0;
    for (std::size_t i = 0; i < value.size(); ++i)
      if (month_of(day(i)) == month) sum += value[i][cell], ++n;
    return sum / n;
  }
};

std::vector<float> springs_of(const std::filesystem::path& file, std::size_t years)
{
  int nc = 0, v = 0;
  std::vector<float> shift(years);
  must(nc_open(file.c_str(), NC_NOWRITE, &nc));
  must(nc_inq_varid(nc, "spring_shift_days", &v));
  must(nc_get_var_float(nc, v, shift.data()));
  must(nc_close(nc));
  return shift;
}

std::string bytes(const std::filesystem::path& file)
{
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Standard error of the mean of `n` days with lag-1 autocorrelation `memory`.
double standard_error(double sd, double memory, double n)
{
  return sd * std::sqrt((1.0 + memory) / (1.0 - memory) / n);
}

constexpr double by_chance = 4.9;  // standard errors: 1 in a million

}  // namespace

TEST_CASE("the months of an uneventful year are the stations', carried to the model's elevation", "[forcing]")
{
  World world({{"Hill", 68, -141, 800, 1.5, 1.0}});
  world.rules.anomaly_sd_winter_k = world.rules.anomaly_sd_summer_k = world.rules.spring_shift_sd_d = 0;
  world.rules.years = 4;  // one leap year
  const LapseRate lapse;
  const Record tas(world.make(), "tas");
  for (int m = 1; m <= 12; ++m) {
    const auto i = static_cast<std::size_t>(m - 1);
    const double fall_k = lapse.on(static_cast<int>(middle_of_month(i)) + 1) * (climate_model_elevation_m - 800) / 1000;
    CHECK(tas.monthly_mean(m, 30) == Approx(model_c[i] + 1.5 + fall_k).margin(0.05));
  }
}

TEST_CASE("twenty years have the stations' normals on average", "[forcing][statistical]")
{
  const World world;  // one station: the same normals everywhere
  const auto file = world.make();
  const Record tas(file, "tas"), rain(file, "pr"), wind(file, "wind_speed");
  const std::size_t middle = 55;
  for (int m = 1; m <= 12; ++m) {
    const auto i = static_cast<std::size_t>(m - 1);
    const double n = 20.0 * days_in_month(i);
    // The largest deviation of the year bounds that of each month; a spring shift of 6.5 d adds up to
    // its own spread in the months it moves.
    CHECK(std::abs(tas.monthly_mean(m, middle) - (model_c[i] + 1.5)) < by_chance * standard_error(7.0, 0.75, n));
    const double normal = normal_mm[i] / days_in_month(i), f = world.rules.wet_day_fraction;
    CHECK(std::abs(rain.monthly_mean(m, middle) - normal) <
          by_chance * standard_error(normal * std::sqrt(2.0 / f - 1.0), 0.5, n));
    CHECK(std::abs(wind.monthly_mean(m, middle) - normal_m_s[i]) <
          by_chance * standard_error(0.55 * normal_m_s[i], 0.6, n));
  }
  // The four corners are too far apart to share rain: a year of all of them is a sharper test.
  double year_mm = 0, corners_mm = 0;
  for (const double mm : normal_mm) year_mm += mm;
  const std::size_t columns = 11, last = rain.value[0].size() - 1;
  for (const std::size_t corner : {std::size_t {0}, columns - 1, last - columns + 1, last})
    for (int m = 1; m <= 12; ++m)
      corners_mm += rain.monthly_mean(m, corner) * days_in_month(static_cast<std::size_t>(m - 1)) / 4.0;
  CHECK(std::abs(corners_mm - year_mm) <
        by_chance * standard_error(year_mm * std::sqrt(2.0 / 0.35 - 1.0), 0.5, 4 * 20 * 365.0));
  double wet = 0;
  for (const auto& day : rain.value) wet += day[middle] > 0;
  CHECK(wet / static_cast<double>(rain.value.size()) == Approx(0.35).margin(0.03));
}

TEST_CASE("each of two stations keeps its own normals", "[forcing][statistical]")
{
  World world({{"Coast", 70.5, -141, 300, -4.0, 0.5}, {"Interior", 65.5, -141, 300, 2.0, 2.0}});
  const auto stations = read_station_normals(world.rules.stations);
  const WeatherClimate climate = make_climate(weather_grid(world.frame, 20000), world.rules, {}, stations);
  for (const auto& s : stations) {
    std::size_t near = 0;
    const auto off = [&](std::size_t c) {
      return std::hypot(climate.latitude_deg[c] - s.latitude_deg, 0.4 * (climate.longitude_deg[c] - s.longitude_deg));
    };
    for (std::size_t c = 0; c < climate.grid.size(); ++c)
      if (off(c) < off(near)) near = c;
    CHECK(climate.temperature_c[6][near] == Approx(keep_monthly_means(s.mean_c)[6]).margin(0.35));
    Monthly rate = s.precipitation_mm;
    for (std::size_t m = 0; m < 12; ++m) rate[m] /= days_in_month(m);
    CHECK(climate.precipitation_mm_day[6][near] == Approx(keep_positive_means(rate)[6]).epsilon(0.07));
    CHECK(climate.daily_range_k[6][near] == Approx(daily_range_k).epsilon(1e-3));
  }
}

TEST_CASE("the same seed makes the same file, another seed another", "[forcing][reproducible]")
{
  World world;
  world.rules.years = 2;
  const std::string first = bytes(world.make("a.nc"));
  CHECK(first == bytes(world.make("b.nc")));
  world.rules.seed = 2;
  CHECK(first != bytes(world.make("c.nc")));
}

TEST_CASE("more years leave the earlier ones as they were", "[forcing][reproducible]")
{
  World world;
  world.rules.years = 2;
  const Record two(world.make("two.nc"), "tas");
  world.rules.years = 5;
  const Record five(world.make("five.nc"), "tas");
  REQUIRE(five.value.size() > two.value.size());
  CHECK(std::equal(two.value.begin(), two.value.end(), five.value.begin()));
}

TEST_CASE("a late spring thaws later by its shift", "[forcing]")
{
  World world;
  world.rules.anomaly_sd_winter_k = world.rules.anomaly_sd_summer_k = 0;
  world.rules.lead_days = 0;
  world.rules.spring_shift_sd_d = 5.5;
  const auto first_thaw = [](const Record& tas, int year) {
    for (std::size_t d = 0; d < tas.value.size(); ++d)
      if (year_of(tas.day(d)) == year && tas.value[d][30] > 0) return day_of_year(tas.day(d));
    return 0;
  };
  const auto shifted = world.make("shifted.nc");
  const auto shifts = springs_of(shifted, 20);
  world.rules.spring_shift_sd_d = 0;
  const Record late(shifted, "tas"), usual(world.make("usual.nc"), "tas");
  for (int y = 0; y < 20; ++y) {
    const int days = first_thaw(late, 2001 + y) - first_thaw(usual, 2001 + y);
    CHECK(std::abs(days - static_cast<double>(shifts[static_cast<std::size_t>(y)])) <= 1.0);
  }
  CHECK(*std::ranges::max_element(shifts) > 10);
  for (std::size_t d = 0; d < 59; ++d) CHECK(late.value[d][30] == usual.value[d][30]);  // winter stays
}

TEST_CASE("the day is between its extremes and rain falls downwards", "[forcing]")
{
  World world;
  world.rules.years = 3;
  const auto file = world.make();
  const Record mean(file, "tas"), low(file, "tasmin"), high(file, "tasmax"), rain(file, "pr");
  bool ordered = true, fell = true;
  double range_k = 0;
  for (std::size_t d = 0; d < mean.value.size(); ++d) {
    for (std::size_t c = 0; c < mean.value[d].size(); ++c) {
      ordered = ordered && low.value[d][c] < mean.value[d][c] && mean.value[d][c] < high.value[d][c];
      fell = fell && rain.value[d][c] >= 0;
      range_k += (high.value[d][c] - low.value[d][c]) / static_cast<double>(mean.value.size() * mean.value[d].size());
    }
  }
  CHECK(ordered);
  CHECK(fell);
  CHECK(range_k == Approx(daily_range_k).epsilon(0.02));
}

TEST_CASE("rain and wind remember yesterday as well as asked for", "[forcing][statistical]")
{
  World world;
  world.rules.years = 4;
  world.rules.lead_days = 0;
  const auto lag_1 = [](const Record& of, bool wet_or_dry) {
    double mean = 0, variance = 0, together = 0;
    std::vector<double> x;
    for (const auto& day : of.value) x.push_back(wet_or_dry ? (day[55] > 0 ? 1.0 : 0.0) : day[55]);
    for (const double v : x) mean += v / static_cast<double>(x.size());
    for (std::size_t i = 1; i < x.size(); ++i) {
      variance += (x[i] - mean) * (x[i] - mean);
      together += (x[i] - mean) * (x[i - 1] - mean);
    }
    return together / variance;
  };
  const auto memory = GENERATE(0.0, 0.9);
  world.rules.rain_memory = world.rules.wind_memory = memory;
  const auto file = world.make();
  // 4 years: a standard error of 0.03 without memory. A threshold at 0.35 takes from the memory of 0.9.
  CHECK(lag_1(Record(file, "y_wind"), false) == Approx(memory).margin(0.13));
  CHECK(lag_1(Record(file, "pr"), true) == Approx(memory == 0.0 ? 0.0 : 0.7).margin(0.13));
}

TEST_CASE("wet days have their share of the daily range, dry days make up for it", "[forcing]")
{
  World world;
  world.rules.years = 1;
  world.rules.wet_day_range = GENERATE(0.3, 0.7, 1.0);
  world.rules.wet_day_fraction = GENERATE(0.35, 0.95);
  const auto file = world.make();
  const Record low(file, "tasmin"), high(file, "tasmax"), rain(file, "pr");
  const double wet = world.rules.wet_day_range, share = world.rules.wet_day_fraction;
  const double dry = (1.0 - wet * share) / (1.0 - share);
  double off = 0;
  for (std::size_t d = 0; d < low.value.size(); ++d) {
    // Less rain than the file can say is no rain in it: such a day may have either range.
    const double range_k = (high.value[d][55] - low.value[d][55]) / daily_range_k;
    const double as_dry = std::abs(range_k - dry), as_wet = std::abs(range_k - wet);
    off = std::max(off, rain.value[d][55] > 0 ? as_wet : std::min(as_dry, as_wet));
  }
  CHECK(off < 0.01);
}

TEST_CASE("the mean wind is steady up to its share of the stations' speed", "[forcing]")
{
  World world;
  world.rules.steady_wind = GENERATE(0.0, 0.2, 0.95);
  auto stations = read_station_normals(world.rules.stations);
  for (auto& s : stations) s.wind_m_s.fill(3.0);
  const WeatherClimate climate = make_climate(weather_grid(world.frame, 100000), world.rules, {}, stations);
  const double mean = std::min(1.5, 3.0 * world.rules.steady_wind);  // 1.5 m/s is what the climate model has
  for (std::size_t c = 0; c < climate.grid.size(); ++c) {
    CHECK(std::hypot(climate.wind_x_m_s[6][c], climate.wind_y_m_s[6][c]) == Approx(mean).margin(0.01));
    CHECK(climate.wind_sd_m_s[6][c] == Approx(wind_sd_for_speed(mean, 3.0)).epsilon(0.01));
  }
}

TEST_CASE("springs are labelled, stations trusted and shifts timed by their rows", "[forcing]")
{
  World world({{"Coast", 70.5, -141, 300, -4.0, 0.5}, {"Interior", 65.5, -141, 300, 2.0, 2.0}});
  world.rules.years = 5;
  const Record before(world.make("before.nc"), "tas");
  const auto normal_springs = [&](double sd) {
    world.rules.normal_spring_sd = sd;
    int nc = 0, v = 0, normal = 0;
    std::array<signed char, 5> of {};
    must(nc_open(world.make("labelled.nc").c_str(), NC_NOWRITE, &nc));
    must(nc_inq_varid(nc, "spring_class", &v));
    must(nc_get_var_schar(nc, v, of.data()));
    must(nc_close(nc));
    for (const signed char c : of) normal += c == 0 ? 1 : 0;
    return normal;
  };
  CHECK(normal_springs(0.0) == 0);
  CHECK(normal_springs(2.0) >= 4);
  world.rules.station_nugget = 10;
  CHECK((Record(world.make("shy.nc"), "tas").value != before.value));
  world.rules.station_nugget = WeatherRules {}.station_nugget;
  CHECK((Record(world.make("again.nc"), "tas").value == before.value));
  world.rules.shift_end_doy = 250;
  const Record longer(world.make("longer.nc"), "tas");
  CHECK((longer.value != before.value));
  const std::size_t lead = static_cast<std::size_t>(world.rules.lead_days), june = lead + 150, july = lead + 205;
  CHECK((longer.value[june] == before.value[june]));
  CHECK((longer.value[july] != before.value[july]));
}

TEST_CASE("an eastward wind turns with the grid", "[forcing]")
{
  const World world;
  const auto stations = read_station_normals(world.rules.stations);
  const WeatherClimate climate = make_climate(weather_grid(world.frame, 100000), world.rules, {}, stations);
  for (std::size_t c = 0; c < climate.grid.size(); ++c) {
    const double x = climate.wind_x_m_s[0][c], y = climate.wind_y_m_s[0][c];
    CHECK(std::hypot(x, y) == Approx(1.5).epsilon(1e-3));
    // East of the central meridian a parallel climbs by about (longitude - central) * sin(latitude).
    const double climb_deg = (climate.longitude_deg[c] + 141.0) * std::sin(climate.latitude_deg[c] / 57.29578);
    CHECK(std::atan2(y, x) * 57.29578 == Approx(climb_deg).margin(0.3));
  }
}

TEST_CASE("the weather covers the frame with a cell to spare", "[forcing]")
{
  const Grid frame {"EPSG:3338", 1000, 2000, 500, 101, 40};  // 50.5 by 20 km
  const Grid grid = weather_grid(frame, 10000);
  CHECK(grid.columns == 8);
  CHECK(grid.rows == 4);
  CHECK(grid.x_min_m == -9000);
  CHECK(grid.y_min_m == -8000);
  CHECK(grid.crs == "EPSG:3338");
}

TEST_CASE("the weather file says when it starts and leaves nothing beside it", "[forcing]")
{
  World world;
  world.rules.years = 1;
  world.rules.lead_days = 10;
  const Record tas(world.make(), "tas");
  CHECK(tas.day(0) == make_day(2000, 12, 22));
  CHECK(tas.value.size() == 375);
  CHECK(!std::filesystem::exists(world.folder() / "weather.nc.partial"));
}

TEST_CASE("weather that stops half way leaves no file", "[forcing]")
{
  World world;
  world.rules.years = 2;
  const auto stop = [](int, int) { throw RunError("stopped"); };
  CHECK_THROWS_AS(make_weather(world.frame, world.rules, {}, world.folder() / "w.nc", stop), RunError);
  CHECK(!std::filesystem::exists(world.folder() / "w.nc"));
  CHECK(!std::filesystem::exists(world.folder() / "w.nc.partial"));
  CHECK_THROWS_AS(make_weather(world.frame, world.rules, {}, "/nowhere/w.nc", {}), RunError);
}

TEST_CASE("stations that know nothing of the wind are refused", "[forcing]")
{
  const World world;
  auto stations = read_station_normals(world.rules.stations);
  for (auto& s : stations) s.wind_m_s[4] = std::nan("");
  CHECK_THROWS_WITH(make_climate(weather_grid(world.frame, 100000), world.rules, {}, stations),
                    Catch::Contains("normals.csv: no station knows wind_m_s of month 5"));
}

#include "forcing/generator/weather_file.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string_view>
#include <variant>

#include "forcing/generator/crs_variable.h"
#include "forcing/generator/spring_shift.h"

namespace rangifer::forcing {
namespace {

using Type = NetcdfWriter::Type;

struct DailyColumn {
  const char* name;
  Field WeatherDay::*field;
  const char* standard_name;
  const char* units;
  const char* cell_methods;
  const char* long_name;
};

// The layout, once. All are packed in hundredths.
constexpr std::array<DailyColumn, 7> daily_columns {{
  {"tas", &WeatherDay::mean_c, "air_temperature", "degC", "time: mean", "daily mean air temperature at 2 m"},
  {"tasmin", &WeatherDay::min_c, "air_temperature", "degC", "time: minimum", "daily minimum air temperature at 2 m"},
  {"tasmax", &WeatherDay::max_c, "air_temperature", "degC", "time: maximum", "daily maximum air temperature at 2 m"},
  {"pr", &WeatherDay::precipitation_mm, "lwe_precipitation_rate", "mm day-1", "time: mean", "precipitation, as water"},
  {"x_wind", &WeatherDay::wind_x_m_s, "x_wind", "m s-1", "time: mean", "wind along the x axis of the grid at 10 m"},
  {"y_wind", &WeatherDay::wind_y_m_s, "y_wind", "m s-1", "time: mean", "wind along the y axis of the grid at 10 m"},
  {"wind_speed", &WeatherDay::wind_speed_m_s, "wind_speed", "m s-1", "time: mean", "daily mean wind speed at 10 m"},
}};
constexpr double scale_factor = 0.01;
constexpr std::int16_t fill = std::numeric_limits<std::int16_t>::min();

/// To the nearest hundredth; what does not fit becomes the largest that does.
std::int16_t pack(float value) noexcept
{
  if (std::isnan(value)) return fill;
  const float hundredths = std::floor(value * 100.0f + 0.5f);
  return static_cast<std::int16_t>(std::clamp(hundredths, -32767.0f, 32767.0f));
}

void describe(NetcdfWriter& out, int variable, const char* standard_name, const char* units, const char* long_name)
{
  if (*standard_name != '\0') out.attribute(variable, "standard_name", std::string(standard_name));
  if (*units != '\0') out.attribute(variable, "units", std::string(units));
  out.attribute(variable, "long_name", std::string(long_name));
}

/// The rows of a parameter struct as attributes `<prefix>_<key>`. Files by name only: where they
/// lie says nothing about the weather.
template <class P>
void write_parameters(NetcdfWriter& out, const std::string& prefix, P parameters)
{
  for (const auto& row : rows_of(parameters)) {
    const std::string name = prefix + "_" + std::string(row.key);
    if (const auto* number = std::get_if<double*>(&row.value)) out.attribute(NetcdfWriter::global, name, **number);
    else if (const auto* whole = std::get_if<std::int64_t*>(&row.value))
      out.attribute(NetcdfWriter::global, name, static_cast<double>(**whole));
    else if (const auto* text = std::get_if<std::string*>(&row.value))
      out.attribute(NetcdfWriter::global, name, std::filesystem::path(**text).filename().string());
  }
}

void write_origin(NetcdfWriter& out, const WeatherRules& rules, const LapseRate& lapse)
{
  const auto say = [&](const char* name, const char* text) {
    out.attribute(NetcdfWriter::global, name, std::string(text));
  };
  say("Conventions", "CF-1.10");
  say("title", "Synthetic daily weather");
  say("source",
      "rangifer weather: monthly climate of a global model bent to station normals, with random "
      "day-to-day weather");
  say("comment",
      "Synthetic: dates are nominal and no day is meant to be like the day of that date in the world. "
      "tas, tasmin and tasmax hold for surface_altitude. The weather_ and lapse_rate_ attributes are all "
      "the choices made; the same ones make the same weather.");
  write_parameters(out, "weather", rules);
  write_parameters(out, "lapse_rate", lapse);
}

struct Axes {
  int time, y, x, bounds, year;                         // dimensions
  int times, time_bounds, ys, xs, latitude, longitude;  // variables
  int years, shift, spring, altitude;
};

Axes define_axes(NetcdfWriter& out, const WeatherClimate& climate, std::size_t days, std::size_t years)
{
  Axes a {};
  a.time = out.dimension("time", days);
  a.y = out.dimension("y", static_cast<std::size_t>(climate.grid.rows));
  a.x = out.dimension("x", static_cast<std::size_t>(climate.grid.columns));
  a.bounds = out.dimension("bnds", 2);
  a.year = out.dimension("year", years);

  a.times = out.variable("time", Type::float64, {a.time});
  describe(out, a.times, "time", "days since 1970-01-01", "middle of the day");
  out.attribute(a.times, "calendar", std::string("proleptic_gregorian"));
  out.attribute(a.times, "axis", std::string("T"));
  out.attribute(a.times, "bounds", std::string("time_bnds"));
  a.time_bounds = out.variable("time_bnds", Type::float64, {a.time, a.bounds});
  a.ys = out.variable("y", Type::float64, {a.y});
  describe(out, a.ys, "projection_y_coordinate", "m", "northing of the middle of the cell");
  out.attribute(a.ys, "axis", std::string("Y"));
  a.xs = out.variable("x", Type::float64, {a.x});
  describe(out, a.xs, "projection_x_coordinate", "m", "easting of the middle of the cell");
  out.attribute(a.xs, "axis", std::string("X"));
  a.latitude = out.variable("latitude", Type::float64, {a.y, a.x});
  describe(out, a.latitude, "latitude", "degrees_north", "latitude of the middle of the cell");
  a.longitude = out.variable("longitude", Type::float64, {a.y, a.x});
  describe(out, a.longitude, "longitude", "degrees_east", "longitude of the middle of the cell");
  return a;
}

void on_the_grid(NetcdfWriter& out, int variable)
{
  out.attribute(variable, "grid_mapping", std::string("crs"));
  out.attribute(variable, "coordinates", std::string("latitude longitude"));
}

void define_springs(NetcdfWriter& out, Axes& a)
{
  a.years = out.variable("year", Type::int32, {a.year});
  describe(out, a.years, "", "1", "calendar year (nominal)");
  a.shift = out.variable("spring_shift_days", Type::float32, {a.year});
  describe(out, a.shift, "", "d",
           "how late spring comes; negative: early");  // "days" would make xarray see a time
  a.spring = out.variable("spring_class", Type::int8, {a.year});
  describe(out, a.spring, "", "1", "kind of spring; normal: less than half a standard deviation off");
  out.attribute(a.spring, "flag_values", std::array<std::int8_t, 3> {-1, 0, 1});
  out.attribute(a.spring, "flag_meanings", std::string("early normal late"));
}

void write_axes(NetcdfWriter& out, const Axes& a, const WeatherClimate& climate, int first_day, std::size_t days)
{
  std::vector<double> middles, bounds, xs, ys;
  for (std::size_t d = 0; d < days; ++d) {
    const double start = first_day + static_cast<double>(d);
    middles.push_back(start + 0.5);
    bounds.insert(bounds.end(), {start, start + 1.0});
  }
  const Grid& grid = climate.grid;
  for (int c = 0; c < grid.columns; ++c) xs.push_back(grid.x_of(c));
  for (int r = 0; r < grid.rows; ++r) ys.push_back(grid.y_of(r));
  out.write(a.times, {0}, {days}, middles.data());
  out.write(a.time_bounds, {0, 0}, {days, 2}, bounds.data());
  out.write(a.ys, {0}, {ys.size()}, ys.data());
  out.write(a.xs, {0}, {xs.size()}, xs.data());
  out.write(a.latitude, {0, 0}, {ys.size(), xs.size()}, climate.latitude_deg.data());
  out.write(a.longitude, {0, 0}, {ys.size(), xs.size()}, climate.longitude_deg.data());
  out.write(a.altitude, {0, 0}, {ys.size(), xs.size()}, climate.elevation_m.data());
}

void write_springs(NetcdfWriter& out, const Axes& a, const WeatherRules& rules, const SpringShifts& springs)
{
  std::vector<std::int32_t> years;
  std::vector<std::int8_t> classes;
  const double normal_d = rules.normal_spring_sd * rules.spring_shift_sd_d;
  for (std::size_t k = 0; k < springs.size(); ++k) {
    years.push_back(static_cast<std::int32_t>(rules.first_year + static_cast<std::int64_t>(k)));
    const double shift_d = springs[k];
    classes.push_back(shift_d < -normal_d ? std::int8_t {-1} : std::int8_t {shift_d > normal_d});
  }
  out.write(a.years, {0}, {years.size()}, years.data());
  out.write(a.shift, {0}, {springs.size()}, springs.data());
  out.write(a.spring, {0}, {classes.size()}, classes.data());
}

}  // namespace

WeatherFile::WeatherFile(const std::filesystem::path& path, const WeatherClimate& climate, const WeatherRules& rules,
                         const LapseRate& lapse, const SpringShifts& springs, Day first, Day last)
    : out_(path),
      rows_(static_cast<std::size_t>(climate.grid.rows)),
      columns_(static_cast<std::size_t>(climate.grid.columns))
{
  const auto days = static_cast<std::size_t>((last - first).count() + 1);
  write_origin(out_, rules, lapse);
  Axes a = define_axes(out_, climate, days, springs.size());
  define_crs(out_, climate.grid.crs);
  a.altitude = out_.variable("surface_altitude", Type::float32, {a.y, a.x});
  describe(out_, a.altitude, "surface_altitude", "m", "elevation for which the temperatures hold");
  on_the_grid(out_, a.altitude);
  define_springs(out_, a);
  for (std::size_t v = 0; v < daily_columns.size(); ++v) {
    const DailyColumn& column = daily_columns[v];
    const int id = variables_[v] = out_.variable(column.name, Type::int16, {a.time, a.y, a.x});
    out_.compress(id, {std::min(days_per_chunk, days), rows_, columns_});
    out_.attribute(id, "_FillValue", fill, Type::int16);
    out_.attribute(id, "scale_factor", scale_factor);
    out_.attribute(id, "add_offset", 0.0);
    describe(out_, id, column.standard_name, column.units, column.long_name);
    out_.attribute(id, "cell_methods", std::string(column.cell_methods));
    on_the_grid(out_, id);
  }
  out_.end_definitions();
  write_axes(out_, a, climate, days_since_1970(first), days);
  write_springs(out_, a, rules, springs);
}

void WeatherFile::append(const WeatherDay& day)
{
  for (std::size_t v = 0; v < daily_columns.size(); ++v)
    for (const float value : day.*daily_columns[v].field) buffers_[v].push_back(pack(value));
  if (++waiting_days_ == days_per_chunk) flush();
}

void WeatherFile::flush()
{
  if (waiting_days_ == 0) return;
  for (std::size_t v = 0; v < daily_columns.size(); ++v) {
    out_.write(variables_[v], {flushed_days_, 0, 0}, {waiting_days_, rows_, columns_}, buffers_[v].data());
    buffers_[v].clear();
  }
  flushed_days_ += waiting_days_;
  waiting_days_ = 0;
}

void WeatherFile::close()
{
  flush();
  out_.close();
}

}  // namespace rangifer::forcing

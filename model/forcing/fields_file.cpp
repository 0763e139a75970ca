#include "forcing/fields_file.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "forcing/forcing.h"
#include "forcing/generator/crs_variable.h"
#include "forcing/generator/netcdf_writer.h"
#include "forcing/layer.h"

namespace rangifer::forcing {
namespace {

using landscape::Weather;
using Type = NetcdfWriter::Type;

struct Column {
  const char* name;  ///< a role, unless it is made from others
  Field Weather::*field;
  const char* standard_name;
  const char* cell_methods;
  const char* unit;  ///< "" for that of the role
  const char* long_name;
};
constexpr std::array<Column, 11> columns {{
  {"temperature", &Weather::temperature_c, "air_temperature", "time: mean", "", "daily mean air temperature at 2 m"},
  {"temperature_min", &Weather::temperature_min_c, "air_temperature", "time: minimum", "",
   "daily minimum air temperature at 2 m"},
  {"temperature_max", &Weather::temperature_max_c, "air_temperature", "time: maximum", "",
   "daily maximum air temperature at 2 m"},
  {"wind_speed", &Weather::wind_m_s, "wind_speed", "time: mean", "", "daily mean wind speed at 10 m"},
  {"wind_x", &Weather::wind_x_m_s, "x_wind", "time: mean", "m s-1",
   "daily mean wind at 10 m along the x axis of the grid"},
  {"wind_y", &Weather::wind_y_m_s, "y_wind", "time: mean", "m s-1",
   "daily mean wind at 10 m along the y axis of the grid"},
  {"precipitation", &Weather::precipitation_mm, "lwe_precipitation_rate", "time: mean", "", "precipitation, as water"},
  {"snow_depth", &Weather::snow_depth_m, "surface_snow_thickness", "time: mean", "", "depth of snow"},
  {"snow_water", &Weather::snow_water_mm, "lwe_thickness_of_surface_snow_amount", "time: mean", "",
   "snow water equivalent"},
  {"ndvi", &Weather::ndvi, "normalized_difference_vegetation_index", "time: mean", "", "NDVI"},
  {"insects", &Weather::insects, "", "time: mean", "", "mean index of mosquito harassment over the day, 0 to 1"},
}};

class FieldsFile {
public:
  FieldsFile(const std::filesystem::path& path, const landscape::Terrain& terrain, const Weather& sample,
             std::size_t days)
      : terrain_(terrain), out_(path)
  {
    out_.attribute(NetcdfWriter::global, "Conventions", "CF-1.10");
    out_.attribute(NetcdfWriter::global, "title", "daily fields as the model sees them");
    time_dimension_ = out_.dimension("time", days);
    y_dimension_ = out_.dimension("y", static_cast<std::size_t>(terrain.grid.rows));
    x_dimension_ = out_.dimension("x", static_cast<std::size_t>(terrain.grid.columns));
    const int pair = out_.dimension("bnds", 2);
    time_ = out_.variable("time", Type::float64, {time_dimension_});
    describe(time_, "time", "days since 1970-01-01", "middle of the day");
    out_.attribute(time_, "axis", "T");
    out_.attribute(time_, "calendar", "proleptic_gregorian");
    out_.attribute(time_, "bounds", "time_bnds");
    bounds_ = out_.variable("time_bnds", Type::float64, {time_dimension_, pair});
    x_ = axis("x", "X", x_dimension_, "easting of the cell centre");
    y_ = axis("y", "Y", y_dimension_, "northing of the cell centre");
    define_crs(out_, terrain.grid.crs);
    latitude_ = map("lat", "latitude", "degrees_north", "latitude of the cell centre");
    longitude_ = map("lon", "longitude", "degrees_east", "longitude of the cell centre");
    elevation_ = map("elevation", "surface_altitude", "m", "height above mean sea level");
    lie_on_the_grid(elevation_);
    for (const Column& column : columns)
      if (!(sample.*column.field).empty()) define(column);
    out_.end_definitions();
    write_places();
  }

  void append(const Weather& weather)
  {
    const auto rows = static_cast<std::size_t>(terrain_.grid.rows),
               width = static_cast<std::size_t>(terrain_.grid.columns);
    const double begin = days_since_1970(weather.day), middle = begin + 0.5;
    const std::array<double, 2> bounds {begin, begin + 1.0};
    out_.write(time_, {written_}, {1}, &middle);
    out_.write(bounds_, {written_, 0}, {1, 2}, bounds.data());
    for (const auto& [variable, field] : fields_)
      out_.write(variable, {written_, 0, 0}, {1, rows, width}, (weather.*field).data());
    ++written_;
  }

  void close() { out_.close(); }

private:
  const landscape::Terrain& terrain_;
  NetcdfWriter out_;
  int time_dimension_ = 0, y_dimension_ = 0, x_dimension_ = 0;
  int time_ = 0, bounds_ = 0, x_ = 0, y_ = 0, latitude_ = 0, longitude_ = 0, elevation_ = 0;
  std::vector<std::pair<int, Field Weather::*>> fields_;
  std::size_t written_ = 0;

  void describe(int id, const char* standard_name, const std::string& units, const char* long_name)
  {
    if (*standard_name != '\0') out_.attribute(id, "standard_name", standard_name);
    out_.attribute(id, "long_name", long_name);
    out_.attribute(id, "units", units);
  }

  int axis(const char* name, const char* letter, int dimension, const char* long_name)
  {
    const int id = out_.variable(name, Type::float64, {dimension});
    describe(id, *letter == 'X' ? "projection_x_coordinate" : "projection_y_coordinate", "m", long_name);
    out_.attribute(id, "axis", letter);
    return id;
  }

  int map(const char* name, const char* standard_name, const char* units, const char* long_name)
  {
    const int id = out_.variable(name, Type::float32, {y_dimension_, x_dimension_});
    describe(id, standard_name, units, long_name);
    return id;
  }

  void lie_on_the_grid(int id)
  {
    out_.attribute(id, "grid_mapping", "crs");
    out_.attribute(id, "coordinates", "lat lon");
  }

  void define(const Column& column)
  {
    const int id = out_.variable(column.name, Type::float32, {time_dimension_, y_dimension_, x_dimension_});
    describe(id, column.standard_name, *column.unit != '\0' ? column.unit : std::string(find_role(column.name)->unit),
             column.long_name);
    out_.attribute(id, "cell_methods", column.cell_methods);
    lie_on_the_grid(id);
    out_.compress(id,
                  {1, static_cast<std::size_t>(terrain_.grid.rows), static_cast<std::size_t>(terrain_.grid.columns)});
    fields_.emplace_back(id, column.field);
  }

  void write_places()
  {
    const Grid& grid = terrain_.grid;
    const auto rows = static_cast<std::size_t>(grid.rows), width = static_cast<std::size_t>(grid.columns);
    std::vector<double> x(width), y(rows);
    for (std::size_t i = 0; i < width; ++i) x[i] = grid.x_min_m + (static_cast<double>(i) + 0.5) * grid.cell_m;
    for (std::size_t j = 0; j < rows; ++j) y[j] = grid.y_min_m + (static_cast<double>(j) + 0.5) * grid.cell_m;
    out_.write(x_, {0}, {width}, x.data());
    out_.write(y_, {0}, {rows}, y.data());
    out_.write(latitude_, {0, 0}, {rows, width}, terrain_.latitude_deg.data());
    out_.write(longitude_, {0, 0}, {rows, width}, terrain_.longitude_deg.data());
    out_.write(elevation_, {0, 0}, {rows, width}, terrain_.elevation_m.data());
  }
};

}  // namespace

void write_fields(const std::filesystem::path& path, const landscape::Terrain& terrain, landscape::Source& source,
                  Day first, Day last, const std::function<void(Day)>& done)
{
  Weather weather;
  source.read(first, weather);
  FieldsFile file(path, terrain, weather, static_cast<std::size_t>((last - first).count() + 1));
  for (Day day = first;; day += std::chrono::days {1}) {
    if (day != first) source.read(day, weather);
    file.append(weather);
    if (done) done(day);
    if (day == last) break;
  }
  file.close();
}

}  // namespace rangifer::forcing

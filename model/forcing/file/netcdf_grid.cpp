#include "forcing/file/netcdf_grid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/units.h"

namespace rangifer::forcing {
namespace {

enum class Kind { none, longitude, latitude, x, y, rotated, time };

struct AxisVariable {
  const NetcdfVariable* variable = nullptr;
  Kind kind = Kind::none;
  int sureness = 0;  ///< 2: says what it is; 1: only its name does
};

std::string lower(std::string text)
{
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

bool is_one_of(const std::string& word, std::initializer_list<const char*> list)
{
  return std::ranges::any_of(list, [&](const char* entry) { return word == entry; });
}

/// What a coordinate variable says it is, by standard name and units; by its own name if it says nothing.
AxisVariable kind_of(const NetcdfFile& file, const NetcdfVariable& v)
{
  const std::string standard = file.text(v, "standard_name").value_or("");
  const std::string units = lower(file.text(v, "units").value_or(""));
  const std::string axis = file.text(v, "axis").value_or("");
  const std::string name = lower(v.name);
  if (standard == "grid_latitude" || standard == "grid_longitude" || is_one_of(name, {"rlat", "rlon"}))
    return {&v, Kind::rotated, 2};
  if (standard == "longitude" ||
      is_one_of(units, {"degrees_east", "degree_east", "degrees_e", "degree_e", "degreese", "degreee"}))
    return {&v, Kind::longitude, 2};
  if (standard == "latitude" ||
      is_one_of(units, {"degrees_north", "degree_north", "degrees_n", "degree_n", "degreesn", "degreen"}))
    return {&v, Kind::latitude, 2};
  if (standard == "projection_x_coordinate") return {&v, Kind::x, 2};
  if (standard == "projection_y_coordinate") return {&v, Kind::y, 2};
  if (standard == "time" || axis == "T" || units.find(" since ") != std::string::npos || units.starts_with("day as "))
    return {&v, Kind::time, 2};
  if (is_one_of(name, {"lon", "longitude", "long"})) return {&v, Kind::longitude, 1};
  if (is_one_of(name, {"lat", "latitude"})) return {&v, Kind::latitude, 1};
  if (is_one_of(name, {"x", "xc", "easting"})) return {&v, Kind::x, 1};
  if (is_one_of(name, {"y", "yc", "northing"})) return {&v, Kind::y, 1};
  if (is_one_of(name, {"time", "date", "valid_time", "t"})) return {&v, Kind::time, 1};
  return {&v, Kind::none, 0};
}

/// The surest coordinate variable along one dimension.
AxisVariable axis_along(const NetcdfFile& file, const NetcdfDimension& dimension)
{
  AxisVariable best;
  for (const NetcdfVariable& v : file.variables()) {
    if (v.dimensions.size() != 1 || v.dimensions[0].id != dimension.id || !v.numeric()) continue;
    const AxisVariable found = kind_of(file, v);
    if (found.sureness > best.sureness) best = found;
  }
  return best;
}

bool has_two_dimensional_places(const NetcdfFile& file)
{
  return std::ranges::any_of(file.variables(), [&](const NetcdfVariable& v) {
    const Kind kind = kind_of(file, v).kind;
    return v.dimensions.size() == 2 && (kind == Kind::longitude || kind == Kind::latitude);
  });
}

/// Longitudes without the jump from 180 to -180.
void unroll(std::vector<double>& longitude)
{
  const bool rises =
    longitude[1] > longitude[0] ? longitude[1] - longitude[0] < 180 : longitude[0] - longitude[1] > 180;
  for (std::size_t i = 1; i < longitude.size(); ++i) {
    if (rises && longitude[i] < longitude[i - 1] - 180) longitude[i] += 360;
    if (!rises && longitude[i] > longitude[i - 1] + 180) longitude[i] -= 360;
  }
}

std::vector<double> axis_values(const NetcdfFile& file, const AxisVariable& axis)
{
  const NetcdfVariable& v = *axis.variable;
  std::vector<double> values = file.read(v);
  Packing(file, v).unpack(values);
  if (values.size() < 2)
    throw InputError(fmt::format("{}: axis {} has {} value; two are needed to know the size of a cell", file.name(),
                                 v.name, values.size()));
  const std::string units = file.text(v, "units").value_or("");
  if ((axis.kind == Kind::x || axis.kind == Kind::y) && !units.empty()) {
    const auto metres = UnitConverter::between(units, "m");
    if (!metres)
      throw InputError(
        fmt::format("{}: axis {} is in '{}', which does not convert to 'm'", file.name(), v.name, units));
    metres->apply(values);
  }
  if (axis.kind == Kind::longitude) unroll(values);
  const bool rises = values[1] > values[0];
  for (std::size_t i = 1; i < values.size(); ++i)
    if (!(rises ? values[i] > values[i - 1] : values[i] < values[i - 1]))
      throw InputError(
        fmt::format("{}: axis {} turns back or repeats at its value {} ({})", file.name(), v.name, i + 1, values[i]));
  return values;
}

/// "crs", "crs: x y" (the extended form of CF-1.7).
const NetcdfVariable* grid_mapping(const NetcdfFile& file, const NetcdfVariable& of)
{
  const auto named = file.text(of, "grid_mapping");
  if (!named) return nullptr;
  const std::string name = named->substr(0, named->find_first_of(": "));
  const NetcdfVariable* const mapping = file.find(name);
  if (mapping == nullptr)
    throw InputError(fmt::format("{}: variable {} names the grid mapping {}, which the file does not have", file.name(),
                                 of.name, name));
  return mapping;
}

[[noreturn]] void refuse_grid(const NetcdfFile& file, const NetcdfVariable& v, bool rotated)
{
  if (rotated)
    throw InputError(
      fmt::format("{}: variable {} is on a rotated-pole grid, which this version does not read; "
                  "remap it to longitude and latitude first",
                  file.name(), v.name));
  if (has_two_dimensional_places(file))
    throw InputError(
      fmt::format("{}: variable {} has two-dimensional latitudes and longitudes (a curvilinear grid), "
                  "which this version does not read; remap it first",
                  file.name(), v.name));
  std::vector<std::string> names;
  for (const NetcdfDimension& d : v.dimensions) names.push_back(d.name);
  throw InputError(
    fmt::format("{}: variable {} has no axes of latitude and longitude, or of projected y and x, "
                "along its dimensions ({})",
                file.name(), v.name, fmt::join(names, ", ")));
}

struct FoundAxes {
  AxisVariable x, y;
};

FoundAxes sort_dimensions(const NetcdfFile& file, GridVariable& out)
{
  FoundAxes found;
  bool rotated = false;
  std::vector<std::size_t> other;
  for (std::size_t d = 0; d < out.variable.dimensions.size(); ++d) {
    const AxisVariable axis = axis_along(file, out.variable.dimensions[d]);
    if (axis.kind == Kind::longitude || axis.kind == Kind::x) found.x = axis, out.x_dimension = d;
    else if (axis.kind == Kind::latitude || axis.kind == Kind::y) found.y = axis, out.y_dimension = d;
    else if (axis.kind == Kind::time) out.time_dimension = d, out.time = axis.variable;
    else if (axis.kind == Kind::rotated) rotated = true;
    else other.push_back(d);
  }
  if (rotated || found.x.variable == nullptr || found.y.variable == nullptr) refuse_grid(file, out.variable, rotated);
  if ((found.x.kind == Kind::longitude) != (found.y.kind == Kind::latitude)) refuse_grid(file, out.variable, false);
  for (const std::size_t d : other)
    if (const NetcdfDimension& level = out.variable.dimensions[d]; level.length != 1)
      throw InputError(fmt::format("{}: variable {} has {} levels of {}; only maps of one level are read", file.name(),
                                   out.variable.name, level.length, level.name));
  return found;
}

}  // namespace

std::string crs_of_grid_mapping(const NetcdfFile& file, const NetcdfVariable& mapping)
{
  for (const char* const name : {"crs_wkt", "spatial_ref"})
    if (const auto wkt = file.text(mapping, name); wkt && !wkt->empty()) return *wkt;

  const auto number = [&](const char* name, double otherwise, std::size_t i = 0) {
    const auto values = file.numbers(mapping, name);
    return i < values.size() ? values[i] : otherwise;
  };
  const std::string kind = file.text(mapping, "grid_mapping_name").value_or("");
  const double lat_0 = number("latitude_of_projection_origin", 0);
  const double parallel = number("standard_parallel", lat_0);
  const double second = number("standard_parallel", parallel, 1);
  std::string text;
  if (kind == "lambert_azimuthal_equal_area" || kind == "azimuthal_equidistant") {
    text = fmt::format("+proj={} +lat_0={} +lon_0={}", kind == "azimuthal_equidistant" ? "aeqd" : "laea", lat_0,
                       number("longitude_of_projection_origin", 0));
  } else if (kind == "albers_conical_equal_area" || kind == "lambert_conformal_conic") {
    text =
      fmt::format("+proj={} +lat_0={} +lon_0={} +lat_1={} +lat_2={}", kind == "lambert_conformal_conic" ? "lcc" : "aea",
                  lat_0, number("longitude_of_central_meridian", 0), parallel, second);
  } else if (kind == "polar_stereographic") {
    const double lon_0 = number("straight_vertical_longitude_from_pole", number("longitude_of_projection_origin", 0));
    const double k_0 = number("scale_factor_at_projection_origin", std::nan(""));
    text = fmt::format("+proj=stere +lat_0={} +lon_0={} ", lat_0, lon_0) +
           (std::isnan(k_0) ? fmt::format("+lat_ts={}", parallel) : fmt::format("+k_0={}", k_0));
  } else if (kind == "transverse_mercator") {
    text = fmt::format("+proj=tmerc +lat_0={} +lon_0={} +k_0={}", lat_0, number("longitude_of_central_meridian", 0),
                       number("scale_factor_at_central_meridian", 1));
  } else {
    throw InputError(fmt::format("{}: grid mapping {} is '{}', which this version does not read without crs_wkt",
                                 file.name(), mapping.name, kind));
  }
  const double radius = number("earth_radius", std::nan(""));
  const double a = number("semi_major_axis", std::isnan(radius) ? 6378137.0 : radius);
  const double b = number("semi_minor_axis", std::isnan(radius) ? std::nan("") : radius);
  const double rf = number("inverse_flattening", 298.257223563);
  text += fmt::format(" +x_0={} +y_0={} +a={}", number("false_easting", 0), number("false_northing", 0), a);
  if (!std::isnan(b)) text += fmt::format(" +b={}", b);
  else text += rf == 0 ? fmt::format(" +b={}", a) : fmt::format(" +rf={}", rf);
  return text + " +units=m +no_defs +type=crs";
}

GridVariable open_grid_variable(const NetcdfFile& file, const std::string& wanted)
{
  GridVariable out;
  out.variable = file.pick(wanted);
  if (!out.variable.numeric())
    throw InputError(fmt::format("{}: variable {} does not hold numbers", file.name(), out.variable.name));
  out.units = file.text(out.variable, "units").value_or("");
  out.packing = Packing(file, out.variable);
  const FoundAxes axes = sort_dimensions(file, out);
  out.grid.x = axis_values(file, axes.x);
  out.grid.y = axis_values(file, axes.y);
  out.grid.geographic = axes.x.kind == Kind::longitude;
  out.grid.crs = geographic_crs;
  if (!out.grid.geographic) {
    const NetcdfVariable* const mapping = grid_mapping(file, out.variable);
    if (mapping == nullptr)
      throw InputError(fmt::format("{}: variable {} has projected axes but no grid_mapping to say which projection",
                                   file.name(), out.variable.name));
    out.grid.crs = crs_of_grid_mapping(file, *mapping);
    const double unit_m = spatial_reference(out.grid.crs).GetLinearUnits();  // a WKT may count in km or feet
    for (double& x : out.grid.x) x /= unit_m;
    for (double& y : out.grid.y) y /= unit_m;
  }
  return out;
}

std::vector<double> read_window(const NetcdfFile& file, const GridVariable& of, std::size_t record,
                                const Window& window)
{
  const std::size_t rank = of.variable.dimensions.size();
  std::vector<std::size_t> start(rank, 0), count(rank, 1);
  if (of.time_dimension) start[*of.time_dimension] = record;
  start[of.x_dimension] = window.column;
  count[of.x_dimension] = window.columns;
  start[of.y_dimension] = window.row;
  count[of.y_dimension] = window.rows;
  std::vector<double> values = file.read(of.variable, start, count);
  of.packing.unpack(values);
  if (of.x_dimension > of.y_dimension) return values;

  std::vector<double> turned(values.size());  // stored column by column
  for (std::size_t row = 0; row < window.rows; ++row)
    for (std::size_t column = 0; column < window.columns; ++column)
      turned[row * window.columns + column] = values[column * window.rows + row];
  return turned;
}

}  // namespace rangifer::forcing

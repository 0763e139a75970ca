#include "forcing/file/netcdf_axes.h"

#include <fmt/format.h>
#include <netcdf.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <initializer_list>

#include "base/error.h"
#include "base/lower_case.h"
#include "forcing/file/packing.h"
#include "forcing/file/units.h"
#include "forcing/space/axis.h"

namespace rangifer::forcing {
namespace {

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list)
{
  return std::ranges::find(list, word) != list.end();
}

AxisKind by_standard_name(std::string_view name)
{
  if (name == "longitude") return AxisKind::longitude;
  if (name == "latitude") return AxisKind::latitude;
  if (name == "grid_longitude") return AxisKind::rotated_longitude;
  if (name == "grid_latitude") return AxisKind::rotated_latitude;
  if (is_one_of(name, {"projection_x_coordinate", "projection_x_angular_coordinate"})) return AxisKind::x;
  if (is_one_of(name, {"projection_y_coordinate", "projection_y_angular_coordinate"})) return AxisKind::y;
  return name == "time" ? AxisKind::time : AxisKind::none;
}

/// All the spellings of CF 4.1 and 4.2.
AxisKind by_units(std::string_view units)
{
  if (is_one_of(units, {"degrees_east", "degree_east", "degrees_e", "degree_e", "degreese", "degreee"}))
    return AxisKind::longitude;
  if (is_one_of(units, {"degrees_north", "degree_north", "degrees_n", "degree_n", "degreesn", "degreen"}))
    return AxisKind::latitude;
  const bool since = units.find(" since ") != std::string_view::npos || units.starts_with("day as ");
  return since ? AxisKind::time : AxisKind::none;
}

AxisKind by_name(std::string_view name)
{
  if (name == "rlon") return AxisKind::rotated_longitude;
  if (name == "rlat") return AxisKind::rotated_latitude;
  if (is_one_of(name, {"lon", "longitude", "long", "xlong", "lon2d", "nav_lon", "glon"})) return AxisKind::longitude;
  if (is_one_of(name, {"lat", "latitude", "xlat", "lat2d", "nav_lat", "glat"})) return AxisKind::latitude;
  if (is_one_of(name, {"x", "xc", "easting"})) return AxisKind::x;
  if (is_one_of(name, {"y", "yc", "northing"})) return AxisKind::y;
  return is_one_of(name, {"time", "times", "date", "dates", "valid_time"}) ? AxisKind::time : AxisKind::none;
}

/// The attribute `axis` says no more than which way an axis runs; its unit says on what.
AxisKind by_axis(std::string_view axis, std::string_view units)
{
  if (axis == "T") return AxisKind::time;
  const bool degrees = is_one_of(units, {"degrees", "degree", "deg"});
  const bool length = UnitConverter::between(std::string(units), "m").has_value();
  if (axis == "X") return degrees ? AxisKind::longitude : (length ? AxisKind::x : AxisKind::none);
  if (axis == "Y") return degrees ? AxisKind::latitude : (length ? AxisKind::y : AxisKind::none);
  return AxisKind::none;
}

bool is_angle(std::string_view units) { return is_one_of(units, {"degrees", "degree", "deg"}); }

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

void require_one_direction(const NetcdfFile& file, const NetcdfVariable& v, const std::vector<double>& values)
{
  const bool rises = values[1] > values[0];
  for (std::size_t i = 1; i < values.size(); ++i)
    if (!(rises ? values[i] > values[i - 1] : values[i] < values[i - 1]))
      throw InputError(
        fmt::format("{}: axis {} turns back or repeats at its value {} ({})", file.name(), v.name, i + 1, values[i]));
}

void to_metres(const NetcdfFile& file, const AxisVariable& axis, std::vector<double>& values)
{
  const std::string units = file.text(*axis.variable, "units").value_or("");
  if (units.empty()) return;
  auto convert = UnitConverter::between(units, "m");
  if (!convert) convert = UnitConverter::between(units, "rad");  // scanning angles of a geostationary satellite
  if (!convert || is_angle(lower_case(units)) || units == "1")
    throw InputError(
      fmt::format("{}: axis {} is in '{}', which does not convert to 'm'", file.name(), axis.variable->name, units));
  convert->apply(values);
}

}  // namespace

AxisVariable kind_of(const NetcdfFile& file, const NetcdfVariable& v)
{
  const std::string units = lower_case(file.text(v, "units").value_or(""));
  if (const AxisKind kind = by_standard_name(file.text(v, "standard_name").value_or("")); kind != AxisKind::none)
    return {&v, kind, 3};
  if (const AxisKind kind = by_units(units); kind != AxisKind::none) return {&v, kind, 2};
  AxisKind named = by_name(lower_case(v.short_name()));
  if (named == AxisKind::x && is_angle(units)) named = AxisKind::longitude;
  if (named == AxisKind::y && is_angle(units)) named = AxisKind::latitude;
  if (named != AxisKind::none) return {&v, named, 1};
  if (const AxisKind kind = by_axis(file.text(v, "axis").value_or(""), units); kind != AxisKind::none)
    return {&v, kind, 1};
  return {&v, AxisKind::none, 0};
}

AxisVariable axis_along(const NetcdfFile& file, const NetcdfVariable& of, const NetcdfDimension& dimension)
{
  AxisVariable best;
  int best_score = 0;
  for (const NetcdfVariable& v : file.variables()) {
    if (v.id == of.id && v.group == of.group) continue;
    const bool along = !v.dimensions.empty() && v.dimensions[0].id == dimension.id &&
                       (v.dimensions.size() == 1 || (v.dimensions.size() == 2 && v.text() && v.type == NC_CHAR));
    if (!along || (!v.numeric() && !v.text())) continue;
    if (!of.group_path().starts_with(v.group_path())) continue;  // of a group beside: not seen from here
    const AxisVariable found = kind_of(file, v);
    if (found.kind != AxisKind::time && !v.numeric()) continue;
    const int score = found.sureness == 0 ? 0 : 2 * found.sureness + (v.short_name() == dimension.name ? 1 : 0);
    if (score > best_score) best = found, best_score = score;
  }
  return best;
}

bool has_unit(const NetcdfFile& file, const AxisVariable& axis)
{
  return !file.text(*axis.variable, "units").value_or("").empty();
}

void require_on_earth(const NetcdfFile& file, const NetcdfVariable& of, double degrees, bool is_latitude)
{
  constexpr double rounding = 1e-4;
  const bool fine =
    is_latitude ? std::abs(degrees) <= 90.0 + rounding : degrees >= -360.0 - rounding && degrees <= 720.0 + rounding;
  if (std::isnan(degrees) || fine) return;
  throw InputError(fmt::format("{}: {} holds {}, which is no {}", file.name(), of.name, degrees,
                               is_latitude ? "latitude (-90 .. 90)" : "longitude (-360 .. 720)"));
}

std::vector<double> axis_values(const NetcdfFile& file, const AxisVariable& axis)
{
  const NetcdfVariable& v = *axis.variable;
  std::vector<double> values = file.read(v);
  Packing(file, v).unpack(values);
  if (values.size() < 2)
    throw InputError(fmt::format("{}: axis {} has {} value{}; two are needed to know the size of a cell", file.name(),
                                 v.name, values.size(), values.empty() ? "s" : ""));
  const auto missing = std::ranges::find_if(values, [](double value) { return !std::isfinite(value); });
  if (missing != values.end())
    throw InputError(
      fmt::format("{}: axis {} is missing its value {}", file.name(), v.name, missing - values.begin() + 1));
  const bool east = axis.kind == AxisKind::longitude || axis.kind == AxisKind::rotated_longitude;
  const bool north = axis.kind == AxisKind::latitude || axis.kind == AxisKind::rotated_latitude;
  if (!east && !north) to_metres(file, axis, values);
  if (east || north)
    for (const double value : values) require_on_earth(file, v, value, north);
  if (east) unroll(values);
  require_one_direction(file, v, values);
  if (east) values.resize(columns_once_round(values));
  return values;
}

}  // namespace rangifer::forcing

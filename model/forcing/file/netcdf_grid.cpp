#include "forcing/file/netcdf_grid.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <sstream>

#include "base/error.h"
#include "base/lower_case.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/netcdf_axes.h"
#include "forcing/file/netcdf_places.h"
#include "forcing/file/netcdf_select.h"

namespace rangifer::forcing {
namespace {

using Kind = AxisKind;

bool is_across(Kind kind) { return kind == Kind::longitude || kind == Kind::x || kind == Kind::rotated_longitude; }
bool is_along(Kind kind) { return kind == Kind::latitude || kind == Kind::y || kind == Kind::rotated_latitude; }

/// What each dimension of a variable is.
struct SortedDimensions {
  AxisVariable x, y, time;
  std::size_t x_dimension = 0, y_dimension = 0;
  std::optional<std::size_t> time_dimension;
  std::vector<std::size_t> extra;

  [[nodiscard]] bool are(Kind across, Kind along) const { return x.kind == across && y.kind == along; }
};

[[noreturn]] void refuse_two_axes(const NetcdfFile& file, const NetcdfVariable& v, const AxisVariable& a,
                                  const AxisVariable& b)
{
  throw InputError(fmt::format("{}: variable {} has two axes of one kind: {} and {}", file.name(), v.name,
                               a.variable->name, b.variable->name));
}

SortedDimensions sort_dimensions(const NetcdfFile& file, const NetcdfVariable& of)
{
  SortedDimensions out;
  for (std::size_t d = 0; d < of.dimensions.size(); ++d) {
    const AxisVariable axis = axis_along(file, of, of.dimensions[d]);
    const auto take = [&](AxisVariable& into, std::size_t& dimension) {
      if (into.variable != nullptr) refuse_two_axes(file, of, into, axis);
      into = axis;
      dimension = d;
    };
    if (is_across(axis.kind)) take(out.x, out.x_dimension);
    else if (is_along(axis.kind)) take(out.y, out.y_dimension);
    else if (axis.kind == Kind::time && axis.sureness > out.time.sureness) {
      if (out.time_dimension) out.extra.push_back(*out.time_dimension);  // such as the start of a forecast
      out.time = axis;
      out.time_dimension = d;
    } else {
      out.extra.push_back(d);
    }
  }
  if (out.time_dimension) return out;
  const auto nameless = std::ranges::find_if(out.extra, [&](std::size_t d) {
    const std::string name = lower_case(of.dimensions[d].name);
    return name == "time" || name == "date" || name == "valid_time";
  });
  if (nameless != out.extra.end()) {
    out.time_dimension = *nameless;
    out.extra.erase(nameless);
  }
  return out;
}

/// A scalar coordinate of time: the one that `coordinates` names, else one called time.
const NetcdfVariable* scalar_time(const NetcdfFile& file, const NetcdfVariable& of)
{
  const auto is_time = [&](const NetcdfVariable* v) {
    const std::size_t rank = v == nullptr ? 9 : v->dimensions.size();
    return (rank == 0 || (rank == 1 && v->type == NC_CHAR)) && kind_of(file, *v).kind == Kind::time;
  };
  const NetcdfVariable* best = nullptr;
  std::istringstream in(file.text(of, "coordinates").value_or(""));
  for (std::string word; in >> word;)
    if (const NetcdfVariable* const v = file.find_for(of, word); is_time(v))
      if (best == nullptr || kind_of(file, *v).sureness > kind_of(file, *best).sureness) best = v;
  for (const char* const name : {"time", "valid_time"})
    if (best == nullptr && is_time(file.find_for(of, name))) best = file.find_for(of, name);
  return best;
}

std::string dimension_names(const NetcdfVariable& v)
{
  std::vector<std::string> names;
  for (const NetcdfDimension& d : v.dimensions) names.push_back(d.name);
  return fmt::format("{}", fmt::join(names, ", "));
}

/// Latitude and longitude along one and the same dimension: stations, or cells in no order of rows.
void refuse_unstructured(const NetcdfFile& file, const NetcdfVariable& of)
{
  for (const NetcdfDimension& d : of.dimensions) {
    const NetcdfVariable *east = nullptr, *north = nullptr;
    for (const NetcdfVariable& v : file.variables()) {
      if (v.dimensions.size() != 1 || v.dimensions[0].id != d.id) continue;
      if (kind_of(file, v).kind == Kind::longitude) east = &v;
      if (kind_of(file, v).kind == Kind::latitude) north = &v;
    }
    if (east != nullptr && north != nullptr)
      throw InputError(
        fmt::format("{}: variable {} has its latitudes and longitudes along one dimension, {} (stations or an "
                    "unstructured grid); remap it to a grid of rows and columns first",
                    file.name(), of.name, d.name));
  }
}

[[noreturn]] void refuse_grid(const NetcdfFile& file, const NetcdfVariable& of, const SortedDimensions& d)
{
  refuse_unstructured(file, of);
  if (d.x.variable != nullptr && d.y.variable != nullptr)
    throw InputError(fmt::format("{}: variable {} has axes that do not belong together: {} and {}", file.name(),
                                 of.name, d.y.variable->name, d.x.variable->name));
  throw InputError(
    fmt::format("{}: variable {} has no axes of latitude and longitude, or of projected y and x, along its "
                "dimensions ({}), and no latitude and longitude of every cell",
                file.name(), of.name, dimension_names(of)));
}

void open_curvilinear(const NetcdfFile& file, const PlaceVariables& places, SortedDimensions& d, GridVariable& out)
{
  const auto& of_place = places.latitude->dimensions;
  const int across = of_place.back().id, along = of_place[of_place.size() - 2].id;
  set_curvilinear(file, places, across, along, out.grid);
  const auto& dimensions = out.variable.dimensions;
  const auto position = [&](int id) {
    return static_cast<std::size_t>(std::ranges::find(dimensions, id, &NetcdfDimension::id) - dimensions.begin());
  };
  d.x_dimension = position(across);
  d.y_dimension = position(along);
  // What looked like an axis of place may not be one of these two.
  std::vector<std::size_t> extra;
  for (std::size_t i = 0; i < dimensions.size(); ++i)
    if (i != d.x_dimension && i != d.y_dimension && i != d.time_dimension) extra.push_back(i);
  d.extra = extra;
}

/// Counted from Greenwich, whatever the file's prime meridian.
void shift_prime_meridian(const NetcdfFile& file, const NetcdfVariable& of, std::vector<double>& longitude)
{
  const std::string name = file.text(of, "grid_mapping").value_or("");
  const NetcdfVariable* const mapping =
    name.empty() ? nullptr : file.find_for(of, name.substr(0, name.find_first_of(": ")));
  if (mapping == nullptr) return;
  const auto meridian = file.numbers(*mapping, "longitude_of_prime_meridian");
  if (meridian.empty() || !std::isfinite(meridian[0])) return;
  for (double& degrees : longitude) degrees += meridian[0];
}

/// Scales axes in metres to the units of the CRS: a WKT may count in km or feet, radians times height are metres.
void to_crs_units(const NetcdfFile& file, const NetcdfVariable& mapping, const SortedDimensions& d, SourceGrid& grid,
                  const OGRSpatialReference& crs)
{
  const double unit_m = crs.GetLinearUnits(), height_m = metres_per_unit(file, mapping);
  if (has_unit(file, d.x))
    for (double& x : grid.x) x *= height_m / unit_m;
  if (has_unit(file, d.y))
    for (double& y : grid.y) y *= height_m / unit_m;
}

void open_mapped(const NetcdfFile& file, const NetcdfVariable& mapping, SortedDimensions& d, GridVariable& out)
{
  // Some rotated grids call their degrees "projection_x_coordinate".
  if (is_rotated_pole(file, mapping)) d.x.kind = Kind::rotated_longitude, d.y.kind = Kind::rotated_latitude;
  out.grid.crs = crs_of_grid_mapping(file, mapping);
  out.grid.geographic = d.x.kind == Kind::rotated_longitude;
  const OGRSpatialReference crs = [&] {
    try {
      return spatial_reference(out.grid.crs);
    } catch (const InputError& e) {
      throw InputError(fmt::format("{}: grid mapping {}: {}", file.name(), mapping.name, e.what()));
    }
  }();
  const bool fits = out.grid.geographic ? crs.IsDerivedGeographic() != 0 : crs.IsProjected() != 0;
  if (!fits)
    throw InputError(fmt::format("{}: variable {} has axes {} and {}, which do not fit its grid mapping {}",
                                 file.name(), out.variable.name, d.y.variable->name, d.x.variable->name, mapping.name));
  out.grid.x = axis_values(file, d.x);
  out.grid.y = axis_values(file, d.y);
  if (!out.grid.geographic) to_crs_units(file, mapping, d, out.grid, crs);
  const int x = out.variable.dimensions[d.x_dimension].id, y = out.variable.dimensions[d.y_dimension].id;
  if (const auto places = find_places(file, out.variable))
    require_same_places(file, out.variable, *places, x, y, out.grid);
}

void open_grid(const NetcdfFile& file, SortedDimensions& d, GridVariable& out)
{
  if (d.are(Kind::longitude, Kind::latitude)) {
    out.grid.crs = geographic_crs;
    out.grid.geographic = true;
    out.grid.x = axis_values(file, d.x);
    out.grid.y = axis_values(file, d.y);
    shift_prime_meridian(file, out.variable, out.grid.x);
    return;
  }
  const bool rotated = d.are(Kind::rotated_longitude, Kind::rotated_latitude);
  if (rotated || d.are(Kind::x, Kind::y))
    if (const NetcdfVariable* const mapping = grid_mapping(file, out.variable))
      return open_mapped(file, *mapping, d, out);
  if (const auto places = find_places(file, out.variable)) return open_curvilinear(file, *places, d, out);
  if (rotated || d.are(Kind::x, Kind::y))
    throw InputError(
      fmt::format("{}: variable {} has {} axes but no grid_mapping to say {}, and no latitude and "
                  "longitude of every cell",
                  file.name(), out.variable.name, rotated ? "rotated" : "projected",
                  rotated ? "where the pole is" : "which projection"));
  refuse_grid(file, out.variable, d);
}

/// A block that does not run past the last column.
std::vector<double> read_block(const NetcdfFile& file, const GridVariable& of, std::size_t record, const Window& window)
{
  std::vector<std::size_t> start = of.at, count(start.size(), 1);
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

}  // namespace

GridVariable open_grid_variable(const NetcdfFile& file, const std::string& wanted, const std::string& select)
{
  const Selection selection = parse_selection(file.name(), select);
  GridVariable out;
  out.variable = file.pick(wanted);
  if (!out.variable.numeric())
    throw InputError(fmt::format("{}: variable {} does not hold numbers", file.name(), out.variable.name));
  out.units = file.text(out.variable, "units").value_or("");
  out.packing = Packing(file, out.variable);
  SortedDimensions d = sort_dimensions(file, out.variable);
  open_grid(file, d, out);
  out.x_dimension = d.x_dimension;
  out.y_dimension = d.y_dimension;
  out.time_dimension = d.time_dimension;
  out.time = d.time_dimension ? d.time.variable : scalar_time(file, out.variable);
  out.at.assign(out.variable.dimensions.size(), 0);
  const std::vector<std::size_t> chosen = selected_indices(file, out.variable, d.extra, selection);
  for (std::size_t i = 0; i < d.extra.size(); ++i) out.at[d.extra[i]] = chosen[i];
  return out;
}

std::vector<double> read_window(const NetcdfFile& file, const GridVariable& of, std::size_t record,
                                const Window& window)
{
  const std::size_t width = of.grid.x.size();
  if (window.column + window.columns <= width) return read_block(file, of, record, window);
  const Window west {window.column, window.row, width - window.column, window.rows};
  const Window east {0, window.row, window.columns - west.columns, window.rows};
  const std::vector<double> a = read_block(file, of, record, west), b = read_block(file, of, record, east);
  std::vector<double> joined;
  joined.reserve(a.size() + b.size());
  for (std::size_t row = 0; row < window.rows; ++row) {
    const auto a_row = a.begin() + static_cast<std::ptrdiff_t>(row * west.columns);
    const auto b_row = b.begin() + static_cast<std::ptrdiff_t>(row * east.columns);
    joined.insert(joined.end(), a_row, a_row + static_cast<std::ptrdiff_t>(west.columns));
    joined.insert(joined.end(), b_row, b_row + static_cast<std::ptrdiff_t>(east.columns));
  }
  return joined;
}

}  // namespace rangifer::forcing

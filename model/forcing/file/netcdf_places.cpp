#include "forcing/file/netcdf_places.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <sstream>

#include "base/error.h"
#include "base/lower_case.h"
#include "forcing/file/netcdf_axes.h"
#include "forcing/file/packing.h"
#include "forcing/file/units.h"
#include "forcing/space/curvilinear.h"

namespace rangifer::forcing {
namespace {

/// Two dimensions of the variable, and perhaps time.
bool is_of(const NetcdfVariable& place, const NetcdfVariable& of)
{
  return place.numeric() && place.dimensions.size() >= 2 &&
         std::ranges::all_of(place.dimensions, [&](const NetcdfDimension& d) { return of.has_dimension(d.id); });
}

std::vector<const NetcdfVariable*> named_coordinates(const NetcdfFile& file, const NetcdfVariable& of)
{
  std::vector<const NetcdfVariable*> list;
  std::istringstream in(file.text(of, "coordinates").value_or(""));
  for (std::string word; in >> word;)
    if (const NetcdfVariable* const v = file.find_for(of, word); v != nullptr) list.push_back(v);
  return list;
}

/// The surest of its kind among the candidates; nullptr if there is none.
const NetcdfVariable* surest(const NetcdfFile& file, const NetcdfVariable& of, AxisKind kind,
                             const std::vector<const NetcdfVariable*>& candidates)
{
  AxisVariable best;
  const NetcdfVariable* rival = nullptr;
  for (const NetcdfVariable* const v : candidates) {
    if (!is_of(*v, of)) continue;
    const AxisVariable found = kind_of(file, *v);
    if (found.kind != kind || found.sureness < best.sureness) continue;
    rival = found.sureness == best.sureness ? best.variable : nullptr;
    best = found;
  }
  if (rival != nullptr)
    throw InputError(
      fmt::format("{}: variable {} could have its places from {} or from {}; its attribute `coordinates` "
                  "does not say which",
                  file.name(), of.name, rival->name, best.variable->name));
  return best.variable;
}

/// Reads a block over (y, x), turned to rows of x; other dimensions at `other`.
std::vector<double> read_plane(const NetcdfFile& file, const NetcdfVariable& v, int x, int y, const Window& w,
                               bool last = false)
{
  std::vector<std::size_t> start, count;
  bool by_columns = false, seen_x = false;
  for (const NetcdfDimension& d : v.dimensions) {
    start.push_back(d.id == x ? w.column : d.id == y ? w.row : last ? d.length - 1 : 0);
    count.push_back(d.id == x ? w.columns : d.id == y ? w.rows : 1);
    if (d.id == x) seen_x = true;
    if (d.id == y) by_columns = seen_x;
  }
  std::vector<double> values = file.read(v, start, count);
  if (values.size() != w.columns * w.rows)
    throw InputError(
      fmt::format("{}: {} does not go once along each of the two dimensions of the map", file.name(), v.name));
  Packing(file, v).unpack(values);
  if (const auto degrees = UnitConverter::between(file.text(v, "units").value_or(""), "degrees");
      degrees && lower_case(file.text(v, "units").value_or("")).starts_with("rad"))
    degrees->apply(values);
  if (!by_columns) return values;
  std::vector<double> turned(values.size());
  for (std::size_t row = 0; row < w.rows; ++row)
    for (std::size_t column = 0; column < w.columns; ++column)
      turned[row * w.columns + column] = values[column * w.rows + row];
  return turned;
}

std::size_t length_of(const NetcdfVariable& v, int dimension)
{
  return std::ranges::find(v.dimensions, dimension, &NetcdfDimension::id)->length;
}

std::vector<double> all_degrees(const NetcdfFile& file, const NetcdfVariable& v, int x, int y, bool is_latitude)
{
  const Window all {0, 0, length_of(v, x), length_of(v, y)};
  std::vector<double> degrees = read_plane(file, v, x, y, all);
  for (const double value : degrees) require_on_earth(file, v, value, is_latitude);
  if (v.dimensions.size() == 2) return degrees;
  const std::vector<double> later = read_plane(file, v, x, y, all, true);
  for (std::size_t i = 0; i < degrees.size(); ++i)
    if (degrees[i] != later[i] && !(std::isnan(degrees[i]) && std::isnan(later[i])))
      throw InputError(
        fmt::format("{}: {} moves with {}; only grids that stay are read", file.name(), v.name, v.dimensions[0].name));
  return degrees;
}

std::string place_text(double longitude, double latitude)
{
  const double east = std::remainder(longitude, 360.0);
  return fmt::format("{:.4f}{} {:.4f}{}", std::abs(latitude), latitude < 0 ? "S" : "N", std::abs(east),
                     east < 0 ? "W" : "E");
}

}  // namespace

std::optional<PlaceVariables> find_places(const NetcdfFile& file, const NetcdfVariable& of)
{
  std::vector<const NetcdfVariable*> everything;
  for (const NetcdfVariable& v : file.variables())
    if (of.group_path().starts_with(v.group_path())) everything.push_back(&v);
  for (const auto& candidates : {named_coordinates(file, of), everything}) {
    const PlaceVariables found {surest(file, of, AxisKind::longitude, candidates),
                                surest(file, of, AxisKind::latitude, candidates)};
    if (found.longitude != nullptr && found.latitude != nullptr) return found;
  }
  return std::nullopt;
}

void set_curvilinear(const NetcdfFile& file, const PlaceVariables& places, int x, int y, SourceGrid& grid)
{
  for (const NetcdfVariable* const v : {places.longitude, places.latitude})
    if (!v->has_dimension(x) || !v->has_dimension(y) || length_of(*v, x) < 2 || length_of(*v, y) < 2)
      throw InputError(fmt::format("{}: {} is not over two dimensions of 2 cells and more", file.name(), v->name));
  grid.crs = geographic_crs;
  grid.geographic = false;
  grid.longitude = all_degrees(file, *places.longitude, x, y, false);
  grid.latitude = all_degrees(file, *places.latitude, x, y, true);
  bool somewhere = false;
  for (std::size_t i = 0; i < grid.longitude.size(); ++i) {
    if (std::isnan(grid.longitude[i]) || std::isnan(grid.latitude[i]))
      grid.longitude[i] = grid.latitude[i] = std::nan("");  // equal grids compare by their other cells
    else somewhere = true;
  }
  if (!somewhere)
    throw InputError(
      fmt::format("{}: {} and {} are missing everywhere", file.name(), places.longitude->name, places.latitude->name));
  grid.x.clear();
  grid.y.clear();
  for (std::size_t i = 0; i < length_of(*places.longitude, x); ++i) grid.x.push_back(static_cast<double>(i));
  for (std::size_t j = 0; j < length_of(*places.longitude, y); ++j) grid.y.push_back(static_cast<double>(j));
}

void require_same_places(const NetcdfFile& file, const NetcdfVariable& of, const PlaceVariables& places, int x, int y,
                         const SourceGrid& grid)
{
  if (!places.longitude->has_dimension(x) || !places.longitude->has_dimension(y) ||
      !places.latitude->has_dimension(x) || !places.latitude->has_dimension(y))
    return;  // they are of other dimensions
  const std::size_t last_x = grid.x.size() - 1, last_y = grid.y.size() - 1;
  for (const SourceCell cell :
       {SourceCell {0, 0}, {last_x, 0}, {0, last_y}, {last_x, last_y}, {last_x / 2, last_y / 2}}) {
    const Window one {cell.column, cell.row, 1, 1};
    const double longitude = read_plane(file, *places.longitude, x, y, one).front();
    const double latitude = read_plane(file, *places.latitude, x, y, one).front();
    if (!std::isfinite(longitude) || !std::isfinite(latitude)) continue;
    const SourceCell beside {cell.column == last_x ? last_x - 1 : cell.column + 1, cell.row};
    const SourceCell above {cell.column, cell.row == last_y ? last_y - 1 : cell.row + 1};
    const std::array cells {cell, beside, above};
    const Places by_axes = centres_of(grid, cells);
    std::array<SpherePoint, 3> at;
    for (std::size_t i = 0; i < 3; ++i) at[i] = sphere_point(by_axes.x[i], by_axes.y[i]);
    const double apart = distance_m(at[0], sphere_point(longitude, latitude));
    if (apart <= 0.5 * std::max(distance_m(at[0], at[1]), distance_m(at[0], at[2]))) continue;
    throw InputError(fmt::format(
      "{}: variable {}: its axes and grid mapping put cell ({}, {}) at {}, but {} and {} put it at {}, {:.3g} km away; "
      "one of them is wrong",
      file.name(), of.name, cell.row, cell.column, place_text(by_axes.x[0], by_axes.y[0]), places.latitude->name,
      places.longitude->name, place_text(longitude, latitude), apart / 1000.0));
  }
}

}  // namespace rangifer::forcing

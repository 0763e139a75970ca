#include "forcing/inspect/point.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "forcing/file/local_file.h"
#include "forcing/inspect/shown_unit.h"

namespace rangifer::forcing {
namespace {

Resampling method_of(const Question& question) { return question.nearest ? Resampling::nearest : Resampling::bilinear; }

/// @throws InputError if the place is outside
Sampler sampler_at(const Raster& raster, const Question& question, const Place& place)
{
  Sampler sampler(raster.grid, Places {geographic_crs, {place.longitude}, {place.latitude}}, method_of(question));
  if (sampler.covered() == 0)
    throw InputError(fmt::format("{}: variable {} does not reach {}: its cells lie at {}", raster.file, raster.variable,
                                 place_text(place.longitude, place.latitude), extent_in_degrees(raster.grid)));
  return sampler;
}

double read_at(const Raster& raster, const Sampler& sampler, std::size_t record)
{
  double value = 0.0;
  sampler.apply(raster.read(record, sampler.window()), {&value, 1});
  return value;
}

[[noreturn]] void refuse_missing(const Raster& raster, const Question& question, const Place& place,
                                 const PointValue& found)
{
  const std::string when = found.time.empty() ? "" : fmt::format(" at {}", found.time);
  const std::string why =
    question.nearest ? "its cell has none" : "one of the cells around it has none (--nearest asks the closest alone)";
  throw InputError(fmt::format("{}: variable {} has no value at {}{}: {}", raster.file, raster.variable,
                               place_text(place.longitude, place.latitude), when, why));
}

}  // namespace

PointValue value_at(const Question& question, const Place& place)
{
  const Raster raster = open_raster(question.raster);
  const ShownUnit shown = shown_unit(raster, question.role, question.units);
  PointValue found;
  found.record = choose_record(raster, question.record);
  const Sampler sampler = sampler_at(raster, question, place);
  found.cell = *sampler.nearest_of(0);
  const Places centre = centres_of(raster.grid, {found.cell.column, found.cell.row, 1, 1});
  found.cell_centre = {centre.x[0], centre.y[0]};
  found.unit = shown.unit;
  found.file_unit = shown.file_unit;
  found.variable = raster.variable;
  found.method = question.nearest ? "nearest" : "bilinear";
  found.records = raster.records;
  found.time = time_of_record(raster, found.record);
  if (raster.times) found.calendar = raster.times->calendar_name;
  found.value_in_file_unit = read_at(raster, sampler, found.record);
  if (std::isnan(found.value_in_file_unit)) refuse_missing(raster, question, place, found);
  found.value = shown.convert(found.value_in_file_unit, found.record);
  return found;
}

std::string series_at(const Question& question, const Place& place, const std::function<void(const SeriesValue&)>& out)
{
  const Raster raster = open_raster(question.raster);
  const ShownUnit shown = shown_unit(raster, question.role, question.units);
  const Sampler sampler = sampler_at(raster, question, place);
  for (std::size_t record = 0; record < raster.records; ++record) {
    const std::string time = time_of_record(raster, record);
    out({time.empty() ? std::to_string(record) : time, shown.convert(read_at(raster, sampler, record), record)});
  }
  return shown.unit;
}

}  // namespace rangifer::forcing

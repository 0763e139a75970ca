#include "forcing/inspect/shown_unit.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "base/lower_case.h"
#include "base/nearest_name.h"
#include "forcing/file/units.h"
#include "forcing/layer.h"
#include "forcing/time/time_axis.h"

namespace rangifer::forcing {
namespace {

bool has_any(const std::string& text, std::initializer_list<std::string_view> words)
{
  return std::ranges::any_of(words, [&](std::string_view word) { return text.find(word) != std::string::npos; });
}

std::string names_of(const Raster& raster)
{
  return lower_case(raster.standard_name + " " + raster.long_name + " " + raster.variable);
}

/// A difference of temperatures must not lose 273.15.
bool is_difference(const Raster& raster)
{
  return has_any(names_of(raster), {"difference", "anomal", "range", "tendency", "change", "delta", "correction",
                                    "error", "uncertainty", "deviation", "std"});
}

bool is_precipitation(const Raster& raster)
{
  if (has_any(names_of(raster), {"precip", "rainfall", "snowfall", "total rain"})) return true;
  const std::string unit = lower_case(raster.units);
  return unit.find("mm") != std::string::npos &&
         has_any(unit, {"month", "/mon", "day", "/d", "d-1", "d^-1", "s-1", "/s"});
}

ShownUnit as_written(const Raster& raster)
{
  return {raster.units, raster.units, [](double value, std::size_t) { return value; }};
}

ShownUnit by(const UnitConverter& converter, const Raster& raster, const std::string& unit)
{
  return {unit, raster.units, [converter](double value, std::size_t) { return converter(value); }};
}

bool daily_or_shorter(const Raster& raster)
{
  if (!raster.times || raster.times->stamps.size() < 2) return false;
  const RecordTimes& t = *raster.times;
  return model_days(t.calendar, t.stamps[1]) - model_days(t.calendar, t.stamps[0]) < 1.5;
}

/// Water as a rate per day; a sum needs to know how long its records are.
std::optional<ShownUnit> as_water(const Raster& raster)
{
  const auto water = water_unit(raster.units, daily_or_shorter(raster));
  if (!water) return std::nullopt;
  if (!water->amount) return by(water->convert, raster, "mm day-1");
  if (!raster.times) return std::nullopt;
  std::shared_ptr<const TimeAxis> axis;
  try {
    axis = std::make_shared<const TimeAxis>(*raster.times, TimeRules {.quantity = Quantity::flux, .sums = true});
  } catch (const InputError&) {
    return std::nullopt;  // shown as it is written
  }
  const UnitConverter converter = water->convert;
  return ShownUnit {"mm day-1", raster.units, [converter, axis](double value, std::size_t record) {
                      return converter(value) / axis->length_d(record);
                    }};
}

ShownUnit to_units(const Raster& raster, const std::string& units)
{
  const auto converter = UnitConverter::between(raster.units, units);
  if (!converter)
    throw InputError(fmt::format("{}: variable {} is in '{}', which does not convert to '{}'", raster.file,
                                 raster.variable, raster.units, units));
  return by(*converter, raster, units);
}

ShownUnit of_role(const Raster& raster, const std::string& name)
{
  const Role* const role = find_role(name);
  if (role == nullptr) {
    std::vector<std::string> names;
    for (const Role& r : roles) names.emplace_back(r.name);
    const std::string near = nearest_name(name, names);
    throw InputError(fmt::format(
      "--role {}: no such role; {}", name,
      near.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : fmt::format("did you mean {}?", near)));
  }
  if (role->name == "precipitation")
    if (auto water = as_water(raster)) return *water;
  return to_units(raster, std::string(role->unit));
}

}  // namespace

ShownUnit shown_unit(const Raster& raster, const std::string& role, const std::string& units)
{
  if (!units.empty()) return to_units(raster, units);
  if (!role.empty()) return of_role(raster, role);
  if (is_precipitation(raster)) {
    if (auto water = as_water(raster)) return *water;
    return as_written(raster);
  }
  if (raster.units.empty()) return as_written(raster);
  if (lower_case(raster.units).find("mm") != std::string::npos) return as_written(raster);  // snow water and the like
  for (const char* const unit : {"degC", "m s-1", "m"}) {
    if (std::string_view(unit) == "degC" && is_difference(raster)) continue;
    if (const auto converter = UnitConverter::between(raster.units, unit)) return by(*converter, raster, unit);
  }
  return as_written(raster);
}

}  // namespace rangifer::forcing

#include "forcing/layer/layer_units.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

[[noreturn]] void fail(const Series& series, const std::string& what)
{
  throw InputError(fmt::format("{} {}", series.name(), what));
}

/// ERA5 calls the water in the snow "snow depth" (sd), in metres: as a depth of snow it would be a third of it.
void refuse_water_as_snow(const Series& series, const std::string& unit)
{
  const Raster& about = series.about();
  if (unit.find("water") == std::string::npos && about.standard_name != "lwe_thickness_of_surface_snow_amount") return;
  fail(series, "is the water in the snow, not its depth: use it for the role snow_water");
}

/// Means of what GRIB accumulates are amounts per day, or per step of the model that made them, while the
/// unit speaks of an amount.
std::string rate_of_mean(const Series& series, const std::string& unit)
{
  const std::string& step = series.about().step_type;
  if (step == "avgad") return unit + " day-1";
  fail(series, fmt::format("is in '{}', but its GRIB_stepType '{}' says a mean of amounts; say over what time, such as "
                           "`units = \"{} day-1\"`",
                           unit, step, unit));
}

}  // namespace

struct LayerUnits::Chosen {
  std::string text;
  UnitConverter convert;
  bool sums = false;
};

LayerUnits::LayerUnits(const Series& series, const LayerSpec& spec, const Role& role, Meaning meaning)
    : LayerUnits(choose(series, spec, role, meaning), 0.0)
{
  if (meaning == Meaning::difference) zero_ = convert_(0.0);
}

LayerUnits::LayerUnits(Chosen chosen, double zero)
    : text_(std::move(chosen.text)), convert_(std::move(chosen.convert)), sums_(chosen.sums), zero_(zero)
{
}

LayerUnits::Chosen LayerUnits::choose(const Series& series, const LayerSpec& spec, const Role& role, Meaning meaning)
{
  std::string text = spec.units.empty() ? series.about().units : spec.units;
  const std::string wanted(meaning == Meaning::ratio ? "1" : role.unit);
  if (text.empty())
    fail(series, fmt::format("has no units; give them with `units` ({} wants '{}')", role.name, wanted));
  if (meaning == Meaning::ratio) {
    const auto convert = UnitConverter::between(text, "1");
    if (convert && (*convert)(1.0) == 1.0) return {text, *convert};
    fail(series, fmt::format("is in '{}'; factors must be in '1' (a percentage may be a share or a change)", text));
  }
  if (role.name == "snow_depth") refuse_water_as_snow(series, text);
  if (role.unit == "mm day-1") {
    constexpr double longer_than_a_day = 1.5;
    const bool daily = mean_step_d(series.times()) < longer_than_a_day;
    auto water = water_unit(text, daily);
    if (water && water->amount && spec.units.empty() && series.about().step_type.starts_with("avg")) {
      text = rate_of_mean(series, text);
      water = water_unit(text, daily);
    }
    if (water) return {text, water->convert, water->amount};
  } else if (role.name == "snow_water") {
    const auto water = water_unit(text, true);  // 1 kg on 1 m2 is 1 mm
    if (water && water->amount) return {text, water->convert};
  } else if (const auto convert = UnitConverter::between(text, wanted)) {
    return {text, *convert};
  }
  fail(series, fmt::format("is in '{}', which does not convert to '{}'", text, wanted));
}

double mean_step_d(const RecordTimes& times)
{
  if (times.stamps.size() < 2) return 0.0;
  const auto day = [&](const CfTime& t) { return model_days(times.calendar, t); };
  return (day(times.stamps.back()) - day(times.stamps.front())) / static_cast<double>(times.stamps.size() - 1);
}

}  // namespace rangifer::forcing

#include "forcing/layer/source_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/nearest_name.h"
#include "forcing/file/local_file.h"
#include "forcing/layer/layer_checks.h"
#include "forcing/layer/monthly_offset.h"

namespace rangifer::forcing {

namespace {

/// The value that goes by a name; @throws InputError with the nearest name.
template <class T, std::size_t N>
T named(const char* key, const std::string& wanted, const std::array<std::pair<const char*, T>, N>& values)
{
  std::vector<std::string> names;
  for (const auto& [name, value] : values) {
    if (wanted == name) return value;
    names.emplace_back(name);
  }
  const std::string nearest = nearest_name(wanted, names);
  throw InputError(fmt::format("`{} = \"{}\"`: must be {}{}", key, wanted, fmt::join(names, " or "),
                               nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
}

constexpr std::array<std::pair<const char*, Resampling>, 3> resamplings {
  {{"bilinear", Resampling::bilinear}, {"nearest", Resampling::nearest}, {"area_mean", Resampling::area_mean}}};
constexpr std::array<std::pair<const char*, Accumulation>, 2> accumulations {
  {{"record", Accumulation::record}, {"day", Accumulation::day}}};

/// Sums in records of a day or less: whether it is known what they are sums over.
void require_stated(const Series& series)
{
  const RecordTimes& times = series.times();
  constexpr double longest_in_a_day = 0.9, longest_of_a_day = 1.5;
  const double step_d = mean_step_d(times);
  const bool stamped_at_end = series.about().step_type == "accum" && step_d < longest_of_a_day;
  if (!times.bounds.empty() || (step_d > longest_in_a_day && !stamped_at_end) || times.stamps.size() < 2) return;
  throw InputError(fmt::format(
    "{}: amounts ('{}') every {:g} hours; say what they are sums over: `accumulation = \"record\"` (since the record "
    "before, as in ERA5) or `accumulation = \"day\"` (since midnight UTC, as in ERA5-Land)",
    series.name(), series.about().units, std::round(step_d * 240.0) / 10.0));
}

TimeRules rules_of(const Series& series, const LayerUnits& units, const LayerSpec& spec, const Role& role,
                   Meaning meaning)
{
  TimeRules rules;
  if (role.unit == "mm day-1" && meaning == Meaning::value) rules.quantity = Quantity::flux;
  rules.sums = units.sums();
  rules.every_year = spec.every_year;
  if (!spec.accumulation.empty()) {
    rules.accumulation = named("accumulation", spec.accumulation, accumulations);
    if (!rules.sums)
      throw InputError(fmt::format("{} is in '{}', not in an amount such as mm: `accumulation` does not go with it",
                                   series.name(), units.text()));
  } else if (rules.sums) {
    require_stated(series);
  }
  return rules;
}

}  // namespace

Domain::Domain(const landscape::Terrain& terrain)
    : grid_(terrain.grid),
      lon_lat_(in_crs(cell_centres(terrain.grid), geographic_crs)),
      elevation_m_(terrain.elevation_m),
      land_fraction_(terrain.land_fraction)
{
}

std::shared_ptr<const Sampler> Domain::sampler(const SourceGrid& source, Resampling how)
{
  for (const Known& known : known_)
    if (known.how == how && known.grid == source) return known.sampler;
  known_.push_back({source, how, std::make_shared<const Sampler>(source, grid_, how)});
  return known_.back().sampler;
}

Resampling Domain::resampling(const SourceGrid& source, const LayerSpec& spec) const
{
  return spec.resampling.empty() ? suitable_resampling(source, grid_) : resampling_named(spec.resampling);
}

std::string Domain::place(std::size_t cell) const { return place_text(lon_lat_.x[cell], lon_lat_.y[cell]); }

void Domain::require_cover(const Sampler& sampler, const SourceGrid& source, const std::string& name) const
{
  auto outside = sampler.first_outside();
  if (outside && sampler.covered() > 0 && !land_fraction_.empty()) {  // sea needs no value
    const std::vector<double> present(sampler.window().columns * sampler.window().rows, 1.0);
    std::vector<double> cells(sampler.size());
    sampler.apply(present, cells);
    outside.reset();
    for (std::size_t i = cells.size(); i-- > 0;)
      if (std::isnan(cells[i]) && land_fraction_[i] >= 0.5f) outside = i;
  }
  if (!outside) return;
  const double share = static_cast<double>(sampler.covered()) / static_cast<double>(sampler.size());
  throw InputError(fmt::format("{} covers {:g} % of the model grid; its own extent is {}; first cell outside: {}", name,
                               std::floor(share * 1e4) / 100.0, extent_text(source), place(*outside)));
}

Resampling resampling_named(const std::string& name) { return named("resampling", name, resamplings); }

std::string resampling_text(Resampling how)
{
  return how == Resampling::area_mean ? "area mean" : how == Resampling::nearest ? "nearest" : "bilinear";
}

SourceLayer::SourceLayer(const LayerSpec& spec, const Role& role, const std::shared_ptr<Domain>& domain,
                         Meaning meaning)
    : spec_(spec),
      role_(&role),
      domain_(domain),
      series_({spec.file, spec.variable, spec.select}, spec.every_year),
      units_(series_, spec_, role, meaning),
      time_(series_.times(), rules_of(series_, units_, spec_, role, meaning)),
      how_(domain->resampling(series_.about().grid, spec)),
      sampler_(domain->sampler(series_.about().grid, how_)),
      gaps_(domain->grid(), domain->land_fraction())
{
  domain->require_cover(*sampler_, series_.about().grid, series_.name());
}

std::optional<std::string> SourceLayer::missing_period(Day first, Day last) const
{
  if (time_.first() <= first && last <= time_.last()) return std::nullopt;
  return fmt::format("{} holds {} to {}, but {} to {} is needed", series_.name(), to_string(time_.first()),
                     to_string(time_.last()), to_string(first), to_string(last));
}

std::string SourceLayer::name(Day day) const
{
  const std::vector<Share> shares = time_.on(day);
  return shares.empty() ? series_.name() : series_.name(shares.front().record);
}

const std::vector<double>& SourceLayer::record(std::size_t number)
{
  const auto held = std::ranges::find(records_, number, [](const auto& one) { return one.first; });
  if (held != records_.end()) {
    records_.splice(records_.end(), records_, held);
    return records_.back().second;
  }
  if (records_.size() == 2) records_.pop_front();
  std::vector<double> values = series_.read(number, sampler_->window());
  const double length_d = units_.sums() ? time_.length_d(number) : 1.0;
  for (double& v : values) v = units_(v) / length_d * spec_.scale + spec_.offset;
  return records_.emplace_back(number, std::move(values)).second;
}

std::vector<double> SourceLayer::amounts(std::size_t number)
{
  std::vector<double> values = series_.read(number, sampler_->window());
  for (double& v : values) v = units_(v);
  return values;
}

/// The sum of a February that stands for every year is shared out over one more day in leap years.
double SourceLayer::leap_factor(std::size_t number, Day day) const
{
  if (!units_.sums() || time_.step() != TimeAxis::Step::climatology) return 1.0;
  return time_.length_d(number) / time_.length_d(number, day);
}

void SourceLayer::mean(Day day, std::vector<double>& out)
{
  out.assign(sampler_->window().columns * sampler_->window().rows, 0.0);
  for (const Share& share : time_.on(day)) {
    if (share.weight == 0.0) continue;
    const std::vector<double>& values = record(share.record);
    const double weight = share.weight * leap_factor(share.record, day);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] += weight * values[i];
  }
}

void SourceLayer::extreme(Day day, bool highest, std::vector<double>& out)
{
  const double none = highest ? -std::numeric_limits<double>::infinity() : std::numeric_limits<double>::infinity();
  out.assign(sampler_->window().columns * sampler_->window().rows, none);
  for (const Share& share : time_.on(day)) {
    if (share.weight == 0.0) continue;
    const std::vector<double>& values = record(share.record);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const bool beyond = highest ? values[i] > out[i] : values[i] < out[i];
      if (beyond || std::isnan(values[i])) out[i] = values[i];  // once missing, missing: no comparison is true
    }
  }
}

void SourceLayer::onto_cells(Day day, const std::vector<double>& source, std::vector<double>& cells)
{
  cells.resize(sampler_->size());
  const auto gap = gaps_.onto_cells(*sampler_, source, cells);
  if (gap && gap->filled_now)
    throw InputError(
      fmt::format("{} on {}: a value at {}, where there was none before: a hole in the data, not the edge of the land",
                  name(day), to_string(day), domain_->place(gap->cell)));
  if (gap) {
    const bool nowhere = std::ranges::none_of(cells, [](double v) { return std::isfinite(v); });
    throw InputError(fmt::format("{} on {}: no value {}", name(day), to_string(day),
                                 nowhere ? "anywhere" : "at " + domain_->place(gap->cell)));
  }
  if (!filled_) note_filled(cells.size());
}

void SourceLayer::note_filled(std::size_t cells)
{
  const auto percent = [&](std::size_t n) { return 100.0 * static_cast<double>(n) / static_cast<double>(cells); };
  filled_ = "";
  if (gaps_.from_part() > 0)
    *filled_ = fmt::format("{:.2g} % of cells from part of their neighbours", percent(gaps_.from_part()));
  if (gaps_.from_elsewhere() > 0)
    *filled_ += fmt::format("{}{:.2g} % of cells, all sea, from the nearest", filled_->empty() ? "" : "; ",
                            percent(gaps_.from_elsewhere()));
}

void SourceLayer::require_believable(Day day, std::vector<double>& cells) const
{
  if (all_believable(*role_, cells)) return;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double value = cells[i];
    if (std::isfinite(value) && believable(*role_, cells[i])) continue;
    throw InputError(fmt::format("{} gives {:.6g} {} on {} at {}{}; {}", name(day), value, role_->unit, to_string(day),
                                 domain_->place(i), after_changes(spec_), range_text(*role_)));
  }
}

LayerFact SourceLayer::fact() const
{
  const bool climatology = time_.step() == TimeAxis::Step::climatology;
  const std::vector<std::string> files = series_.files();
  LayerFact fact {std::string(role_->name),
                  spec_.file,
                  series_.about().variable,
                  units_.text(),
                  series_.times().calendar_name,
                  grid_text(series_.about().grid),
                  resampling_text(how_),
                  "",
                  climatology ? "every year" : to_string(time_.first()),
                  climatology ? "every year" : to_string(time_.last())};
  fact.time = time_.text();
  if (files.size() > 1 || files.front() != spec_.file) fact.files = files;
  fact.changes = changes_in_words(spec_, *role_);
  fact.note = filled_.value_or("");
  const std::string units = units_overridden(spec_, series_.about().units);
  if (!units.empty()) fact.note += (fact.note.empty() ? "" : "; ") + units;
  return fact;
}

}  // namespace rangifer::forcing

#include "forcing/layer/daily_layer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "forcing/file/local_file.h"
#include "forcing/layer/layer_checks.h"

namespace rangifer::forcing {
namespace {

bool is_temperature(const Role& role) { return role.name.starts_with("temperature"); }

}  // namespace

Domain::Domain(const landscape::Terrain& terrain)
    : centres_(cell_centres(terrain.grid)),
      lon_lat_(in_crs(centres_, geographic_crs)),
      elevation_m_(terrain.elevation_m)
{
}

std::shared_ptr<const Bilinear> Domain::weights(const SourceGrid& source)
{
  for (const auto& [grid, weights] : known_)
    if (grid == source) return weights;
  known_.emplace_back(source, std::make_shared<const Bilinear>(source, centres_));
  return known_.back().second;
}

std::string Domain::place(std::size_t cell) const { return place_text(lon_lat_.x[cell], lon_lat_.y[cell]); }

DailyLayer::DailyLayer(const ResolvedLayer& layer, const Role& role, const LapseRate& lapse,
                       const std::shared_ptr<Domain>& domain)
    : where_(layer.where),
      spec_(layer.spec),
      role_(&role),
      lapse_(lapse),
      domain_(domain),
      file_(spec_.file),
      of_(open_grid_variable(file_, spec_.variable)),
      units_(spec_.units.empty() ? of_.units : spec_.units),
      time_(read_time_axis(file_, of_)),
      quantity_(role.name == "precipitation" ? Quantity::flux : Quantity::state)
{
  choose_units();
  weights_ = covering(of_);
  if (!spec_.elevation.empty()) read_heights();
  source_.resize(weights_->window().columns * weights_->window().rows);
  cells_.resize(weights_->size());
}

void DailyLayer::choose_units()
{
  const std::string unit(role_->unit);
  if (quantity_ == Quantity::flux) {
    if (const auto water = water_unit(units_, time_.daily())) {
      convert_ = water->convert;
      amount_ = water->amount;
    }
  } else {
    convert_ = UnitConverter::between(units_, unit);
  }
  if (convert_) return;
  if (units_.empty()) fail(fmt::format("has no units; give them with `units` ({} wants '{}')", role_->name, unit));
  fail(fmt::format("is in '{}', which does not convert to '{}'", units_, unit));
}

std::shared_ptr<const Bilinear> DailyLayer::covering(const GridVariable& of) const
{
  const auto weights = domain_->weights(of.grid);
  const auto outside = weights->first_outside();
  if (!outside) return weights;
  const double share = static_cast<double>(weights->covered()) / static_cast<double>(weights->size());
  throw InputError(fmt::format(
    "{}: variable {} covers {:g} % of the model grid; its own extent is {}; first cell "
    "outside: {}",
    file_.name(), of.variable.name, std::floor(share * 1e4) / 100.0, extent_text(of.grid), domain_->place(*outside)));
}

void DailyLayer::read_heights()
{
  if (!is_temperature(*role_))
    fail(fmt::format("`elevation` is given, but only temperatures are carried to another height, not {}", role_->name));
  const GridVariable of = open_grid_variable(file_, spec_.elevation);
  const auto convert = UnitConverter::between(of.units.empty() ? "m" : of.units, "m");
  if (!convert)
    throw InputError(fmt::format("{}: variable {} is in '{}', which does not convert to 'm'", file_.name(),
                                 of.variable.name, of.units));
  if (of.records() != 1)
    throw InputError(fmt::format("{}: variable {} has {} records in time; an elevation has one", file_.name(),
                                 of.variable.name, of.records()));
  const auto weights = covering(of);
  std::vector<double> values = read_window(file_, of, 0, weights->window());
  convert->apply(values);
  std::vector<double> ground_m(weights->size());
  weights->apply(values, ground_m);
  height_km_.reserve(ground_m.size());
  for (std::size_t i = 0; i < ground_m.size(); ++i) {
    if (!std::isfinite(ground_m[i]))
      throw InputError(
        fmt::format("{}: variable {} has no value at {}", file_.name(), of.variable.name, domain_->place(i)));
    height_km_.push_back(static_cast<float>((static_cast<double>(domain_->elevation_m()[i]) - ground_m[i]) / 1000.0));
  }
}

std::optional<std::string> DailyLayer::missing_period(Day first, Day last) const
{
  if (time_.first() <= first && last <= time_.last()) return std::nullopt;
  return fmt::format("{}: variable {} holds {} to {}, but {} to {} is needed", file_.name(), of_.variable.name,
                     to_string(time_.first()), to_string(time_.last()), to_string(first), to_string(last));
}

const std::vector<double>& DailyLayer::record(std::size_t number)
{
  const auto held = records_.find(number);
  if (held != records_.end()) return held->second;
  if (records_.size() == 2) records_.erase(records_.begin());  // days rise, so the lowest is done with
  std::vector<double> values = read_window(file_, of_, number, weights_->window());
  convert_->apply(values);
  const double length_d = amount_ ? time_.length_d(number) : 1.0;
  for (double& v : values) v = v / length_d * spec_.scale + spec_.offset;
  return records_.emplace(number, std::move(values)).first->second;
}

void DailyLayer::read(Day day, Field& out)
{
  if (const auto missing = missing_period(day, day)) throw InputError(at_place(where_, *missing));
  std::ranges::fill(source_, 0.0);
  for (const Share& share : time_.on(day, quantity_)) {
    if (share.weight == 0.0) continue;
    const std::vector<double>& values = record(share.record);
    for (std::size_t i = 0; i < source_.size(); ++i) source_[i] += share.weight * values[i];
  }
  weights_->apply(source_, cells_);

  const double k_per_km = lapse_.on(day_of_year(day));
  out.resize(cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i) {
    if (!std::isfinite(cells_[i])) refuse_gap(day, i);
    double value = cells_[i];
    if (!height_km_.empty()) value += k_per_km * static_cast<double>(height_km_[i]);
    if (!believable(*role_, value))
      throw InputError(
        at_place(where_, fmt::format("{}: variable {} gives {:.6g} {} on {} at {}; {}", file_.name(), of_.variable.name,
                                     value, role_->unit, to_string(day), domain_->place(i), range_text(*role_))));
    out[i] = static_cast<float>(value);
  }
}

void DailyLayer::refuse_gap(Day day, std::size_t first) const
{
  const bool nowhere = std::ranges::none_of(cells_, [](double v) { return std::isfinite(v); });
  throw InputError(at_place(where_, fmt::format("{}: variable {} on {}: no value {}", file_.name(), of_.variable.name,
                                                to_string(day), nowhere ? "anywhere" : "at " + domain_->place(first))));
}

void DailyLayer::fail(const std::string& what) const
{
  throw InputError(fmt::format("{}: variable {} {}", file_.name(), of_.variable.name, what));
}

LayerFact DailyLayer::fact(const std::string& sha256) const
{
  return {std::string(role_->name),
          spec_.file,
          of_.variable.name,
          units_,
          calendar_of(file_, of_),
          grid_text(of_.grid),
          "bilinear",
          sha256,
          to_string(time_.first()),
          to_string(time_.last())};
}

}  // namespace rangifer::forcing

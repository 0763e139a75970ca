#include "forcing/layer/daily_layer.h"

#include <algorithm>

#include "base/error.h"
#include "forcing/layer/height.h"
#include "forcing/layer/layer_checks.h"
#include "forcing/layer/sums_check.h"

namespace rangifer::forcing {

DailyLayer::DailyLayer(const ResolvedLayer& layer, const Role& role, const LapseRate& lapse,
                       const std::shared_ptr<Domain>& domain)
    : where_(layer.where),
      spec_(layer.spec),
      lapse_(lapse),
      source_(layer.spec, role, domain),
      height_km_(height_above_source_km(spec_, role, source_.series().files().front(), *domain))
{
  if (!spec_.delta.empty()) delta_.emplace(spec_, role, domain);
  if (!spec_.offset_by_month.empty()) monthly_.emplace(spec_);
}

std::optional<std::string> DailyLayer::missing_period(Day first, Day last) const
{
  return source_.missing_period(first, last);
}

void DailyLayer::check_sums(Day first)
{
  if (spec_.accumulation.empty()) return;
  check_accumulation(source_, spec_.accumulation == "day" ? Accumulation::day : Accumulation::record, first);
}

void DailyLayer::read(Day day, Field& out)
{
  try {
    if (const auto missing = missing_period(day, day)) throw InputError(*missing);
    read_cells(day);
    source_.require_believable(day, cells_);
  } catch (const InputError& e) {
    throw InputError(at_place(where_, e.what()));
  }
  to_field(cells_, out);
}

void DailyLayer::read_cells(Day day)
{
  const std::string_view role = source_.role().name;
  const bool several = source_.time().step() == TimeAxis::Step::sub_daily;
  if (several && (role == "temperature_min" || role == "temperature_max"))
    source_.extreme(day, role == "temperature_max", values_);
  else source_.mean(day, values_);
  source_.onto_cells(day, values_, cells_);
  if (!height_km_.empty()) {
    const double k_per_km = lapse_.on(day_of_year(day));
    for (std::size_t i = 0; i < cells_.size(); ++i) cells_[i] += k_per_km * static_cast<double>(height_km_[i]);
  }
  if (delta_) delta_->apply(day, cells_);
  if (monthly_) {
    const double offset = monthly_->on(day);
    for (double& value : cells_) value += offset;
  }
}

std::vector<LayerFact> DailyLayer::facts()
{
  std::vector<LayerFact> all {source_.fact()};
  if (delta_) all.push_back(delta_->fact());
  if (!spec_.elevation_file.empty()) {
    LayerFact height;
    height.role = all.front().role + " (elevation)";
    height.file = spec_.elevation_file;
    height.variable = spec_.elevation;
    height.resampling = all.front().resampling;
    all.push_back(std::move(height));
  }
  return all;
}

void to_field(const std::vector<double>& cells, Field& out)
{
  out.resize(cells.size());
  std::ranges::transform(cells, out.begin(), [](double v) { return static_cast<float>(v); });
}

}  // namespace rangifer::forcing

#include "forcing/layer/delta.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "forcing/layer/monthly_offset.h"

namespace rangifer::forcing {

namespace {

/// Past these a change is taken for something else: an absolute temperature, a percentage.
constexpr double most_warming_k = 30.0, highest_ratio = 20.0;

bool method_is_multiply(const LayerSpec& spec, const Role& role)
{
  if (spec.delta_method == "add") return false;
  if (spec.delta_method != "multiply")
    throw InputError(fmt::format("`delta_method = \"{}\"`: must be add or multiply", spec.delta_method));
  if (role.unit == "degC") throw InputError("`delta_method = \"multiply\"`: degrees Celsius have no ratio; use add");
  return true;
}

LayerSpec spec_of_months(const LayerSpec& spec)
{
  LayerSpec months;
  months.role = spec.role;
  months.file = spec.delta;
  months.variable = spec.delta_variable;
  months.resampling = "bilinear";
  months.every_year = true;
  return months;
}

}  // namespace

Delta::Delta(const LayerSpec& spec, const Role& role, const std::shared_ptr<Domain>& domain)
    : multiply_(method_is_multiply(spec, role)),
      months_(spec_of_months(spec), role, domain, multiply_ ? Meaning::ratio : Meaning::difference)
{
  const std::size_t records = months_.series().times().stamps.size();
  if (records != 12)
    throw InputError(
      fmt::format("{} has {} records in time; a delta has twelve months", months_.series().name(), records));
}

void Delta::apply(Day day, std::vector<double>& cells)
{
  months_.mean(day, source_);
  months_.onto_cells(day, source_, change_);
  const double low = multiply_ ? 0.0 : months_.role().low - months_.role().high;
  double high = multiply_ ? highest_ratio : months_.role().high - months_.role().low;
  if (!multiply_ && months_.role().unit == "degC") high = most_warming_k;
  const auto [least, most] = std::ranges::minmax(change_);
  if (!(least >= std::max(low, -high) && most <= high))
    throw InputError(fmt::format("{} reaches from {:.6g} to {:.6g} on {}; a {} must lie in {:g} .. {:g}",
                                 months_.series().name(), least, most, to_string(day), multiply_ ? "ratio" : "change",
                                 std::max(low, -high), high));
  for (std::size_t i = 0; i < cells.size(); ++i) cells[i] = multiply_ ? cells[i] * change_[i] : cells[i] + change_[i];
}

LayerFact Delta::fact()
{
  LayerFact fact = months_.fact();
  fact.role += multiply_ ? " (factors)" : " (changes)";
  std::vector<double> means;
  for (std::size_t month = 0; month < 12; ++month) {
    double sum = 0.0;
    std::size_t places = 0;
    for (const double value : months_.record(month)) {
      if (std::isnan(value)) continue;
      sum += value;
      ++places;
    }
    means.push_back(places == 0 ? 0.0 : sum / static_cast<double>(places));
  }
  fact.changes = {multiply_
                    ? fmt::format("times {:.3g}, January to December (means over the frame)", fmt::join(means, " "))
                    : months_in_words(means, unit_of_change(months_.role())) + " (means over the frame)"};
  return fact;
}

}  // namespace rangifer::forcing

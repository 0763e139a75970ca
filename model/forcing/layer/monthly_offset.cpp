#include "forcing/layer/monthly_offset.h"

#include <fmt/format.h>

#include "base/error.h"
#include "forcing/layer/series.h"

namespace rangifer::forcing {

MonthlyOffset::MonthlyOffset(const LayerSpec& spec)
    : months_(spec.offset_by_month), time_(twelve_months(spec.role), {.every_year = true})
{
  if (months_.size() != 12)
    throw InputError(fmt::format("`offset_by_month` has {} numbers; expected 12, January to December", months_.size()));
}

double MonthlyOffset::on(Day day) const
{
  double offset = 0.0;
  for (const Share& share : time_.on(day)) offset += share.weight * months_[share.record];
  return offset;
}

std::string unit_of_change(const Role& role) { return std::string(role.unit == "degC" ? "K" : role.unit); }

std::vector<std::string> changes_in_words(const LayerSpec& spec, const Role& role)
{
  const std::string unit = unit_of_change(role);
  std::vector<std::string> changes;
  if (spec.scale != 1.0) changes.push_back(fmt::format("times {:g} (scale)", spec.scale));
  if (spec.offset != 0.0)
    changes.push_back(fmt::format("{:+g} {} {} (offset)", spec.offset, unit, role.daily ? "every day" : "everywhere"));
  if (!spec.offset_by_month.empty())
    changes.push_back(months_in_words(spec.offset_by_month, unit) + " (offset_by_month)");
  return changes;
}

std::string months_in_words(const std::vector<double>& months, const std::string& unit)
{
  std::string text;
  for (const double month : months) text += fmt::format("{:+.3g} ", month + 0.0);
  return text + unit + ", January to December";
}

}  // namespace rangifer::forcing

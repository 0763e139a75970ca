#pragma once
#include <string>
#include <vector>

#include "forcing/time/time_axis.h"
#include "make_files.h"

/// Time axes for the tests, as a file would give them.
namespace rangifer::testing {

inline forcing::RecordTimes times(const std::string& units, const std::vector<double>& values,
                                  const std::vector<double>& bounds = {}, const std::string& calendar = "standard")
{
  forcing::RecordTimes out;
  out.units = units;
  out.calendar = forcing::calendar_named(calendar);
  out.calendar_name = calendar;
  out.stamps = forcing::decode_times(values, units, out.calendar);
  out.bounds = forcing::decode_times(bounds, units, out.calendar);
  return out;
}

/// The twelve months of a year: bounds of calendar months, stamps in their middle.
inline forcing::RecordTimes months(int year, const std::string& calendar = "standard")
{
  forcing::RecordTimes out;
  out.calendar = forcing::calendar_named(calendar);
  for (int m = 1; m <= 12; ++m) {
    out.stamps.push_back({year, m, 15, 43200});
    out.bounds.push_back({year, m, 1, 0});
    out.bounds.push_back(m == 12 ? forcing::CfTime {year + 1, 1, 1, 0} : forcing::CfTime {year, m + 1, 1, 0});
  }
  return out;
}

inline std::string refused(const forcing::RecordTimes& times, const forcing::TimeRules& rules = {})
{
  return refusal([&] { (void)forcing::TimeAxis(times, rules); });
}

/// "2001-05-01 to 2001-06-09"
inline std::string period(const forcing::TimeAxis& axis)
{
  return to_string(axis.first()) + " to " + to_string(axis.last());
}

/// Records and weights of a day: "30" or "3 0.25, 4 0.75".
inline std::string shares(const forcing::TimeAxis& axis, const char* day)
{
  std::string out;
  for (const forcing::Share& share : axis.on(parse_day(day).value())) {
    char text[64];
    std::snprintf(text, sizeof text, share.weight == 1.0 ? "%s%zu" : "%s%zu %.6g", out.empty() ? "" : ", ",
                  share.record, share.weight);
    out += text;
  }
  return out;
}

inline constexpr forcing::TimeRules flux {.quantity = forcing::Quantity::flux};

}  // namespace rangifer::testing

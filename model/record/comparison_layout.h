#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/column.h"

/// What `rangifer compare` writes, as a table: the writer and outputs/FORMAT.md walk it.
namespace rangifer::record {

inline constexpr std::string_view comparison_format = "rangifer comparison";
inline constexpr std::string_view impact_group = "impact";

struct ComparisonGroup {
  std::string_view name, title, meaning;
};
[[nodiscard]] std::span<const ComparisonGroup> comparison_groups();

struct ComparisonVariable {
  std::string group, name;
  std::string dimensions;  ///< names, blank between, slowest first
  Type type = Type::f64;
  std::string units, long_name;
};
/// All variables but those of impact/, each estimate followed by the ends of its interval.
[[nodiscard]] std::vector<ComparisonVariable> comparison_variables();

/// The forms in which a variable V of a run's impact/ is there: V followed by `suffix`.
struct ComparisonStatistic {
  std::string_view suffix, long_name;
  bool by_pair = false;   ///< along (pair, year, herd, ...) instead of (herd, ...)
  bool unitless = false;  ///< not in the unit of V
};
[[nodiscard]] std::span<const ComparisonStatistic> comparison_statistics();

struct ComparisonAxisMeaning {
  std::string_view name, meaning;
};
[[nodiscard]] std::span<const ComparisonAxisMeaning> comparison_axes();

struct ComparisonAttribute {
  std::string_view name, meaning;
};
/// Of the root.
[[nodiscard]] std::span<const ComparisonAttribute> comparison_attributes();

}  // namespace rangifer::record

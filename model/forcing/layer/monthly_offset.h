#pragma once
#include <string>
#include <vector>

#include "base/calendar.h"
#include "forcing/layer.h"
#include "forcing/time/time_axis.h"

namespace rangifer::forcing {

/// `offset_by_month` of a layer: twelve numbers on the days of every year, the same everywhere. Each is reached in the
/// middle of its month and it is linear between, as a file of monthly changes (Delta) is: at the turn of two months
/// half of each applies.
class MonthlyOffset {
public:
  /// @throws InputError unless there are twelve
  explicit MonthlyOffset(const LayerSpec& spec);
  [[nodiscard]] double on(Day day) const;

private:
  Numbers months_;
  TimeAxis time_;
};

/// The unit of differences of a role: "K" for degrees Celsius.
[[nodiscard]] std::string unit_of_change(const Role& role);

/// What a layer's own keys put on its values, a line each: "+1.5 K every day (offset)".
[[nodiscard]] std::vector<std::string> changes_in_words(const LayerSpec& spec, const Role& role);

/// "+0 +0 +1.5 ... K, January to December"
[[nodiscard]] std::string months_in_words(const std::vector<double>& months, const std::string& unit);

}  // namespace rangifer::forcing

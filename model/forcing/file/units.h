#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace rangifer::forcing {

/// From one unit to another by UDUNITS-2. Cheap to copy.
class UnitConverter {
public:
  /// Nothing if either is no unit or one does not convert to the other. Usual misspellings of files
  /// ("deg C", "degrees Celsius", "C", "mm w.e.", "(0 - 1)", ...) are understood.
  [[nodiscard]] static std::optional<UnitConverter> between(const std::string& from, const std::string& to);

  [[nodiscard]] double operator()(double value) const noexcept;
  /// In place; a missing value (NaN) stays one.
  void apply(std::span<double> values) const noexcept;

private:
  explicit UnitConverter(std::shared_ptr<void> converter) : converter_(std::move(converter)) {}
  std::shared_ptr<void> converter_;
};

/// How a precipitation unit becomes mm of water per day.
struct WaterUnit {
  UnitConverter convert;  ///< to mm day-1; to mm if `amount`
  bool amount = false;    ///< the number is a sum over its record, to be divided by the days it spans
};

/// Rates ("mm day-1", "kg m-2 s-1", "m s-1") and sums over a record ("mm", "m", "kg m-2"); 1 kg of
/// water on 1 m2 is 1 mm. "per month" on a record longer than a day is the sum of that calendar month,
/// whatever its length, as producers mean it; on a daily record it is a rate of 30.44 days.
[[nodiscard]] std::optional<WaterUnit> water_unit(const std::string& unit, bool daily_records);

}  // namespace rangifer::forcing

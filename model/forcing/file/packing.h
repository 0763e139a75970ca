#pragma once
#include <limits>
#include <span>
#include <vector>

#include "forcing/file/netcdf_file.h"

namespace rangifer::forcing {

/// How the stored numbers of a variable become values: value = stored * scale + offset, and which of
/// them mean "missing". `_FillValue` and `missing_value` are in the stored type, so are valid_min,
/// valid_max and valid_range, unless they are real numbers while the data are packed whole ones. Whole numbers
/// are unsigned if `_Unsigned` says so, or if a valid range within 0..255 (0..65535, ...) cannot be signed.
class Packing {
public:
  Packing() = default;
  /// @throws InputError: a scale of 0, a scale or offset that is no number, a valid range upside down
  Packing(const NetcdfFile& file, const NetcdfVariable& variable);

  /// In place; what is missing becomes NaN.
  void unpack(std::span<double> values) const noexcept;

private:
  double scale_ = 1.0;
  double offset_ = 0.0;
  double wrap_ = 0.0;  ///< added to negative numbers of a variable that is unsigned stored as signed
  std::vector<double> missing_;
  double stored_low_ = -std::numeric_limits<double>::infinity();
  double stored_high_ = std::numeric_limits<double>::infinity();
  double value_low_ = stored_low_;
  double value_high_ = stored_high_;
  void read_range(const NetcdfFile& file, const NetcdfVariable& variable);
  void read_missing_codes(const NetcdfFile& file, const NetcdfVariable& variable);
  [[nodiscard]] bool is_unsigned(const NetcdfFile& file, const NetcdfVariable& variable) const;
  [[nodiscard]] double as_stored(double number, int type) const noexcept;
};

}  // namespace rangifer::forcing

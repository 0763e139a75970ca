#include "forcing/file/packing.h"

#include <netcdf.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <optional>
#include <string>

namespace rangifer::forcing {
namespace {

/// What netCDF-C writes where nothing was written; one-byte types have no such number.
std::optional<double> default_fill(int type)
{
  switch (type) {
    case NC_SHORT:
      return NC_FILL_SHORT;
    case NC_USHORT:
      return NC_FILL_USHORT;
    case NC_INT:
      return NC_FILL_INT;
    case NC_UINT:
      return NC_FILL_UINT;
    case NC_FLOAT:
      return static_cast<double>(NC_FILL_FLOAT);
    case NC_DOUBLE:
      return NC_FILL_DOUBLE;
    default:
      return std::nullopt;
  }
}

double unsigned_range(int type)
{
  if (type == NC_BYTE) return 256.0;
  if (type == NC_SHORT) return 65536.0;
  return type == NC_INT ? 4294967296.0 : 0.0;
}

}  // namespace

/// 1e20 given as a double and 1e20 stored as a float are different numbers until rounded alike.
double Packing::as_stored(double number, int type) const noexcept
{
  if (type == NC_FLOAT) return static_cast<double>(static_cast<float>(number));
  return number < 0 ? number + wrap_ : number;
}

Packing::Packing(const NetcdfFile& file, const NetcdfVariable& variable)
{
  const auto first = [&](const char* name) -> std::optional<double> {
    const auto values = file.numbers(variable, name);
    return values.empty() ? std::nullopt : std::optional(values.front());
  };
  scale_ = first("scale_factor").value_or(1.0);
  offset_ = first("add_offset").value_or(0.0);
  std::string is_unsigned = file.text(variable, "_Unsigned").value_or("false");
  for (char& c : is_unsigned) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (is_unsigned == "true") wrap_ = unsigned_range(variable.type);

  for (const char* const name : {"_FillValue", "missing_value"})
    for (const double code : file.numbers(variable, name))
      if (!std::isnan(code)) missing_.push_back(as_stored(code, variable.type));
  if (file.attribute_type(variable, "_FillValue") == 0)
    if (const auto fill = default_fill(variable.type)) missing_.push_back(as_stored(*fill, variable.type));

  const bool whole = variable.type != NC_FLOAT && variable.type != NC_DOUBLE;
  const bool packed = scale_ != 1.0 || offset_ != 0.0;
  const auto bound = [&](const char* name, std::size_t i, double& stored, double& value) {
    const auto numbers = file.numbers(variable, name);
    if (numbers.size() <= i) return;
    const int type = file.attribute_type(variable, name);
    const bool real = type == NC_FLOAT || type == NC_DOUBLE;
    if (whole && packed && real) value = numbers[i];
    else stored = as_stored(numbers[i], variable.type);
  };
  bound("valid_min", 0, stored_low_, value_low_);
  bound("valid_max", 0, stored_high_, value_high_);
  bound("valid_range", 0, stored_low_, value_low_);
  bound("valid_range", 1, stored_high_, value_high_);
}

void Packing::unpack(std::span<double> values) const noexcept
{
  for (double& v : values) {
    const double stored = v < 0 ? v + wrap_ : v;
    const bool missing = std::ranges::find(missing_, stored) != missing_.end();
    v = stored * scale_ + offset_;
    if (missing || !(stored_low_ <= stored && stored <= stored_high_) || !(value_low_ <= v && v <= value_high_))
      v = std::numeric_limits<double>::quiet_NaN();
  }
}

}  // namespace rangifer::forcing

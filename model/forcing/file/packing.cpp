#include "forcing/file/packing.h"

#include <fmt/format.h>
#include <netcdf.h>

#include <algorithm>
#include <cctype>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "base/error.h"

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
    case NC_INT64:
      return static_cast<double>(NC_FILL_INT64);
    case NC_UINT64:
      return static_cast<double>(NC_FILL_UINT64);
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

/// Numbers of an attribute, also where they were written as text ("-999"); text that is no number counts as
/// not there.
std::vector<double> numbers_or_text(const NetcdfFile& file, const NetcdfVariable& variable, const char* name)
{
  if (const auto text = file.text(variable, name)) {
    std::vector<double> values;
    const char* at = text->c_str();
    for (char* end = nullptr; *at != '\0'; at = end) {
      values.push_back(std::strtod(at, &end));
      if (end == at) return {};
      while (*end == ' ' || *end == ',') ++end;
    }
    return values;
  }
  return file.numbers(variable, name);
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
  const auto refuse = [&](const std::string& why) {
    throw InputError(fmt::format("{}: variable {}: {}", file.name(), variable.name, why));
  };
  for (const auto& [name, into] : {std::pair {"scale_factor", &scale_}, std::pair {"add_offset", &offset_}}) {
    const auto values = numbers_or_text(file, variable, name);
    if (values.empty() && file.attribute_type(variable, name) != 0) refuse(fmt::format("{} is no number", name));
    if (!values.empty()) *into = values.front();
    if (!std::isfinite(*into)) refuse(fmt::format("{} is {}", name, *into));
  }
  if (scale_ == 0.0) refuse("scale_factor is 0, which makes all values alike");
  read_range(file, variable);
  if (is_unsigned(file, variable)) wrap_ = unsigned_range(variable.type);
  read_missing_codes(file, variable);
  for (double* const bound : {&stored_low_, &stored_high_})
    if (std::isfinite(*bound)) *bound = as_stored(*bound, variable.type);
  if (stored_low_ > stored_high_ || value_low_ > value_high_)
    refuse(fmt::format("its valid range begins at {} and ends at {}",
                       stored_low_ > stored_high_ ? stored_low_ : value_low_,
                       stored_low_ > stored_high_ ? stored_high_ : value_high_));
}

/// By its attribute; or because signed numbers of its size could not fill its valid range.
bool Packing::is_unsigned(const NetcdfFile& file, const NetcdfVariable& variable) const
{
  std::string told = file.text(variable, "_Unsigned").value_or("");
  for (char& c : told) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (!told.empty()) return told == "true";
  const double range = unsigned_range(variable.type);
  return range > 0.0 && stored_low_ >= 0.0 && stored_high_ >= range / 2.0 && stored_high_ < range;
}

void Packing::read_missing_codes(const NetcdfFile& file, const NetcdfVariable& variable)
{
  bool has_fill = false;
  for (const char* const name : {"_FillValue", "missing_value"})
    for (const double code : numbers_or_text(file, variable, name)) {
      if (std::isnan(code)) continue;
      missing_.push_back(as_stored(code, variable.type));
      has_fill = has_fill || std::string_view(name) == "_FillValue";
      // 1e20 in single precision, beside data in double that hold 1e20 itself.
      if (variable.type == NC_DOUBLE && file.attribute_type(variable, name) == NC_FLOAT)
        missing_.push_back(std::strtod(fmt::format("{:.7g}", code).c_str(), nullptr));
    }
  if (has_fill) return;
  if (const auto fill = default_fill(variable.type)) missing_.push_back(as_stored(*fill, variable.type));
}

void Packing::read_range(const NetcdfFile& file, const NetcdfVariable& variable)
{
  const bool whole = variable.type != NC_FLOAT && variable.type != NC_DOUBLE;
  const bool packed = scale_ != 1.0 || offset_ != 0.0;
  const auto bound = [&](const char* name, std::size_t i, double& stored, double& value) {
    const auto numbers = numbers_or_text(file, variable, name);
    if (numbers.size() <= i || std::isnan(numbers[i])) return;
    const int type = file.attribute_type(variable, name);
    const bool real = type == NC_FLOAT || type == NC_DOUBLE;
    (whole && packed && real ? value : stored) = numbers[i];
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

#include "forcing/layer/layer_checks.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace rangifer::forcing {

std::string at_place(const std::string& where, const std::string& message)
{
  return where.empty() ? message : fmt::format("{}: {}", where, message);
}

const ResolvedLayer* only_layer(std::span<const ResolvedLayer> layers, const Role& role,
                                std::vector<std::string>& problems)
{
  const ResolvedLayer* first = nullptr;
  for (const ResolvedLayer& layer : layers) {
    if (layer.spec.role != role.name) continue;
    if (first != nullptr)
      problems.push_back(at_place(
        layer.where, fmt::format("role {} is given twice: {} and {}", role.name, first->spec.file, layer.spec.file)));
    else first = &layer;
  }
  if (first == nullptr && role.required)
    problems.push_back(fmt::format("no [[layer]] has role {} ({})", role.name, role.meaning));
  return first;
}

bool believable(const Role& role, double& value) noexcept
{
  const double rounding = 1e-4 * (role.high - role.low);
  if (!(role.low - rounding <= value && value <= role.high + rounding)) return false;
  value = std::min(std::max(value, role.low), role.high);
  return true;
}

bool all_believable(const Role& role, std::span<double> values) noexcept
{
  const double low = role.low, high = role.high;
  const double rounding = 1e-4 * (high - low);
  const double least = low - rounding, most = high + rounding;
  double* value = values.data();
  const std::size_t n = values.size();
  unsigned beyond = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double v = value[i];
    const bool believed = least <= v && v <= most;  // false for NaN
    beyond |= believed ? 0u : 1u;
    const double cut = std::min(std::max(v, low), high);
    value[i] = believed ? cut : v;
  }
  return beyond == 0;
}

std::string units_overridden(const LayerSpec& spec, const std::string& of_file)
{
  if (spec.units.empty() || of_file.empty() || spec.units == of_file) return "";
  return fmt::format("`units` says {} in place of the file's own {}", spec.units, of_file);
}

std::string after_changes(const LayerSpec& spec)
{
  std::vector<std::string> changes;
  if (spec.scale != 1.0) changes.push_back(fmt::format("scale {:g}", spec.scale));
  if (spec.offset != 0.0) changes.push_back(fmt::format("offset {:g}", spec.offset));
  if (!spec.offset_by_month.empty()) changes.emplace_back("offset_by_month");
  if (!spec.delta.empty())
    changes.push_back(fmt::format("delta {}", std::filesystem::path {spec.delta}.filename().string()));
  return changes.empty() ? "" : fmt::format(", after {}", fmt::join(changes, ", "));
}

std::string range_text(const Role& role)
{
  return fmt::format("{} must lie in {} .. {} {}", role.name, role.low, role.high, role.unit);
}

}  // namespace rangifer::forcing

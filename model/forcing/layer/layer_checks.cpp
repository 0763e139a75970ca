#include "forcing/layer/layer_checks.h"

#include <fmt/format.h>

#include <algorithm>

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

std::string range_text(const Role& role)
{
  return fmt::format("{} must lie in {} .. {} {}", role.name, role.low, role.high, role.unit);
}

}  // namespace rangifer::forcing

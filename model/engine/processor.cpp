#include "engine/processor.h"

#include <fmt/format.h>
#include <hwy/targets.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdlib>

#include "base/error.h"

namespace rangifer::engine {
namespace {

struct Level {
  std::string_view name;
  std::int64_t target;  ///< Highway's; 0 for any
};

#if HWY_ARCH_X86
constexpr std::array<Level, 3> levels {{{"avx512", HWY_AVX3}, {"avx2", HWY_AVX2}, {"baseline", 0}}};
#else
constexpr std::array<Level, 1> levels {{{"baseline", 0}}};
#endif

std::size_t place_of(std::string_view level, std::string_view said_by)
{
  const auto at = std::find_if(levels.begin(), levels.end(), [&](const Level& l) { return l.name == level; });
  if (at != levels.end()) return static_cast<std::size_t>(at - levels.begin());
  std::string names;
  for (const Level& l : levels) names += fmt::format("{}{}", names.empty() ? "" : ", ", l.name);
  throw InputError(fmt::format("{}: found \"{}\", expected one of {}", said_by, level, names));
}

std::size_t limit_of_environment()
{
  const char* asked = std::getenv("RANGIFER_PROCESSOR");
  return asked == nullptr || *asked == '\0' ? 0 : place_of(asked, "RANGIFER_PROCESSOR (environment)");
}

std::atomic<std::size_t>& limit()
{
  static std::atomic<std::size_t> first {limit_of_environment()};
  return first;
}

}  // namespace

std::string_view processor_level()
{
  static const std::int64_t has = hwy::SupportedTargets();  // asks the processor, which takes long in a virtual machine
  for (std::size_t l = limit(); l < levels.size(); ++l) {
    if (levels[l].target == 0 || (levels[l].target & has) != 0) return levels[l].name;
  }
  return levels.back().name;
}

void limit_processor_level(std::string_view level) { limit() = level.empty() ? 0 : place_of(level, "processor level"); }

}  // namespace rangifer::engine

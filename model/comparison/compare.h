#pragma once
#include <optional>
#include <string>
#include <vector>

#include "comparison/herds.h"
#include "comparison/impact.h"
#include "comparison/land_use.h"
#include "comparison/spans.h"

namespace rangifer::comparison {

struct HerdResult {
  std::string name;
  Displacement displacement;
  Ground ground;
  GrowthYears growth_years;
  Growth growth;
};

/// All that is said of a scenario against its base.
struct Result {
  std::vector<OpenPair> pairs;
  Spans spans;
  PairedBirths births;
  bool equal = false;  ///< in every number of all groups
  Impact impact;
  std::vector<HerdResult> herds;
  std::optional<NearInfrastructure> near;
  std::size_t samples = 0;

  /// The first base: grid, herds and regions are those of all, years too if there is but one span.
  [[nodiscard]] const RunHead& head() const { return pairs.front().heads.base; }
  [[nodiscard]] const RunHead& scenario_head() const { return pairs.front().heads.scenario; }
};

/// @throws InputError, see pair_up()
[[nodiscard]] Result compare(std::vector<RunPair> pairs, std::size_t samples);

}  // namespace rangifer::comparison

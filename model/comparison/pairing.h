#pragma once
#include <string>
#include <vector>

#include "comparison/run_head.h"

namespace rangifer::comparison {

/// A run of the base and the run of the scenario that made the same draws.
struct RunPair {
  RunHead base, scenario;
};

/// One line for each thing in which `found` may not differ from `expected` but does.
[[nodiscard]] std::vector<std::string> differences_between(const RunHead& found, const RunHead& expected);

/// Pairs by seed, replicate and first day, in that order; two single runs are a pair as they are. Pairs may cover
/// different years, but the same part of them and as many.
/// @throws InputError: a run without partner, one that comes twice, or a pair that is not comparable, with all that
///         differs
[[nodiscard]] std::vector<RunPair> pair_up(std::vector<RunHead> base, std::vector<RunHead> scenario);

/// What was changed on purpose, as JSON: parameters and inputs that differ, with both values (null: not there).
[[nodiscard]] std::string changes_json(const RunHead& base, const RunHead& scenario);

}  // namespace rangifer::comparison

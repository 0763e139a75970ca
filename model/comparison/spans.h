#pragma once
#include <cstddef>
#include <span>
#include <vector>

#include "comparison/pairing.h"

namespace rangifer::comparison {

/// The spans of days that pairs of runs cover. Pairs of one span share their weather: draws that differ tell the chance
/// in the model, spans that differ tell that of the years as well.
struct Spans {
  std::vector<std::size_t> of_pair;  ///< number of the span of each pair, from 0 in the order of their first days
  std::size_t count = 0;
  int first_year = 0, last_year = 0;  ///< of all
  bool overlap = false;               ///< some day belongs to two of them
};

[[nodiscard]] Spans spans_of(std::span<const RunPair> pairs);

}  // namespace rangifer::comparison

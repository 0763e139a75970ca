#pragma once
#include <span>
#include <string>
#include <vector>

#include "comparison/difference.h"
#include "comparison/open_pair.h"

namespace rangifer::comparison {

/// A variable of impact/ along (year, herd), or (year, herd, one or two more).
struct ImpactVariable {
  std::string name, units, long_name;
  std::vector<std::string> further;  ///< names of the dimensions after herd
  std::size_t inner = 1;             ///< product of their lengths
  std::vector<Difference> cells;     ///< [herd][inner]
  std::vector<double> by_pair;       ///< scenario less base: [pair][year][herd][inner]

  [[nodiscard]] const Difference& at(std::size_t herd, std::size_t cell = 0) const
  {
    return cells[herd * inner + cell];
  }
};

struct Impact {
  std::vector<ImpactVariable> variables;
  std::vector<std::string> left_out;  ///< not in all files, or of another shape in some

  [[nodiscard]] const ImpactVariable* find(std::string_view name) const;
};

/// Whatever numbers impact/ holds along (year, herd, ...), by the names and units of the first file.
[[nodiscard]] Impact compare_impact(std::span<const OpenPair> pairs, const Resamples& resamples);

}  // namespace rangifer::comparison

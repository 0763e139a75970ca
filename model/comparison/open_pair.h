#pragma once
#include <span>
#include <vector>

#include "comparison/births.h"
#include "comparison/pairing.h"
#include "record/result_reader.h"

namespace rangifer::comparison {

/// A pair of runs with both files open.
struct OpenPair {
  RunPair heads;
  record::ResultReader base, scenario;
};

[[nodiscard]] std::vector<OpenPair> open_pairs(std::vector<RunPair> pairs);

/// Births of both runs of a pair, in the order of the files.
struct BirthsOfPair {
  std::vector<Birth> base, scenario;
};
/// @throws InputError if the columns of calving/ do not fit each other
[[nodiscard]] BirthsOfPair read_births(const OpenPair& pair);

/// Whether every number of every group is the same in both files of each pair, but for what a run took.
[[nodiscard]] bool equal_in_every_number(std::span<const OpenPair> pairs);

/// Place of a year in a list of years; their number if it is not among them.
[[nodiscard]] std::size_t place_of(int year, std::span<const int> years);

}  // namespace rangifer::comparison

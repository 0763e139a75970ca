#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/result_reader.h"

namespace rangifer::record {

/// What a variable of numbers is, as the file itself says.
struct Described {
  std::string name;  ///< as a reader wants it: "map/use"
  std::string group, short_name;
  std::vector<std::string> dimensions;  ///< slowest first; empty for a coordinate
  bool whole = false;
  std::string long_name, units, standard_name;
  std::optional<double> missing;  ///< of whole numbers; a missing real one is NaN
  std::vector<double> flags;      ///< what numbers can be, or what bits
  bool flags_are_bits = false;
  std::vector<std::string> words;  ///< what the flags stand for

  [[nodiscard]] bool along(std::string_view dimensions_wanted) const;  ///< "herd season y x"
};

/// The variables of numbers of a group, in the order in which they were made; none if there is no such group. Names of
/// dimensions come from the lists at the dimensions: those at the variables lie on a heap, over which HDF5 1.10 falls
/// if it is broken. @throws InputError
[[nodiscard]] std::vector<Described> contents(const ResultReader& file, const std::string& group);

}  // namespace rangifer::record

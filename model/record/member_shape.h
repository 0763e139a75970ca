#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "record/layout.h"
#include "record/result_reader.h"

namespace rangifer::record {

/// Of a variable of a member: how long it is, and what it says if all members must say the same.
struct MemberVariable {
  std::vector<hsize_t> length;
  std::uint64_t content = 0;  ///< a hash; 0 for what is of the member
  friend bool operator==(const MemberVariable&, const MemberVariable&) = default;
};

/// The variables of the layout that a result holds, by path: "map/use", "lat".
using MemberShape = std::map<std::string, MemberVariable>;

/// Path of a variable in a file, as a key of MemberShape.
[[nodiscard]] std::string path_of(const Variable& variable);

/// @throws InputError if a variable does not have the dimensions of the layout or cannot be read
[[nodiscard]] MemberShape shape_of(const ResultReader& file);

/// One line for each thing in which `found` may not differ from `expected` but does.
[[nodiscard]] std::vector<std::string> differences_between(const MemberShape& found, const MemberShape& expected);

}  // namespace rangifer::record

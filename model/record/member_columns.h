#pragma once
#include <string>
#include <vector>

#include "record/ensemble_file.h"

namespace rangifer::record {

/// What each group of an ensemble says of its members: the coordinate `member`, and beside it the variables that tell
/// what each is.
struct MemberColumns {
  Handle dimension;
  std::string names;  ///< of the variables, blank between, as the attribute `coordinates` wants them
};

/// @param files  of the members as seen from the ensemble
/// @param all    not only what is in every group, but what is in members/
[[nodiscard]] MemberColumns write_member_columns(hid_t group, const Ensemble& what,
                                                 const std::vector<std::string>& files, bool all);

/// A variable along `member` alone.
void write_along_members(hid_t group, hid_t dimension, const std::string& name, const std::string& units,
                         const std::string& long_name, const Column& values, const Missing* missing = nullptr);

}  // namespace rangifer::record

#pragma once
#include <map>
#include <string>
#include <vector>

#include "app/member_list.h"
#include "comparison/run_head.h"
#include "record/ensemble_file.h"

namespace rangifer::app {

/// Values by key, as JSON.
using JsonValues = std::map<std::string, std::string>;

/// A member as far as its file could be read.
struct ReadMember {
  ListedMember listed;
  record::EnsembleMember record;
  comparison::RunHead head;       ///< without parameters and inputs, which are kept as what differs
  JsonValues parameters, inputs;  ///< that differ from those of `Members`; "null": not there
  std::string ensemble_title;
};

/// All members, each file opened once.
struct Members {
  std::vector<ReadMember> all;
  /// Of the first that could be read: most are alike, and a thousand copies of them would be a burden.
  JsonValues parameters, inputs;

  [[nodiscard]] std::string parameter(const ReadMember& member, const std::string& key) const;
  [[nodiscard]] std::string input(const ReadMember& member, const std::string& key) const;
};

[[nodiscard]] Members read_members(const std::vector<ListedMember>& listed);

/// Marks as mismatched what cannot stand beside most of the others, and says why. @return the member that the others
/// were compared with
/// @throws InputError if no member is whole, or if two are the same run
std::size_t match_members(Members& members);

}  // namespace rangifer::app

#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace rangifer::app {

/// The table in a folder of an ensemble: member, file, one column an axis, and how each is run.
inline constexpr const char* members_table = "members.csv";

/// A member by its name: it may be missing.
struct ListedMember {
  std::filesystem::path file;
  std::optional<std::int64_t> number;
  std::map<std::string, std::string> axes;  ///< values as JSON; empty if no table tells
};

/// The members that the arguments name: a result by itself; of a folder those of its table, else its *.h5 by name, a
/// *.h5.partial counting as the file that it was to become. An ensemble in such a folder is none of them.
/// @throws InputError: an empty folder, a table that cannot be read
[[nodiscard]] std::vector<ListedMember> list_members(const std::vector<std::filesystem::path>& given);

}  // namespace rangifer::app

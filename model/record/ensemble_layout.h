#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/layout.h"

/// What `rangifer collect` makes of the layout of a run: the writer and outputs/FORMAT.md walk it.
namespace rangifer::record {

inline constexpr std::string_view ensemble_format = "rangifer ensemble";
inline constexpr std::string_view ensemble_sources_format = "rangifer ensemble sources";
/// Behind the name of an ensemble of virtual variables: the file that says where their values lie.
inline constexpr std::string_view sources_suffix = ".sources";

inline constexpr std::string_view member_dimension = "member";
inline constexpr std::string_view members_group = "members";

/// What became of a member; its number is what `member_state` holds.
enum class MemberState : std::int8_t { whole, missing, mismatched, unreadable };
[[nodiscard]] std::span<const std::string_view> member_states();

/// A variable along `member` that says what a member is.
struct MemberColumn {
  std::string_view name;
  Type type;
  std::string_view units, long_name;
  bool everywhere = false;  ///< in each group, not in members/ alone
};
[[nodiscard]] std::span<const MemberColumn> member_columns();

/// A dimension of which members may have more or less: padded to the longest.
struct RaggedDimension {
  std::string_view name;
  std::string_view count;  ///< the variable that holds how many a member has
};
[[nodiscard]] std::span<const RaggedDimension> ragged_dimensions();

/// Whether all members must hold the same of this, so that it is stored once: axes, names, the land. What scenarios may
/// change (infrastructure) or have more of (agents followed) is of the member.
[[nodiscard]] bool is_common(const Variable& variable);

/// What stands for "no value" in a variable of the members.
struct Missing {
  double value = 0;
  bool said = true;  ///< by the attribute _FillValue
};
[[nodiscard]] Missing missing_of(const Variable& variable);

/// Whether a variable or a dimension of some group of an ensemble bears this name.
[[nodiscard]] bool is_taken(std::string_view name);

struct EnsembleAttribute {
  std::string_view name, meaning;
};
/// Of the root.
[[nodiscard]] std::span<const EnsembleAttribute> ensemble_attributes();

}  // namespace rangifer::record

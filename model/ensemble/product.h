#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

/// Ensembles as a product of axes: every value of each with every value of the others.
namespace rangifer::ensemble {

/// One value along an axis, and what it means for a member.
struct Level {
  std::string label;             ///< what it is called: a coordinate of the collected results
  std::vector<std::string> set;  ///< overrides, "table.key=value"
  std::string scenario {};       ///< its scenario file; "" where the axis does not choose one
};

struct Axis {
  std::string name;
  std::vector<Level> levels;
  bool numbers = false;  ///< the labels are numbers
};

/// How many members there are: the product of the axes' lengths, 1 without an axis. No more than `most`, whatever the
/// product.
[[nodiscard]] std::size_t members_of(std::span<const Axis> axes, std::size_t most);

/// The index along each axis of a member, counted from 0; the last axis turns fastest.
[[nodiscard]] std::vector<std::size_t> place_of(std::span<const Axis> axes, std::size_t member);

/// Common overrides, then those of the member's values in the order of the axes.
[[nodiscard]] std::vector<std::string> overrides_of(std::span<const Axis> axes, std::size_t member,
                                                    std::span<const std::string> common);

/// "member_0007": the start of the names of a member's files. As many digits as the last of `members` needs, at least
/// four, so that names sort as numbers do.
[[nodiscard]] std::string stem_of(std::size_t member, std::size_t members);

/// "scenario leasing, replicate 3"; "the only one" without an axis.
[[nodiscard]] std::string words_of(std::span<const Axis> axes, std::size_t member);

/// What is wrong with an axis, by its index.
struct AxisProblem {
  std::size_t axis;
  std::string message;
};
/// What no axis can say alone or of its values one by one: a name that is no word or taken, a label given twice, a key
/// that an axis before it (or `common`) sets as well, which would make one of them do nothing.
[[nodiscard]] std::vector<AxisProblem> problems_of(std::span<const Axis> axes, std::span<const std::string> common);

/// Two members that come to the same.
struct Repeat {
  std::size_t first, again;
};
/// Members with the same fingerprint as an earlier one, each with the first of these.
[[nodiscard]] std::vector<Repeat> repeats_among(std::span<const std::string> fingerprints);

}  // namespace rangifer::ensemble

#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/factors.h"
#include "app/member_runner.h"
#include "ensemble/rank_correlation.h"
#include "validation/score.h"

namespace rangifer::app {

/// "18a": the number of a row's pattern, with a letter where the pattern has several rows.
[[nodiscard]] std::string row_label(std::size_t row);

/// How far outside its band a value lies, in half-widths of the band; 0 inside. A band with an open end has none:
/// there it is the distance in the pattern's own unit. Infinite for a value that is none.
[[nodiscard]] double distance(const validation::Pattern& pattern, double value);

/// A member held against the rows of the score sheet.
struct MemberScore {
  std::vector<double> measured;               ///< of each row; NaN: cannot be scored
  std::vector<validation::Verdict> verdicts;  ///< of each row
  int pass = 0, near = 0, fail = 0;           ///< patterns, as their worst row
  double apart = 0;                           ///< mean over the rows of d / (1 + d), d the distance: 0 to 1
  /// fail + near / 2 + apart / 2: the last decides between members with the same verdicts, never against them.
  double loss = 0;
};

/// Rows that count: not weak, and at least one of the members can be scored there.
[[nodiscard]] std::vector<bool> counted_rows(std::span<const std::vector<double>> measured);

/// A row that counts and cannot be scored in this member alone (no calf was born, say) fails: else a member would do
/// well by leaving nothing to measure.
[[nodiscard]] MemberScore score_member(std::vector<double> measured, const std::vector<bool>& counted);

/// Measurements of a record, row by row; nothing if the member failed.
[[nodiscard]] std::optional<std::vector<double>> measured_in(const Outcome& outcome);

/// What the sample says of one key and one row.
struct Constraint {
  std::size_t row, factor;
  ensemble::RankCorrelation value;     ///< of the key with what the row measures
  ensemble::RankCorrelation distance;  ///< of the key with the distance from the band
};

/// A sample of parameters, scored. Members that failed have no score.
struct Calibration {
  std::vector<Factor> factors;
  std::vector<Member> members;              ///< the first is the scenario as it is
  std::vector<std::vector<double>> values;  ///< of each member's keys
  std::vector<Outcome> outcomes;
  std::vector<bool> counted;  ///< rows
  std::vector<std::optional<MemberScore>> scores;
  std::vector<std::size_t> order;       ///< members with a score, smallest loss first
  std::vector<Constraint> constraints;  ///< counted rows by keys, over the sample without the scenario

  [[nodiscard]] std::size_t chosen() const { return order.front(); }
  /// The best tenth of the sample, five members at least if there are so many.
  [[nodiscard]] std::vector<std::size_t> best() const;
};

/// Fills in `counted`, `scores`, `order` and `constraints`. @throws RunError if no member has a score
void score_all(Calibration& calibration);

}  // namespace rangifer::app

#pragma once
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "validation/contrast.h"
#include "validation/estimate.h"
#include "validation/read_run.h"

namespace rangifer::validation {

enum class Verdict { pass, near, fail, not_scored };
[[nodiscard]] std::string_view name(Verdict verdict) noexcept;

inline constexpr double open_end = std::numeric_limits<double>::infinity();

/// A row of the score sheet: what was seen, and the band in which the model must lie. A pattern that asks two
/// things of the model has two rows of the same number.
struct Pattern {
  int number;
  std::string_view name;
  std::string_view observed;
  double low, high;  ///< the band; NaN where nothing measures the pattern yet
  std::string_view unit;
  bool weak;  ///< rests on a guess: reported, never counted as failed
  std::string_view source;
  std::string_view needs;                     ///< what a result lacks, where `measure` is none
  Estimate (*measure)(std::span<const Run>);  ///< none: not scored, or taken from a contrast
  Estimate Contrast::*contrast = nullptr;     ///< what is taken from the contrast with a baseline
};

/// The 30 patterns, in order.
[[nodiscard]] std::span<const Pattern> patterns() noexcept;

struct Score {
  const Pattern* pattern;
  Estimate simulated;
  Verdict verdict;
};

/// Pass inside the band, its ends counted; near if no farther outside than half the band's half-width; else fail.
/// A band with an open end asks for an order or a sign: pass beyond the other end (strictly), never near.
[[nodiscard]] Verdict judge(double value, double low, double high) noexcept;

/// Every row of the sheet.
/// @param contrast  of the runs with a baseline, where there is one
[[nodiscard]] std::vector<Score> score(std::span<const Run> runs, const Contrast& contrast = {});

/// Patterns (not rows): the worst verdict of its rows is that of the pattern. Weak patterns stand apart.
struct Total {
  int pass = 0, near = 0, fail = 0, weak = 0, not_scored = 0;
};
[[nodiscard]] Total total(std::span<const Score> scores);

}  // namespace rangifer::validation

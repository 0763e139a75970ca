#pragma once
#include <span>
#include <string>
#include <string_view>

#include "comparison/compare.h"

namespace rangifer::comparison {

/// The comparison in plain words, lines of some 110 letters, for people who decide.
[[nodiscard]] std::string summary(const Result& result);

inline constexpr std::string_view not_told_apart = ", not told apart from zero";

/// One thing that may have changed, in points, and how it is said.
struct Finding {
  std::string if_more, if_less;
  std::string subject;  ///< what is said not to differ; "" for what is passed over then
  double difference = 0, low = 0, high = 0;
};

/// What can be told apart from zero, one after the other, then what cannot.
[[nodiscard]] std::string in_short(std::span<const Finding> findings);

/// "-3.6 points (95 %: -5.0 to -2.1)"; where the interval holds zero `if_zero` follows.
[[nodiscard]] std::string change_in_words(double difference, double low, double high, std::string_view unit,
                                          std::string_view if_zero = not_told_apart);

/// Words in lines of at most `width` letters, all but the first begun with `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

}  // namespace rangifer::comparison

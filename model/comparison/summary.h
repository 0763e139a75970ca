#pragma once
#include <string>
#include <string_view>

#include "comparison/compare.h"

namespace rangifer::comparison {

/// The comparison in plain words, lines of some 110 letters, for people who decide.
[[nodiscard]] std::string summary(const Result& result);

inline constexpr std::string_view not_told_apart = ", no difference that can be told apart from zero";

/// "-3.6 points (95 %: -5.0 to -2.1)"; where the interval holds zero `if_zero` follows.
[[nodiscard]] std::string change_in_words(double difference, double low, double high, std::string_view unit,
                                          std::string_view if_zero = not_told_apart);

/// Words in lines of at most `width` letters, all but the first begun with `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t width, std::string_view indent);

}  // namespace rangifer::comparison

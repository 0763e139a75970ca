#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace rangifer {

/// What an animal spends energy on. Append only: the numbers stand in result files.
enum class Expense : std::uint8_t { rest, activity, walking, climbing, digging, gestation, milk, gain };
inline constexpr std::array<std::string_view, 8> expense_names {"rest",    "activity",  "walking", "climbing",
                                                                "digging", "gestation", "milk",    "gain"};
inline constexpr std::size_t expense_count = expense_names.size();

/// Energy by expense, MJ.
using Expenses = std::array<double, expense_count>;

}  // namespace rangifer

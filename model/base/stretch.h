#pragma once
#include <algorithm>
#include <cstddef>

namespace rangifer {

/// Cells side by side in a row of a grid, by their columns or by their numbers.
struct Stretch {
  std::size_t first = 0, last = 0;  ///< last is the first that is none of them

  [[nodiscard]] bool empty() const noexcept { return first >= last; }
};

/// The shortest stretch that holds both.
[[nodiscard]] inline Stretch hull(const Stretch& a, const Stretch& b) noexcept
{
  if (a.empty()) return b;
  if (b.empty()) return a;
  return {std::min(a.first, b.first), std::max(a.last, b.last)};
}

/// Without those at its ends that are 0 in `row`.
template <class T>
[[nodiscard]] Stretch without_zeros(Stretch s, const T* row) noexcept
{
  while (!s.empty() && row[s.first] == T {0}) ++s.first;
  while (!s.empty() && row[s.last - 1] == T {0}) --s.last;
  return s;
}

/// Calls f(Stretch) for its cells in turn, at most `longest` at a time: few enough for arrays on the stack.
template <class F>
void in_pieces(const Stretch& s, std::size_t longest, F&& f)
{
  for (std::size_t first = s.first; first < s.last; first += longest)
    f(Stretch {first, std::min(first + longest, s.last)});
}

}  // namespace rangifer

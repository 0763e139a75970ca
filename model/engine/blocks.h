#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>

#include "base/grid.h"

namespace rangifer::engine {

/// The grid in square blocks of cells, for what is only wanted near animals.
class Blocks {
public:
  static constexpr int side = 8;  ///< in cells; those at the far edges may be smaller

  explicit Blocks(const Grid& grid)
      : cells_a_row_ {static_cast<std::uint32_t>(grid.columns)},
        columns_ {(grid.columns + side - 1) / side},
        rows_ {(grid.rows + side - 1) / side}
  {
  }

  [[nodiscard]] int columns() const noexcept { return columns_; }
  [[nodiscard]] int rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t size() const noexcept
  {
    return static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  }
  /// Divides, which takes less time than to look up a table of all cells that is in no near cache.
  [[nodiscard]] std::size_t of(std::int32_t cell) const noexcept
  {
    const auto at = static_cast<std::uint32_t>(cell);
    const std::uint32_t row = at / cells_a_row_, column = at - row * cells_a_row_;
    return row / side * static_cast<std::uint32_t>(columns_) + column / side;
  }
  [[nodiscard]] std::size_t index(int column, int row) const noexcept
  {
    return static_cast<std::size_t>(row * columns_ + column);
  }

  /// Calls f(block) for `block` and all that are no more than `reach` blocks away, corners among them.
  template <class F>
  void for_each_around(std::size_t block, int reach, F&& f) const
  {
    const int column = static_cast<int>(block) % columns_, row = static_cast<int>(block) / columns_;
    for (int r = std::max(row - reach, 0); r <= std::min(row + reach, rows_ - 1); ++r) {
      for (int c = std::max(column - reach, 0); c <= std::min(column + reach, columns_ - 1); ++c) f(index(c, r));
    }
  }

private:
  std::uint32_t cells_a_row_;
  int columns_, rows_;
};

}  // namespace rangifer::engine

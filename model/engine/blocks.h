#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/grid.h"

namespace rangifer::engine {

/// The grid in square blocks of cells, for what is only wanted near animals.
class Blocks {
public:
  static constexpr int side = 8;  ///< in cells; those at the far edges may be smaller

  explicit Blocks(const Grid& grid)
      : columns_ {(grid.columns + side - 1) / side}, rows_ {(grid.rows + side - 1) / side}, of_(grid.size())
  {
    for (int row = 0; row < grid.rows; ++row) {
      for (int column = 0; column < grid.columns; ++column) {
        of_[grid.index(column, row)] = static_cast<std::int32_t>(row / side * columns_ + column / side);
      }
    }
  }

  [[nodiscard]] int columns() const noexcept { return columns_; }
  [[nodiscard]] int rows() const noexcept { return rows_; }
  [[nodiscard]] std::size_t size() const noexcept
  {
    return static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_);
  }
  [[nodiscard]] std::size_t of(std::int32_t cell) const noexcept
  {
    return static_cast<std::size_t>(of_[static_cast<std::size_t>(cell)]);
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
  int columns_, rows_;
  std::vector<std::int32_t> of_;  ///< each cell
};

}  // namespace rangifer::engine

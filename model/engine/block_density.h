#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "base/stretch.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// How much of something there is around each cell, per km2 of land: counted by agents in square blocks of cells,
/// smoothed over a block's neighbours (1 2 1, both ways) and drawn in straight lines between their middles. The land is
/// smoothed alike, so that the sea does not thin out those who stand beside it. Counts are whole numbers: neither
/// threads nor the order of the agents can change them.
class BlockDensity {
public:
  BlockDensity(const landscape::Terrain& terrain, double block_km);

  /// Counts amount(i), a whole number, in the block of cell[i], for every agent i. What was counted before is
  /// forgotten.
  template <class Amount>
  void count(const std::vector<std::int32_t>& cell, const Amount& amount)
  {
    const std::size_t n = cell.size();
    const auto parts = static_cast<std::ptrdiff_t>(part_.size());
#pragma omp parallel for default(none) shared(cell, amount, n, parts) schedule(static)
    for (std::ptrdiff_t p = 0; p < parts; ++p) {
      const auto of = static_cast<std::size_t>(p);
      std::vector<std::int64_t>& sum = part_[of];
      std::fill(sum.begin(), sum.end(), 0);
      const std::size_t end = n * (of + 1) / part_.size();
      for (std::size_t i = n * of / part_.size(); i < end; ++i) {
        sum[static_cast<std::size_t>(block_of_[static_cast<std::size_t>(cell[i])])] += amount(i);
      }
    }
    join();
  }

  /// Cells of a row outside of which there is nothing around.
  [[nodiscard]] Stretch reach(int row) const;
  /// Cells that row() takes at a time.
  static constexpr std::size_t longest_piece = 256;
  /// Density in these cells of a row, 1 to longest_piece, per km2 of land; 0 at sea.
  void row(int row, const Stretch& cells, float* per_km2) const;

  [[nodiscard]] int rows() const noexcept { return static_cast<int>(row_.size()); }

private:
  /// Where between the middles of two blocks a row or column of cells lies.
  struct Between {
    std::uint32_t before, after;
    float share;  ///< of `after`
  };

  void join();
  void smooth(const std::vector<std::int64_t>& of_block);
  void interpolate(int row, const Stretch& cells, float* out) const;

  std::size_t columns_ = 0, rows_ = 0;  ///< of blocks
  std::size_t side_ = 1;                ///< of a block, in cells
  std::vector<std::int32_t> block_of_;  ///< each cell
  std::vector<Between> row_, column_;   ///< of cells
  Field km2_;                           ///< land around each cell, weighted as the counts are; 0 at sea
  std::vector<std::vector<std::int64_t>> part_;
  std::vector<float> around_;  ///< smoothed counts of each block
  std::vector<Stretch> held_;  ///< of each row of blocks: outside of it around_ is 0
};

}  // namespace rangifer::engine

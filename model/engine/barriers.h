#pragma once
#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/grid.h"
#include "engine/move.h"
#include "engine/step_work.h"
#include "herd/herd.h"
#include "landscape/development.h"

namespace rangifer::engine {

/// Roads and pipelines as lines that a step may cross or not. Exact: the step's straight way against the line's pieces,
/// however large the cells are.
class Barriers {
public:
  /// @param longest_m  no step is longer
  Barriers(const Grid& grid, const landscape::Developments& developments, double longest_m);

  [[nodiscard]] bool any() const noexcept { return !pieces_.empty(); }

  /// Calls f(development, share of the way) for each piece that the way from one place to another crosses.
  template <class F>
  void crossed(std::int32_t from_cell, double from_x_m, double from_y_m, double to_x_m, double to_y_m, F&& f) const;

  /// Stops agents of a block short of a line that they do not cross in this step, and takes back what they walked
  /// beyond. Whether one crosses is drawn for the animal, the development and the time of a delay: a second try comes
  /// only after it, so that the hold-up does not depend on the length of a step.
  void hold_back(const StepScene& scene, const BeforeStep& before, std::size_t first, std::size_t last,
                 herd::Herd& animals) const noexcept;

private:
  [[nodiscard]] bool stops(const StepScene& scene, std::uint64_t id, std::uint16_t development) const noexcept;

  Grid grid_;
  std::vector<landscape::LinePiece> pieces_;
  std::vector<std::uint32_t> first_of_, in_cell_;  ///< pieces whose box reaches into a cell: in_cell_[first_of_[c]..]
  std::vector<std::uint8_t> near_;                 ///< 1 where a step may come to a line
  double west_m_ = 0, east_m_ = 0, south_m_ = 0, north_m_ = 0;  ///< beyond these none may
};

template <class F>
void Barriers::crossed(std::int32_t from_cell, double from_x_m, double from_y_m, double to_x_m, double to_y_m,
                       F&& f) const
{
  // Most of the year the herd is far from all lines, which is seen without a look into the cache.
  if (from_x_m < west_m_ || from_x_m > east_m_ || from_y_m < south_m_ || from_y_m > north_m_) return;
  if (near_.empty() || near_[static_cast<std::size_t>(from_cell)] == 0) return;
  const double dx = to_x_m - from_x_m, dy = to_y_m - from_y_m;
  const std::int32_t a = grid_.cell_near(static_cast<float>(from_x_m), static_cast<float>(from_y_m)),
                     b = grid_.cell_near(static_cast<float>(to_x_m), static_cast<float>(to_y_m));
  const auto [first_row, last_row] = std::minmax({a / grid_.columns, b / grid_.columns});
  const auto [first_column, last_column] = std::minmax({a % grid_.columns, b % grid_.columns});
  for (int r = first_row; r <= last_row; ++r) {
    for (int c = first_column; c <= last_column; ++c) {
      const std::size_t cell = grid_.index(c, r);
      for (std::uint32_t k = first_of_[cell]; k < first_of_[cell + 1]; ++k) {
        const landscape::LinePiece& p = pieces_[in_cell_[k]];
        const double along_x = p.to_x_m - p.from_x_m, along_y = p.to_y_m - p.from_y_m;
        const double off_x = p.from_x_m - from_x_m, off_y = p.from_y_m - from_y_m;
        const double across = dx * along_y - dy * along_x;
        if (across == 0.0) continue;  // beside each other
        const double of_way = (off_x * along_y - off_y * along_x) / across;
        const double of_piece = (off_x * dy - off_y * dx) / across;
        if (of_way >= 0.0 && of_way <= 1.0 && of_piece >= 0.0 && of_piece <= 1.0) f(p.development, of_way);
      }
    }
  }
}

}  // namespace rangifer::engine

#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/grid.h"
#include "forcing/space/resample.h"

namespace rangifer::forcing {

/// Which source cells make up each cell of the model, and with how many of the places spread evenly over it
/// (at most half a source cell apart, 2 to 16 along a side). One list for all, six bytes a share.
class AreaShares {
public:
  /// @param own  source cell under the centre of each model cell; nothing: outside
  AreaShares(const SourceGrid& source, const Grid& grid, std::span<const std::optional<SourceCell>> own);

  [[nodiscard]] const Window& window() const noexcept { return window_; }
  /// See Sampler::apply.
  void apply(std::span<const double> values, std::span<double> out) const noexcept;

private:
  std::vector<std::size_t> first_ {0};  // of each model cell, and the end
  std::vector<std::uint32_t> cell_;     // within the window
  std::vector<std::uint16_t> places_;   // how many of the model cell's places lie in it
  Window window_;

  void add(std::vector<std::uint64_t>& met, std::vector<std::uint64_t>& cells);
  void settle_window(const SourceGrid& source, std::span<const std::uint64_t> cells);
};

}  // namespace rangifer::forcing

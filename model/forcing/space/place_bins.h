#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

#include "forcing/space/curvilinear.h"

namespace rangifer::forcing {

/// A box in the space around the unit sphere.
struct Box {
  SpherePoint low {2.0, 2.0, 2.0}, high {-2.0, -2.0, -2.0};
  void hold(const SpherePoint& p) noexcept;
  void widen(double by) noexcept;
  [[nodiscard]] bool holds(const SpherePoint& p) const noexcept;
  [[nodiscard]] bool touches(const Box& other) const noexcept;
};

/// Places sorted into small cubes, to find those within a box without looking at all of them.
class PlaceBins {
public:
  /// @param side  of a cube; near the size of the boxes asked for
  PlaceBins(const std::vector<SpherePoint>& places, double side);

  /// Calls `visit(index)` for every place in the box. @throws InputError after far too many looks: cells that
  /// reach across the earth are no grid.
  template <class Visit>
  void for_each_in(const Box& box, Visit&& visit) const
  {
    if (!box.touches(all_)) return;
    const auto first = cube_of(box.low), last = cube_of(box.high);
    double cubes = 1.0;
    for (std::size_t k = 0; k < 3; ++k) cubes *= static_cast<double>(last[k] - first[k] + 1);
    count_looks(std::min(cubes, static_cast<double>(order_.size())));
    if (cubes > static_cast<double>(order_.size())) {
      for (const std::size_t i : order_)
        if (box.holds((*places_)[i])) visit(i);
      return;
    }
    for (std::int64_t i = first[0]; i <= last[0]; ++i)
      for (std::int64_t j = first[1]; j <= last[1]; ++j)
        for (std::int64_t k = first[2]; k <= last[2]; ++k) {
          const auto found = range_.find(key({i, j, k}));
          if (found == range_.end()) continue;
          count_looks(static_cast<double>(found->second.second - found->second.first));
          for (std::size_t n = found->second.first; n < found->second.second; ++n)
            if (box.holds((*places_)[order_[n]])) visit(order_[n]);
        }
  }

private:
  using Cube = std::array<std::int64_t, 3>;
  const std::vector<SpherePoint>* places_;
  double side_;
  Box all_;
  std::vector<std::size_t> order_;  // places, cube by cube
  std::unordered_map<std::int64_t, std::pair<std::size_t, std::size_t>> range_;

  mutable double looks_ = 0.0;
  void count_looks(double more) const;
  [[nodiscard]] Cube cube_of(const SpherePoint& p) const noexcept;
  [[nodiscard]] static std::int64_t key(const Cube& cube) noexcept
  {
    return (cube[0] * 4096 + cube[1]) * 4096 + cube[2];
  }
};

}  // namespace rangifer::forcing

#include "forcing/space/place_bins.h"

#include <algorithm>

#include "base/error.h"

namespace rangifer::forcing {

void Box::hold(const SpherePoint& p) noexcept
{
  for (std::size_t k = 0; k < 3; ++k) {
    low[k] = std::min(low[k], p[k]);
    high[k] = std::max(high[k], p[k]);
  }
}

void Box::widen(double by) noexcept
{
  for (std::size_t k = 0; k < 3; ++k) {
    low[k] -= by;
    high[k] += by;
  }
}

bool Box::holds(const SpherePoint& p) const noexcept
{
  return low[0] <= p[0] && p[0] <= high[0] && low[1] <= p[1] && p[1] <= high[1] && low[2] <= p[2] && p[2] <= high[2];
}

bool Box::touches(const Box& other) const noexcept
{
  for (std::size_t k = 0; k < 3; ++k)
    if (high[k] < other.low[k] || other.high[k] < low[k]) return false;
  return true;
}

PlaceBins::PlaceBins(const std::vector<SpherePoint>& places, double side) : places_(&places), side_(side)
{
  std::vector<std::pair<std::int64_t, std::size_t>> keyed;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!std::isfinite(places[i][0])) continue;
    all_.hold(places[i]);
    keyed.emplace_back(0, i);
  }
  double extent = 0.0;
  for (std::size_t k = 0; k < 3; ++k) extent = std::max(extent, all_.high[k] - all_.low[k]);
  side_ = std::max(side, extent / 2048.0);
  for (auto& [key_of_place, i] : keyed) key_of_place = key(cube_of(places[i]));
  std::ranges::sort(keyed);
  for (std::size_t n = 0; n < keyed.size(); ++n) {
    order_.push_back(keyed[n].second);
    auto& range = range_.try_emplace(keyed[n].first, n, n).first->second;
    range.second = n + 1;
  }
}

void PlaceBins::count_looks(double more) const
{
  constexpr double most = 5e8;  // some seconds; a hundred times what a grid of a million cells takes
  looks_ += more;
  if (looks_ > most) throw InputError("latitude and longitude jump about: they are no grid");
}

/// Clamped to the places' own box, so that the numbers stay small.
PlaceBins::Cube PlaceBins::cube_of(const SpherePoint& p) const noexcept
{
  Cube cube {};
  for (std::size_t k = 0; k < 3; ++k)
    cube[k] =
      static_cast<std::int64_t>(std::floor((std::clamp(p[k], all_.low[k], all_.high[k]) - all_.low[k]) / side_));
  return cube;
}

}  // namespace rangifer::forcing

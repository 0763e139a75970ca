#include "forcing/space/axis.h"

#include <algorithm>
#include <cmath>

namespace rangifer::forcing {
namespace {

/// Half a cell and a hair, so that rounding of an edge shuts nobody out.
double reach(double step) noexcept { return 0.5 * step * (1.0 + 1e-6); }

}  // namespace

Axis::Axis(const std::vector<double>& centres, bool circular)
    : centres_(&centres),
      falls_(centres.front() > centres.back()),
      circular_(circular),
      low_(value(0)),
      high_(value(last())),
      low_step_(value(1) - low_),
      high_step_(high_ - value(last() - 1))
{
  // The seam is closed if the step across it is like the others.
  seam_ = low_ + 360.0 - high_;
  closed_ = circular_ && seam_ > 0 && seam_ <= 1.5 * std::max(low_step_, high_step_);
}

Spot Axis::find(double at) const noexcept
{
  if (!std::isfinite(at)) return {};
  if (circular_) {
    at -= 360.0 * std::floor((at - low_) / 360.0);  // into [low, low + 360)
    if (at > high_ && closed_) return {stored(last()), stored(0), (at - high_) / seam_};
    if (at > high_ + reach(high_step_)) at -= 360.0;
  }
  if (!(low_ - reach(low_step_) <= at && at <= high_ + reach(high_step_))) return {};
  if (at <= low_) return {stored(0), stored(0), 0.0};
  if (at >= high_) return {stored(last()), stored(last()), 0.0};
  const std::size_t below = interval(at);
  return {stored(below), stored(below + 1), (at - value(below)) / (value(below + 1) - value(below))};
}

/// The i with value(i) <= at < value(i + 1), low_ < at < high_. Found at once if the axis is even.
std::size_t Axis::interval(double at) const noexcept
{
  const auto guess = static_cast<std::size_t>((at - low_) / (high_ - low_) * static_cast<double>(last()));
  if (guess < last() && value(guess) <= at && at < value(guess + 1)) return guess;
  std::size_t below = 0, above = last();
  while (above - below > 1) {
    const std::size_t middle = below + (above - below) / 2;
    (value(middle) <= at ? below : above) = middle;
  }
  return below;
}

std::pair<std::size_t, std::size_t> ColumnsInUse::run() const
{
  const auto first = static_cast<std::size_t>(std::ranges::find(used_, true) - used_.begin());
  std::size_t last = used_.size() - 1;
  while (!used_[last]) --last;
  std::pair<std::size_t, std::size_t> best {first, last - first + 1};
  if (!closed_) return best;
  std::size_t before = first;  // the last column in use before a gap
  for (std::size_t column = first + 1; column <= last; ++column) {
    if (!used_[column]) continue;
    const std::size_t across = used_.size() - column + before + 1;
    if (across < best.second) best = {column, across};
    before = column;
  }
  return best;
}

std::size_t columns_once_round(const std::vector<double>& longitude)
{
  const std::size_t n = longitude.size();
  if (n < 3) return n;
  // A step in single precision may miss the full circle by a thousandth of a cell.
  const double whole = 360.0 - 0.01 * std::abs(longitude[1] - longitude[0]);
  std::size_t once = n;
  while (once > 2 && std::abs(longitude[once - 1] - longitude[0]) >= whole) --once;
  return once;
}

}  // namespace rangifer::forcing

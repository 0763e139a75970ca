#include "forcing/space/resample.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>

#include "forcing/file/gdal_support.h"

namespace rangifer::forcing {
namespace {

constexpr double outside = std::numeric_limits<double>::quiet_NaN();

struct Spot {
  std::size_t first = 0, second = 0;
  double share = outside;  ///< of `second`
};

/// One axis, seen as rising whatever its order in the file.
class Axis {
public:
  Axis(const std::vector<double>& centres, bool circular)
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

  [[nodiscard]] Spot find(double at) const
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

private:
  const std::vector<double>* centres_;
  bool falls_, circular_;
  double low_, high_, low_step_, high_step_;
  double seam_ = 0.0;
  bool closed_ = false;

  [[nodiscard]] std::size_t last() const noexcept { return centres_->size() - 1; }
  [[nodiscard]] std::size_t stored(std::size_t i) const noexcept { return falls_ ? last() - i : i; }
  [[nodiscard]] double value(std::size_t i) const noexcept { return (*centres_)[stored(i)]; }
  /// Half a cell and a hair, so that rounding of an edge shuts nobody out.
  [[nodiscard]] static double reach(double step) noexcept { return 0.5 * step * (1.0 + 1e-6); }

  /// The i with value(i) <= at < value(i + 1).
  [[nodiscard]] std::size_t interval(double at) const noexcept
  {
    std::size_t below = 0, above = last();
    while (above - below > 1) {
      const std::size_t middle = below + (above - below) / 2;
      (value(middle) <= at ? below : above) = middle;
    }
    return below;
  }
};

/// Exactly `a` where share is 0 or both are equal; then a missing `b` does not matter.
double mix(double a, double b, double share)
{
  if (share == 0.0) return a;
  return share == 1.0 ? b : a + share * (b - a);
}

/// Distance between values of an axis; 0 if it is not the same throughout.
double even_step(const std::vector<double>& axis)
{
  const double step = (axis.back() - axis.front()) / static_cast<double>(axis.size() - 1);
  for (std::size_t i = 0; i < axis.size(); ++i)
    if (std::abs(axis[i] - (axis[0] + static_cast<double>(i) * step)) > 0.01 * std::abs(step)) return 0.0;
  return std::abs(step);
}

struct Range {
  std::size_t low = std::numeric_limits<std::size_t>::max(), high = 0;
  void hold(const Spot& spot)
  {
    low = std::min({low, spot.first, spot.second});
    high = std::max({high, spot.first, spot.second});
  }
};

}  // namespace

std::string extent_text(const SourceGrid& grid)
{
  const auto [x_low, x_high] = std::ranges::minmax(grid.x);
  const auto [y_low, y_high] = std::ranges::minmax(grid.y);
  return fmt::format("{} {:.6g} .. {:.6g}, {} {:.6g} .. {:.6g}", grid.geographic ? "lon" : "x", x_low, x_high,
                     grid.geographic ? "lat" : "y", y_low, y_high);
}

std::string grid_text(const SourceGrid& grid)
{
  const double dx = even_step(grid.x), dy = even_step(grid.y);
  const std::string shape = fmt::format("{} x {} cells", grid.x.size(), grid.y.size());
  if (dx == 0.0 || dy == 0.0) {
    const std::string kind = grid.geographic ? "longitude-latitude" : crs_name(grid.crs);
    return fmt::format("{} (uneven, such as gaussian), {}", kind, shape);
  }
  if (grid.geographic) return fmt::format("longitude-latitude, {} of {:.4g} x {:.4g} degrees", shape, dx, dy);
  const double unit_m = spatial_reference(grid.crs).GetLinearUnits();
  const std::string size = std::abs(dx - dy) < 1e-6 * dx ? fmt::format("{:.6g}", dx * unit_m)
                                                         : fmt::format("{:.6g} x {:.6g}", dx * unit_m, dy * unit_m);
  return fmt::format("{}, {} of {} m", crs_name(grid.crs), shape, size);
}

Bilinear::Bilinear(const SourceGrid& grid, const Places& places)
{
  assert(grid.x.size() >= 2 && grid.y.size() >= 2);
  const Places here = in_crs(places, grid.crs);
  const Axis x_axis(grid.x, grid.geographic), y_axis(grid.y, false);
  Range columns, rows;
  at_.reserve(here.x.size());
  for (std::size_t i = 0; i < here.x.size(); ++i) {
    const Spot x = x_axis.find(here.x[i]), y = y_axis.find(here.y[i]);
    if (std::isnan(x.share) || std::isnan(y.share)) {
      at_.push_back({0, 0, 0, 0, outside, outside});
      continue;
    }
    ++covered_;
    columns.hold(x);
    rows.hold(y);
    at_.push_back({static_cast<std::uint32_t>(x.first), static_cast<std::uint32_t>(x.second),
                   static_cast<std::uint32_t>(y.first), static_cast<std::uint32_t>(y.second), x.share, y.share});
  }
  if (covered_ == 0) return;
  window_ = {columns.low, rows.low, columns.high - columns.low + 1, rows.high - rows.low + 1};
  for (Neighbours& n : at_) {
    if (std::isnan(n.across)) continue;
    n.left -= static_cast<std::uint32_t>(columns.low);
    n.right -= static_cast<std::uint32_t>(columns.low);
    n.low -= static_cast<std::uint32_t>(rows.low);
    n.high -= static_cast<std::uint32_t>(rows.low);
  }
}

std::optional<std::size_t> Bilinear::first_outside() const noexcept
{
  const auto found = std::ranges::find_if(at_, [](const Neighbours& n) { return std::isnan(n.across); });
  if (found == at_.end()) return std::nullopt;
  return static_cast<std::size_t>(found - at_.begin());
}

void Bilinear::apply(std::span<const double> values, std::span<double> out) const
{
  assert(values.size() == window_.columns * window_.rows && out.size() == at_.size());
  for (std::size_t i = 0; i < at_.size(); ++i) {
    const Neighbours& n = at_[i];
    if (std::isnan(n.across)) {
      out[i] = outside;
      continue;
    }
    const auto value = [&](std::uint32_t column, std::uint32_t row) { return values[row * window_.columns + column]; };
    out[i] = mix(mix(value(n.left, n.low), value(n.right, n.low), n.across),
                 mix(value(n.left, n.high), value(n.right, n.high), n.across), n.up);
  }
}

}  // namespace rangifer::forcing

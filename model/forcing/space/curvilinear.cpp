#include "forcing/space/curvilinear.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <optional>

#include "forcing/space/place_bins.h"

namespace rangifer::forcing {
namespace {

constexpr double nowhere = std::numeric_limits<double>::quiet_NaN();
constexpr double degree = std::numbers::pi / 180.0;

double dot(const SpherePoint& a, const SpherePoint& b) noexcept { return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]; }

SpherePoint cross(const SpherePoint& a, const SpherePoint& b) noexcept
{
  return {a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]};
}

SpherePoint unit(const SpherePoint& a) noexcept
{
  const double length = std::sqrt(dot(a, a));
  return {a[0] / length, a[1] / length, a[2] / length};
}

/// Straight through the earth, in radii.
double chord(const SpherePoint& a, const SpherePoint& b) noexcept
{
  return std::hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

struct Flat {
  double x = 0.0, y = 0.0;
};

double turn(const Flat& a, const Flat& b, const Flat& c) noexcept
{
  return (b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x);
}

/// Four neighbouring centres: (column, row), (column + 1, row), (column, row + 1), (column + 1, row + 1).
using Quad = std::array<SpherePoint, 4>;

/// The corners on the plane that touches the sphere at `eye`, which is its origin; great circles are
/// straight there. Nothing if a corner is too far round the earth.
std::optional<std::array<Flat, 4>> seen_from(const SpherePoint& eye, const Quad& quad) noexcept
{
  const SpherePoint aside = std::abs(eye[2]) < 0.9 ? SpherePoint {0, 0, 1} : SpherePoint {1, 0, 0};
  const SpherePoint east = unit(cross(aside, eye)), north = cross(eye, east);
  std::array<Flat, 4> flat;
  for (std::size_t k = 0; k < 4; ++k) {
    const double depth = dot(quad[k], eye);
    if (!(depth > 0.2)) return std::nullopt;
    flat[k] = {dot(quad[k], east) / depth, dot(quad[k], north) / depth};
  }
  return flat;
}

/// Going round the corners one never turns the other way; two corners may coincide, as at a pole.
bool is_convex(const Quad& quad) noexcept
{
  SpherePoint middle {};
  for (const SpherePoint& corner : quad)
    for (std::size_t k = 0; k < 3; ++k) middle[k] += corner[k];
  if (dot(middle, middle) < 1.0) return false;
  const auto flat = seen_from(unit(middle), quad);
  if (!flat) return false;
  const auto& [a, b, d, c] = *flat;
  const std::array<double, 4> turns {turn(a, b, c), turn(b, c, d), turn(c, d, a), turn(d, a, b)};
  const auto [least, most] = std::ranges::minmax(turns);
  const double slack = 1e-9 * std::max(std::abs(least), std::abs(most));
  return (least >= -slack || most <= slack) && most - least > 0.0;
}

/// Where the bilinear patch over the corners passes the origin: (u, v) is (0, 0) at the first, (1, 1) at the
/// last. Newton's method.
std::optional<Flat> inverse_bilinear(const std::array<Flat, 4>& p) noexcept
{
  Flat at {0.5, 0.5};
  for (int round = 0; round < 12; ++round) {
    const auto mixed = [&](double Flat::*m) {
      return (1 - at.y) * ((1 - at.x) * p[0].*m + at.x * p[1].*m) + at.y * ((1 - at.x) * p[2].*m + at.x * p[3].*m);
    };
    const auto along_u = [&](double Flat::*m) { return (1 - at.y) * (p[1].*m - p[0].*m) + at.y * (p[3].*m - p[2].*m); };
    const auto along_v = [&](double Flat::*m) { return (1 - at.x) * (p[2].*m - p[0].*m) + at.x * (p[3].*m - p[1].*m); };
    const double ux = along_u(&Flat::x), uy = along_u(&Flat::y), vx = along_v(&Flat::x), vy = along_v(&Flat::y);
    const double fx = mixed(&Flat::x), fy = mixed(&Flat::y), area = ux * vy - uy * vx;
    if (area == 0.0) return std::nullopt;
    const Flat step {(fx * vy - fy * vx) / area, (ux * fy - uy * fx) / area};
    at = {at.x - step.x, at.y - step.y};
    if (!(std::abs(at.x) < 10.0 && std::abs(at.y) < 10.0)) return std::nullopt;
    if (std::max(std::abs(step.x), std::abs(step.y)) < 1e-10) return at;
  }
  return std::nullopt;
}

}  // namespace

SpherePoint sphere_point(double longitude, double latitude) noexcept
{
  const double out = std::cos(latitude * degree);
  return {out * std::cos(longitude * degree), out * std::sin(longitude * degree), std::sin(latitude * degree)};
}

double distance_m(const SpherePoint& a, const SpherePoint& b) noexcept
{
  constexpr double earth_m = 6'371'000.0;
  return 2.0 * earth_m * std::asin(std::min(1.0, 0.5 * chord(a, b)));
}

CurvilinearCells::CurvilinearCells(const SourceGrid& grid) : columns_(grid.x.size()), rows_(grid.y.size())
{
  centre_.reserve(grid.longitude.size());
  for (std::size_t i = 0; i < grid.longitude.size(); ++i) {
    const SpherePoint p = sphere_point(grid.longitude[i], grid.latitude[i]);
    centre_.push_back(std::isfinite(p[0]) ? p : SpherePoint {nowhere, nowhere, nowhere});
  }
}

/// Median distance between columns, of a thousand cells.
double CurvilinearCells::typical_step() const
{
  std::vector<double> steps;
  const std::size_t stride = std::max<std::size_t>(1, centre_.size() / 1000);
  for (std::size_t i = 0; i + columns_ + 1 < centre_.size(); i += stride)
    if (const double step = chord(centre_[i], centre_[i + columns_ + 1]); step > 0.0 && step < 1.0)
      steps.push_back(step);
  if (steps.empty()) return 0.1;
  std::ranges::nth_element(steps, steps.begin() + std::ssize(steps) / 2);
  return steps[steps.size() / 2];
}

Places CurvilinearCells::between_centres(const std::vector<SpherePoint>& places) const
{
  Places found {"", std::vector<double>(places.size(), nowhere), std::vector<double>(places.size(), nowhere)};
  std::vector<double> beyond(places.size(), 0.5 * (1.0 + 1e-6));  // how far past the edge of its cell, in cells
  const PlaceBins bins(places, 2.0 * typical_step());
  for (std::size_t row = 0; row + 1 < rows_; ++row)
    for (std::size_t column = 0; column + 1 < columns_; ++column) {
      const Quad quad {centre_[index(column, row)], centre_[index(column + 1, row)], centre_[index(column, row + 1)],
                       centre_[index(column + 1, row + 1)]};
      Box box;
      double sum = 0.0;
      for (const SpherePoint& corner : quad) {
        box.hold(corner);
        sum += corner[0];
      }
      if (!std::isfinite(sum)) continue;
      const bool west = column == 0, east = column + 2 == columns_, south = row == 0, north = row + 2 == rows_;
      const double across = chord(box.low, box.high);
      box.widen(0.25 * across * across + (west || east || south || north ? 0.75 * across : 0.0) + 1e-12);
      bool checked = false, usable = true;
      bins.for_each_in(box, [&](std::size_t i) {
        if (!checked) usable = is_convex(quad), checked = true;
        if (!usable) return;
        const auto flat = seen_from(places[i], quad);
        const auto at = flat ? inverse_bilinear(*flat) : std::nullopt;
        if (!at) return;
        // Rounding decides which of two cells owns their common edge: both may.
        const auto past = [](double u, bool open_low, bool open_high) {
          constexpr double hair = 1e-9, shut = 1e9;
          if (u < 0.0) return open_low ? -u : (u > -hair ? 0.0 : shut);
          if (u > 1.0) return open_high ? u - 1.0 : (u < 1.0 + hair ? 0.0 : shut);
          return 0.0;
        };
        const double distance = std::max(past(at->x, west, east), past(at->y, south, north));
        if (distance >= beyond[i]) return;
        beyond[i] = distance == 0.0 ? -1.0 : distance;
        found.x[i] = static_cast<double>(column) + at->x;
        found.y[i] = static_cast<double>(row) + at->y;
      });
    }
  return found;
}

/// To the neighbours beside, above and below, and the diagonal ones too.
double CurvilinearCells::longest_step(std::size_t column, std::size_t row, bool diagonals) const
{
  double longest = 0.0;
  const SpherePoint& here = centre_[index(column, row)];
  for (std::size_t r = row == 0 ? 0 : row - 1; r < std::min(row + 2, rows_); ++r)
    for (std::size_t c = column == 0 ? 0 : column - 1; c < std::min(column + 2, columns_); ++c) {
      if (!diagonals && r != row && c != column) continue;
      const double step = chord(here, centre_[index(c, r)]);
      if (step < 0.5) longest = std::max(longest, step);  // farther round the earth: a fold or a seam
    }
  return longest;
}

Places CurvilinearCells::nearest_centre(const std::vector<SpherePoint>& places) const
{
  const Places within = between_centres(places);
  Places found {"", std::vector<double>(places.size(), nowhere), std::vector<double>(places.size(), nowhere)};
  std::vector<double> distance(places.size(), 2.0);
  const PlaceBins bins(places, 2.0 * typical_step());
  for (std::size_t row = 0; row < rows_; ++row)
    for (std::size_t column = 0; column < columns_; ++column) {
      const SpherePoint& here = centre_[index(column, row)];
      if (!std::isfinite(here[0])) continue;
      const double reach = 0.75 * longest_step(column, row, true);
      const double half_cell = 0.5 * longest_step(column, row, false) * (1.0 + 1e-6);
      Box box;
      box.hold(here);
      box.widen(reach);
      bins.for_each_in(box, [&](std::size_t i) {
        const double d = chord(here, places[i]);
        if (d >= distance[i] || d > reach || (d > half_cell && std::isnan(within.x[i]))) return;
        distance[i] = d;
        found.x[i] = static_cast<double>(column);
        found.y[i] = static_cast<double>(row);
      });
    }
  return found;
}

}  // namespace rangifer::forcing

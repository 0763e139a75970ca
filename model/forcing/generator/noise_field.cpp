#include "forcing/generator/noise_field.h"

#include <algorithm>
#include <cmath>

#include "base/deterministic_math.h"

namespace rangifer::forcing {
namespace {

// A kernel exp(-(d / s)^2) smooths white noise into fields with correlation exp(-(d / s)^2 / 2).
constexpr double kernel_scale_of_length = 0.70710678;
constexpr double nodes_per_kernel_scale = 3.0;  // finer changes nothing that shows
constexpr int reach_nodes = 8;                  // exp(-(8/3)^2) = 8e-4

}  // namespace

NoiseField::NoiseField(const Grid& grid, double length_m, double memory, std::uint64_t seed, Draw purpose,
                       int component, int first_day)
    : columns_(grid.columns),
      rows_(grid.rows),
      memory_(static_cast<float>(memory)),
      fresh_(static_cast<float>(std::sqrt(1.0 - memory * memory))),
      seed_(seed),
      purpose_(purpose),
      component_(component),
      day_(first_day - burn_in_days)
{
  const double spacing_m = length_m * kernel_scale_of_length / nodes_per_kernel_scale;
  across_ = reaches(grid.x_of(0), grid.cell_m, columns_, spacing_m, first_node_x_, nodes_x_);
  up_ = reaches(grid.y_of(0), grid.cell_m, rows_, spacing_m, first_node_y_, nodes_y_);
  node_.assign(nodes_x_ * nodes_y_, 0.0f);
  half_.assign(static_cast<std::size_t>(columns_) * nodes_y_, 0.0f);
  step(0.0f, 1.0f);  // the first day of the burn-in is drawn whole: unit variance from the start
  while (day_ < first_day) step(memory_, fresh_);
}

std::vector<NoiseField::Reach> NoiseField::reaches(double first_centre_m, double cell_m, int cells, double spacing_m,
                                                   std::int64_t& first_node, std::size_t& nodes)
{
  const auto nearest = [&](int cell) {
    return static_cast<std::int64_t>(std::floor((first_centre_m + cell * cell_m) / spacing_m + 0.5));
  };
  first_node = nearest(0) - reach_nodes;
  nodes = static_cast<std::size_t>(nearest(cells - 1) + reach_nodes - first_node + 1);
  std::vector<Reach> all(static_cast<std::size_t>(cells));
  for (int c = 0; c < cells; ++c) {
    Reach& reach = all[static_cast<std::size_t>(c)];
    const double at = (first_centre_m + c * cell_m) / spacing_m;
    double squares = 0;
    for (std::int64_t k = nearest(c) - reach_nodes; k <= nearest(c) + reach_nodes; ++k) {
      const double d = (static_cast<double>(k) - at) / nodes_per_kernel_scale;
      reach.weight.push_back(exp_det(static_cast<float>(-d * d)));
      squares += static_cast<double>(reach.weight.back()) * static_cast<double>(reach.weight.back());
    }
    reach.first = static_cast<std::size_t>(nearest(c) - reach_nodes - first_node);
    for (float& w : reach.weight) w /= static_cast<float>(std::sqrt(squares));
  }
  return all;
}

void NoiseField::step(float memory, float fresh) noexcept
{
  const auto day = static_cast<std::uint32_t>(day_++);
  for (std::size_t j = 0; j < nodes_y_; ++j) {
    const auto y = static_cast<std::uint32_t>(first_node_y_ + static_cast<std::int64_t>(j));
    for (std::size_t i = 0; i < nodes_x_; ++i) {
      const auto x = static_cast<std::uint32_t>(first_node_x_ + static_cast<std::int64_t>(i));
      const auto u = uniform4(seed_, (static_cast<std::uint64_t>(y) << 32) | x, day, purpose_,
                              static_cast<std::uint32_t>(component_ / 2));
      float a = 0, b = 0;
      normal_pair_det(u[0], u[1], a, b);
      float& z = node_[j * nodes_x_ + i];
      z = memory * z + fresh * (component_ % 2 == 0 ? a : b);
    }
  }
}

void NoiseField::next(std::vector<float>& out)
{
  step(memory_, fresh_);
  const auto columns = static_cast<std::size_t>(columns_), rows = static_cast<std::size_t>(rows_);
  for (std::size_t j = 0; j < nodes_y_; ++j) {
    for (std::size_t c = 0; c < columns; ++c) {
      float sum = 0;
      for (std::size_t k = 0; k < across_[c].weight.size(); ++k)
        sum += across_[c].weight[k] * node_[j * nodes_x_ + across_[c].first + k];
      half_[j * columns + c] = sum;
    }
  }
  out.assign(columns * rows, 0.0f);
  for (std::size_t r = 0; r < rows; ++r)
    for (std::size_t k = 0; k < up_[r].weight.size(); ++k)
      for (std::size_t c = 0; c < columns; ++c)
        out[r * columns + c] += up_[r].weight[k] * half_[(up_[r].first + k) * columns + c];
}

}  // namespace rangifer::forcing

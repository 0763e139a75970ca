#include "engine/place_order.h"

#include <algorithm>
#include <cmath>

namespace rangifer::engine {
namespace {

template <class T>
void reorder(std::vector<T>& attribute, std::vector<T>& scratch, const std::vector<std::uint32_t>& order)
{
  const auto n = static_cast<std::ptrdiff_t>(order.size());
  scratch.resize(order.size());
#pragma omp parallel for default(none) shared(attribute, scratch, order, n) schedule(static)
  for (std::ptrdiff_t i = 0; i < n; ++i) {
    scratch[static_cast<std::size_t>(i)] = attribute[order[static_cast<std::size_t>(i)]];
  }
  attribute.swap(scratch);
}

}  // namespace

PlaceOrder::PlaceOrder(const Grid& grid, double tile_km)
    : columns_ {grid.columns},
      tile_ {std::max(1, static_cast<int>(std::lround(tile_km * 1000.0 / grid.cell_m)))},
      tile_columns_ {(grid.columns + tile_ - 1) / tile_}
{
  const int tile_rows = (grid.rows + tile_ - 1) / tile_;
  first_.resize(static_cast<std::size_t>(tile_columns_) * static_cast<std::size_t>(tile_rows) + 1);
}

void PlaceOrder::sort(herd::Herd& animals)
{
  rank(animals.cell);
  animals.for_each_attribute([&](auto& attribute) {
    reorder(attribute, std::get<std::remove_reference_t<decltype(attribute)>>(scratch_), order_);
  });
}

/// A counting sort: stable, and two passes over the agents.
void PlaceOrder::rank(const std::vector<std::int32_t>& cell)
{
  const auto n = static_cast<std::ptrdiff_t>(cell.size());
  tile_of_.resize(cell.size());
  order_.resize(cell.size());
#pragma omp parallel for default(none) shared(cell, n) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto i = static_cast<std::size_t>(agent);
    const int row = cell[i] / columns_ / tile_, column = cell[i] % columns_ / tile_;
    tile_of_[i] = static_cast<std::uint32_t>(row * tile_columns_ + column);
  }
  std::fill(first_.begin(), first_.end(), 0u);
  for (const std::uint32_t tile : tile_of_) ++first_[tile + 1];
  for (std::size_t t = 1; t < first_.size(); ++t) first_[t] += first_[t - 1];
  for (std::size_t i = 0; i < tile_of_.size(); ++i) order_[first_[tile_of_[i]]++] = static_cast<std::uint32_t>(i);
}

}  // namespace rangifer::engine

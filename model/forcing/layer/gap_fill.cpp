#include "forcing/layer/gap_fill.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace rangifer::forcing {
namespace {

constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

}  // namespace

GapFill::GapFill(const Grid& grid, const Field& land_fraction) : columns_(grid.columns), rows_(grid.rows)
{
  for (const float land : land_fraction) sea_.push_back(land < 0.5f ? 1 : 0);
}

std::optional<GapFill::Gap> GapFill::onto_cells(const Sampler& sampler, std::span<const double> source,
                                                std::span<double> cells)
{
  sampler.apply(source, cells);
  from_part_ = 0;
  if (const auto gap = hole(sampler, source)) return gap;
  std::vector<std::uint32_t> empty = empty_cells(cells);
  if (empty.empty()) {
    empty_.clear();
    return std::nullopt;
  }
  learn_mask(sampler, source);
  zero_filled_.resize(source.size());
  for (std::size_t i = 0; i < source.size(); ++i) zero_filled_[i] = present_[i] != 0.0 ? source[i] : 0.0;
  part_.resize(cells.size());
  sampler.apply(zero_filled_, part_);
  for (const std::uint32_t i : empty) {
    if (!(present_share_[i] > 0.0)) continue;  // also NaN: outside the source
    cells[i] = part_[i] / present_share_[i];
    ++from_part_;
  }
  empty = empty_cells(cells);
  const auto gap = std::ranges::find_if(empty, [&](std::uint32_t i) { return !is_sea(i); });
  if (gap != empty.end()) return Gap {*gap};
  if (empty != empty_) {
    empty_ = std::move(empty);
    find_nearest(cells);
  }
  for (std::size_t k = 0; k < empty_.size(); ++k)
    if (nearest_[k] != nowhere) cells[empty_[k]] = cells[nearest_[k]];
  const bool all_empty = !empty_.empty() && nearest_.front() == nowhere;
  return all_empty ? std::optional(Gap {empty_.front()}) : std::nullopt;
}

/// The first cell of land on which a source value bears that is there today and was not at first, or the
/// other way round.
std::optional<GapFill::Gap> GapFill::hole(const Sampler& sampler, std::span<const double> source)
{
  if (first_present_.size() != source.size()) {
    first_present_.resize(source.size());
    std::ranges::transform(source, first_present_.begin(), [](double v) { return std::isnan(v) ? 0.0 : 1.0; });
    return std::nullopt;
  }
  std::vector<double> lost, found;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const bool is = !std::isnan(source[i]), was = first_present_[i] != 0.0;
    if (is == was) continue;
    std::vector<double>& changed = was ? lost : found;
    changed.resize(source.size(), 0.0);
    changed[i] = 1.0;
  }
  for (const std::vector<double>* const changed : {&lost, &found}) {
    if (changed->empty()) continue;
    std::vector<double> share(sampler.size());
    sampler.apply(*changed, share);
    for (std::size_t i = 0; i < share.size(); ++i)
      if (share[i] > 0.0 && !is_sea(i)) return Gap {i, changed == &found};
  }
  return std::nullopt;
}

void GapFill::learn_mask(const Sampler& sampler, std::span<const double> source)
{
  std::vector<double> present(source.size());
  for (std::size_t i = 0; i < source.size(); ++i) present[i] = std::isnan(source[i]) ? 0.0 : 1.0;
  if (last_sampler_ == &sampler && present == present_) return;
  last_sampler_ = &sampler;
  present_ = std::move(present);
  present_share_.resize(sampler.size());
  sampler.apply(present_, present_share_);
}

std::vector<std::uint32_t> GapFill::empty_cells(std::span<const double> cells) const
{
  std::vector<std::uint32_t> empty;
  unsigned any = 0;  // mostly there is none: seen faster without asking which
  const double* value = cells.data();
  const std::size_t n = cells.size();
  for (std::size_t i = 0; i < n; ++i) any |= std::isnan(value[i]) ? 1u : 0u;
  if (any == 0) return empty;
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (std::isnan(cells[i])) empty.push_back(static_cast<std::uint32_t>(i));
  return empty;
}

/// Widening rings around all cells that have a value at once, so that each cell is looked at once.
void GapFill::find_nearest(std::span<const double> cells)
{
  std::vector<std::uint32_t> from(cells.size(), nowhere), ring, next;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (std::isnan(cells[i])) continue;
    from[i] = static_cast<std::uint32_t>(i);
    ring.push_back(from[i]);
  }
  constexpr std::array<std::pair<int, int>, 8> around {
    {{-1, 0}, {1, 0}, {0, -1}, {0, 1}, {-1, -1}, {1, -1}, {-1, 1}, {1, 1}}};
  for (; !ring.empty(); ring = std::exchange(next, {})) {
    for (const std::uint32_t i : ring) {
      const int column = static_cast<int>(i) % columns_, row = static_cast<int>(i) / columns_;
      for (const auto& [dx, dy] : around) {
        const int c = column + dx, r = row + dy;
        if (c < 0 || c >= columns_ || r < 0 || r >= rows_) continue;
        const auto neighbour =
          static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c);
        if (from[neighbour] != nowhere) continue;
        from[neighbour] = from[i];
        next.push_back(static_cast<std::uint32_t>(neighbour));
      }
    }
  }
  nearest_.clear();
  for (const std::uint32_t i : empty_) nearest_.push_back(from[i]);
}

}  // namespace rangifer::forcing

#include "engine/use_count.h"

#include <omp.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "engine/use_seasons.h"

namespace rangifer::engine {

UseCount::UseCount(std::size_t herds, std::size_t cells)
    : herds_ {herds}, cells_ {cells}, total_(herds * use_seasons.size())
{
  const std::size_t affordable = most_bytes / std::max<std::size_t>(1, herds * cells * sizeof(std::uint32_t));
  const auto threads = static_cast<std::size_t>(omp_get_max_threads());
  part_.assign(std::clamp<std::size_t>(affordable, 1, threads), std::vector<std::uint32_t>(herds * cells, 0));
}

void UseCount::count(const herd::Herd& animals, std::size_t season)
{
  const std::size_t n = animals.size();
  // All of them might stand in one cell: its count must not run over.
  const bool full = unsettled_ + n > std::numeric_limits<std::uint32_t>::max();
  if (season != season_ || full) settle();
  season_ = season;
  unsettled_ += n;
  const auto parts = static_cast<std::ptrdiff_t>(part_.size());
#pragma omp parallel for default(none) shared(animals, n, parts) schedule(static)
  for (std::ptrdiff_t p = 0; p < parts; ++p) {
    const auto of = static_cast<std::size_t>(p);
    const std::size_t end = n * (of + 1) / part_.size();
    std::uint32_t* steps = part_[of].data();
    for (std::size_t i = n * of / part_.size(); i < end; ++i) {
      ++steps[animals.herd[i] * cells_ + static_cast<std::size_t>(animals.cell[i])];
    }
  }
}

void UseCount::join_parts()
{
  for (std::size_t p = 1; p < part_.size(); ++p) {
    for (std::size_t c = 0; c < part_[p].size(); ++c) part_[0][c] += std::exchange(part_[p][c], 0);
  }
}

void UseCount::settle()
{
  if (unsettled_ == 0) return;
  for (std::size_t h = 0; h < herds_; ++h) {
    Field& total = total_[h * use_seasons.size() + season_];
    total.resize(cells_, 0.0f);
    const std::size_t first = h * cells_;
    const auto cells = static_cast<std::ptrdiff_t>(cells_);
#pragma omp parallel for default(none) shared(total, first, cells) schedule(static)
    for (std::ptrdiff_t c = 0; c < cells; ++c) {
      std::uint32_t steps = 0;
      for (auto& part : part_) steps += std::exchange(part[first + static_cast<std::size_t>(c)], 0);
      total[static_cast<std::size_t>(c)] += static_cast<float>(steps);
    }
  }
  unsettled_ = 0;
}

std::vector<Field> UseCount::take(std::size_t herd)
{
  settle();
  std::vector<Field> seasons;
  for (std::size_t s = 0; s < use_seasons.size(); ++s) {
    Field& total = total_[herd * use_seasons.size() + s];
    total.resize(cells_, 0.0f);
    seasons.push_back(std::exchange(total, {}));
  }
  return seasons;
}

}  // namespace rangifer::engine

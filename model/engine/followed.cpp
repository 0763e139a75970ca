#include "engine/followed.h"

#include <algorithm>
#include <limits>

namespace rangifer::engine {
namespace {

constexpr std::size_t dead = std::numeric_limits<std::size_t>::max(), not_looked_up = dead - 1;

std::vector<std::size_t> members_by_id(const herd::Herd& animals, std::size_t herd)
{
  std::vector<std::size_t> members;
  for (std::size_t i = 0; i < animals.size(); ++i) {
    if (animals.herd[i] == herd) members.push_back(i);
  }
  std::sort(members.begin(), members.end(),
            [&](std::size_t a, std::size_t b) { return animals.id[a] < animals.id[b]; });
  return members;
}

}  // namespace

void Followed::choose(const herd::Herd& animals, std::size_t herds, std::size_t per_herd, Day today)
{
  *this = {};
  if (per_herd == 0) return;
  for (std::size_t h = 0; h < herds; ++h) {
    const std::vector<std::size_t> members = members_by_id(animals, h);
    const std::size_t wanted = std::min(members.size(), per_herd);
    for (std::size_t k = 0; k < wanted; ++k) {
      const std::size_t i = members[k * members.size() / wanted];
      id_.push_back(animals.id[i]);
      herd_.push_back(static_cast<std::int32_t>(h));
      cohort_.push_back(static_cast<std::int32_t>(herd::cohort_of(animals.male[i] != 0, animals.birth_year[i], today)));
    }
  }
  number();
}

void Followed::number()
{
  order_.clear();
  for (std::size_t k = 0; k < id_.size(); ++k) order_.emplace(id_[k], k);
  slot_.assign(id_.size(), not_looked_up);
  point_.resize(id_.size());
}

std::span<const herd::TrackPoint> Followed::points(const herd::Herd& animals, const landscape::Terrain& terrain)
{
  if (!found_in(animals)) find_in(animals);
  for (std::size_t k = 0; k < slot_.size(); ++k) {
    const std::size_t i = slot_[k];
    if (i == dead) {
      point_[k] = {};
      continue;
    }
    const auto cell = static_cast<std::size_t>(animals.cell[i]);
    point_[k] = {animals.x_m[i],
                 animals.y_m[i],
                 terrain.longitude_deg[cell],
                 terrain.latitude_deg[cell],
                 static_cast<std::int8_t>(animals.mode[i]),
                 1};
  }
  return point_;
}

/// An id is unique for ever, so a slot that still holds it is right, whatever has happened meanwhile.
bool Followed::found_in(const herd::Herd& animals) const noexcept
{
  for (std::size_t k = 0; k < slot_.size(); ++k) {
    if (slot_[k] == dead) continue;
    if (slot_[k] >= animals.size() || animals.id[slot_[k]] != id_[k]) return false;
  }
  return true;
}

void Followed::find_in(const herd::Herd& animals)
{
  std::fill(slot_.begin(), slot_.end(), dead);
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
#pragma omp parallel for default(none) shared(animals, n) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto it = order_.find(animals.id[static_cast<std::size_t>(agent)]);
    if (it != order_.end()) slot_[it->second] = static_cast<std::size_t>(agent);
  }
}

}  // namespace rangifer::engine

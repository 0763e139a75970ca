#include "herd/herd.h"

#include <algorithm>
#include <utility>

namespace rangifer::herd {

std::size_t add(Herd& herd)
{
  herd.for_each_attribute([](auto& attribute) { attribute.emplace_back(); });
  herd.stride.back() = herd.longest_share.back() = 1.0f;
  return herd.size() - 1;
}

void drop(Herd& herd, const std::vector<std::uint8_t>& gone)
{
  const auto left = static_cast<std::size_t>(std::count(gone.begin(), gone.end(), 0));
  // The last of the living fill the gaps: a few moves, where closing up would move the whole herd.
  std::vector<std::pair<std::size_t, std::size_t>> moves;  // to, from
  std::size_t from = gone.size();
  for (std::size_t gap = 0; gap < left; ++gap) {
    if (gone[gap] == 0) continue;
    do --from;
    while (gone[from] != 0);
    moves.emplace_back(gap, from);
  }
  herd.for_each_attribute([&](auto& attribute) {
    for (const auto& [to, of] : moves) attribute[to] = attribute[of];
    attribute.resize(left);
  });
}

std::uint64_t calf_id(std::uint64_t mother, int year) noexcept
{
  // splitmix64 (Steele, Lea and Flood 2014) of mother and year; bit 62 sets calves apart from the
  // animals of the start and keeps the number positive as a signed one.
  std::uint64_t z = mother + 0x9e3779b97f4a7c15ull * static_cast<std::uint64_t>(year);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ull;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebull;
  z ^= z >> 31;
  return (z & 0x3fffffffffffffffull) | 0x4000000000000000ull;
}

Cohort cohort_of(bool male, int birth_year, Day today) noexcept
{
  const int year = year_of(today);
  const int age = year - birth_year - (month_of(today) < 6 ? 1 : 0);
  if (age < 1) return Cohort::calf;
  if (age < 2) return Cohort::yearling;
  return male ? Cohort::bull : Cohort::cow;
}

}  // namespace rangifer::herd

#pragma once
#include <algorithm>
#include <cstddef>
#include <utility>
#include <vector>

namespace rangifer::engine {

/// Sums over agents: calls add(sum, first, end) for stretches of agents that together are all of the n, each of a fixed
/// size that threads share out, and then joins the stretches' sums with join(sum, of_stretch). A Sum holds integers
/// alone, so that neither threads nor the order of the agents can change it.
template <class Sum, class Add, class Join>
[[nodiscard]] Sum stretch_sum(std::size_t n, const Sum& zero, const Add& add, const Join& join)
{
  constexpr std::size_t block = 4096;
  const auto blocks = static_cast<std::ptrdiff_t>((n + block - 1) / block);
  std::vector<Sum> part(static_cast<std::size_t>(blocks), zero);
#pragma omp parallel for default(none) shared(part, zero, add, n, blocks) schedule(static)
  for (std::ptrdiff_t b = 0; b < blocks; ++b) {
    const std::size_t first = static_cast<std::size_t>(b) * block, end = std::min(n, first + block);
    Sum sum = zero;  // its own, so that no two threads write to one line of the cache
    add(sum, first, end);
    part[static_cast<std::size_t>(b)] = std::move(sum);
  }
  Sum all = zero;
  for (const Sum& of_block : part) join(all, of_block);
  return all;
}

/// The same with add(sum, i) for every agent i.
template <class Sum, class Add, class Join>
[[nodiscard]] Sum block_sum(std::size_t n, const Sum& zero, const Add& add, const Join& join)
{
  const auto add_all = [&add](Sum& sum, std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) add(sum, i);
  };
  return stretch_sum(n, zero, add_all, join);
}

}  // namespace rangifer::engine

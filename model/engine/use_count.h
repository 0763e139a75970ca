#pragma once
#include <cstdint>
#include <vector>

#include "base/grid.h"
#include "herd/herd.h"

namespace rangifer::engine {

/// Agent-steps spent in each cell, by herd and period of the year (use_seasons). Each thread counts its
/// share of the agents in a field of its own; the fields are added up when the period changes.
class UseCount {
public:
  /// Most that the threads' fields may take together; with many threads on a fine grid some of them
  /// rest while the others count.
  static constexpr std::size_t most_bytes = std::size_t {64} << 20;

  UseCount(std::size_t herds, std::size_t cells);

  /// Counts every agent once, in the cell it stands in.
  void count(const herd::Herd& animals, std::size_t season);

  /// Agent-steps of one herd so far, [season][cell]; the counts of that herd are given away. Exact up to
  /// 16.7 million in a cell, rounded to seven digits beyond.
  [[nodiscard]] std::vector<Field> take(std::size_t herd);

  /// As StateWriter and StateReader want it. What the threads have counted is kept as one sum, not settled: the number
  /// of threads may change on the way, and no float may be rounded earlier than without a stop.
  template <class Keeper>
  void keep(Keeper& state)
  {
    join_parts();
    state("part", part_.front());
    state("unsettled", unsettled_);
    state("season", season_);
    state("total", total_);
  }

private:
  void join_parts();
  void settle();

  std::size_t herds_, cells_;
  std::vector<std::vector<std::uint32_t>> part_;  ///< [part][herd x cell]: steps since the last settle()
  std::uint64_t unsettled_ = 0;                   ///< agent-steps in the parts
  std::size_t season_ = 0;                        ///< to which they belong
  std::vector<Field> total_;                      ///< [herd x season], empty until an animal lived in it
};

}  // namespace rangifer::engine

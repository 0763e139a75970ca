#pragma once
#include <cstdint>
#include <vector>

#include "base/huge_pages.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/presence.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// What a cell takes from and gives to whoever is in it today; half a line of the cache, so that a step reads one.
struct alignas(32) GroundCell {
  float walk_j = 0;  ///< net cost of walking, J kg-1 m-1
  float elevation_m = 0;
  float dry_g_min = 0;  ///< the rest: behaviour::Grazing
  float energy_kj_min = 0;
  float protein_g_min = 0;
  float digging_kj_min = 0;
  std::int32_t made_on = 0;  ///< day number
};

struct GroundDay;
class SharedGrazing;

/// The ground of the whole grid on one day. Cells around the animals are made in the morning; one that somebody reaches
/// beyond them is made when it is asked for, so that the numbers are the same wherever the animals are.
class Ground {
public:
  /// Makes the land cells around the animals anew from the snow, plants and crusts of `environment`. Keeps hold of all
  /// arguments but the animals until the next update.
  /// @param shared  what other herds eat here by the same rules, too; none: it is made here
  void update(const Rules& rules, const landscape::Terrain& terrain, const landscape::Weather& weather,
              const landscape::Environment& environment, const landscape::Presence& presence, const herd::Herd& animals,
              SharedGrazing* shared = nullptr);

  [[nodiscard]] GroundCell operator[](std::size_t cell) const noexcept
  {
    const GroundCell& made = cells_[cell];
    return made.made_on == today_ ? made : make(cell);
  }

  /// Asks for a cell that will be looked at soon.
  void fetch(std::size_t cell) const noexcept { __builtin_prefetch(&cells_[cell]); }

private:
  [[nodiscard]] GroundCell make(std::size_t cell) const noexcept;
  void make_row(int row);
  [[nodiscard]] GroundDay day() const noexcept;
  void mark_blocks(const herd::Herd& animals);

  void (*loop_)(const GroundDay&, std::size_t, std::size_t, GroundCell*) = nullptr;  ///< ground_loop.h
  SharedGrazing* shared_ = nullptr;
  const Rules* rules_ = nullptr;
  const landscape::Terrain* terrain_ = nullptr;
  const landscape::Weather* weather_ = nullptr;
  const landscape::Environment* environment_ = nullptr;
  const landscape::Presence* presence_ = nullptr;
  std::int32_t today_ = -1;
  int day_of_year_ = 1;
  int block_columns_ = 0, block_rows_ = 0;
  std::vector<std::uint8_t> near_;  ///< per block: animals in it or beside it
  HugeVector<GroundCell> cells_;
};

}  // namespace rangifer::engine

#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "base/grid.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "herd/report.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// The births of a year, and what is known of each only later: its calf at four and six weeks and at the end of June,
/// plants at its place on 21 June.
class YearBirths {
public:
  explicit YearBirths(const landscape::Terrain& terrain);

  /// Where evening() adds the births of a day; note() after it.
  [[nodiscard]] std::vector<herd::Birth>& list() noexcept { return births_; }

  /// What this evening tells of births: those that list() has got since yesterday, and those before.
  void note(const Rules& rules, Day day, const landscape::Weather& weather, const landscape::Environment& environment,
            const herd::Herd& animals);

  /// Calves born in each cell.
  [[nodiscard]] const Field& map() const noexcept { return births_at_; }

  /// The births with what the year has told of their places.
  [[nodiscard]] std::span<const herd::Birth> close(const landscape::Environment& environment);
  void start_anew();

  /// As StateWriter and StateReader want it.
  template <class Keeper>
  void keep(Keeper& state)
  {
    state("list", births_);
    state("map", births_at_);
    state("ndvi_21_june", ndvi_21_june_);
    find_mothers(0);
  }

private:
  [[nodiscard]] std::size_t cell_of(const herd::Birth& birth) const noexcept;
  void find_mothers(std::size_t known);
  void note_plants(const Rules& rules, const landscape::Weather& weather, const landscape::Environment& environment);
  void note_june_calves(const herd::Herd& animals);
  void weigh_calves(Day day, const herd::Herd& animals);

  const landscape::Terrain& terrain_;
  std::vector<herd::Birth> births_;
  std::unordered_map<std::uint64_t, std::size_t> birth_of_;  ///< index in births_ by mother
  std::size_t known_ = 0;                                    ///< births of the days before
  Field births_at_, ndvi_21_june_;
};

}  // namespace rangifer::engine

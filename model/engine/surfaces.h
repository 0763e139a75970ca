#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "base/huge_pages.h"
#include "engine/blocks.h"
#include "engine/cell_scores.h"
#include "engine/destinations.h"
#include "engine/rules.h"
#include "engine/selection_weight.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/presence.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// Where an agent of this season and mode is bound for, as an index into Destinations::to_go_km.
[[nodiscard]] std::size_t destination_of(const Destinations& destinations, const herd::Herd& animals, std::size_t agent,
                                         herd::Mode mode) noexcept;

/// Animals that mind infrastructure alike: mothers with calf born or unborn, and all others.
inline constexpr std::size_t cohort_mothers = 0, cohort_others = 1;

/// What of a score may come from all but the way still to go (score_loops.h).
inline constexpr float highest_cell_score = highest_score - pull_without_way;

/// Selection surfaces: for each movement mode and aim in use, one raster of exp(score) (score: sum of
/// beta times covariate, science of step selection), so that a candidate step costs one look-up. A surface
/// stays as it is until something it is made of changes. An aim is a destination, and where there is infrastructure
/// also who goes there, since mothers mind it more: aim = destination, of others + destinations.
///
/// An animal looks no farther than its longest step, so a surface need not be whole: it is built in blocks of cells,
/// and what counts is that the blocks around every animal are there before it steps.
class Surfaces {
public:
  enum class Extent { everywhere, near_animals };

  /// @param country  of the same land, where others share it
  Surfaces(const Rules& rules, const landscape::Terrain& terrain, std::size_t destinations,
           std::shared_ptr<CountryCovariates> country = nullptr);

  /// The aim of an agent in this mode.
  [[nodiscard]] std::size_t aim_of(const Destinations& destinations, const herd::Herd& animals, std::size_t agent,
                                   herd::Mode mode) const noexcept;

  /// Brings the surfaces for the modes animals are in (and may flee into) up to today; also notes with each
  /// animal where its mode takes it. What has changed is told by the versions of environment, presence
  /// and destinations.
  ///
  /// @param extent  near_animals: only as far as they can look in their next step; reach() for those after it
  /// @throws InputError where coefficients make scores that selection cannot hold: names mode and key
  void update(const landscape::Environment& environment, const landscape::Presence& presence,
              const Destinations& destinations, herd::Herd& animals, Extent extent = Extent::everywhere);

  /// Builds what animals have come near to since update(); nothing else may have changed.
  void reach(const landscape::Environment& environment, const Destinations& destinations, const herd::Herd& animals);

  /// All surfaces one after the other, row-major each.
  [[nodiscard]] const SelectionWeight* weights() const noexcept { return weights_.data(); }
  /// Where the surface of [mode * aims() + aim] begins in weights(); -1 if it is not in use.
  [[nodiscard]] const std::vector<std::int32_t>& first_cell() const noexcept { return first_cell_; }
  [[nodiscard]] std::size_t aims() const noexcept { return aims_; }
  /// One surface; nullptr if the pair was not in use at the last update().
  [[nodiscard]] const SelectionWeight* weights(herd::Mode mode, std::size_t aim) const noexcept;

  /// How many surfaces the last update() has built, and how many there is room for.
  [[nodiscard]] std::size_t built() const noexcept { return built_; }
  [[nodiscard]] std::size_t room() const noexcept { return places_.size(); }

private:
  /// Versions of all that a surface is made of; 0 for what its mode has no beta for.
  struct Made {
    std::array<std::uint32_t, 9> of {};
    bool done = false;
    bool operator==(const Made&) const = default;
  };
  /// Room for one surface, and whose it is. A pair that is no longer in use keeps its place until another
  /// wants it: animals may be back tomorrow.
  struct Place {
    std::size_t pair = 0;
    Made made;
  };
  /// The longest way that leads to a destination at all, and the version of its field.
  struct Longest {
    float km = 0.0f;
    std::uint32_t version = 0;
    bool known = false;
  };
  /// The surfaces of one mode and cohort.
  struct Task {
    std::size_t mode;
    std::size_t cohort;
    std::vector<std::size_t> places;
  };
  /// Columns of cells side by side.
  struct Stretch {
    int first, last;  ///< last is the first that is none of them

    [[nodiscard]] Stretch within(const Stretch& other) const noexcept
    {
      return {std::max(first, other.first), std::min(last, other.last)};
    }
  };
  /// What a surface wants in a row of blocks.
  struct Wanted {
    std::size_t place;
    std::vector<Stretch> columns;
  };
  /// What is known of a block of a surface. An animal may stand where all around is built; wanted blocks are so until
  /// the end of update() or reach(). Blocks without an open cell are never wanted.
  static constexpr std::uint8_t is_built = 1, is_wanted = 2, has_all_around = 4;

  void forget_others(const landscape::Environment& environment, const landscape::Presence& presence,
                     const Destinations& destinations);
  [[nodiscard]] std::vector<std::uint8_t> pairs_in_use(bool insects, const Destinations& destinations,
                                                       herd::Herd& animals) const;
  void find_places(const std::vector<std::uint8_t>& wanted);
  [[nodiscard]] Made made_today(std::size_t pair, const landscape::Environment& environment,
                                const Destinations& destinations) const;
  [[nodiscard]] std::vector<Task> changed_since(const landscape::Environment& environment,
                                                const Destinations& destinations);
  void add_place(std::size_t place, std::vector<Task>& tasks) const;
  template <class F>
  void for_each_in_sight(bool insects, const Destinations& destinations, const herd::Herd& animals, std::size_t agent,
                         F&& f) const;
  bool want_around(const landscape::Environment& environment, const Destinations& destinations,
                   const herd::Herd& animals);
  void want_all();
  void want(std::size_t place, std::size_t block);
  [[nodiscard]] std::vector<Task> tasks() const;
  void build(const landscape::Environment& environment, const Destinations& destinations);
  void build_row(int block_row, const std::vector<Task>& tasks, const landscape::Environment& environment,
                 const Destinations& destinations, float* largest_score);
  void build_stretch(int block_row, const Stretch& columns, const Task& task, const std::vector<Wanted>& wanted,
                     const landscape::Environment& environment, const Destinations& destinations, float& largest_score);
  [[nodiscard]] std::vector<Stretch> wanted_in(int block_row, std::span<const std::size_t> places) const;
  void check_pull(const std::vector<Task>& tasks, const Destinations& destinations);

  const Rules& rules_;
  const landscape::Terrain& terrain_;
  std::size_t destinations_;
  std::size_t aims_;  ///< one or two for each destination
  CellScores cells_;
  ScoreLoops loops_ {};  ///< for this processor
  Blocks blocks_;
  int reach_blocks_;                  ///< how many blocks away the longest step may lead
  std::vector<std::int32_t> closed_;  ///< 1: sea, and the outermost ring of cells
  std::vector<std::uint8_t> open_;    ///< blocks with cells that are not
  HugeVector<SelectionWeight> weights_;
  std::vector<Place> places_;           ///< place p begins at p * cells in weights_
  std::vector<std::uint8_t> known_;     ///< of the blocks of all places: is_built ...
  std::vector<std::uint8_t> any_want_;  ///< of the rows of blocks of all places: whether any is wanted
  std::vector<std::int32_t> first_cell_;
  std::vector<std::int32_t> first_block_;  ///< of each pair, in known_
  std::vector<Longest> longest_;           ///< of each destination
  std::size_t built_ = 0;
  const landscape::Environment* environment_ = nullptr;  ///< whose versions stand in places_
  const landscape::Presence* presence_ = nullptr;        ///< as well
  const Destinations* made_for_ = nullptr;
};

}  // namespace rangifer::engine

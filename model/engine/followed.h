#pragma once
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "herd/herd.h"
#include "herd/report.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The agents whose every step is recorded. Where each of them is kept in the herd's arrays is looked up
/// when the arrays have changed order, not at each step.
class Followed {
public:
  /// Chooses up to `per_herd` agents of each of `herds` herds, evenly over the herd in the order of ids.
  void choose(const herd::Herd& animals, std::size_t herds, std::size_t per_herd, Day today);

  /// Of the chosen, in one order for the whole run.
  [[nodiscard]] std::span<const std::uint64_t> ids() const noexcept { return id_; }
  [[nodiscard]] std::span<const std::int32_t> herds() const noexcept { return herd_; }
  [[nodiscard]] std::span<const std::int32_t> cohorts() const noexcept { return cohort_; }

  /// Where they are now, in the order of ids(); all zero for the dead. Valid until the next call.
  [[nodiscard]] std::span<const herd::TrackPoint> points(const herd::Herd& animals, const landscape::Terrain& terrain);

  /// As StateWriter and StateReader want it: who they are; where they are is looked up.
  template <class Keeper>
  void keep(Keeper& state)
  {
    state("id", id_);
    state("herd", herd_);
    state("cohort", cohort_);
    number();
  }

private:
  void number();
  [[nodiscard]] bool found_in(const herd::Herd& animals) const noexcept;
  void find_in(const herd::Herd& animals);

  std::vector<std::uint64_t> id_;
  std::vector<std::int32_t> herd_, cohort_;
  std::unordered_map<std::uint64_t, std::size_t> order_;  ///< id: place in ids()
  std::vector<std::size_t> slot_;                         ///< index in the herd, or `dead`
  std::vector<herd::TrackPoint> point_;
};

}  // namespace rangifer::engine

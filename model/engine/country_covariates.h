#pragma once
#include <cstddef>
#include <cstdint>
#include <mutex>

#include "landscape/environment.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The covariates of every cell that come of the land and its weather alone: the same for all herds that live there, so
/// that runs in one country share them. Whoever looks first on a day brings them up to it. Several may do so at the
/// same time, each from its own thread, as long as all look at the same environment and it stays as it is meanwhile.
class CountryCovariates {
public:
  /// @param terrain  what is built on it does not matter here
  explicit CountryCovariates(const landscape::Terrain& terrain);

  /// Brings snow_around up to the snow cover of today; does nothing if that is still the same. Who has not called it
  /// today must leave snow_around alone: another may be writing it.
  void look_for_snow(const landscape::Environment& environment);

  /// The same for open_river and open_lake, by the ice of today.
  void look_at_water(const landscape::Environment& environment);

  [[nodiscard]] const Field& forest() const noexcept { return forest_; }
  [[nodiscard]] const Field& snow_around() const noexcept { return snow_around_; }
  [[nodiscard]] const Field& open_river() const noexcept { return open_river_; }
  [[nodiscard]] const Field& open_lake() const noexcept { return open_lake_; }

private:
  /// What of an environment a field is made of. Not the version alone: another environment may count the same way.
  struct MadeOf {
    const landscape::Environment* environment = nullptr;
    std::uint32_t version = 0;
    bool operator==(const MadeOf&) const = default;
  };

  const landscape::Terrain& terrain_;
  int ten_km_;                    ///< in cells
  Field forest_;                  ///< 1 in taiga
  Field land_around_;             ///< 0..1, share of land within ten km
  Field snow_around_;             ///< 0..1, mean snow cover of the land within ten km
  Field open_river_, open_lake_;  ///< 0 where the water bears an animal
  std::mutex looking_;
  MadeOf snow_, water_;
};

}  // namespace rangifer::engine

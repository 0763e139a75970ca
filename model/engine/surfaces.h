#pragma once
#include <cstdint>
#include <vector>

#include "engine/destinations.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// A score no animal chooses: open sea.
inline constexpr float forbidden = -1e30f;

/// Where an agent of this season and mode is bound for, as an index into Destinations::to_go_km.
[[nodiscard]] std::size_t destination_of(const Destinations& destinations, const herd::Herd& animals, std::size_t agent,
                                         herd::Mode mode) noexcept;

/// Selection surfaces: for each movement mode and destination in use, one raster of scores (sum of
/// beta times covariate, science of step selection), so that a candidate step costs one look-up.
class Surfaces {
public:
  Surfaces(const Rules& rules, const landscape::Terrain& terrain, std::size_t destinations);

  /// Builds today's surfaces for the modes animals are in (and may flee into), others are left alone.
  void update(const landscape::Environment& environment, const Destinations& destinations, const herd::Herd& animals);

  /// Score per cell; nullptr if the pair was not in use at the last update().
  [[nodiscard]] const float* score(herd::Mode mode, std::size_t destination) const noexcept;

private:
  [[nodiscard]] std::size_t slot(herd::Mode mode, std::size_t destination) const noexcept;
  [[nodiscard]] behaviour::Covariates covariates(const landscape::Environment& environment, const Field& broad_snow,
                                                 std::size_t cell) const noexcept;

  const Rules& rules_;
  const landscape::Terrain& terrain_;
  std::size_t destinations_;
  int ten_km_ = 1;                     ///< in cells
  Field coast_, ridge_;                ///< covariates that never change
  Field land_;                         ///< share of land within ten km
  std::vector<Field> score_;           ///< [mode x destination]
  std::vector<std::uint8_t> current_;  ///< built today
};

}  // namespace rangifer::engine

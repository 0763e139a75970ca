#include "engine/surfaces.h"

#include <algorithm>
#include <utility>

#include "base/deterministic_math.h"
#include "landscape/derive_terrain.h"

namespace rangifer::engine {
namespace {

constexpr double coast_reach_km = 5.0;
constexpr float ridge_unit_m = 50.0f;

bool bound_for_winter(herd::Mode mode) noexcept
{
  using enum herd::Mode;
  return mode == winter || mode == late_summer || mode == fall_migration || mode == rut;
}

}  // namespace

std::size_t destination_of(const Destinations& destinations, const herd::Herd& animals, std::size_t agent,
                           herd::Mode mode) noexcept
{
  const std::size_t herd = animals.herd[agent];
  return bound_for_winter(mode) ? destinations.winter(herd, animals.winter_area[agent])
                                : destinations.calving(herd, animals.calving_group[agent]);
}

Surfaces::Surfaces(const Rules& rules, const landscape::Terrain& terrain, std::size_t destinations)
    : rules_ {rules}, terrain_ {terrain}, destinations_ {destinations}
{
  const std::size_t n = terrain.grid.size();
  coast_.resize(n);
  ridge_.resize(n);
  for (std::size_t i = 0; i < n; ++i) {
    coast_[i] = exp_det(-terrain.coast_distance_km[i] / static_cast<float>(coast_reach_km));
    ridge_[i] = std::clamp(terrain.ridge_m[i] / ridge_unit_m, -2.0f, 2.0f);
  }
  Field land(n);
  for (std::size_t i = 0; i < n; ++i) land[i] = terrain.sea[i] != 0 ? 0.0f : 1.0f;
  ten_km_ = std::max(1, static_cast<int>(10000.0 / terrain.grid.cell_m));
  land_ = landscape::window_mean(terrain.grid, land, ten_km_);
  score_.resize(herd::mode_count * destinations);
  current_.assign(score_.size(), 0);
}

std::size_t Surfaces::slot(herd::Mode mode, std::size_t destination) const noexcept
{
  return static_cast<std::size_t>(mode) * destinations_ + destination;
}

const float* Surfaces::score(herd::Mode mode, std::size_t destination) const noexcept
{
  const std::size_t s = slot(mode, destination);
  return current_[s] != 0 ? score_[s].data() : nullptr;
}

behaviour::Covariates Surfaces::covariates(const landscape::Environment& environment, const Field& broad_snow,
                                           std::size_t i) const noexcept
{
  const landscape::Terrain& t = terrain_;
  const float open_water = environment.ice[i] != 0 ? 0.0f : 1.0f;
  const float green = environment.greenness[i];
  return {
    .destination_km = 0.0f,
    .snow_cover = environment.snow_cover[i],
    .snow_depth_m = environment.snow_depth_m[i],
    .broad_snow = broad_snow[i],
    .greening = 4.0f * green * (1.0f - green),
    .ruggedness_100m = t.ruggedness_m[i] / 100.0f,
    .elevation_100m = t.elevation_m[i] / 100.0f,
    .forest = static_cast<float>(t.forest[i]),
    .river = t.river[i] * open_water,
    .lake = t.lake_fraction[i] * open_water,
    .plain = t.plain[i],
    .coast = coast_[i],
    .ridge_50m = ridge_[i],
  };
}

void Surfaces::update(const landscape::Environment& environment, const Destinations& destinations,
                      const herd::Herd& animals)
{
  std::fill(current_.begin(), current_.end(), std::uint8_t {0});
  const auto want = [&](std::size_t agent, herd::Mode mode) {
    current_[slot(mode, destination_of(destinations, animals, agent, mode))] = 1;
  };
  for (std::size_t i = 0; i < animals.size(); ++i) {
    const auto mode = static_cast<herd::Mode>(animals.mode[i]);
    want(i, mode);
    if (mode == herd::Mode::post_calving || mode == herd::Mode::late_summer) {
      want(i, herd::Mode::mosquito);
      want(i, herd::Mode::oestrid);
    }
  }

  // One entry a mode in use, with the surfaces to fill for it.
  struct Wanted {
    const behaviour::ModeRules* rules;
    std::vector<std::pair<float*, const float*>> surfaces;  // score, way still to go
  };
  std::vector<Wanted> wanted;
  for (std::size_t m = 0; m < herd::mode_count; ++m) {
    Wanted mode {rules_.modes.all()[m], {}};
    for (std::size_t d = 0; d < destinations_; ++d) {
      const std::size_t s = m * destinations_ + d;
      if (current_[s] == 0) continue;
      score_[s].resize(terrain_.grid.size());
      mode.surfaces.emplace_back(score_[s].data(), destinations.to_go_km[d].data());
    }
    if (!mode.surfaces.empty()) wanted.push_back(std::move(mode));
  }

  Field broad_snow = landscape::window_mean(terrain_.grid, environment.snow_cover, ten_km_);
  const auto n = static_cast<std::ptrdiff_t>(terrain_.grid.size());
#pragma omp parallel for default(none) shared(wanted, environment, broad_snow, n) schedule(static)
  for (std::ptrdiff_t cell = 0; cell < n; ++cell) {
    const auto i = static_cast<std::size_t>(cell);
    const bool sea = terrain_.sea[i] != 0;
    // The sea has no snow: the mean is over the land around.
    broad_snow[i] = land_[i] > 0.02f ? std::min(1.0f, broad_snow[i] / land_[i]) : 0.0f;
    const behaviour::Covariates here = covariates(environment, broad_snow, i);
    for (const Wanted& mode : wanted) {
      const float base = behaviour::selection_score(*mode.rules, here);
      const auto pull = static_cast<float>(mode.rules->destination);
      for (const auto& [score, to_go] : mode.surfaces) score[i] = sea ? forbidden : base - pull * to_go[i];
    }
  }
}

}  // namespace rangifer::engine

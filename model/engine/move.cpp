#include "engine/move.h"

#include <algorithm>

#include "base/deterministic_math.h"
#include "base/random.h"
#include "engine/environment_day.h"

namespace rangifer::engine {
namespace {

constexpr int most_candidates = 128;

struct Harassment {
  float mosquito = 0.0f;
  float oestrid = 0.0f;
};

/// Insects at a cell and hour; the same formulas as environment_day(), for one place. A layer of
/// mosquitoes says nothing about the hours: they are alike then.
Harassment harassment_at(const StepScene& s, std::size_t cell) noexcept
{
  const behaviour::Insects& p = s.rules.insects;
  const int doy = day_of_year(s.weather.day);
  const bool given = !s.weather.insects.empty();
  const float mosquitoes = given ? 0.0f
                                 : behaviour::mosquito_season(p, days_since_snow_free(s.environment, cell, doy),
                                                              s.environment.thaw_degree_days[cell], doy);
  const float oestrids = behaviour::oestrid_season(p, doy);
  const float known = given ? s.weather.insects[cell] : 0.0f;
  if (mosquitoes <= 0.0f && oestrids <= 0.0f) return {known, 0.0f};
  const float wind = s.weather.wind_m_s[cell] * static_cast<float>(p.wind_at_animal);
  const float temperature =
    behaviour::temperature_at(s.weather.temperature_min_c[cell], s.weather.temperature_max_c[cell], s.hour) -
    behaviour::sea_breeze_k(p, s.terrain.coast_distance_km[cell]);
  return {given ? known : mosquitoes * behaviour::mosquito_index(p, temperature, wind),
          oestrids * behaviour::oestrid_index(p, temperature, wind)};
}

/// Resting or grazing animals flee insects for the step; migrants and mothers at birth do not.
herd::Mode mode_for_step(const behaviour::Movement& p, herd::Mode today, const Harassment& insects) noexcept
{
  if (today != herd::Mode::post_calving && today != herd::Mode::late_summer) return today;
  if (static_cast<double>(insects.mosquito) > p.mosquito_threshold) return herd::Mode::mosquito;
  if (static_cast<double>(insects.oestrid) > p.oestrid_threshold) return herd::Mode::oestrid;
  return today;
}

struct Candidates {
  std::array<float, most_candidates> x, y, turn, length, weight;
};

/// Where a fleeing animal goes back to when the insects let go.
herd::Mode mode_between_flights(std::uint8_t season) noexcept
{
  return season == static_cast<std::uint8_t>(behaviour::Season::late_summer) ? herd::Mode::late_summer
                                                                             : herd::Mode::post_calving;
}

void move_one(const StepScene& s, herd::Herd& a, std::size_t i) noexcept
{
  const Grid& grid = s.terrain.grid;
  const auto here = grid.cell_at(static_cast<double>(a.x_m[i]), static_cast<double>(a.y_m[i]));
  if (here < 0) return;  // never: candidates off the grid have weight 0
  const auto cell = static_cast<std::size_t>(here);

  const Harassment insects = harassment_at(s, cell);
  a.mosquito[i] += insects.mosquito;
  a.oestrid[i] += insects.oestrid;
  auto today = static_cast<herd::Mode>(a.mode[i]);
  if (today == herd::Mode::mosquito || today == herd::Mode::oestrid) today = mode_between_flights(a.season[i]);
  const herd::Mode mode = mode_for_step(s.rules.movement, today, insects);
  a.mode[i] = static_cast<std::uint8_t>(mode);

  const float* score = s.surfaces.score(mode, destination_of(s.destinations, a, i, mode));
  const auto& lengths = s.kernels.length_km[static_cast<std::size_t>(mode)];
  const auto& turns = s.kernels.turn[static_cast<std::size_t>(mode)];
  const float slowed =
    1.0f / (1.0f + static_cast<float>(s.rules.movement.snow_slowing) * s.environment.snow_depth_m[cell]);
  const auto longest = static_cast<float>(s.rules.movement.longest_step_km);
  const float score_here = score[cell];
  const int k = static_cast<int>(s.rules.movement.candidates);

  Candidates c;
  float total = 0.0f;
  for (int pair = 0; pair < (k + 1) / 2; ++pair) {
    const auto u = uniform4(s.seed, a.id[i], s.step, Draw::candidate_step, static_cast<std::uint32_t>(pair));
    for (int half = 0; half < 2 && 2 * pair + half < k; ++half) {
      const auto j = static_cast<std::size_t>(2 * pair + half);
      c.length[j] = std::min(lengths.quantile(u[static_cast<std::size_t>(2 * half)]) * slowed, longest);
      float turn = a.heading_turn[i] + turns.quantile(u[static_cast<std::size_t>(2 * half) + 1]);
      turn += turn < 0.0f ? 1.0f : (turn >= 1.0f ? -1.0f : 0.0f);
      c.turn[j] = turn;
      float sine = 0.0f, cosine = 0.0f;
      sincos_turn_det(turn, sine, cosine);
      c.x[j] = a.x_m[i] + 1000.0f * c.length[j] * cosine;
      c.y[j] = a.y_m[i] + 1000.0f * c.length[j] * sine;
      const auto there = grid.cell_at(static_cast<double>(c.x[j]), static_cast<double>(c.y[j]));
      const float at_end = there < 0 ? forbidden : score[static_cast<std::size_t>(there)];
      // Relative to where it stands; +-60 keeps the sum of all candidates within float.
      c.weight[j] = at_end <= forbidden ? 0.0f : exp_det(std::clamp(at_end - score_here, -60.0f, 60.0f));
      total += c.weight[j];
    }
  }
  if (!(total > 0.0f)) return;

  float pick = uniform(s.seed, a.id[i], s.step, Draw::candidate_choice) * total;
  std::size_t chosen = 0;
  for (const auto last = static_cast<std::size_t>(k - 1); chosen < last; ++chosen) {
    pick -= c.weight[chosen];
    if (pick < 0.0f) break;
  }
  if (!(c.weight[chosen] > 0.0f)) return;  // rounding at the very end of the sum
  a.x_m[i] = c.x[chosen];
  a.y_m[i] = c.y[chosen];
  a.heading_turn[i] = c.turn[chosen];
  a.walked_km[i] += c.length[chosen];
}

}  // namespace

StepKernels make_kernels(const behaviour::ModeTable& modes)
{
  StepKernels kernels;
  for (std::size_t m = 0; m < herd::mode_count; ++m) {
    const behaviour::ModeRules& rules = *modes.all()[m];
    kernels.length_km[m] = behaviour::QuantileTable::gamma(rules.mean_step_km, rules.shape);
    kernels.turn[m] = behaviour::QuantileTable::von_mises_turn(rules.kappa);
  }
  return kernels;
}

void move(const StepScene& scene, herd::Herd& animals)
{
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
#pragma omp parallel for default(none) shared(scene, animals, n) schedule(static)
  for (std::ptrdiff_t i = 0; i < n; ++i) move_one(scene, animals, static_cast<std::size_t>(i));
}

}  // namespace rangifer::engine

#include "engine/surfaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "base/error.h"
#include "landscape/cost_distance.h"

namespace rangifer::engine {
namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
constexpr std::size_t longest_stretch = 256;  // scores of so many cells stay in the cache

bool bound_for_winter(herd::Mode mode) noexcept
{
  using enum herd::Mode;
  return mode == winter || mode == late_summer || mode == fall_migration || mode == rut;
}

bool may_flee(herd::Mode mode) noexcept { return mode == herd::Mode::post_calving || mode == herd::Mode::late_summer; }

/// Packs the scores of cells side by side, for one destination.
void pack(std::span<const float> base, float pull, const float* to_go_km, const std::uint8_t* shut,
          SelectionWeight* out)
{
  const float* score = base.data();
  const std::size_t n = base.size();
#pragma omp simd
  for (std::size_t k = 0; k < n; ++k) {
    const SelectionWeight weight = pack_weight(score[k] - std::min(pull * to_go_km[k], pull_without_way));
    out[k] = shut[k] != 0 ? closed : weight;
  }
}

/// The largest absolute score of cells that are not shut.
float largest(std::span<const float> score, const std::uint8_t* shut)
{
  float most = 0.0f;
  const float* s = score.data();
  const std::size_t n = score.size();
#pragma omp simd reduction(max : most)
  for (std::size_t k = 0; k < n; ++k) {
    const float size = std::max(s[k], -s[k]);
    most = std::max(most, shut[k] != 0 ? 0.0f : size);
  }
  return most;
}

float longest_way_km(const Field& to_go_km)
{
  float most = 0.0f;
  const float* km = to_go_km.data();
  const std::size_t n = to_go_km.size();
#pragma omp simd reduction(max : most)
  for (std::size_t k = 0; k < n; ++k) most = std::max(most, km[k] < landscape::unreachable_km ? km[k] : 0.0f);
  return most;
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
    : rules_ {rules},
      terrain_ {terrain},
      destinations_ {destinations},
      aims_ {terrain.developments.any() ? 2 * destinations : destinations},
      cells_ {rules.movement, terrain}
{
  const Grid& grid = terrain.grid;
  closed_.assign(grid.size(), 1);
  for (int row = 0; row < grid.rows; ++row) {
    std::int32_t first = grid.columns, last = 0;
    for (int column = 1; row > 0 && row < grid.rows - 1 && column < grid.columns - 1; ++column) {
      const std::size_t i = grid.index(column, row);
      if (terrain.sea[i] != 0) continue;
      closed_[i] = 0;
      first = std::min(first, column);
      last = column + 1;
    }
    row_first_.push_back(first);
    row_last_.push_back(last);
  }
  first_cell_.assign(herd::mode_count * aims_, -1);
}

std::size_t Surfaces::aim_of(const Destinations& destinations, const herd::Herd& animals, std::size_t agent,
                             herd::Mode mode) const noexcept
{
  const bool mother = animals.pregnant[agent] != 0 || animals.calf[agent] != 0;
  const std::size_t destination = destination_of(destinations, animals, agent, mode);
  return aims_ == destinations_ || mother ? destination : destination + cohort_others * destinations_;
}

const SelectionWeight* Surfaces::weights(herd::Mode mode, std::size_t aim) const noexcept
{
  const std::int32_t first = first_cell_[static_cast<std::size_t>(mode) * aims_ + aim];
  return first < 0 ? nullptr : weights_.data() + first;
}

void Surfaces::update(const landscape::Environment& environment, const Destinations& destinations, herd::Herd& animals)
{
  forget_others(environment, destinations);
  find_places(pairs_in_use(environment.insects.any, destinations, animals));
  const std::vector<Task> today = tasks(environment, destinations);
  check_pull(today, destinations);
  build(today, environment, destinations);
  for (const Task& task : today) {
    for (const std::size_t p : task.places) {
      places_[p].made = made_today(places_[p].pair, environment, destinations);
    }
  }
}

void Surfaces::forget_others(const landscape::Environment& environment, const Destinations& destinations)
{
  if (environment_ == &environment && made_for_ == &destinations) return;
  environment_ = &environment;
  made_for_ = &destinations;
  cells_.forget();
  for (Place& place : places_) place.made = {};
  longest_.assign(destinations_, {});
}

std::vector<std::uint8_t> Surfaces::pairs_in_use(bool insects, const Destinations& destinations,
                                                 herd::Herd& animals) const
{
  std::vector<std::uint8_t> wanted(first_cell_.size(), 0);
  std::uint8_t* in_use = wanted.data();
  const std::size_t pairs = wanted.size();
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
#pragma omp parallel for default(none) shared(insects, destinations, animals, n, pairs) reduction(|                 \
                                                                                                  : in_use[:pairs]) \
  schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    const auto i = static_cast<std::size_t>(agent);
    const auto want = [&](herd::Mode mode) {
      const std::size_t aim = aim_of(destinations, animals, i, mode);
      in_use[static_cast<std::size_t>(mode) * aims_ + aim] = 1;
      return aim;
    };
    const auto mode = static_cast<herd::Mode>(animals.mode[i]);
    animals.aim[i] = static_cast<std::uint16_t>(want(mode));
    if (insects && may_flee(mode)) {
      want(herd::Mode::mosquito);
      want(herd::Mode::oestrid);
    }
  }
  return wanted;
}

void Surfaces::find_places(const std::vector<std::uint8_t>& wanted)
{
  std::fill(first_cell_.begin(), first_cell_.end(), -1);
  const std::size_t cells = terrain_.grid.size();
  const auto settle = [&](std::size_t pair, std::size_t place) {
    first_cell_[pair] = static_cast<std::int32_t>(place * cells);
  };
  for (std::size_t p = 0; p < places_.size(); ++p) {
    if (places_[p].pair != nobody && wanted[places_[p].pair] != 0) settle(places_[p].pair, p);
  }
  std::size_t next = 0;
  for (std::size_t pair = 0; pair < wanted.size(); ++pair) {
    if (wanted[pair] == 0 || first_cell_[pair] >= 0) continue;
    const auto taken = [&](const Place& place) { return place.pair != nobody && wanted[place.pair] != 0; };
    while (next < places_.size() && taken(places_[next])) ++next;
    if (next == places_.size()) {
      if ((next + 1) * cells > static_cast<std::size_t>(std::numeric_limits<std::int32_t>::max())) {
        throw InputError(
          fmt::format("grid: {} selection surfaces of {} cells are more than the model can address; take larger cells",
                      next + 1, cells));
      }
      places_.push_back({nobody, {}});
    }
    places_[next] = {pair, {}};
    settle(pair, next);
  }
  weights_.resize(places_.size() * cells, closed);
}

Surfaces::Made Surfaces::made_today(std::size_t pair, const landscape::Environment& environment,
                                    const Destinations& destinations) const
{
  const behaviour::ModeRules& b = *rules_.modes.all()[pair / aims_];
  const auto matters = [](double beta, std::uint32_t version) { return beta != 0.0 ? version : 0u; };
  const landscape::FieldVersions& v = environment.version;
  Made made;
  made.of = {b.snow_cover != 0.0 || b.broad_snow != 0.0 ? v.snow_cover : 0u,
             matters(b.snow_depth, v.snow_depth),
             matters(b.greening, v.greenness),
             b.river != 0.0 || b.lake != 0.0 ? v.ice : 0u,
             matters(b.destination, destinations.version_of(pair % destinations_)),
             matters(b.density, v.company),
             matters(b.trail, v.trail),
             matters(b.wind, v.wind),
             matters(b.infrastructure, v.activity)};
  made.done = true;
  return made;
}

std::vector<Surfaces::Task> Surfaces::tasks(const landscape::Environment& environment, const Destinations& destinations)
{
  std::vector<Task> all;
  built_ = 0;
  for (std::size_t pair = 0; pair < first_cell_.size(); ++pair) {
    if (first_cell_[pair] < 0) continue;
    const std::size_t p = static_cast<std::size_t>(first_cell_[pair]) / terrain_.grid.size();
    if (places_[p].made == made_today(pair, environment, destinations)) continue;
    const std::size_t mode = pair / aims_, cohort = pair % aims_ / destinations_;
    if (all.empty() || all.back().mode != mode || all.back().cohort != cohort) all.push_back({mode, cohort, {}});
    all.back().places.push_back(p);
    ++built_;
  }
  return all;
}

void Surfaces::check_pull(const std::vector<Task>& tasks, const Destinations& destinations)
{
  for (const Task& task : tasks) {
    const double beta = rules_.modes.all()[task.mode]->destination;
    if (beta == 0.0) continue;
    for (const std::size_t p : task.places) {
      const std::size_t d = places_[p].pair % destinations_;
      Longest& way = longest_[d];
      if (!way.known || way.version != destinations.version_of(d)) {
        way = {longest_way_km(destinations.to_go_km[d]), destinations.version_of(d), true};
      }
      const auto longest = static_cast<double>(way.km), most = static_cast<double>(longest_pull);
      if (beta * longest <= most) continue;
      throw InputError(fmt::format(
        "movement.{}.destination = {} km-1: over a way that feels like {:.0f} km it makes a score of {:.0f}; expected "
        "at most {:.0f}, so a coefficient of {:.3f} or less",
        herd::mode_names[task.mode], beta, longest, beta * longest, most,
        std::floor(1000.0 * most / longest) / 1000.0));
    }
  }
}

void Surfaces::build_row(int row, const std::vector<Task>& tasks, const landscape::Environment& environment,
                         const Destinations& destinations, float* largest_score)
{
  const std::size_t cells = terrain_.grid.size(), begin = terrain_.grid.index(0, row);
  const std::size_t end = begin + static_cast<std::size_t>(row_last_[static_cast<std::size_t>(row)]);
  std::array<float, longest_stretch> score;
  for (std::size_t first = begin + static_cast<std::size_t>(row_first_[static_cast<std::size_t>(row)]); first < end;
       first += longest_stretch) {
    const std::span<float> here {score.data(), std::min(longest_stretch, end - first)};
    for (const Task& task : tasks) {
      const behaviour::ModeRules& mode = *rules_.modes.all()[task.mode];
      const double minds = task.cohort == cohort_mothers ? 1.0 : rules_.movement.others_mind;
      cells_.scores(mode, environment, static_cast<float>(minds), first, here);
      largest_score[task.mode] = std::max(largest_score[task.mode], largest(here, &closed_[first]));
      for (const std::size_t p : task.places) {
        const Field& to_go_km = destinations.to_go_km[places_[p].pair % destinations_];
        pack(here, static_cast<float>(mode.destination), &to_go_km[first], &closed_[first],
             &weights_[p * cells + first]);
      }
    }
  }
}

void Surfaces::build(const std::vector<Task>& tasks, const landscape::Environment& environment,
                     const Destinations& destinations)
{
  if (tasks.empty()) return;
  const auto looks_around = [&](const Task& task) { return rules_.modes.all()[task.mode]->broad_snow != 0.0; };
  if (std::any_of(tasks.begin(), tasks.end(), looks_around)) cells_.look_for_snow(environment);
  cells_.look_for_activity(environment);

  std::array<float, herd::mode_count> most {};
  float* largest_score = most.data();
#pragma omp parallel for default(none) shared(tasks, environment, destinations) \
  reduction(max                                                                 \
            : largest_score[:herd::mode_count]) schedule(dynamic, 4)
  for (int row = 0; row < terrain_.grid.rows; ++row) build_row(row, tasks, environment, destinations, largest_score);

  for (const Task& task : tasks) {
    if (most[task.mode] <= highest_cell_score) continue;
    throw InputError(
      fmt::format("movement.{}: the coefficients make a score of {:.0f} somewhere, without the way to "
                  "the destination; expected at most {:.0f}, so smaller ones",
                  herd::mode_names[task.mode], most[task.mode], highest_cell_score));
  }
}

}  // namespace rangifer::engine

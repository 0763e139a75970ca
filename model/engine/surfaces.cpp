#include "engine/surfaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>

#include "base/error.h"
#include "engine/flight.h"
#include "landscape/cost_distance.h"

namespace rangifer::engine {
namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
constexpr int longest_stretch = 256;  // scores of so many cells stay in the cache

bool bound_for_winter(herd::Mode mode) noexcept
{
  using enum herd::Mode;
  return mode == winter || mode == late_summer || mode == fall_migration || mode == rut;
}

bool may_flee(herd::Mode mode) noexcept { return mode == herd::Mode::post_calving || mode == herd::Mode::late_summer; }

/// How many blocks away a step of the longest may end: a cell more than it spans, and a hair for rounding.
int reach_in_blocks(const behaviour::Movement& movement, const Grid& grid)
{
  const double longest = 1000.0 * movement.longest_step_km / grid.cell_m;
  const int cells = static_cast<int>(std::min(longest + 1e-3, 1e6)) + 1;
  return (cells + Blocks::side - 1) / Blocks::side;
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
      cells_ {rules.movement, terrain},
      blocks_ {terrain.grid},
      reach_blocks_ {reach_in_blocks(rules.movement, terrain.grid)}
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

void Surfaces::update(const landscape::Environment& environment, const Destinations& destinations, herd::Herd& animals,
                      Extent extent)
{
  forget_others(environment, destinations);
  find_places(pairs_in_use(environment.insects.any, destinations, animals));
  const std::vector<Task> changed = changed_since(environment, destinations);
  check_pull(changed, destinations);
  for (const Task& task : changed) {
    for (const std::size_t p : task.places) {
      places_[p].made = made_today(places_[p].pair, environment, destinations);
      std::fill_n(&known_[p * blocks_.size()], blocks_.size(), std::uint8_t {0});
    }
  }
  if (extent == Extent::everywhere) want_all();
  else want_around(environment, destinations, animals);
  build(environment, destinations);
}

void Surfaces::reach(const landscape::Environment& environment, const Destinations& destinations,
                     const herd::Herd& animals)
{
  if (want_around(environment, destinations, animals)) build(environment, destinations);
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
  known_.resize(places_.size() * blocks_.size(), 0);
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

std::vector<Surfaces::Task> Surfaces::changed_since(const landscape::Environment& environment,
                                                    const Destinations& destinations)
{
  std::vector<Task> all;
  built_ = 0;
  for (std::size_t pair = 0; pair < first_cell_.size(); ++pair) {
    if (first_cell_[pair] < 0) continue;
    const std::size_t p = static_cast<std::size_t>(first_cell_[pair]) / terrain_.grid.size();
    if (places_[p].made == made_today(pair, environment, destinations)) continue;
    add_place(p, all);
    ++built_;
  }
  return all;
}

void Surfaces::add_place(std::size_t place, std::vector<Task>& tasks) const
{
  const std::size_t pair = places_[place].pair, mode = pair / aims_, cohort = pair % aims_ / destinations_;
  if (tasks.empty() || tasks.back().mode != mode || tasks.back().cohort != cohort) tasks.push_back({mode, cohort, {}});
  tasks.back().places.push_back(place);
}

/// Calls f(what is known of the block where the agent stands, place), for each surface that it may look at in its next
/// step: that of its mode, and those that insects may drive it to before.
template <class F>
void Surfaces::for_each_in_sight(bool insects, const Destinations& destinations, const herd::Herd& animals,
                                 std::size_t agent, F&& f) const
{
  const std::size_t block = blocks_.of(animals.cell[agent]);
  const auto look = [&](std::size_t mode, std::size_t aim) {
    const std::int32_t first = first_cell_[mode * aims_ + aim];
    if (first >= 0) f(static_cast<std::size_t>(first) / terrain_.grid.size(), block);
  };
  look(animals.mode[agent], animals.aim[agent]);
  if (!insects) return;
  const auto mode = static_cast<herd::Mode>(animals.mode[agent]);
  const herd::Mode settled = mode_without_insects(mode, animals.season[agent]);
  if (!may_flee(settled)) return;
  for (const herd::Mode next : {settled, herd::Mode::mosquito, herd::Mode::oestrid}) {
    if (next != mode) look(static_cast<std::size_t>(next), aim_of(destinations, animals, agent, next));
  }
}

/// Marks what is not built within reach of the animals; returns whether there is any.
bool Surfaces::want_around(const landscape::Environment& environment, const Destinations& destinations,
                           const herd::Herd& animals)
{
  const bool insects = environment.insects.any;
  const auto n = static_cast<std::ptrdiff_t>(animals.size());
  unsigned missing = 0;
#pragma omp parallel for default(none) shared(insects, destinations, animals, n) reduction(| : missing) schedule(static)
  for (std::ptrdiff_t agent = 0; agent < n; ++agent) {
    for_each_in_sight(insects, destinations, animals, static_cast<std::size_t>(agent),
                      [&](std::size_t place, std::size_t block) {
                        const std::uint8_t known = known_[place * blocks_.size() + block];
                        missing |= (known & has_all_around) == 0 ? 1u : 0u;
                      });
  }
  if (missing == 0) return false;
  for (std::size_t agent = 0; agent < animals.size(); ++agent) {
    for_each_in_sight(insects, destinations, animals, agent, [&](std::size_t place, std::size_t block) {
      std::uint8_t* known = &known_[place * blocks_.size()];
      if ((known[block] & has_all_around) != 0) return;
      known[block] |= has_all_around;
      blocks_.for_each_around(block, reach_blocks_, [&](std::size_t b) {
        if ((known[b] & is_built) == 0) known[b] |= is_wanted;
      });
    });
  }
  return true;
}

void Surfaces::want_all()
{
  for (const std::int32_t first : first_cell_) {
    if (first < 0) continue;
    const std::size_t begin = static_cast<std::size_t>(first) / terrain_.grid.size() * blocks_.size();
    for (std::size_t b = begin; b < begin + blocks_.size(); ++b) {
      known_[b] |= has_all_around;
      if ((known_[b] & is_built) == 0) known_[b] |= is_wanted;
    }
  }
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

/// The surfaces with blocks that are wanted.
std::vector<Surfaces::Task> Surfaces::tasks() const
{
  std::vector<Task> all;
  for (const std::int32_t first : first_cell_) {
    if (first < 0) continue;
    const std::size_t p = static_cast<std::size_t>(first) / terrain_.grid.size();
    const std::span known {&known_[p * blocks_.size()], blocks_.size()};
    if (std::any_of(known.begin(), known.end(), [](std::uint8_t b) { return (b & is_wanted) != 0; })) add_place(p, all);
  }
  return all;
}

/// What any of these surfaces wants in a row of blocks.
std::vector<Surfaces::Stretch> Surfaces::wanted_in(int block_row, std::span<const std::size_t> places) const
{
  std::vector<Stretch> all;
  for (int column = 0; column < blocks_.columns(); ++column) {
    const std::size_t block = blocks_.index(column, block_row);
    const bool wanted = std::any_of(places.begin(), places.end(), [&](std::size_t p) {
      return (known_[p * blocks_.size() + block] & is_wanted) != 0;
    });
    if (!wanted) continue;
    const int first = column * Blocks::side;
    if (all.empty() || all.back().last != first) all.push_back({first, first});
    all.back().last = first + Blocks::side;
  }
  return all;
}

/// Cells of a row, at most longest_stretch: the score without the way once, then each destination where it is wanted.
void Surfaces::build_cells(int row, const Stretch& s, const Task& task, const std::vector<std::vector<Stretch>>& wanted,
                           const landscape::Environment& environment, const Destinations& destinations,
                           float& largest_score)
{
  std::array<float, longest_stretch> score;
  const std::size_t begin = terrain_.grid.index(0, row), first = begin + static_cast<std::size_t>(s.first);
  const auto n = static_cast<std::size_t>(s.last - s.first);
  const behaviour::ModeRules& mode = *rules_.modes.all()[task.mode];
  const double minds = task.cohort == cohort_mothers ? 1.0 : rules_.movement.others_mind;
  cells_.scores(mode, environment, static_cast<float>(minds), first, {score.data(), n}, loops_);
  largest_score = std::max(largest_score, loops_.largest(score.data(), &closed_[first], n));
  for (std::size_t t = 0; t < task.places.size(); ++t) {
    const std::size_t p = task.places[t];
    const Field& to_go_km = destinations.to_go_km[places_[p].pair % destinations_];
    for (const Stretch& all : wanted[t]) {
      const Stretch part = all.within(s);
      if (part.first >= part.last) continue;
      const std::size_t i = begin + static_cast<std::size_t>(part.first);
      loops_.pack(&score[static_cast<std::size_t>(part.first - s.first)], static_cast<float>(mode.destination),
                  &to_go_km[i], &closed_[i], static_cast<std::size_t>(part.last - part.first),
                  &weights_[p * terrain_.grid.size() + i]);
    }
  }
}

/// A row of blocks.
void Surfaces::build_row(int block_row, const std::vector<Task>& tasks, const landscape::Environment& environment,
                         const Destinations& destinations, float* largest_score)
{
  const int end = std::min((block_row + 1) * Blocks::side, terrain_.grid.rows);
  for (const Task& task : tasks) {
    const std::vector<Stretch> any = wanted_in(block_row, task.places);
    if (any.empty()) continue;
    std::vector<std::vector<Stretch>> each;
    for (const std::size_t p : task.places) each.push_back(wanted_in(block_row, {&p, 1}));
    for (int row = block_row * Blocks::side; row < end; ++row) {
      const auto r = static_cast<std::size_t>(row);
      for (const Stretch& all : any) {
        const Stretch land = all.within({row_first_[r], row_last_[r]});
        for (int first = land.first; first < land.last; first += longest_stretch) {
          const Stretch cells {first, std::min(first + longest_stretch, land.last)};
          build_cells(row, cells, task, each, environment, destinations, largest_score[task.mode]);
        }
      }
    }
    for (const std::size_t p : task.places) {
      std::uint8_t* known = &known_[p * blocks_.size() + blocks_.index(0, block_row)];
      for (int c = 0; c < blocks_.columns(); ++c) {
        if ((known[c] & is_wanted) != 0) known[c] = static_cast<std::uint8_t>((known[c] | is_built) & ~is_wanted);
      }
    }
  }
}

void Surfaces::build(const landscape::Environment& environment, const Destinations& destinations)
{
  const std::vector<Task> tasks = this->tasks();
  if (tasks.empty()) return;
  const auto looks_around = [&](const Task& task) { return rules_.modes.all()[task.mode]->broad_snow != 0.0; };
  if (std::any_of(tasks.begin(), tasks.end(), looks_around)) cells_.look_for_snow(environment);
  cells_.look_for_activity(environment);
  loops_ = score_loops();

  std::array<float, herd::mode_count> most {};
  float* largest_score = most.data();
#pragma omp parallel for default(none) shared(tasks, environment, destinations) \
  reduction(max                                                                 \
            : largest_score[:herd::mode_count]) schedule(dynamic, 1)
  for (int row = 0; row < blocks_.rows(); ++row) build_row(row, tasks, environment, destinations, largest_score);

  for (const Task& task : tasks) {
    if (most[task.mode] <= highest_cell_score) continue;
    for (const std::size_t p : task.places) places_[p].made = {};
    throw InputError(
      fmt::format("movement.{}: the coefficients make a score of {:.0f} somewhere, without the way to "
                  "the destination; expected at most {:.0f}, so smaller ones",
                  herd::mode_names[task.mode], most[task.mode], highest_cell_score));
  }
}

}  // namespace rangifer::engine

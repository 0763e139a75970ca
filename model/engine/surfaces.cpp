#include "engine/surfaces.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "base/error.h"
#include "engine/flight.h"
#include "landscape/cost_distance.h"

namespace rangifer::engine {
namespace {

constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();
constexpr std::size_t agents_per_hand = 256;  // few, so that those who miss nothing are not asked twice

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

Surfaces::Surfaces(const Rules& rules, const landscape::Terrain& terrain, std::size_t destinations,
                   std::shared_ptr<CountryCovariates> country)
    : rules_ {rules},
      terrain_ {terrain},
      destinations_ {destinations},
      aims_ {terrain.developments.any() ? 2 * destinations : destinations},
      cells_ {rules.movement, terrain, std::move(country)},
      blocks_ {terrain.grid},
      reach_blocks_ {reach_in_blocks(rules.movement, terrain.grid)}
{
  const Grid& grid = terrain.grid;
  closed_.assign(grid.size(), 1);
  open_.assign(blocks_.size(), 0);
  for (int row = 1; row < grid.rows - 1; ++row) {
    for (int column = 1; column < grid.columns - 1; ++column) {
      const std::size_t i = grid.index(column, row);
      if (terrain.sea[i] != 0) continue;
      closed_[i] = 0;
      open_[blocks_.of(static_cast<std::int32_t>(i))] = 1;
    }
  }
  first_cell_.assign(herd::mode_count * aims_, -1);
  first_block_ = first_cell_;
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

void Surfaces::update(const landscape::Environment& environment, const landscape::Presence& presence,
                      const Destinations& destinations, herd::Herd& animals, Extent extent)
{
  forget_others(environment, presence, destinations);
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

void Surfaces::forget_others(const landscape::Environment& environment, const landscape::Presence& presence,
                             const Destinations& destinations)
{
  if (environment_ == &environment && presence_ == &presence && made_for_ == &destinations) return;
  environment_ = &environment;
  presence_ = &presence;
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
  std::fill(first_block_.begin(), first_block_.end(), -1);
  const std::size_t cells = terrain_.grid.size();
  const auto settle = [&](std::size_t pair, std::size_t place) {
    first_cell_[pair] = static_cast<std::int32_t>(place * cells);
    first_block_[pair] = static_cast<std::int32_t>(place * blocks_.size());
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
  any_want_.resize(places_.size() * static_cast<std::size_t>(blocks_.rows()), 0);
}

Surfaces::Made Surfaces::made_today(std::size_t pair, const landscape::Environment& environment,
                                    const Destinations& destinations) const
{
  const behaviour::ModeRules& b = *rules_.modes.all()[pair / aims_];
  const auto matters = [](double beta, std::uint32_t version) { return beta != 0.0 ? version : 0u; };
  const landscape::FieldVersions& v = environment.version;
  const landscape::PresenceVersions& here = presence_->version;
  Made made;
  made.of = {b.snow_cover != 0.0 || b.broad_snow != 0.0 ? v.snow_cover : 0u,
             matters(b.snow_depth, v.snow_depth),
             matters(b.greening, v.greenness),
             b.river != 0.0 || b.lake != 0.0 ? v.ice : 0u,
             matters(b.destination, destinations.version_of(pair % destinations_)),
             matters(b.density, here.company),
             matters(b.trail, here.trail),
             matters(b.wind, v.wind),
             matters(b.infrastructure, here.activity)};
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

/// Calls f(what is known of a surface, from its first block on, as an index into known_; the block where the agent
/// stands), for each surface that it may look at in its next step: that of its mode, and those that insects may drive
/// it to before.
template <class F>
void Surfaces::for_each_in_sight(bool insects, const Destinations& destinations, const herd::Herd& animals,
                                 std::size_t agent, F&& f) const
{
  const std::size_t block = blocks_.of(animals.cell[agent]);
  const auto look = [&](std::size_t mode, std::size_t aim) {
    const std::int32_t first = first_block_[mode * aims_ + aim];
    if (first >= 0) f(static_cast<std::size_t>(first), block);
  };
  look(animals.mode[agent], animals.aim[agent]);
  if (!insects) return;
  const auto mode = static_cast<herd::Mode>(animals.mode[agent]);
  const herd::Mode settled = mode_without_insects(mode, animals.season[agent]);
  if (!may_flee(settled)) return;
  if (settled != mode) look(static_cast<std::size_t>(settled), aim_of(destinations, animals, agent, settled));
  const std::size_t in_flight = aim_of(destinations, animals, agent, herd::Mode::mosquito);
  for (const herd::Mode next : {herd::Mode::mosquito, herd::Mode::oestrid}) {
    if (next != mode) look(static_cast<std::size_t>(next), in_flight);
  }
}

/// Marks what is not built within reach of the animals; returns whether there is any.
bool Surfaces::want_around(const landscape::Environment& environment, const Destinations& destinations,
                           const herd::Herd& animals)
{
  const bool insects = environment.insects.any;
  const std::size_t n = animals.size();
  const auto hands = static_cast<std::ptrdiff_t>((n + agents_per_hand - 1) / agents_per_hand);
  std::vector<std::uint8_t> is_short(static_cast<std::size_t>(hands), 0);  // of agents in turn: something is missing
#pragma omp parallel for default(none) shared(insects, destinations, animals, n, hands, is_short) schedule(static)
  for (std::ptrdiff_t hand = 0; hand < hands; ++hand) {
    const std::size_t first = static_cast<std::size_t>(hand) * agents_per_hand;
    bool missing = false;
    for (std::size_t agent = first; agent < std::min(first + agents_per_hand, n); ++agent) {
      for_each_in_sight(insects, destinations, animals, agent, [&](std::size_t first_block, std::size_t block) {
        missing |= (known_[first_block + block] & has_all_around) == 0;
      });
    }
    is_short[static_cast<std::size_t>(hand)] = missing ? 1 : 0;
  }
  for (std::size_t hand = 0; hand < is_short.size(); ++hand) {
    if (is_short[hand] == 0) continue;
    const std::size_t first = hand * agents_per_hand;
    for (std::size_t agent = first; agent < std::min(first + agents_per_hand, n); ++agent) {
      for_each_in_sight(insects, destinations, animals, agent, [&](std::size_t first_block, std::size_t block) {
        if ((known_[first_block + block] & has_all_around) != 0) return;
        known_[first_block + block] |= has_all_around;
        const std::size_t place = first_block / blocks_.size();
        blocks_.for_each_around(block, reach_blocks_, [&](std::size_t b) { want(place, b); });
      });
    }
  }
  return std::ranges::find(is_short, 1) != is_short.end();
}

void Surfaces::want(std::size_t place, std::size_t block)
{
  std::uint8_t& known = known_[place * blocks_.size() + block];
  if ((known & (is_built | is_wanted)) != 0 || open_[block] == 0) return;
  known |= is_wanted;
  const auto rows = static_cast<std::size_t>(blocks_.rows()), columns = static_cast<std::size_t>(blocks_.columns());
  any_want_[place * rows + block / columns] = 1;
}

void Surfaces::want_all()
{
  for (const std::int32_t first : first_block_) {
    if (first < 0) continue;
    for (std::size_t b = 0; b < blocks_.size(); ++b) {
      known_[static_cast<std::size_t>(first) + b] |= has_all_around;
      want(static_cast<std::size_t>(first) / blocks_.size(), b);
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

}  // namespace rangifer::engine

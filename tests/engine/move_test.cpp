#include "engine/move.h"

#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "base/deterministic_math.h"
#include "engine/flight.h"
#include "engine/processor.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;
using behaviour::Season;
using herd::Mode;

namespace {

/// Nothing pulls and nothing repels: only the kernel walks.
engine::Rules aimless(double mean_km, double shape, double kappa)
{
  engine::Rules r = rules();
  for (behaviour::ModeRules* mode : r.modes.all()) {
    *mode = {};
    mode->mean_step_km = mean_km;
    mode->shape = shape;
    mode->kappa = kappa;
  }
  r.movement.longest_step_km = 60;
  r.movement.snow_slowing = 0;
  return r;
}

/// All at one place, heading all ways alike.
herd::Herd at_one_place(std::size_t n, float x_m, float y_m)
{
  herd::Herd a = scattered(flat_land(), n, {Season::winter}, {Mode::winter});
  for (std::size_t i = 0; i < n; ++i) {
    a.x_m[i] = x_m;
    a.y_m[i] = y_m;
    a.cell[i] = grid().cell_near(x_m, y_m);
    a.heading_turn[i] = uniform(5, a.id[i], 0, Draw::start);
  }
  return a;
}

struct Sample {
  double mean = 0, sd = 0;
};

Sample sample(const std::vector<float>& x)
{
  double sum = 0, squares = 0;
  for (const float v : x) {
    sum += static_cast<double>(v);
    squares += static_cast<double>(v) * static_cast<double>(v);
  }
  const double n = static_cast<double>(x.size());
  return {sum / n, std::sqrt(squares / n - sum / n * (sum / n))};
}

/// Processor level for as long as it lives.
struct AtMost {
  explicit AtMost(const std::string& level) { engine::limit_processor_level(level); }
  ~AtMost() { engine::limit_processor_level(""); }
  AtMost(const AtMost&) = delete;
  AtMost& operator=(const AtMost&) = delete;
};

/// The step as the design has it: one animal at a time, the weight worked out at each end, no surface.
void plain_step(const Stage& s, const Field& broad_snow, int step, herd::Herd& a, std::size_t i)
{
  const engine::StepScene scene = s.scene(step);
  const Grid& grid = s.terrain.grid;
  const auto here = static_cast<std::size_t>(a.cell[i]);

  // The season's and the calm's part of an index once a day, the warmth's by the hour: rounding is as in InsectDay.
  const behaviour::Insects& p = s.rules.insects;
  const int doy = day_of_year(s.weather.day);
  const float wind = s.weather.wind_m_s[here] * static_cast<float>(p.wind_at_animal);
  const float low = s.weather.temperature_min_c[here], high = s.weather.temperature_max_c[here];
  const float middle = 0.5f * (low + high) - behaviour::sea_breeze_k(p, s.terrain.coast_distance_km[here]);
  const float warmth = middle + 0.5f * (high - low) * behaviour::day_cosine(scene.hour);
  const int bare_days = s.environment.snow_free_doy[here] > 0 ? doy - s.environment.snow_free_doy[here] : 0;
  const float mosquitoes = behaviour::mosquito_season(p, bare_days, s.environment.thaw_degree_days[here], doy) *
                           behaviour::calm(wind, p.mosquito_calm_m_s) * behaviour::mosquito_warm(p).at(warmth);
  const float oestrids = behaviour::oestrid_season(p, doy) * behaviour::calm(wind, p.oestrid_calm_m_s) *
                         behaviour::oestrid_warm(p).at(warmth);
  a.mosquito[i] += mosquitoes;
  a.oestrid[i] += oestrids;
  auto mode = static_cast<Mode>(a.mode[i]);
  if (mode == Mode::mosquito || mode == Mode::oestrid) {
    mode = static_cast<Season>(a.season[i]) == Season::late_summer ? Mode::late_summer : Mode::post_calving;
  }
  if (mode == Mode::post_calving || mode == Mode::late_summer) {
    if (static_cast<double>(mosquitoes) > s.rules.movement.mosquito_threshold) mode = Mode::mosquito;
    else if (static_cast<double>(oestrids) > s.rules.movement.oestrid_threshold) mode = Mode::oestrid;
  }
  a.mode[i] = static_cast<std::uint8_t>(mode);

  const behaviour::ModeRules& beta = *s.rules.modes.all()[static_cast<std::size_t>(mode)];
  const bool to_winter =
    mode == Mode::winter || mode == Mode::late_summer || mode == Mode::fall_migration || mode == Mode::rut;
  const std::size_t destination =
    to_winter ? s.destinations.winter(0, a.winter_area[i]) : s.destinations.calving(0, a.calving_group[i]);
  a.aim[i] = static_cast<std::uint16_t>(destination);
  const Field& to_go = s.destinations.to_go_km[destination];
  const auto weight_at = [&](std::size_t c) {
    const landscape::Environment& e = s.environment;
    const int column = static_cast<int>(c) % grid.columns, row = static_cast<int>(c) / grid.columns;
    const bool edge = column == 0 || row == 0 || column == grid.columns - 1 || row == grid.rows - 1;
    if (edge || s.terrain.sea[c] != 0) return engine::closed;
    behaviour::Covariates x;
    x.snow_cover = e.snow_cover[c];
    x.snow_depth_m = e.snow_depth_m[c];
    x.broad_snow = broad_snow[c];
    x.greening = 4.0f * e.greenness[c] * (1.0f - e.greenness[c]);
    x.ruggedness_100m = s.terrain.ruggedness_m[c] / 100.0f;
    x.elevation_100m = s.terrain.elevation_m[c] / 100.0f;
    x.forest = s.terrain.forest[c];
    x.river = e.ice[c] != 0 ? 0.0f : s.terrain.river[c];
    x.lake = e.ice[c] != 0 ? 0.0f : s.terrain.lake_fraction[c];
    x.plain = s.terrain.plain[c];
    x.coast = exp_det(-s.terrain.coast_distance_km[c] / 5.0f);
    x.ridge_50m = std::clamp(s.terrain.ridge_m[c] / 50.0f, -2.0f, 2.0f);
    x.density = s.presence.company[c];
    x.trail = s.presence.trail[c];
    x.wind_m_s = e.wind_m_s[c];
    return engine::pack_weight(behaviour::selection_score(beta, x) - static_cast<float>(beta.destination) * to_go[c]);
  };

  constexpr std::size_t slices = behaviour::QuantileTable::slices;
  const float* lengths_m = s.kernels.length_m.data() + static_cast<std::size_t>(mode) * slices;
  const float* turns = s.kernels.turn.data() + static_cast<std::size_t>(mode) * slices;
  const auto word = [&](std::int64_t j) {
    return words4(scene.seed, a.id[i], scene.step, Draw::candidate_step,
                  static_cast<std::uint32_t>(j / 4))[static_cast<std::size_t>(j % 4)];
  };
  const float slowed =
    a.stride[i] / (1.0f + static_cast<float>(s.rules.movement.snow_slowing) * s.presence.walking_depth_m[here]);
  const float longest_m = a.longest_share[i] * static_cast<float>(s.rules.movement.longest_step_km * 1000.0);
  struct End {
    float x, y, turn, m, up_to;
  };
  std::vector<End> ends;
  float total = 0.0f;
  for (std::int64_t j = 0; j < s.rules.movement.candidates; ++j) {
    const std::uint32_t bits = word(j);
    End e {};
    e.m = std::min(lengths_m[bits >> 20] * slowed, longest_m);
    const float turn = a.heading_turn[i] + turns[bits >> 8 & 4095u];
    e.turn = turn - std::floor(turn);
    float cosine = 0, sine = 0;
    direction_det(e.turn, cosine, sine);
    e.x = a.x_m[i] + e.m * cosine;
    e.y = a.y_m[i] + e.m * sine;
    const auto there = static_cast<std::size_t>(grid.cell_near(e.x, e.y));
    total += engine::relative_weight(weight_at(there), weight_at(here));
    e.up_to = total;
    ends.push_back(e);
  }
  if (total <= 0.0f) return;
  const float pick = static_cast<float>(word(s.rules.movement.candidates) >> 9) * 0x1p-23f * total;
  std::size_t chosen = 0;
  while (chosen + 1 < ends.size() && ends[chosen].up_to <= pick) ++chosen;
  a.x_m[i] = ends[chosen].x;
  a.y_m[i] = ends[chosen].y;
  a.cell[i] = grid.cell_near(a.x_m[i], a.y_m[i]);
  a.heading_turn[i] = ends[chosen].turn;
  a.walked_km[i] += ends[chosen].m * 0.001f;
}

const std::vector<Season> all_seasons {
  Season::winter,       Season::spring_migration, Season::pre_calving,    Season::calving,
  Season::post_calving, Season::late_summer,      Season::fall_migration, Season::rut};
const std::vector<Mode> their_modes {Mode::winter,       Mode::spring_migration, Mode::pre_calving,    Mode::calving,
                                     Mode::post_calving, Mode::late_summer,      Mode::fall_migration, Mode::rut};

}  // namespace

TEST_CASE("on uniform ground a herd drifts nowhere", "[engine][statistical]")
{
  constexpr std::size_t n = 100'000;
  const auto stage = flat_stage(aimless(2.0, 1.3, 0.8));
  herd::Herd a = at_one_place(n, 0.0f, 0.0f);
  stage->walk(a, 1);
  // One step of mean 2 km: the mean square of an axis is half that of the length, 4 (1 + 1 / 1.3) / 2.
  const double standard_error_m = 1000.0 * std::sqrt(2.0 * (1.0 + 1.0 / 1.3)) / std::sqrt(static_cast<double>(n));
  CHECK(std::abs(sample(a.x_m).mean) < 4.9 * standard_error_m);  // 1 in a million by chance
  CHECK(std::abs(sample(a.y_m).mean) < 4.9 * standard_error_m);
  const Sample walked = sample(a.walked_km);
  CHECK(std::abs(walked.mean - 2.0) < 4.9 * walked.sd / std::sqrt(static_cast<double>(n)));

  stage->walk(a, 7);
  CHECK(std::abs(sample(a.x_m).mean) < 4.9 * sample(a.x_m).sd / std::sqrt(static_cast<double>(n)));
  CHECK(std::abs(sample(a.y_m).mean) < 4.9 * sample(a.y_m).sd / std::sqrt(static_cast<double>(n)));
}

TEST_CASE("animals keep their heading as closely as their concentration says", "[engine][statistical]")
{
  constexpr std::size_t n = 100'000;
  const auto stage = flat_stage(aimless(2.0, 1.3, 1.0));
  herd::Herd a = at_one_place(n, 0.0f, 0.0f);
  std::fill(a.heading_turn.begin(), a.heading_turn.end(), 0.25f);  // north
  stage->walk(a, 1);
  double north = 0, east = 0;
  for (const float turn : a.heading_turn) {
    north += std::sin(2 * std::numbers::pi * static_cast<double>(turn)) / n;
    east += std::cos(2 * std::numbers::pi * static_cast<double>(turn)) / n;
  }
  // A(1) = 0.4464; var cos = 1/2 + I2 / (2 I0) - A^2 = 0.3543, var sin = A / kappa = 0.4464
  CHECK(std::abs(north - 0.4464) < 4.9 * std::sqrt(0.3543 / n) + 2e-4);
  CHECK(std::abs(east) < 4.9 * std::sqrt(0.4464 / n));
}

TEST_CASE("deep snow shortens steps, and no step is longer than the longest", "[engine]")
{
  engine::Rules r = aimless(2.0, 1.0, 0.0);
  r.movement.snow_slowing = 2.0;
  const auto stage = flat_stage(r);
  herd::Herd bare = at_one_place(5000, 0.0f, 0.0f), snowed = bare;
  stage->walk(bare, 1);
  stage->presence.walking_depth_m.assign(stage->terrain.grid.size(), 0.5f);
  stage->walk(snowed, 1);
  CHECK(sample(snowed.walked_km).mean == Approx(0.5 * sample(bare.walked_km).mean).epsilon(1e-5));

  r.movement.longest_step_km = 1.0;
  const auto short_stage = flat_stage(r);
  herd::Herd a = at_one_place(5000, 0.0f, 0.0f);
  short_stage->walk(a, 1);
  CHECK(*std::max_element(a.walked_km.begin(), a.walked_km.end()) == 1.0f);
}

TEST_CASE("a calf at heel shortens its mother's steps and caps the longest", "[engine]")
{
  engine::Rules r = aimless(2.0, 1.0, 0.0);
  const auto stage = flat_stage(r);
  herd::Herd free = at_one_place(5000, 0.0f, 0.0f), led = free, capped = free;
  stage->walk(free, 1);
  std::fill(led.stride.begin(), led.stride.end(), 0.25f);
  stage->walk(led, 1);
  CHECK(sample(led.walked_km).mean == Approx(0.25 * sample(free.walked_km).mean).epsilon(1e-5));
  std::fill(capped.longest_share.begin(), capped.longest_share.end(), 0.05f);  // of 60 km
  stage->walk(capped, 1);
  CHECK(*std::max_element(free.walked_km.begin(), free.walked_km.end()) > 3.0f);
  CHECK(*std::max_element(capped.walked_km.begin(), capped.walked_km.end()) == Approx(3.0));
}

TEST_CASE("the fast step takes the very steps of the plain one", "[engine][reproducible]")
{
  engine::Rules r = rules();
  const std::string level = GENERATE("avx512", "avx2", "baseline");
  const AtMost limited {level};
  r.movement.candidates = GENERATE(2, 7, 12, 128);
  const Day day = GENERATE(make_day(2001, 4, 20), make_day(2001, 7, 12));
  CAPTURE(r.movement.candidates, to_string(day), level, engine::processor_level());
  herd::Herd fast = scattered(terrain(), 403, all_seasons, their_modes);
  for (std::size_t i = 0; i < fast.size(); i += 3) {  // with calves
    fast.stride[i] = 0.2f + 0.001f * static_cast<float>(i);
    fast.longest_share[i] = 0.1f + 0.002f * static_cast<float>(i);
  }
  const auto stage = stage_on(r, day, fast);
  for (std::size_t c = 0; c < stage->presence.company.size(); ++c) {
    stage->presence.company[c] = 3.0f * uniform(8, c, 0, Draw::start);
    stage->presence.trail[c] = uniform(9, c, 0, Draw::start);
    stage->presence.walking_depth_m[c] =
      behaviour::walking_depth_m(r.trails, stage->environment.snow_depth_m[c], stage->presence.trail[c]);
  }
  const landscape::Terrain& t = stage->terrain;
  Field land(t.grid.size());
  for (std::size_t c = 0; c < land.size(); ++c) land[c] = t.sea[c] != 0 ? 0.0f : 1.0f;
  land = landscape::window_mean(t.grid, land, 2);  // 10 km
  Field broad_snow = landscape::window_mean(t.grid, stage->environment.snow_cover, 2);
  for (std::size_t c = 0; c < land.size(); ++c) {
    broad_snow[c] = land[c] > 0.02f ? std::min(1.0f, broad_snow[c] / land[c]) : 0.0f;
  }
  herd::Herd plain = fast;
  stage->surfaces.update(stage->environment, stage->presence, stage->destinations, fast);
  std::size_t fled = 0;
  for (int step = 0; step < 24; ++step) {
    engine::move(stage->scene(step), fast);
    for (std::size_t i = 0; i < plain.size(); ++i) plain_step(*stage, broad_snow, step, plain, i);
    REQUIRE(bits_of(fast) == bits_of(plain));
    fled += static_cast<std::size_t>(
      std::count(fast.mode.begin(), fast.mode.end(), static_cast<std::uint8_t>(Mode::mosquito)));
  }
  CHECK((fled > 0) == (day_of_year(day) > 180));  // both kinds of day were tried
}

TEST_CASE("surfaces built near the animals alone lead them the same way as whole ones", "[engine][reproducible]")
{
  const Day day = GENERATE(make_day(2001, 4, 25), make_day(2001, 7, 12));
  engine::Rules r = rules();
  r.movement.longest_step_km = GENERATE(15.0, 60.0);  // one block and two
  const std::vector<Mode> their_modes {Mode::post_calving, Mode::late_summer, Mode::spring_migration, Mode::winter};
  herd::Herd of_whole = scattered(terrain(), 5, {Season::post_calving, Season::late_summer}, their_modes);
  herd::Herd of_near = of_whole;
  const auto whole = stage_on(r, day, of_whole), near = stage_on(r, day, of_near);
  std::size_t not_built = 0, fled = 0;
  for (int step = 0; step < 40; ++step) {
    if (step % 8 == 0) {  // morning: some surfaces are built anew, others were partly built on other days
      for (herd::Herd* a : {&of_whole, &of_near}) {  // nobody is in flight
        for (std::size_t i = 0; i < a->size(); ++i) {
          const auto mode = engine::mode_without_insects(static_cast<Mode>(a->mode[i]), a->season[i]);
          a->mode[i] = static_cast<std::uint8_t>(mode);
        }
      }
      for (Stage* stage : {whole.get(), near.get()}) {
        for (float& wind : stage->environment.wind_m_s) wind += 0.1f;
        ++stage->environment.version.wind;
      }
      whole->surfaces.update(whole->environment, whole->presence, whole->destinations, of_whole);
      near->surfaces.update(near->environment, near->presence, near->destinations, of_near,
                            engine::Surfaces::Extent::near_animals);
    }
    near->surfaces.reach(near->environment, near->destinations, of_near);
    engine::move(whole->scene(step), of_whole);
    engine::move(near->scene(step), of_near);
    REQUIRE(bits_of(of_near) == bits_of(of_whole));
    fled += static_cast<std::size_t>(
      std::count(of_near.mode.begin(), of_near.mode.end(), static_cast<std::uint8_t>(Mode::mosquito)));
    const auto first =
      static_cast<std::size_t>(near->surfaces.first_cell()[of_near.mode[0] * near->surfaces.aims() + of_near.aim[0]]);
    for (std::size_t i = 0; i < near->terrain.grid.size(); ++i) {
      not_built += near->surfaces.weights()[first + i] != whole->surfaces.weights()[first + i] ? 1 : 0;
    }
  }
  CHECK(not_built > 0);
  CHECK((fled > 0) == (day_of_year(day) > 180));
}

TEST_CASE("animals choose as exp(beta x) says", "[engine][statistical]")
{
  constexpr int n = 100'000;
  const int candidates = GENERATE(2, 12, 100);
  const double beta = GENERATE(-1.5, 0.7);
  CAPTURE(candidates, beta);
  engine::Rules r = aimless(1.5, 1.0, 0.0);
  r.movement.candidates = candidates;
  r.modes.winter.forest = beta;
  landscape::Terrain t = flat_land();
  for (std::size_t i = 0; i < t.grid.size(); ++i) t.forest[i] = i % 60 >= 30 ? 1 : 0;  // forest in the east
  const auto stage = flat_stage(r, t);
  herd::Herd a = at_one_place(n, 0.0f, 2000.0f);
  stage->walk(a, 1);
  const auto in_forest =
    static_cast<double>(std::count_if(a.x_m.begin(), a.x_m.end(), [](float x) { return x >= 0.0f; }));
  // Of k candidates m fall in the forest, m binomial with 1/2; it is taken with m e^beta / (m e^beta + k - m).
  double expected = 0;
  for (int m = 0; m <= candidates; ++m) {
    const double log_chance = std::lgamma(candidates + 1.0) - std::lgamma(m + 1.0) - std::lgamma(candidates - m + 1.0) -
                              candidates * std::numbers::ln2;
    expected += std::exp(log_chance) * m * std::exp(beta) / (m * std::exp(beta) + candidates - m);
  }
  const double standard_error = std::sqrt(expected * (1 - expected) / n);
  CHECK(std::abs(in_forest / n - expected) < 4.9 * standard_error);
  if (candidates == 100)
    CHECK(expected == Approx(1 / (1 + std::exp(-beta))).epsilon(0.02));  // the step selection function itself
}

TEST_CASE("the stronger the pull the farther the herd gets", "[engine]")
{
  double before = -1.0;
  for (const double pull : {0.0, 0.05, 0.2, 0.8}) {
    engine::Rules r = aimless(2.0, 1.3, 0.5);
    r.modes.winter.destination = pull;
    const auto stage = flat_stage(r);
    for (std::size_t i = 0; i < stage->terrain.grid.size(); ++i) {
      for (Field& to_go : stage->destinations.to_go_km)
        to_go[i] = 240.0f - 4.0f * static_cast<float>(i % 60);  // eastward
    }
    herd::Herd a = at_one_place(4000, -60'000.0f, 0.0f);
    stage->walk(a, 8);
    CHECK(sample(a.x_m).mean > before + (pull > 0 ? 500.0 : -1e9));
    before = sample(a.x_m).mean;
  }
}

TEST_CASE("no animal ever walks into the sea or off the map", "[engine]")
{
  engine::Rules r = rules();
  r.modes.post_calving.coast = 8.0;  // the shore draws them
  r.modes.post_calving.mean_step_km = 5.0;
  r.modes.winter.mean_step_km = 8.0;
  herd::Herd a =
    scattered(terrain(), 1500, {Season::post_calving, Season::winter}, {Mode::post_calving, Mode::winter}, 30);
  const auto stage = stage_on(r, make_day(2001, 6, 20), a);
  stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
  std::size_t wet = 0, shore = 0, beside = 0;
  for (int step = 0; step < 120; ++step) {
    engine::move(stage->scene(step), a);
    for (std::size_t i = 0; i < a.size(); ++i) {
      const Grid& g = stage->terrain.grid;
      const int column = a.cell[i] % g.columns, row = a.cell[i] / g.columns;
      wet += stage->terrain.sea[static_cast<std::size_t>(a.cell[i])] != 0;
      shore += row == first_sea_row - 1;
      // It stands where it says, to the rounding of its place (6 cm).
      beside += std::abs(static_cast<double>(a.x_m[i]) - g.x_of(column)) > g.cell_m / 2 + 0.1 ||
                std::abs(static_cast<double>(a.y_m[i]) - g.y_of(row)) > g.cell_m / 2 + 0.1;
    }
  }
  CHECK(wet == 0);
  CHECK(beside == 0);
  CHECK(shore > 1000);  // they did come near
}

TEST_CASE("animals go round an open lake and straight over its ice", "[engine]")
{
  landscape::Terrain t = flat_land();
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    const int column = static_cast<int>(i) % t.grid.columns, row = static_cast<int>(i) / t.grid.columns;
    const double x = t.grid.x_of(column), y = t.grid.y_of(row);
    t.lake_fraction[i] = std::hypot(x, y) < 14'000 ? 0.9f : 0.0f;
  }
  // Each mode by the betas it has, drawn to nothing; all begin on the shore of the lake.
  engine::Rules r = rules();
  for (behaviour::ModeRules* mode : r.modes.all()) mode->density = mode->destination = 0.0;
  r.movement.snow_slowing = 0;
  const auto share_on_lake = [&](const Mode mode, bool ice) {
    const auto stage = flat_stage(r, t);
    std::fill(stage->environment.ice.begin(), stage->environment.ice.end(), ice ? std::uint8_t {1} : std::uint8_t {0});
    herd::Herd a = at_one_place(2000, 16'000.0f, 0.0f);
    std::fill(a.mode.begin(), a.mode.end(), static_cast<std::uint8_t>(mode));
    stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
    std::size_t on_lake = 0;
    for (int step = 0; step < 16; ++step) {
      engine::move(stage->scene(step), a);
      for (const std::int32_t cell : a.cell) on_lake += t.lake_fraction[static_cast<std::size_t>(cell)] > 0.0f;
    }
    return static_cast<double>(on_lake) / (16.0 * static_cast<double>(a.size()));
  };
  for (const Mode mode : their_modes) {
    if (mode == Mode::calving) continue;  // they stay where they are
    CAPTURE(mode);
    const double open = share_on_lake(mode, false), frozen = share_on_lake(mode, true);
    CHECK(open < (mode == Mode::winter ? 0.06 : 0.02));
    CHECK(frozen > 0.06);
    CHECK(frozen > 5 * open);
  }
}

TEST_CASE("where no candidate is possible the animal stays", "[engine]")
{
  landscape::Terrain t = flat_land();
  std::fill(t.sea.begin(), t.sea.end(), std::uint8_t {1});
  t.sea[static_cast<std::size_t>(t.grid.cell_at(2000, 2000))] = 0;
  const auto stage = flat_stage(aimless(12.0, 10.0, 0.0), t);
  herd::Herd a = at_one_place(100, 2000.0f, 2000.0f);
  stage->walk(a, 0);
  const auto before = bits_of(a);
  stage->walk(a, 1);
  CHECK(bits_of(a) == before);
}

TEST_CASE("insects put resting animals to flight, and let them go again by night", "[engine]")
{
  engine::Rules r = rules();
  r.insects.emergence_days = 5;
  r.insects.emergence_degc_d = 20;
  r.insects.mosquito_from_c = 12;
  r.insects.mosquito_fade_doy = 205;
  r.insects.mosquito_end_doy = 228;
  r.insects.oestrid_from_c = 20;
  r.insects.oestrid_full_c = 25;
  r.movement.mosquito_threshold = 0.05;
  herd::Herd a = scattered(terrain(), 600, {Season::post_calving, Season::calving, Season::late_summer},
                           {Mode::post_calving, Mode::calving, Mode::late_summer});
  const auto stage = stage_on(r, make_day(2001, 7, 12), a);
  stage->surfaces.update(stage->environment, stage->presence, stage->destinations, a);
  int fled = 0, stayed_fled = 0, mothers_fled = 0;
  for (int step = 0; step < 8; ++step) {
    engine::move(stage->scene(step), a);
    for (std::size_t i = 0; i < a.size(); ++i) {
      const bool flees = static_cast<Mode>(a.mode[i]) == Mode::mosquito;
      if (step == 4 || step == 5) fled += flees;         // noon to six
      if (step == 0 || step == 7) stayed_fled += flees;  // about midnight
      mothers_fled += flees && static_cast<Season>(a.season[i]) == Season::calving;
      if (step == 7 && !flees)
        REQUIRE(a.mode[i] == static_cast<std::uint8_t>(i % 3 == 0   ? Mode::post_calving
                                                       : i % 3 == 1 ? Mode::calving
                                                                    : Mode::late_summer));
    }
  }
  CHECK(fled > 100);
  CHECK(stayed_fled == 0);
  CHECK(mothers_fled == 0);
}

TEST_CASE("a herd walks the same way on any number of threads", "[engine][reproducible]")
{
  const herd::Herd start = scattered(terrain(), 1501, all_seasons, their_modes);
  const auto walk = [&](int threads) {
    const Threads these {threads};
    herd::Herd a = start;
    const auto stage = stage_on(rules(), make_day(2001, 7, 12), a);
    stage->walk(a, 40);
    return bits_of(a);
  };
  const auto one = walk(1);
  CHECK(walk(2) == one);
  CHECK(walk(3) == one);
  CHECK(walk(7) == one);
}

TEST_CASE("an animal walks the same way whoever stands beside it in memory", "[engine][reproducible]")
{
  herd::Herd a = sorted_by_id(scattered(terrain(), 800, all_seasons, their_modes));
  herd::Herd b = shuffled(a);
  REQUIRE(b.id != a.id);
  const auto stage = stage_on(rules(), make_day(2001, 7, 12), a);
  stage->walk(a, 30);
  stage->walk(b, 30);
  b = sorted_by_id(b);
  CHECK(bits_of(a) == bits_of(b));
}

#include "k10_model.h"

#include <cmath>
#include <numbers>

#include "plain_step.h"

namespace rangifer::bench {
namespace {

engine::Rules walking_rules()
{
  engine::Rules rules;
  rules.movement.candidates = PlainWalk::candidates;
  rules.movement.longest_step_km = 60;  // the yardstick cuts nothing off
  rules.modes.winter = {.mean_step_km = 3.0,
                        .shape = 1.5,
                        .kappa = 1.0,
                        .ruggedness = yardstick_beta[1],
                        .elevation = yardstick_beta[0],
                        .plain = yardstick_beta[2]};
  rules.memory.groups = 1;
  engine::HerdRules herd;
  herd.winter.resize(1);
  rules.herds = {herd};
  return rules;
}

Field times(const YardstickLayer& layer, float factor)
{
  Field field = layer.value;
  for (float& value : field) value *= factor;
  return field;
}

landscape::Terrain yardstick_country()
{
  landscape::Terrain t;
  t.grid = {"", 0, 0, 1000, yardstick_cells, yardstick_cells};
  const std::size_t n = t.grid.size();
  t.elevation_m = times(yardstick_elevation(), 100.0f);  // coefficients are per 100 m
  t.ruggedness_m = times(yardstick_snow(), 100.0f);
  t.plain = yardstick_green().value;
  for (Field* f : {&t.lake_fraction, &t.river, &t.ridge_m}) f->assign(n, 0.0f);
  for (Field* f : {&t.coast_distance_km, &t.upland_distance_km, &t.forest_distance_km}) f->assign(n, 2000.0f);
  t.land_fraction.assign(n, 1.0f);
  t.latitude_deg.assign(n, 67.0f);
  t.longitude_deg.assign(n, -141.0f);
  t.sea.assign(n, 0);
  t.forest.assign(n, 0);
  return t;
}

landscape::Weather winters_day(std::size_t cells)
{
  landscape::Weather w;
  w.day = make_day(2001, 2, 1);
  for (Field* f : {&w.temperature_c, &w.temperature_min_c, &w.temperature_max_c}) f->assign(cells, -25.0f);
  for (Field* f : {&w.wind_m_s, &w.precipitation_mm}) f->assign(cells, 0.0f);
  return w;
}

/// No snow, so that steps are as long as the yardstick's.
landscape::Environment bare_ground(const Grid& grid)
{
  landscape::Environment e;
  e.resize(grid);
  return e;
}

/// One herd with one winter area, which pulls nobody (beta 0).
engine::Destinations nowhere_to_go(std::size_t cells)
{
  engine::Destinations d;
  d.to_go_km.assign(2, Field(cells, 0.0f));
  d.calving_first = {0};
  d.winter_first = {1};
  return d;
}

herd::Herd same_animals(long animals, const Grid& grid)
{
  const PlainWalk plain {animals};
  herd::Herd a;
  a.for_each_attribute([&](auto& attribute) { attribute.resize(static_cast<std::size_t>(animals)); });
  for (std::vector<float>* unslowed : {&a.stride, &a.longest_share}) unslowed->assign(a.size(), 1.0f);
  for (std::size_t i = 0; i < a.size(); ++i) {
    const PlainAnimal& same = plain.animals()[i];
    a.id[i] = static_cast<std::uint64_t>(same.id);
    a.x_m[i] = static_cast<float>(same.x_km * 1000);
    a.y_m[i] = static_cast<float>(same.y_km * 1000);
    a.cell[i] = grid.cell_near(a.x_m[i], a.y_m[i]);
    const double turn = same.heading / (2 * std::numbers::pi);
    a.heading_turn[i] = static_cast<float>(turn - std::floor(turn));
    a.mode[i] = static_cast<std::uint8_t>(herd::Mode::winter);
    a.season[i] = static_cast<std::uint8_t>(behaviour::Season::winter);
  }
  return a;
}

}  // namespace

K10Model::K10Model(long animals)
    : rules_ {walking_rules()},
      terrain_ {yardstick_country()},
      weather_ {winters_day(terrain_.grid.size())},
      environment_ {bare_ground(terrain_.grid)},
      destinations_ {nowhere_to_go(terrain_.grid.size())},
      surfaces_ {rules_, terrain_, destinations_.to_go_km.size()},
      kernels_ {engine::make_kernels(rules_.modes)},
      order_ {terrain_.grid},
      animals_ {same_animals(animals, terrain_.grid)}
{
  presence_.resize(terrain_.grid);
  surfaces_.update(environment_, presence_, destinations_, animals_);
}

void K10Model::step()
{
  engine::move(
    {rules_, terrain_, weather_, environment_, presence_, destinations_, surfaces_, kernels_, 1, step_++, 12.0f},
    animals_);
}

void K10Model::sort() { order_.sort(animals_); }

int K10Model::steps_between_sorts()
{
  const engine::RunRules run;
  return static_cast<int>(static_cast<double>(run.sort_every_days) * 24.0 / run.step_h);
}

}  // namespace rangifer::bench

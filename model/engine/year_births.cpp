#include "engine/year_births.h"

#include <algorithm>
#include <cmath>

#include "behaviour/green_up.h"

namespace rangifer::engine {
namespace {

constexpr int june_21 = 172, june_30 = 181;

}  // namespace

YearBirths::YearBirths(const landscape::Terrain& terrain)
    : terrain_ {terrain}, births_at_(terrain.grid.size(), 0.0f), ndvi_21_june_(terrain.grid.size(), std::nanf(""))
{
}

std::size_t YearBirths::cell_of(const herd::Birth& birth) const noexcept
{
  return static_cast<std::size_t>(terrain_.grid.cell_near(birth.x_m, birth.y_m));
}

/// A mother bears once a year: the first of her is the one.
void YearBirths::find_mothers(std::size_t known)
{
  for (std::size_t b = known; b < births_.size(); ++b) birth_of_.emplace(births_[b].mother, b);
  known_ = births_.size();
}

void YearBirths::note(const Rules& rules, Day day, const landscape::Weather& weather,
                      const landscape::Environment& environment, const herd::Herd& animals)
{
  for (std::size_t b = known_; b < births_.size(); ++b) {
    births_at_[cell_of(births_[b])] += static_cast<float>(births_[b].animals);
  }
  const int doy = common_day_of_year(day);
  if (doy == june_21) note_plants(rules, weather, environment);
  if (doy == june_30) note_june_calves(animals);
  find_mothers(known_);
  if (!births_.empty()) weigh_calves(day, animals);
}

void YearBirths::note_plants(const Rules& rules, const landscape::Weather& weather,
                             const landscape::Environment& environment)
{
  for (std::size_t i = 0; i < ndvi_21_june_.size(); ++i) {
    const float green = environment.greenness[i] * (1.0f - environment.snow_cover[i]);
    ndvi_21_june_[i] = terrain_.sea[i] != 0    ? std::nanf("")
                       : !weather.ndvi.empty() ? weather.ndvi[i]
                                               : behaviour::ndvi(rules.green_up, green, terrain_.forest[i] != 0);
  }
}

void YearBirths::note_june_calves(const herd::Herd& animals)
{
  std::unordered_map<std::uint64_t, bool> with_calf;
  for (std::size_t i = 0; i < animals.size(); ++i) with_calf.emplace(animals.id[i], animals.calf[i] != 0);
  for (herd::Birth& b : births_) {
    const auto mother = with_calf.find(b.mother);
    const bool alive = mother != with_calf.end() && mother->second;
    b.alive_end_of_june = alive ? static_cast<float>(b.animals) : 0.0f;
  }
}

void YearBirths::weigh_calves(Day day, const herd::Herd& animals)
{
  constexpr int four_weeks = 28, six_weeks = 42;
  const int today = days_since_1970(day);
  for (std::size_t i = 0; i < animals.size(); ++i) {
    if (animals.calf[i] == 0) continue;
    const int age = today - animals.calf_born[i];
    if (age != four_weeks && age != six_weeks) continue;
    const auto birth = birth_of_.find(animals.id[i]);
    if (birth == birth_of_.end()) continue;  // born last year
    (age == four_weeks ? births_[birth->second].mass_28d_kg : births_[birth->second].mass_42d_kg) = animals.calf_kg[i];
  }
}

std::span<const herd::Birth> YearBirths::close(const landscape::Environment& environment)
{
  for (herd::Birth& b : births_) {
    b.ndvi_21_june = ndvi_21_june_[cell_of(b)];
    b.snow_free_doy = environment.snow_free_doy[cell_of(b)];
  }
  return births_;
}

void YearBirths::start_anew()
{
  births_.clear();
  birth_of_.clear();
  known_ = 0;
  std::fill(births_at_.begin(), births_at_.end(), 0.0f);
  std::fill(ndvi_21_june_.begin(), ndvi_21_june_.end(), std::nanf(""));
}

}  // namespace rangifer::engine

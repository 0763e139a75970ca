#include "made_up_country.h"

#include <cmath>
#include <numbers>

#include "base/random.h"
#include "landscape/derive_terrain.h"

namespace rangifer::bench {
namespace {

constexpr double pi = std::numbers::pi;

landscape::Terrain lie_of_the_land(double cell_m)
{
  landscape::Terrain t;
  t.grid = {"", -450'000, -460'000, cell_m, static_cast<int>(900'000 / cell_m), static_cast<int>(800'000 / cell_m)};
  for (Field* f : {&t.elevation_m, &t.land_fraction, &t.lake_fraction, &t.river, &t.latitude_deg, &t.longitude_deg}) {
    f->assign(t.grid.size(), 0.0f);
  }
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    const int column = static_cast<int>(i) % t.grid.columns, row = static_cast<int>(i) / t.grid.columns;
    const double x_km = t.grid.x_of(column) / 1000, y_km = t.grid.y_of(row) / 1000;
    const double hills = 0.5 + 0.5 * std::sin(x_km / 11) * std::cos(y_km / 7);
    const bool sea = y_km > 220 + 15 * std::sin(x_km / 60), plain = y_km > 130;
    const double height = plain ? 10 + (220 - y_km) + 10 * hills
                                : 150 + 1200 * std::exp(-std::pow((y_km - 60) / 50, 2)) * hills + 250 * hills;
    t.land_fraction[i] = sea ? 0.0f : 1.0f;
    t.elevation_m[i] = sea ? 0.0f : static_cast<float>(std::max(height, 9.0));
    t.lake_fraction[i] = !sea && uniform(3, i, 0, Draw::start) < 0.03f ? 0.7f : 0.0f;
    t.river[i] = !sea && std::abs(x_km - 200 * std::sin(y_km / 150)) < cell_m / 2000 ? 1.0f : 0.0f;
    t.latitude_deg[i] = static_cast<float>(68 + y_km / 111);
    t.longitude_deg[i] = static_cast<float>(-141 + x_km / 41);
  }
  landscape::derive_terrain({}, t);
  return t;
}

landscape::Regions two_countries(const landscape::Terrain& t)
{
  landscape::Regions r;
  r.list = {{"West", "jurisdiction", "US", false, ""},
            {"East", "jurisdiction", "CA", false, ""},
            {"the north", "overlay", "", false, ""},
            {"elsewhere", "jurisdiction", "", false, ""}};
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    const int column = static_cast<int>(i) % t.grid.columns, row = static_cast<int>(i) / t.grid.columns;
    const std::uint32_t whose = t.sea[i] != 0 ? 8u : t.grid.x_of(column) < 0 ? 1u : 2u;
    r.mask.push_back(whose | (t.grid.y_of(row) > 0 ? 4u : 0u));
  }
  return r;
}

engine::WinterArea winter_area(const char* name, double x_m, double y_m)
{
  engine::WinterArea area;
  area.name = name;
  area.x_m = x_m;
  area.y_m = y_m;
  return area;
}

engine::Rules rules_for(long animals)
{
  engine::Rules r;
  r.run.first_day = make_day(2001, 1, 1);
  r.run.last_day = make_day(2001, 12, 31);
  r.memory.inherited_reach_km = 600;
  engine::HerdRules herd;
  herd.name = "made_up";
  herd.size = animals;
  herd.animals_per_agent = 1;
  herd.winter = {winter_area("west", -200'000, -250'000), winter_area("middle", 0, -200'000),
                 winter_area("east", 150'000, -300'000)};
  r.herds = {herd};
  return r;
}

}  // namespace

Country::Country(double cell_m, long animals)
    : rules {rules_for(animals)}, terrain {lie_of_the_land(cell_m)}, regions {two_countries(terrain)}
{
}

void MadeUpWeather::read(Day day, landscape::Weather& out)
{
  const std::size_t n = terrain_.grid.size();
  const auto season = static_cast<float>(std::cos(2 * pi * (day_of_year(day) - 200) / 365.0));
  const float weeks = static_cast<float>(std::sin(days_since_1970(day) / 3.0));
  out.day = day;
  for (Field* f : {&out.temperature_c, &out.temperature_min_c, &out.temperature_max_c, &out.wind_m_s}) f->resize(n);
  out.precipitation_mm.assign(n, days_since_1970(day) % 3 == 0 ? 2.0f : 0.0f);
  for (std::size_t i = 0; i < n; ++i) {
    const float mean = -9.0f + 21.0f * season + 3.0f * weeks - 0.005f * terrain_.elevation_m[i];
    out.temperature_c[i] = mean;
    out.temperature_min_c[i] = mean - 5.0f;
    out.temperature_max_c[i] = mean + 5.0f;
    out.wind_m_s[i] = 3.0f + 1.5f * weeks + 0.2f * static_cast<float>(i % 7);
  }
}

}  // namespace rangifer::bench

#include "validation/read_run.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "record/result_reader.h"

namespace rangifer::validation {

namespace {

using record::ResultReader;

constexpr std::size_t herd = 0;
constexpr std::size_t cow = 0, yearling = 2, calf = 3;  // of the cohorts

std::vector<int> years_of(const ResultReader& file, const std::string& name)
{
  std::vector<int> years;
  for (const double year : file.numbers(name)) years.push_back(static_cast<int>(year));
  return years;
}

/// Of values (time, columns), one column.
std::vector<double> column(const std::vector<double>& table, std::size_t columns, std::size_t which)
{
  std::vector<double> out;
  for (std::size_t at = which; at < table.size(); at += columns) out.push_back(table[at]);
  return out;
}

void require_length(const std::string& file, const std::string& name, std::size_t found, std::size_t expected)
{
  if (found == expected) return;
  throw InputError(fmt::format("{}: {} holds {} values, expected {}; the file is broken", file, name, found, expected));
}

/// Days since 1970 that a calendar can hold, or the file is broken.
std::vector<double> read_days(const ResultReader& file, const std::string& name, const std::string& variable)
{
  constexpr double far_d = 1e6;  // some 2700 years
  std::vector<double> days = file.numbers(variable);
  for (const double day : days) {
    if (!(std::abs(day) < far_d)) {
      throw InputError(
        fmt::format("{}: {} holds {}, expected days since 1970; the file is broken", name, variable, day));
    }
  }
  return days;
}

Births read_births(const ResultReader& file, const std::string& name)
{
  const std::vector<double> whose = file.numbers("calving/herd");
  const auto of_herd = [&](const std::string& variable, const std::vector<double>& all) {
    require_length(name, variable, all.size(), whose.size());
    std::vector<double> kept;
    for (std::size_t i = 0; i < all.size(); ++i)
      if (whose[i] == static_cast<double>(herd)) kept.push_back(all[i]);
    return kept;
  };
  const auto numbers = [&](const std::string& variable) { return of_herd(variable, file.numbers(variable)); };
  const auto if_there = [&](const std::string& variable) {
    return file.has(variable) ? numbers(variable) : std::vector<double> {};
  };
  return {of_herd("calving/time", read_days(file, name, "calving/time")),
          numbers("calving/lat"),
          numbers("calving/lon"),
          numbers("calving/animals"),
          if_there("calving/birth_mass"),
          if_there("calving/mass_28d"),
          if_there("calving/mass_42d")};
}

/// A value a row of the time axis; none at all where an older program did not write the variable.
std::vector<double> rows_if_there(const ResultReader& file, const std::string& name, const std::string& variable,
                                  std::size_t rows)
{
  if (!file.has(variable)) return {};
  std::vector<double> values = file.of_herd(variable, herd);
  require_length(name, variable, values.size(), rows);
  return values;
}

/// Day by day; none at all in a result that knows no wolves.
std::vector<double> read_wolf_kills(const ResultReader& file, const std::string& name, std::size_t days)
{
  if (!file.has("herd/lost")) return {};
  const std::vector<std::string> causes = file.names("herd/cause");
  const auto wolves = std::ranges::find(causes, "wolves");
  if (wolves == causes.end()) return {};
  const std::vector<double> lost = file.of_herd("herd/lost", herd);
  require_length(name, "herd/lost", lost.size(), days * causes.size());
  return column(lost, causes.size(), static_cast<std::size_t>(wolves - causes.begin()));
}

Daily read_daily(const ResultReader& file, const std::string& name)
{
  Daily d;
  d.day = read_days(file, name, "herd/time");
  d.cow_distance_km = file.of_herd("herd/cow_distance", herd);
  d.cow_northing_km = file.of_herd("herd/cow_y", herd);
  for (double& y : d.cow_northing_km) y /= 1000.0;
  d.cows_on_plain = file.of_herd("herd/cows_on_plain", herd);
  const std::size_t cohorts = file.names("herd/cohort").size();
  const std::vector<double> alive = file.of_herd("herd/alive", herd);
  require_length(name, "herd/alive", alive.size(), d.day.size() * cohorts);
  require_length(name, "herd/cow_distance", d.cow_distance_km.size(), d.day.size());
  require_length(name, "herd/cow_y", d.cow_northing_km.size(), d.day.size());
  require_length(name, "herd/cows_on_plain", d.cows_on_plain.size(), d.day.size());
  d.cows = column(alive, cohorts, cow);
  d.yearlings = column(alive, cohorts, yearling);
  d.animals.assign(d.day.size(), 0.0);
  d.grown.assign(d.day.size(), 0.0);
  for (std::size_t i = 0; i < alive.size(); ++i) {
    d.animals[i / cohorts] += alive[i];
    if (i % cohorts != calf) d.grown[i / cohorts] += alive[i];
  }
  const auto if_there = [&](const char* variable) { return rows_if_there(file, name, variable, d.day.size()); };
  d.bulls_on_plain = if_there("herd/bulls_on_plain");
  d.cow_mass_kg = if_there("herd/cow_mass");
  d.cow_fat_kg = if_there("herd/cow_fat");
  d.cow_protein_kg = if_there("herd/cow_protein");
  d.cow_need_mj = if_there("herd/cow_need");
  d.taken_by_wolves = read_wolf_kills(file, name, d.day.size());
  return d;
}

Maps read_maps(const ResultReader& file, const std::string& name)
{
  Maps m;
  const std::vector<double> x = file.numbers("map/x");
  m.rows = file.numbers("map/y").size();
  m.columns = x.size();
  if (m.columns < 2) throw InputError(fmt::format("{}: a map of {} columns", name, m.columns));
  m.cell_km = (x[1] - x[0]) / 1000.0;
  m.years = years_of(file, "map/year");
  const auto map = [&](const std::string& variable, std::size_t layers) {
    std::vector<float> values = file.floats(variable);
    require_length(name, variable, values.size(), layers * m.cells());
    return values;
  };
  m.snow_free_doy = map("map/snow_free_doy", m.years.size());
  m.births = map("map/births", m.years.size());
  m.mosquito_hours = map("map/mosquito_hours", m.years.size());
  m.land_fraction = map("map/land_fraction", 1);
  m.elevation_m = map("map/elevation", 1);

  const std::vector<std::string> seasons = file.names("map/season");
  const std::vector<float> use = map("map/use", seasons.size() * file.names("map/herd").size());
  m.spring_use.assign(m.cells(), 0.0f);
  for (std::size_t s = 0; s < seasons.size(); ++s) {
    if (seasons[s] != "spring_migration" && seasons[s] != "pre_calving") continue;
    for (std::size_t c = 0; c < m.cells(); ++c) m.spring_use[c] += use[(herd * seasons.size() + s) * m.cells() + c];
  }
  return m;
}

CalvingGround read_ground(const ResultReader& file, const std::string& name)
{
  CalvingGround g;
  g.years = years_of(file, "impact/year");
  g.june_survival = file.of_herd("impact/june_calf_survival", herd);
  g.snow_free_doy = file.of_herd("impact/snow_free_doy", herd);
  const auto if_there = [&](const char* variable) { return rows_if_there(file, name, variable, g.years.size()); };
  g.parturition_adult = if_there("impact/parturition_adult");
  g.parturition_two_year = if_there("impact/parturition_two_year");
  g.autumn_cow_mass_kg = if_there("impact/autumn_cow_mass");
  g.autumn_pregnant_kg = if_there("impact/autumn_mass_pregnant");
  g.autumn_barren_kg = if_there("impact/autumn_mass_barren");
  return g;
}

std::optional<InAlaska> read_alaska(const ResultReader& file, const std::string& name)
{
  if (!file.has("region/animals")) return std::nullopt;
  const std::vector<std::string> regions = file.names("region/region");
  const auto found = std::ranges::find(regions, "Alaska");
  if (found == regions.end()) return std::nullopt;
  const std::vector<double> kind = file.numbers("region/kind"), animals = file.of_herd("region/animals", herd);
  InAlaska a;
  a.day = read_days(file, name, "region/time");
  require_length(name, "region/animals", animals.size(), a.day.size() * regions.size());
  require_length(name, "region/kind", kind.size(), regions.size());
  for (std::size_t t = 0; t < a.day.size(); ++t) {
    double all = 0;  // jurisdictions share out the grid; overlays would count animals twice
    for (std::size_t r = 0; r < regions.size(); ++r)
      if (kind[r] == 0) all += animals[t * regions.size() + r];
    const auto alaska = static_cast<std::size_t>(found - regions.begin());
    a.share.push_back(animals[t * regions.size() + alaska] / all);
  }
  return a;
}

std::optional<Tracks> read_tracks(const ResultReader& file, const std::string& name)
{
  if (!file.has("track/x")) return std::nullopt;
  const std::vector<double> cohort = file.numbers("track/cohort"), whose = file.numbers("track/herd");
  const std::vector<float> x = file.floats("track/x"), y = file.floats("track/y");
  Tracks t;
  t.time = read_days(file, name, "track/time");
  require_length(name, "track/x", x.size(), cohort.size() * t.steps());
  require_length(name, "track/y", y.size(), x.size());
  require_length(name, "track/herd", whose.size(), cohort.size());
  for (std::size_t i = 0; i < cohort.size(); ++i) {
    if (cohort[i] != static_cast<double>(cow) || whose[i] != static_cast<double>(herd)) continue;
    const auto from = static_cast<std::ptrdiff_t>(i * t.steps()), to = from + static_cast<std::ptrdiff_t>(t.steps());
    t.x_m.insert(t.x_m.end(), x.begin() + from, x.begin() + to);
    t.y_m.insert(t.y_m.end(), y.begin() + from, y.begin() + to);
    ++t.cows;
  }
  if (t.cows == 0) return std::nullopt;
  return t;
}

}  // namespace

Run read_run(const std::filesystem::path& path)
{
  const ResultReader file(path);
  Run run;
  run.file = path.string();
  run.step_h = file.root_number("step_h");
  if (!(run.step_h >= 0.1 && run.step_h <= 24)) {
    throw InputError(fmt::format("{}: step_h = {}, expected 0.1 to 24 hours", run.file, run.step_h));
  }
  const std::vector<std::string> herds = file.names("herd/herd");
  if (herds.empty()) throw InputError(fmt::format("{}: holds no herd", run.file));
  run.herd = herds[herd];
  run.births = read_births(file, run.file);
  run.daily = read_daily(file, run.file);
  run.maps = read_maps(file, run.file);
  run.ground = read_ground(file, run.file);
  run.alaska = read_alaska(file, run.file);
  run.tracks = read_tracks(file, run.file);
  return run;
}

}  // namespace rangifer::validation

#include "app/scenario.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/error.h"
#include "base/nearest_name.h"
#include "config/document.h"
#include "engine/simulation.h"
#include "herd/mode.h"

namespace rangifer::app {
namespace {

using config::Document;
using config::Problems;

/// Paths in a scenario start from the folder of the file that wrote them.
std::string absolute(const Document& document, const std::string& table, std::string_view key, const std::string& file)
{
  if (file.empty() || std::filesystem::path {file}.is_absolute() || file.starts_with("/vsi") ||
      file.find("://") != std::string::npos) {
    return file;
  }
  return std::filesystem::absolute(document.folder_of(table, key) / file).lexically_normal().string();
}

void read_layers(Document& document, Scenario& scenario, Problems& problems)
{
  std::vector<std::string> known;
  for (const forcing::Role& role : forcing::roles) known.emplace_back(role.name);
  for (std::size_t i = 0; i < document.array_size("layer"); ++i) {
    const std::string path = fmt::format("layer.{}", i);
    forcing::ResolvedLayer layer;
    const std::size_t before = problems.size();
    document.read(path, rows_of(layer.spec), problems);
    layer.where = document.where(path);
    if (!layer.spec.role.empty() && forcing::find_role(layer.spec.role) == nullptr) {
      // With the right role it would have the parent's file: only the role is wrong.
      const auto lacks_file = [&](const config::Problem& p) {
        return p.message.find("] file: missing") < p.message.size();
      };
      problems.erase(std::remove_if(problems.begin() + static_cast<std::ptrdiff_t>(before), problems.end(), lacks_file),
                     problems.end());
      const std::string near = nearest_name(layer.spec.role, known);
      problems.push_back(
        {document.where(path, "role"), fmt::format("[[layer]] role = \"{}\": no such role{}", layer.spec.role,
                                                   near.empty() ? fmt::format("; known are {}", fmt::join(known, ", "))
                                                                : fmt::format("; did you mean {}?", near))});
    }
    const std::size_t months = layer.spec.offset_by_month.size();
    if (months != 0 && months != 12) {
      problems.push_back({document.where(path, "offset_by_month"),
                          fmt::format("[layer.{}] offset_by_month: has {} number{}; expected 12, January to December",
                                      layer.spec.role, months, months == 1 ? "" : "s")});
    }
    if (layer.spec.file == "none") continue;
    layer.spec.file = absolute(document, path, "file", layer.spec.file);
    layer.spec.delta = absolute(document, path, "delta", layer.spec.delta);
    layer.spec.elevation_file = absolute(document, path, "elevation_file", layer.spec.elevation_file);
    scenario.layers.push_back(std::move(layer));
  }
}

void read_regions(Document& document, Scenario& scenario, Problems& problems)
{
  for (std::size_t i = 0; i < document.array_size("region"); ++i) {
    const std::string path = fmt::format("region.{}", i);
    forcing::ResolvedRegion region;
    document.read(path, rows_of(region.spec), problems);
    region.where = document.where(path);
    if (region.spec.kind != "overlay" && region.spec.kind != "jurisdiction") {
      problems.push_back(
        {document.where(path, "kind"),
         fmt::format("[[region]] kind = \"{}\": expected \"jurisdiction\" or \"overlay\"", region.spec.kind)});
    }
    region.spec.file = absolute(document, path, "file", region.spec.file);
    scenario.regions.push_back(std::move(region));
  }
}

void read_developments(Document& document, Scenario& scenario, Problems& problems)
{
  for (std::size_t i = 0; i < document.array_size("development"); ++i) {
    const std::string path = fmt::format("development.{}", i);
    behaviour::Infrastructure rules;
    document.read(path, rows_of(rules), problems);
    rules.file = absolute(document, path, "file", rules.file);
    scenario.development_places.push_back(document.where(path));
    scenario.rules.developments.push_back(std::move(rules));
  }
}

void read_communities(Document& document, Scenario& scenario, Problems& problems)
{
  constexpr std::size_t most = 32;
  for (std::size_t i = 0; i < document.array_size("community"); ++i) {
    engine::Community community;
    document.read(fmt::format("community.{}", i), rows_of(community), problems);
    scenario.rules.communities.push_back(std::move(community));
  }
  if (scenario.rules.communities.size() > most) {
    problems.push_back(
      {document.where(fmt::format("community.{}", most)),
       fmt::format("[[community]]: {} of them, at most {} are counted", scenario.rules.communities.size(), most)});
  }
}

/// A herd's own table of memory, laid over that of all herds, and the places where its cows calved before.
void read_calving_memory(Document& document, const std::string& path, const behaviour::CalvingMemory& of_all,
                         engine::HerdRules& herd, Problems& problems)
{
  behaviour::CalvingMemory own = of_all;
  document.read(path + ".memory", rows_of(own), problems);
  if (document.has(path + ".memory")) herd.memory = own;
  const std::string places = path + ".calving_memory";
  double shares = 0;
  for (std::size_t i = 0; i < document.array_size(places); ++i) {
    engine::RememberedPlace place;
    document.read(fmt::format("{}.{}", places, i), rows_of(place), problems);
    shares += place.share;
    herd.remembered.push_back(place);
  }
  if (!herd.remembered.empty() && !(shares > 0)) {
    problems.push_back({document.where(places), fmt::format("[[{}]]: no share exceeds 0", places)});
  }
}

void read_herds(Document& document, Scenario& scenario, Problems& problems)
{
  for (const std::string& name : document.tables_below("herd")) {
    const std::string path = "herd." + name;
    engine::HerdRules herd;
    herd.name = name;
    document.read(path, rows_of(herd), problems);
    const std::string areas = path + ".winter_area";
    for (std::size_t i = 0; i < document.array_size(areas); ++i) {
      engine::WinterArea area;
      document.read(fmt::format("{}.{}", areas, i), rows_of(area), problems);
      herd.winter.push_back(area);
    }
    read_calving_memory(document, path, scenario.rules.memory, herd, problems);
    if (herd.winter.empty()) {
      problems.push_back({document.where(path), fmt::format("[{}]: needs at least one [[{}]]", path, areas)});
    }
    if (herd.size < herd.animals_per_agent) {
      problems.push_back({document.where(path, "animals_per_agent"),
                          fmt::format("[{}] animals_per_agent = {}: more than the {} animals of the herd", path,
                                      herd.animals_per_agent, herd.size)});
    }
    scenario.rules.herds.push_back(std::move(herd));
  }
  if (scenario.rules.herds.empty()) {
    problems.push_back({scenario.file.string(), "no herd: expected a table [herd.<name>], such as [herd.porcupine]"});
  }
}

void read_harvests(Document& document, Scenario& scenario, Problems& problems)
{
  std::vector<std::string> regions, herds;
  for (const forcing::ResolvedRegion& region : scenario.regions) regions.push_back(region.spec.name);
  for (const engine::HerdRules& herd : scenario.rules.herds) herds.push_back(herd.name);
  const auto require = [&](const std::string& path, std::string_view key, const std::string& name,
                           const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const std::string near = nearest_name(name, known);
    problems.push_back(
      {document.where(path, key), fmt::format("[[harvest]] {} = \"{}\": the scenario has no such {}{}", key, name, key,
                                              near.empty() ? fmt::format("; it has {}", fmt::join(known, ", "))
                                                           : fmt::format("; did you mean {}?", near))});
  };
  for (std::size_t i = 0; i < document.array_size("harvest"); ++i) {
    const std::string path = fmt::format("harvest.{}", i);
    behaviour::Harvest harvest;
    document.read(path, rows_of(harvest), problems);
    if (document.has(path, "region")) require(path, "region", harvest.region, regions);
    if (harvest.herd.empty() && !herds.empty()) harvest.herd = herds.front();
    require(path, "herd", harvest.herd, herds);
    scenario.rules.harvests.push_back(std::move(harvest));
  }
}

/// An entry that takes another's place because both have one name: meant, or an accident.
void warn_of_replaced(const Document& document, Scenario& scenario)
{
  const auto file_of = [&](const config::Replaced& replaced) -> std::string {
    for (const auto& region : scenario.regions)
      if (replaced.list == "region" && region.spec.name == replaced.name) return region.spec.file;
    for (const auto& each : scenario.rules.developments)
      if (replaced.list == "development" && each.name == replaced.name) return each.file;
    return "";
  };
  const auto warn = [&](const config::Replaced& replaced, const std::string& taken, std::string_view both) {
    scenario.warnings.push_back(fmt::format("{}: {} {}: {} in {}; choose another name to {} both", replaced.where,
                                            replaced.list, replaced.name, taken, replaced.was_at, both));
  };
  std::string moved;  // a community that has both another latitude and another longitude is one
  for (const config::Replaced& replaced : document.replaced()) {
    const std::string file = std::filesystem::path {file_of(replaced)}.filename().string();
    if (replaced.list == "region" && replaced.key == "file") {
      warn(replaced, file + " takes the place of the outline", "count");
    } else if (replaced.list == "development" && replaced.key == "file") {
      warn(replaced, file + " takes the place of the shapes", "keep");
    } else if (replaced.list == "community" && (replaced.key == "latitude" || replaced.key == "longitude") &&
               moved != replaced.name) {
      moved = replaced.name;
      warn(replaced, "stands at another place than", "keep");
    }
  }
}

bool is_changed(const forcing::LayerSpec& spec)
{
  return spec.offset != 0 || spec.scale != 1 || !spec.delta.empty() || !spec.offset_by_month.empty();
}

/// A warming that forgets the cold of the night or the heat of the day.
void warn_of_lone_temperature(Scenario& scenario)
{
  std::vector<std::string> changed, as_they_are;
  std::string where;
  for (const forcing::ResolvedLayer& layer : scenario.layers) {
    if (!layer.spec.role.starts_with("temperature")) continue;
    (is_changed(layer.spec) ? changed : as_they_are).push_back(layer.spec.role);
    if (is_changed(layer.spec)) where = layer.where;
  }
  if (changed.empty() || as_they_are.empty()) return;
  scenario.warnings.push_back(
    fmt::format("{}: {} {} changed, {} {} not: mean, least and highest of a day no longer belong "
                "together; change all alike",
                where, fmt::join(changed, " and "), changed.size() == 1 ? "is" : "are", fmt::join(as_they_are, " and "),
                as_they_are.size() == 1 ? "is" : "are"));
}

/// What no single row can say.
void check_together(const Document& document, const Scenario& s, Problems& problems)
{
  const auto& run = s.rules.run;
  const double steps = 24.0 / run.step_h;
  if (std::abs(steps - std::round(steps)) > 1e-9) {
    problems.push_back({document.where("run", "step"),
                        fmt::format("[run] step = {} h: a whole number of steps must fit in a day", run.step_h)});
  }
  if (std::abs(run.step_h - s.rules.movement.reference_step_h) > 1e-9) {
    problems.push_back({document.where("run", "step"),
                        fmt::format("[run] step = {} h, but the coefficients of [movement] hold for steps of {} h "
                                    "(movement.reference_step): refit them, or use that step",
                                    run.step_h, s.rules.movement.reference_step_h)});
  }
  const bool dates = document.has("run", "first_day") && document.has("run", "last_day");
  if (dates && run.last_day < run.first_day) {
    problems.push_back(
      {document.where("run", "last_day"), fmt::format("[run] last_day = {} comes before first_day = {}",
                                                      to_string(run.last_day), to_string(run.first_day))});
  }
  const int month = month_of(run.first_day);
  if (dates && month > 3 && month < 12) {
    problems.push_back({document.where("run", "first_day"),
                        fmt::format("[run] first_day = {}: the herd starts on its winter range; expected a day from "
                                    "1 December to 31 March",
                                    to_string(run.first_day))});
  }
  const GridRules& g = s.grid;
  if (!(g.x_max_m > g.x_min_m) || !(g.y_max_m > g.y_min_m)) {
    problems.push_back({document.where("grid"), "[grid]: x_max must exceed x_min, and y_max y_min"});
    return;
  }
  const double columns = (g.x_max_m - g.x_min_m) / g.cell_m, rows = (g.y_max_m - g.y_min_m) / g.cell_m;
  if (std::abs(columns - std::round(columns)) > 1e-6 || std::abs(rows - std::round(rows)) > 1e-6) {
    problems.push_back({document.where("grid", "cell"),
                        fmt::format("[grid] cell = {} m: the extent of {} x {} m is not a whole number of cells",
                                    g.cell_m, g.x_max_m - g.x_min_m, g.y_max_m - g.y_min_m)});
  }
  if (columns * rows > 2e7) {
    problems.push_back({document.where("grid", "cell"),
                        fmt::format("[grid] {:.0f} x {:.0f} cells: more than 20 million", columns, rows)});
  }
}

}  // namespace

std::vector<Table> tables_of(Scenario& s)
{
  std::vector<Table> tables {
    {"run", rows_of(s.rules.run)},
    {"grid", rows_of(s.grid)},
    {"output", rows_of(s.rules.output)},
    {"checkpoint", rows_of(s.checkpoint)},
    {"terrain", rows_of(s.terrain)},
    {"lapse_rate", rows_of(s.lapse)},
    {"snow", rows_of(s.rules.snow)},
    {"ice", rows_of(s.rules.ice)},
    {"green_up", rows_of(s.rules.green_up)},
    {"insects", rows_of(s.rules.insects)},
    {"seasons", rows_of(s.rules.seasons)},
    {"movement", rows_of(s.rules.movement)},
    {"travel", rows_of(s.rules.travel)},
    {"icing", rows_of(s.rules.icing)},
    {"forage", rows_of(s.rules.forage)},
    {"body", rows_of(s.rules.body)},
    {"energy", rows_of(s.rules.energy)},
    {"gestation", rows_of(s.rules.gestation)},
    {"milk", rows_of(s.rules.milk)},
    {"calf", rows_of(s.rules.calf)},
    {"calving", rows_of(s.rules.calving)},
    {"survival", rows_of(s.rules.survival)},
    {"predation", rows_of(s.rules.predation)},
    {"harvest_plan", rows_of(s.rules.harvest_plan)},
    {"memory", rows_of(s.rules.memory)},
  };
  tables.push_back({"calf_at_heel", rows_of(s.rules.calf_at_heel)});
  tables.push_back({"company", rows_of(s.rules.company)});
  tables.push_back({"trails", rows_of(s.rules.trails)});
  const auto modes = s.rules.modes.all();
  for (std::size_t m = 0; m < modes.size(); ++m) {
    tables.push_back({fmt::format("movement.{}", herd::mode_names[m]), rows_of(*modes[m])});
  }
  return tables;
}

Grid make_grid(const GridRules& rules)
{
  Grid grid;
  grid.crs = rules.crs;
  grid.x_min_m = rules.x_min_m;
  grid.y_min_m = rules.y_min_m;
  grid.cell_m = rules.cell_m;
  grid.columns = static_cast<int>(std::lround((rules.x_max_m - rules.x_min_m) / rules.cell_m));
  grid.rows = static_cast<int>(std::lround((rules.y_max_m - rules.y_min_m) / rules.cell_m));
  return grid;
}

Scenario read_scenario(const std::filesystem::path& file, std::span<const std::string> overrides,
                       const std::filesystem::path& overrides_from)
{
  Problems problems;
  Document document {file, overrides, problems, overrides_from};
  Scenario s;
  s.file = file;
  if (document.has("ensemble")) {
    throw InputError(
      fmt::format("{}: describes an ensemble, not one scenario; its members run with rangifer submit --local, one of "
                  "them with rangifer run --member",
                  file.string()));
  }
  if (!problems.empty()) throw InputError(config::describe(file, problems));
  for (const Table& table : tables_of(s)) document.read(table.path, table.rows, problems);
  s.has_weather = document.has("weather");
  if (s.has_weather) {
    document.read("weather", rows_of(s.weather), problems);
    for (const auto& [key, path] : {std::pair {"monthly_temperature", &s.weather.monthly_temperature},
                                    {"monthly_wind_u", &s.weather.monthly_wind_u},
                                    {"monthly_wind_v", &s.weather.monthly_wind_v},
                                    {"monthly_elevation", &s.weather.monthly_elevation},
                                    {"stations", &s.weather.stations}}) {
      *path = absolute(document, "weather", key, *path);
    }
  }
  read_layers(document, s, problems);
  read_regions(document, s, problems);
  read_developments(document, s, problems);
  read_communities(document, s, problems);
  read_herds(document, s, problems);
  read_harvests(document, s, problems);
  document.report_unknown(problems);
  check_together(document, s, problems);
  if (!problems.empty()) throw InputError(config::describe(file, problems));
  warn_of_replaced(document, s);
  warn_of_lone_temperature(s);
  s.text = document.text();
  return s;
}

namespace {

bool names_file(const ParameterRow& row)
{
  constexpr std::array<std::string_view, 4> keys {"file", "delta", "elevation_file", "stations"};
  return row.key.starts_with("monthly_") || std::ranges::count(keys, row.key) > 0;
}

}  // namespace

std::string parameters_json(Scenario& scenario)
{
  std::vector<Table> tables = tables_of(scenario);
  if (scenario.has_weather) tables.push_back({"weather", rows_of(scenario.weather)});
  for (auto& herd : scenario.rules.herds) {
    tables.push_back({"herd." + herd.name, rows_of(herd)});
    for (std::size_t w = 0; w < herd.winter.size(); ++w) {
      tables.push_back({fmt::format("herd.{}.winter_area.{}", herd.name, w), rows_of(herd.winter[w])});
    }
    if (herd.memory) tables.push_back({fmt::format("herd.{}.memory", herd.name), rows_of(*herd.memory)});
    for (std::size_t p = 0; p < herd.remembered.size(); ++p) {
      tables.push_back({fmt::format("herd.{}.calving_memory.{}", herd.name, p), rows_of(herd.remembered[p])});
    }
  }
  for (std::size_t h = 0; h < scenario.rules.harvests.size(); ++h) {
    tables.push_back({fmt::format("harvest.{}", h), rows_of(scenario.rules.harvests[h])});
  }
  for (std::size_t d = 0; d < scenario.rules.developments.size(); ++d) {
    tables.push_back({fmt::format("development.{}", d), rows_of(scenario.rules.developments[d])});
  }
  for (std::size_t c = 0; c < scenario.rules.communities.size(); ++c) {
    tables.push_back({fmt::format("community.{}", c), rows_of(scenario.rules.communities[c])});
  }
  for (auto& layer : scenario.layers) tables.push_back({"layer." + layer.spec.role, rows_of(layer.spec)});
  for (auto& region : scenario.regions) tables.push_back({"region." + region.spec.name, rows_of(region.spec)});
  std::string json = "{";
  for (std::size_t t = 0; t < tables.size(); ++t) {
    json += fmt::format("{}\n\"{}\": {{", t == 0 ? "" : ",", tables[t].path);
    for (std::size_t r = 0; r < tables[t].rows.size(); ++r) {
      const ParameterRow& row = tables[t].rows[r];
      // Where files lie differs between machines; their contents are known by their SHA-256.
      const bool file = names_file(row);
      std::string value = value_text(row);
      if (std::holds_alternative<Day*>(row.value)) value = "\"" + value + "\"";
      if (file) value = "\"" + std::filesystem::path {*std::get<std::string*>(row.value)}.filename().string() + "\"";
      json += fmt::format("{}\"{}\": {}", r == 0 ? "" : ", ", row.key, value);
    }
    json += "}";
  }
  return json + "\n}";
}

}  // namespace rangifer::app

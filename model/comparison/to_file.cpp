#include "comparison/to_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace rangifer::comparison {

namespace {

using record::Column;
using record::ComparisonAxis;
using record::ComparisonFile;
using record::Type;

std::vector<std::string> spaced(std::vector<std::string> names)
{
  for (std::string& name : names) std::ranges::replace(name, '_', ' ');
  return names;
}

template <class Values>
Column column(Type type, const Values& values)
{
  Column out {type};
  out.push(values);
  return out;
}

ComparisonAxis numbered(Type type, std::vector<double> values, std::string units, std::string long_name,
                        std::string standard_name = "")
{
  return {values.size(), {}, column(type, values), std::move(units), std::move(long_name), std::move(standard_name)};
}

ComparisonAxis named(std::vector<std::string> names, std::string long_name)
{
  const std::size_t length = names.size();
  return {length, std::move(names), Column {Type::i32}, "1", std::move(long_name), ""};
}

std::vector<double> count(std::size_t n, double from)
{
  std::vector<double> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(from + static_cast<double>(i));
  return out;
}

/// A dimension as the runs have it.
ComparisonAxis copied(const record::ResultReader& run, const std::string& dimension)
{
  const std::string path = "impact/" + dimension;
  const std::string long_name = run.text_of(path, "long_name"), units = run.text_of(path, "units");
  if (!run.text_of(path, "flag_meanings").empty()) return named(spaced(run.names(path)), long_name);
  ComparisonAxis axis {run.shape(path).at(0), {}, Column {Type::f64}, units, long_name, ""};
  if (!run.text_of(path, "NAME").starts_with("This is a netCDF dimension")) {
    axis.values = column(Type::f64, run.numbers(path));
    axis.standard_name = run.text_of(path, "standard_name");
  }
  return axis;
}

void set_axes(ComparisonFile& file, const Result& result)
{
  const RunHead& head = result.head();
  const bool calendar = result.spans.count == 1;
  const std::vector<double> years =
    calendar ? std::vector<double>(head.years.begin(), head.years.end()) : count(head.years.size(), 1);
  file.axes = {
    {"pair", numbered(Type::i32, count(result.pairs.size(), 0), "1", "pair of runs")},
    {"year", numbered(Type::i32, years, "1", calendar ? "calendar year" : "year of the run")},
    {"herd", named(head.herds, "herd")},
    {"season", named(head.seasons, "season")},
    {"distance", numbered(Type::f64, {std::begin(moved_km), std::end(moved_km)}, "km", "least distance moved")},
    {"y", numbered(Type::f64, head.y_m, "m", "northing of the cell centre", "projection_y_coordinate")},
    {"x", numbered(Type::f64, head.x_m, "m", "easting of the cell centre", "projection_x_coordinate")},
  };
  if (const std::size_t grown = result.herds[0].growth_years.base.years; grown > 0) {
    file.axes["run_year"] = numbered(Type::i32, count(grown, 1), "1", "year of the run, counted from its first day");
  }
  std::vector<std::string> names;
  for (const Band& band : bands) names.emplace_back(band.name);
  file.axes["band"] = named(std::move(names), "band of distance to infrastructure");
  for (const ImpactVariable& v : result.impact.variables)
    for (const std::string& d : v.further)
      if (!file.axes.contains(d)) file.axes[d] = copied(result.pairs[0].base, d);
}

void set_impact(ComparisonFile& file, const Impact& impact)
{
  constexpr double Difference::*members[] = {&Difference::base,        &Difference::scenario, &Difference::difference,
                                             &Difference::low,         &Difference::high,     &Difference::se_paired,
                                             &Difference::se_unpaired, &Difference::se_ratio};
  for (const ImpactVariable& v : impact.variables) {
    record::ComparedVariable out {v.name, v.units, v.long_name, v.further, {}};
    for (const auto member : members) {
      Column values {Type::f64};
      for (const Difference& d : v.cells) values.push(d.*member);
      out.statistics.push_back(std::move(values));
    }
    out.statistics.push_back(column(Type::f64, v.by_pair));
    file.impact.push_back(std::move(out));
  }
}

/// Adds values to variables by name, in the order of herds.
class Values {
public:
  explicit Values(ComparisonFile& file) : file_ {file} {}

  template <class Value>
  void add(const std::string& name, const Value& value, Type type = Type::f64)
  {
    file_.values.try_emplace(name, type).first->second.push(value);
  }
  void add(const std::string& name, const Estimate& e)
  {
    add(name, e.value);
    add(name + "_low_95", e.low);
    add(name + "_high_95", e.high);
  }

private:
  ComparisonFile& file_;
};

/// One series a herd becomes (pair, year, herd).
template <class Of>
std::vector<double> by_pair(const std::vector<HerdResult>& herds, Of of)
{
  std::vector<double> out;
  for (std::size_t i = 0; i < of(herds[0]).values.size(); ++i)
    for (const HerdResult& h : herds) out.push_back(of(h).values[i]);
  return out;
}

void set_growth(ComparisonFile& file, const Result& result)
{
  if (!file.axes.contains("run_year")) {
    file.note["growth"] = "Missing: the runs are shorter than a year.";
  } else if (result.herds[0].growth_years.base.years < 2 && result.spans.count < 2) {
    file.note["growth"] =
      "The chance of decline is missing: it needs runs of two years or more, or of different years.";
  } else if (result.herds[0].growth_years.base.years < years_ahead) {
    file.note["growth"] = fmt::format("The chance of decline over 10 years is an extrapolation from runs of {}.",
                                      result.herds[0].growth_years.base.years);
  }
  Values values(file);
  for (const HerdResult& h : result.herds) {
    const Difference& d = h.growth.percent_a_year;
    values.add("growth/growth_base", d.base);
    values.add("growth/growth_scenario", d.scenario);
    values.add("growth/growth_difference", Estimate {d.difference, d.low, d.high});
    values.add("growth/growth_se_paired", d.se_paired);
    values.add("growth/growth_se_unpaired", d.se_unpaired);
    values.add("growth/decline_chance_base", h.growth.chance_base);
    values.add("growth/decline_chance_scenario", h.growth.chance_scenario);
    values.add("growth/decline_chance_difference", h.growth.chance_scenario - h.growth.chance_base);
  }
  if (!file.axes.contains("run_year")) return;
  values.add("growth/log_growth_base", by_pair(result.herds, [](const auto& h) { return h.growth_years.base; }));
  values.add("growth/log_growth_scenario",
             by_pair(result.herds, [](const auto& h) { return h.growth_years.scenario; }));
}

void set_displacement_and_overlap(ComparisonFile& file, const std::vector<HerdResult>& herds)
{
  Values values(file);
  for (const HerdResult& h : herds) {
    values.add("displacement/mean", h.displacement.mean);
    values.add("displacement/median", h.displacement.median);
    for (const Estimate& e : h.displacement.share_moved) values.add("displacement/share_moved", e);
    values.add("displacement/calves_in_both", h.displacement.in_both);
    values.add("displacement/calves_base_only", h.displacement.base_only);
    values.add("displacement/calves_scenario_only", h.displacement.scenario_only);
    values.add("overlap/affinity", h.ground.affinity_mean);
    values.add("overlap/intersection", h.ground.intersection_mean);
  }
  values.add("displacement/mean_by_pair", by_pair(herds, [](const auto& h) { return h.displacement.mean_km; }));
  values.add("displacement/median_by_pair", by_pair(herds, [](const auto& h) { return h.displacement.median_km; }));
  values.add("overlap/affinity_by_pair", by_pair(herds, [](const auto& h) { return h.ground.affinity; }));
  values.add("overlap/intersection_by_pair", by_pair(herds, [](const auto& h) { return h.ground.intersection; }));
}

void set_infrastructure(ComparisonFile& file, const NearInfrastructure& near)
{
  Values values(file);
  for (const Band& band : bands) {
    values.add("infrastructure/from", band.from_km);
    values.add("infrastructure/to", band.to_km);
  }
  values.add("infrastructure/area", near.area_km2);
  const auto add = [&](const std::string& what, const std::array<RelativeUse, bands.size()>& of) {
    for (const RelativeUse& r : of) {
      values.add(what + "_base", r.base);
      values.add(what + "_scenario", r.scenario);
      values.add(what + "_ratio", r.ratio);
    }
  };
  for (const auto& of_herd : near.births) add("infrastructure/births", of_herd);
  for (const auto& of_season : near.use) add("infrastructure/use", of_season);
}

/// The communities of the scenario, which impact/ names, with their places.
void set_communities(ComparisonFile& file, const RunHead& head)
{
  std::vector<std::string> names;
  Values values(file);
  for (int i = 0;; ++i) {
    const auto of = [&](const char* key) { return head.parameter(fmt::format("community.{}.{}", i, key)); };
    if (of("name").empty()) break;
    names.push_back(of("name"));
    values.add("map/community_lat", std::atof(of("latitude").c_str()), Type::f32);
    values.add("map/community_lon", std::atof(of("longitude").c_str()), Type::f32);
  }
  if (!names.empty()) file.axes["community"] = named(std::move(names), "community");
}

/// What lies under the maps, so that whoever draws them needs no other file. Runs that are compared share it, but for
/// the infrastructure, which is the scenario's.
void set_land(ComparisonFile& file, const Result& result)
{
  const record::ResultReader& run = result.pairs[0].scenario;
  Values values(file);
  for (const char* const map : {"map/lat", "map/lon", "map/elevation", "map/land_fraction",
                                "map/infrastructure_distance", "map/infrastructure_footprint"})
    if (run.has(map)) values.add(map, run.floats(map), Type::f32);
  values.add("map/season_first_doy", run.numbers("map/season_first_doy"), Type::i32);
  set_communities(file, result.pairs[0].heads.scenario);
  if (!run.has("map/region_mask")) return;
  file.axes["region"] = named(spaced(result.head().regions), "region");
  values.add("map/region_mask", run.numbers("map/region_mask"), Type::i32);
  values.add("map/region_kind", run.numbers("map/region_kind"), Type::i8);
}

void set_maps(ComparisonFile& file, const Result& result)
{
  file.crs_from = result.head().file;
  set_land(file, result);
  Values values(file);
  for (const HerdResult& h : result.herds) {
    const Field &b = h.ground.density_base, &s = h.ground.density_scenario;
    Field gained(b.size()), lost(b.size());
    for (std::size_t c = 0; c < b.size(); ++c) {
      gained[c] = std::max(s[c] - b[c], 0.0f);
      lost[c] = std::max(b[c] - s[c], 0.0f);
    }
    values.add("map/density_base", b, Type::f32);
    values.add("map/density_scenario", s, Type::f32);
    values.add("map/density_gained", gained, Type::f32);
    values.add("map/density_lost", lost, Type::f32);
    values.add("map/births_base", h.ground.births_base, Type::f32);
    values.add("map/births_scenario", h.ground.births_scenario, Type::f32);
  }
  values.add("map/use_difference", use_difference(result.pairs), Type::f32);
}

void set_births(ComparisonFile& file, const PairedBirths& births)
{
  Values values(file);
  const auto side = [&](const std::string& name, const Birth* b) {
    const auto put = [&](const char* what, double value) { values.add("calving/" + (what + name), value, Type::f32); };
    values.add("calving/born" + name, b != nullptr ? 1 : 0, Type::i8);
    put("x", b != nullptr ? static_cast<double>(b->x_m) : none);
    put("y", b != nullptr ? static_cast<double>(b->y_m) : none);
    put("lat", b != nullptr ? static_cast<double>(b->lat_deg) : none);
    put("lon", b != nullptr ? static_cast<double>(b->lon_deg) : none);
    put("alive_end_of_june", b != nullptr ? b->alive_end_of_june : none);
  };
  std::size_t rows = 0;
  for (std::size_t p = 0; p < births.of_pair.size(); ++p) {
    for (const PairedBirth& b : births.of_pair[p]) {
      values.add("calving/pair", p, Type::i32);
      values.add("calving/year", b.any().year, Type::i32);
      values.add("calving/herd", b.any().herd, Type::i32);
      values.add("calving/mother", b.any().mother, Type::i64);
      values.add("calving/animals", b.any().animals, Type::f32);
      values.add("calving/displacement", b.displacement_km(), Type::f32);
      side("_base", b.base);
      side("_scenario", b.scenario);
      ++rows;
    }
  }
  file.axes["birth"] = ComparisonAxis {rows, {}, Column {Type::i32}, "", "", ""};
}

std::string lines(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, "\n")); }

void set_pairs(ComparisonFile& file, const Result& result)
{
  Values values(file);
  std::vector<std::string> base_files, scenario_files;
  for (const OpenPair& pair : result.pairs) {
    values.add("pairs/seed", pair.heads.base.seed, Type::i64);
    values.add("pairs/replicate", pair.heads.base.replicate, Type::i64);
    values.add("pairs/first_day", pair.heads.base.first_day, Type::i32);
    base_files.push_back(pair.heads.base.file);
    scenario_files.push_back(pair.heads.scenario.file);
  }
  values.add("pairs/base_file", base_files, Type::text);
  values.add("pairs/scenario_file", scenario_files, Type::text);
  file.attributes.emplace_back("base_files", lines(base_files));
  file.attributes.emplace_back("scenario_files", lines(scenario_files));
}

}  // namespace

ComparisonFile to_file(const Result& result, const std::string& version, const std::string& commit,
                       const std::string& summary)
{
  const RunHead &base = result.head(), &scenario = result.scenario_head();
  ComparisonFile file;
  file.attributes = {
    {"Conventions", std::string {"CF-1.10"}},
    {"title", fmt::format("{}, against {}", scenario.title, base.title)},
    {"source", "rangifer " + version},
    {"format", std::string {record::comparison_format}},
    {"format_version", std::int64_t {1}},
    {"version", version},
    {"commit", commit},
    {"base_title", base.title},
    {"scenario_title", scenario.title},
  };
  set_axes(file, result);
  set_pairs(file, result);
  file.attributes.emplace_back("changed_parameters", changes_json(base, scenario));
  file.attributes.emplace_back("left_out", lines(result.impact.left_out));
  file.attributes.emplace_back("samples", static_cast<std::int64_t>(result.samples));
  file.attributes.emplace_back("summary", summary);
  set_impact(file, result.impact);
  set_growth(file, result);
  set_displacement_and_overlap(file, result.herds);
  if (result.near) set_infrastructure(file, *result.near);
  set_maps(file, result);
  set_births(file, result.births);
  return file;
}

}  // namespace rangifer::comparison

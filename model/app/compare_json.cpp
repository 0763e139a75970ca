#include "app/compare_json.h"

#include "base/calendar.h"
#include "base/json_object.h"

namespace rangifer::app {

namespace {

using comparison::bands;
using comparison::Difference;
using comparison::Estimate;
using comparison::RelativeUse;
using comparison::Result;

std::string list(const std::vector<std::string>& items)
{
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ",\n  ") + item;
  return "[" + out + "]";
}

JsonObject estimate(const Estimate& e)
{
  return JsonObject {}.add("value", e.value).add("low_95", e.low).add("high_95", e.high);
}

JsonObject& add(JsonObject& object, const Difference& d)
{
  return object.add("base", d.base)
    .add("scenario", d.scenario)
    .add("difference", d.difference)
    .add("low_95", d.low)
    .add("high_95", d.high)
    .add("se_paired", d.se_paired)
    .add("se_unpaired", d.se_unpaired);
}

/// One object a cell: "place" is its number along the dimensions after herd.
std::vector<std::string> impact(const Result& r)
{
  std::vector<std::string> rows;
  for (const comparison::ImpactVariable& v : r.impact.variables) {
    for (std::size_t i = 0; i < v.cells.size(); ++i) {
      JsonObject row;
      row.add("variable", v.name).add("units", v.units).add("herd", r.herds[i / v.inner].name);
      if (v.further == std::vector<std::string> {"region"}) row.add("region", r.head().regions[i % v.inner]);
      else if (!v.further.empty()) row.add("place", i % v.inner);
      rows.push_back(add(row, v.cells[i]).text());
    }
  }
  return rows;
}

std::string herd(const comparison::HerdResult& h)
{
  std::vector<std::string> moved;
  for (std::size_t i = 0; i < comparison::moved_classes; ++i) {
    moved.push_back(
      JsonObject {}.add("km", comparison::moved_km[i]).add("share", estimate(h.displacement.share_moved[i])).text());
  }
  JsonObject growth;
  add(growth, h.growth.percent_a_year);
  growth.add("decline_chance_base", h.growth.chance_base).add("decline_chance_scenario", h.growth.chance_scenario);
  return JsonObject {}
    .add("herd", h.name)
    .add("growth_percent_a_year", growth)
    .add("displacement_mean_km", estimate(h.displacement.mean))
    .add("displacement_median_km", estimate(h.displacement.median))
    .raw("moved_more_than", list(moved))
    .add("calves_in_both", h.displacement.in_both)
    .add("calves_base_only", h.displacement.base_only)
    .add("calves_scenario_only", h.displacement.scenario_only)
    .add("affinity", estimate(h.ground.affinity_mean))
    .add("intersection", estimate(h.ground.intersection_mean))
    .text();
}

void add_bands(std::vector<std::string>& rows, const std::array<RelativeUse, bands.size()>& use, std::string_view herd,
               std::string_view of)
{
  for (std::size_t i = 0; i < bands.size(); ++i) {
    rows.push_back(JsonObject {}
                     .add("herd", herd)
                     .add("of", of)
                     .add("band", bands[i].name)
                     .add("base", use[i].base)
                     .add("scenario", use[i].scenario)
                     .add("ratio", estimate(use[i].ratio))
                     .text());
  }
}

std::vector<std::string> infrastructure(const Result& r)
{
  std::vector<std::string> rows;
  const std::vector<std::string>& seasons = r.head().seasons;
  for (std::size_t h = 0; h < r.herds.size(); ++h) {
    add_bands(rows, r.near->births[h], r.herds[h].name, "births");
    for (std::size_t s = 0; s < seasons.size(); ++s)
      add_bands(rows, r.near->use[h * seasons.size() + s], r.herds[h].name, seasons[s]);
  }
  return rows;
}

}  // namespace

std::string compare_json(const Result& r)
{
  std::vector<std::string> pairs, herds;
  for (const comparison::OpenPair& p : r.pairs) {
    pairs.push_back(JsonObject {}
                      .add("seed", p.heads.base.seed)
                      .add("replicate", p.heads.base.replicate)
                      .add("first_day", to_string(Day {std::chrono::days {p.heads.base.first_day}}))
                      .add("base", p.heads.base.file)
                      .add("scenario", p.heads.scenario.file)
                      .text());
  }
  for (const comparison::HerdResult& h : r.herds) herds.push_back(herd(h));
  JsonObject out;
  out.add("base", r.head().title).add("scenario", r.scenario_head().title);
  out.raw("pairs", list(pairs)).add("samples", r.samples).raw("equal", r.equal ? "true" : "false");
  out.raw("changed", comparison::changes_json(r.head(), r.scenario_head()));
  out.raw("herds", list(herds)).raw("impact", list(impact(r)));
  out.raw("infrastructure", r.near ? list(infrastructure(r)) : "null");
  return out.text();
}

}  // namespace rangifer::app

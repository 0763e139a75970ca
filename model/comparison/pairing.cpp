#include "comparison/pairing.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <tuple>

#include "base/calendar.h"
#include "base/error.h"
#include "base/json_text.h"
#include "comparison/json_leaves.h"

namespace rangifer::comparison {

namespace {

auto key_of(const RunHead& run) { return std::tuple {run.seed, run.replicate, run.first_day}; }

std::string cells(const std::vector<double>& centre)
{
  return fmt::format("{} cells from {:g} to {:g} m", centre.size(), centre.front(), centre.back());
}

std::string words(const std::vector<std::string>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

Day first_day(const RunHead& run) { return Day {std::chrono::days {run.first_day}}; }

std::string begun(const RunHead& run) { return to_string(first_day(run)); }

std::string named(const RunHead& run)
{
  return fmt::format("seed {:.0f}, replicate {:.0f}, first day {}", run.seed, run.replicate, begun(run));
}

/// From the same date to the same date, so many years on.
bool same_part_of_years(const RunHead& a, const RunHead& b)
{
  const auto dates = [](const RunHead& run) {
    const std::chrono::year_month_day first {first_day(run)}, last {first_day(run) + std::chrono::days {run.days - 1}};
    return std::tuple {first.month(), first.day(), last.month(), last.day(), last.year() - first.year()};
  };
  return dates(a) == dates(b);
}

/// The text from the first place on where it differs from another.
std::string excerpt(const std::string& text, const std::string& other)
{
  const auto differs = std::ranges::mismatch(text, other).in1 - text.begin();
  const auto from = static_cast<std::size_t>(std::max<std::ptrdiff_t>(differs - 20, 0));
  return fmt::format("\"...{}...\"", text.substr(from, 60));
}

std::vector<std::string> only_in(const std::vector<std::string>& these, const std::vector<std::string>& those)
{
  std::vector<std::string> only;
  std::ranges::copy_if(these, std::back_inserter(only),
                       [&](const auto& n) { return std::ranges::count(those, n) == 0; });
  return only;
}

std::string counted_here_only(std::string region, const RunHead& here, const RunHead& there)
{
  std::ranges::replace(region, '_', ' ');
  return fmt::format("\n  ({} is counted in {} only: add its [[region]] to the scenario of {}, and run that again)",
                     region, here.file, there.file);
}

void sort_and_refuse_twice(std::vector<RunHead>& runs)
{
  std::ranges::sort(runs, [](const RunHead& a, const RunHead& b) {
    return std::tuple {key_of(a), a.file} < std::tuple {key_of(b), b.file};
  });
  for (std::size_t i = 1; i < runs.size(); ++i) {
    if (key_of(runs[i - 1]) != key_of(runs[i])) continue;
    throw InputError(
      fmt::format("{} and {} are both {}: each run counts once", runs[i - 1].file, runs[i].file, named(runs[i])));
  }
}

void refuse_lone(const std::vector<RunHead>& runs, const std::vector<RunHead>& others, const char* side)
{
  for (const RunHead& run : runs) {
    if (std::ranges::any_of(others, [&](const RunHead& o) { return key_of(o) == key_of(run); })) continue;
    throw InputError(
      fmt::format("{}: {} has no partner among the runs of the {}; run it there too, or leave this one out", run.file,
                  named(run), side));
  }
}

void refuse_strangers(const RunHead& found, const RunHead& expected)
{
  const std::vector<std::string> problems = differences_between(found, expected);
  if (problems.empty()) return;
  std::string advice;
  for (const std::string& region : only_in(found.regions, expected.regions))
    advice += counted_here_only(region, found, expected);
  for (const std::string& region : only_in(expected.regions, found.regions))
    advice += counted_here_only(region, expected, found);
  throw InputError(fmt::format("{} cannot be compared with {}: {} difference{}\n  {}{}", found.file, expected.file,
                               problems.size(), problems.size() == 1 ? "" : "s", fmt::join(problems, "\n  "), advice));
}

/// {"key": {"base": 1, "scenario": 2}, ...} of what differs.
std::string changed(const std::map<std::string, std::string>& base, const std::map<std::string, std::string>& scenario,
                    const std::set<std::string>& but_for)
{
  std::set<std::string> keys;
  for (const auto& [key, value] : base) keys.insert(key);
  for (const auto& [key, value] : scenario) keys.insert(key);
  std::string out;
  for (const std::string& key : keys) {
    const auto b = base.find(key), s = scenario.find(key);
    const std::string in_base = b == base.end() ? "null" : b->second;
    const std::string in_scenario = s == scenario.end() ? "null" : s->second;
    if (in_base == in_scenario || but_for.contains(key)) continue;
    out += fmt::format("{}{}: {{\"base\": {}, \"scenario\": {}}}", out.empty() ? "" : ", ", json_text(key), in_base,
                       in_scenario);
  }
  return "{" + out + "}";
}

}  // namespace

std::vector<std::string> differences_between(const RunHead& found, const RunHead& expected)
{
  std::vector<std::string> lines;
  const auto hold = [&](bool same, const std::string& what, const std::string& is, const std::string& should) {
    if (!same) lines.push_back(fmt::format("{}: found {}, expected {}", what, is, should));
  };
  const RunHead &f = found, &e = expected;
  hold(f.seed == e.seed, "seed", fmt::format("{:.0f}", f.seed), fmt::format("{:.0f}", e.seed));
  hold(f.replicate == e.replicate, "replicate", fmt::format("{:.0f}", f.replicate), fmt::format("{:.0f}", e.replicate));
  hold(f.step_h == e.step_h, "step_h", fmt::format("{:g} h", f.step_h), fmt::format("{:g} h", e.step_h));
  hold(f.first_day == e.first_day, "first day", begun(f), begun(e));
  hold(f.days == e.days, "length", fmt::format("{} days", f.days), fmt::format("{} days", e.days));
  hold(f.years == e.years || f.first_day != e.first_day || f.days != e.days, "years of impact/",
       fmt::format("{}", fmt::join(f.years, " ")), fmt::format("{}", fmt::join(e.years, " ")));
  hold(f.x_m == e.x_m, "x of the grid", cells(f.x_m), cells(e.x_m));
  hold(f.y_m == e.y_m, "y of the grid", cells(f.y_m), cells(e.y_m));
  hold(f.crs_wkt == e.crs_wkt, "projection (crs_wkt)", excerpt(f.crs_wkt, e.crs_wkt), excerpt(e.crs_wkt, f.crs_wkt));
  hold(f.herds == e.herds, "herds", words(f.herds), words(e.herds));
  hold(f.regions == e.regions, "regions", words(f.regions), words(e.regions));
  hold(f.seasons == e.seasons, "seasons of map/use", words(f.seasons), words(e.seasons));
  for (const std::string& herd : f.herds) {
    if (std::ranges::count(e.herds, herd) == 0) continue;
    const std::string is = f.animals_per_agent(herd), should = e.animals_per_agent(herd);
    hold(is == should, fmt::format("animals per agent of herd {}", herd), is, should);
  }
  const std::string kernel = "output.kernel";
  hold(f.parameter(kernel) == e.parameter(kernel), kernel, f.parameter(kernel), e.parameter(kernel));
  return lines;
}

std::vector<RunPair> pair_up(std::vector<RunHead> base, std::vector<RunHead> scenario)
{
  sort_and_refuse_twice(base);
  sort_and_refuse_twice(scenario);
  if (base.size() > 1 || scenario.size() > 1) {
    refuse_lone(base, scenario, "scenario");
    refuse_lone(scenario, base, "base");
  }
  std::vector<RunPair> pairs;
  for (std::size_t i = 0; i < base.size(); ++i) {
    refuse_strangers(scenario[i], base[i]);
    RunHead like_this = base[0];  // in all but the draws and the years
    like_this.seed = base[i].seed;
    like_this.replicate = base[i].replicate;
    if (same_part_of_years(base[i], like_this)) {
      like_this.first_day = base[i].first_day;
      like_this.days = base[i].days;
      like_this.years = base[i].years;
    }
    refuse_strangers(base[i], like_this);
    pairs.push_back({std::move(base[i]), std::move(scenario[i])});
    if (i == 0) base[0] = pairs[0].base;
  }
  return pairs;
}

std::string changes_json(const RunHead& base, const RunHead& scenario)
{
  return fmt::format("{{\"parameters\": {}, \"inputs\": {}}}",
                     changed(base.parameters, scenario.parameters, {"run.title"}),
                     changed(base.inputs, scenario.inputs, {}));
}

}  // namespace rangifer::comparison

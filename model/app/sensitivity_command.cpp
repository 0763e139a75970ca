#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <limits>

#include "app/commands.h"
#include "app/csv.h"
#include "app/ensemble.h"
#include "base/error.h"
#include "base/nearest_name.h"
#include "ensemble/effects.h"

namespace rangifer::app {
namespace {

using ensemble::Effect;
using ensemble::Point;

/// What was run, and what came out.
struct Sample {
  std::vector<std::vector<double>> values;  ///< of each member's keys
  std::vector<Member> members;
  std::vector<Outcome> outcomes;
};

std::string herd_of(const Scenario& scenario, const std::string& asked)
{
  std::vector<std::string> herds;
  for (const auto& herd : scenario.rules.herds) herds.push_back(herd.name);
  if (asked.empty()) return herds.front();
  if (std::ranges::count(herds, asked) > 0) return asked;
  throw InputError(fmt::format("--herd {}: no such herd; there is {}", asked, fmt::join(herds, ", ")));
}

/// @throws InputError with every output that there is not
void refuse_unknown_outputs(const Scenario& scenario, const std::vector<std::string>& asked)
{
  std::vector<std::string> regions, wrong;
  for (const auto& region : scenario.regions) regions.push_back(region.spec.name);
  const std::vector<std::string> known = impact_outputs(regions);
  for (const std::string& output : asked) {
    if (std::ranges::count(known, output) > 0) continue;
    const std::string near = nearest_name(output, known);
    wrong.push_back(fmt::format(
      "--output {}: no such output of impact/; {}", output,
      near.empty() ? fmt::format("there are {}", fmt::join(known, ", ")) : fmt::format("did you mean {}?", near)));
  }
  if (!wrong.empty()) throw InputError(fmt::format("{}", fmt::join(wrong, "\n  ")));
}

Sample sample_of(const std::vector<Factor>& factors, const SensitivityOptions& o)
{
  Sample s;
  s.values = values_of(factors, ensemble::morris_trajectories({factors.size(), static_cast<std::size_t>(o.trajectories),
                                                               static_cast<std::size_t>(o.levels),
                                                               static_cast<std::uint64_t>(o.ensemble.seed)}));
  for (std::size_t m = 0; m < s.values.size(); ++m) {
    s.members.push_back({fmt::format("{:04}", m + 1), settings_of(factors, s.values[m])});
  }
  return s;
}

/// One output of all members; NaN where a member failed or had nothing to measure.
std::vector<double> output_of(const Sample& s, const std::string& name)
{
  std::vector<double> all;
  for (const Outcome& outcome : s.outcomes) {
    const auto found = outcome.numbers.find(name);
    all.push_back(found == outcome.numbers.end() ? std::numeric_limits<double>::quiet_NaN() : found->second);
  }
  return all;
}

std::ofstream opened(const std::filesystem::path& file)
{
  std::ofstream out(file);
  if (!out) throw RunError(fmt::format("{}: cannot be written", file.string()));
  return out;
}

void write_members(const std::filesystem::path& file, const std::vector<Factor>& factors, const Sample& s,
                   const std::vector<std::string>& outputs, const std::string& herd)
{
  std::ofstream out = opened(file);
  out << "member,trajectory,status";
  for (const Factor& f : factors) out << "," << csv_text(f.key);
  for (const std::string& output : outputs) out << "," << csv_text(output);
  out << ",failure\n";
  for (std::size_t m = 0; m < s.members.size(); ++m) {
    const Outcome& outcome = s.outcomes[m];
    out << fmt::format("{},{},{}", s.members[m].name, m / (factors.size() + 1) + 1,
                       outcome.why.empty() ? "done" : "failed");
    for (std::size_t f = 0; f < factors.size(); ++f) out << "," << value_text(factors[f], s.values[m][f]);
    for (const std::string& output : outputs) {
      const auto found = outcome.numbers.find(herd + "/" + output);
      out << "," << (found == outcome.numbers.end() ? "" : csv_number(found->second));
    }
    out << "," << csv_text(outcome.why) << "\n";
  }
  out.close();
  if (!out) throw RunError(fmt::format("{}: writing failed", file.string()));
}

/// Largest effect first, keys without one last.
std::vector<std::size_t> by_rank(const std::vector<Effect>& effects)
{
  std::vector<std::size_t> order(effects.size());
  for (std::size_t f = 0; f < order.size(); ++f) order[f] = f;
  std::ranges::stable_sort(order, {}, [&](std::size_t f) { return effects[f].rank; });
  return order;
}

void write_effects(std::ofstream& out, const std::string& output, const std::vector<Factor>& factors,
                   const std::vector<Effect>& effects)
{
  for (const std::size_t f : by_rank(effects)) {
    const Effect& e = effects[f];
    out << fmt::format("{},{},{},{},{},{},{},{},{},{}\n", csv_text(output), csv_text(factors[f].key), csv_number(e.mu),
                       csv_number(e.mu_star), csv_number(e.sigma), e.rank, e.steps, csv_number(factors[f].low),
                       csv_number(factors[f].high), csv_text(factors[f].unit));
  }
}

std::string number(double value) { return std::isnan(value) ? "" : fmt::format("{:.4g}", value); }

void print_effects(const std::string& output, const std::vector<Factor>& factors, const std::vector<Effect>& effects)
{
  std::size_t width = 3;
  for (const Factor& f : factors) width = std::max(width, f.key.size());
  fmt::print("\n{}\n{:>4}  {:<{}}  {:<22} {:>11} {:>11} {:>11} {:>6}\n", output, "rank", "key", width, "range", "mu*",
             "mu", "sigma", "steps");
  for (const std::size_t f : by_rank(effects)) {
    const Effect& e = effects[f];
    fmt::print("{:>4}  {:<{}}  {:<22} {:>11} {:>11} {:>11} {:>6}\n", e.rank, factors[f].key, width,
               fmt::format("{:g} to {:g}", factors[f].low, factors[f].high), number(e.mu_star), number(e.mu),
               number(e.sigma), e.steps);
  }
}

}  // namespace

void sensitivity_command(const SensitivityOptions& options)
{
  if (options.levels % 2 != 0) throw InputError(fmt::format("--levels {}: must be even", options.levels));
  Ensemble runs {options.ensemble, "sensitivity"};
  const std::string herd = herd_of(runs.scenario(), options.herd);
  refuse_unknown_outputs(runs.scenario(), options.outputs);
  const std::vector<Factor>& factors = runs.factors();
  Sample s = sample_of(factors, options);
  runs.check(s.members);
  // More trajectories leave the first ones as they are, so a sample may grow.
  runs.settle(fmt::format("Morris, levels {}, seed {}\n", options.levels, options.ensemble.seed));
  s.outcomes = runs.run(s.members, impact_numbers);
  const auto failed = std::ranges::count_if(s.outcomes, [](const Outcome& o) { return !o.why.empty(); });
  if (failed == std::ssize(s.outcomes)) {
    throw RunError(fmt::format("all {} members failed; what they said is in {}", failed, runs.folder().string()));
  }

  write_members(runs.file("members.csv"), factors, s, options.outputs, herd);
  std::vector<Point> made;  // where the members stand once values are rounded
  for (const auto& values : s.values) {
    Point point;
    for (std::size_t f = 0; f < factors.size(); ++f) point.push_back(coordinate_of(factors[f], values[f]));
    made.push_back(std::move(point));
  }
  fmt::print("{}: {} trajectories of {} keys, {} members{}; outputs of herd {}, mean over the years\n",
             options.ensemble.scenario.string(), options.trajectories, factors.size(), s.members.size(),
             failed == 0 ? "" : fmt::format(", {} failed", failed), herd);
  std::ofstream out = opened(runs.file("effects.csv"));
  out << "output,key,mu,mu_star,sigma,rank,steps,low,high,unit\n";
  for (const std::string& output : options.outputs) {
    const auto effects = ensemble::elementary_effects(made, output_of(s, herd + "/" + output));
    write_effects(out, output, factors, effects);
    print_effects(output, factors, effects);
  }
  out.close();
  if (!out) throw RunError(fmt::format("{}: writing failed", runs.file("effects.csv").string()));
  fmt::print(
    "\nmu*: mean size of the effect of a key on the output, for the whole of its range; mu: with its sign; sigma:\n"
    "spread of the effects, large where a key acts in bends or together with others; steps: complete ones, of {}.\n"
    "{} and {} hold the numbers.\n",
    options.trajectories, runs.file("effects.csv").string(), runs.file("members.csv").string());
}

}  // namespace rangifer::app

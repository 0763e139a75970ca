#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "app/calibration.h"
#include "app/calibration_report.h"
#include "app/commands.h"
#include "app/csv.h"
#include "app/ensemble.h"
#include "base/error.h"
#include "ensemble/design.h"
#include "forcing/file/sha256.h"

namespace rangifer::app {
namespace {

void write(const std::filesystem::path& file, const std::string& text)
{
  std::ofstream out(file);
  out << text;
  out.close();
  if (!out) throw RunError(fmt::format("{}: cannot be written", file.string()));
}

/// A word as a shell takes it.
std::string quoted(const std::string& word)
{
  const bool plain = word.find_first_of(" \t\"'`$&|;<>()*?[]{}#!~\\") == std::string::npos;
  return plain && !word.empty() ? word : "'" + word + "'";
}

/// What has a say in the numbers, and nothing else.
std::string command_line(const CalibrateOptions& o, const std::filesystem::path& folder)
{
  const EnsembleOptions& e = o.ensemble;
  std::string line = "rangifer calibrate " + quoted(e.scenario.string());
  const auto add = [&](const std::string& option, const std::string& value) {
    line += fmt::format(" {} {}", option, quoted(value));
  };
  if (!e.keys.empty()) add("--keys", fmt::format("{}", fmt::join(e.keys, ",")));
  if (!e.keys_file.empty()) add("--keys-file", e.keys_file.string());
  add("--samples", std::to_string(o.samples));
  add("--seed", std::to_string(e.seed));
  if (e.years > 0) add("--years", std::to_string(e.years));
  if (e.replicates > 1) add("--replicates", std::to_string(e.replicates));
  for (const std::string& s : e.set) add("--set", s);
  for (const std::string& s : o.final_set) add("--final-set", s);
  add("-o", folder.string());
  if (!o.report.empty()) add("--report", o.report.string());
  return line;
}

void refuse_unwritable(const std::filesystem::path& report)
{
  const std::filesystem::path folder = report.parent_path();
  if (report.empty()) return;
  if (std::filesystem::is_directory(report) || (!folder.empty() && !std::filesystem::is_directory(folder))) {
    throw InputError(
      fmt::format("--report {}: cannot be written; name a file in a folder that is there", report.string()));
  }
}

/// @throws InputError if an override of --final-set would take the place of a key that is calibrated
void refuse_final_keys(const std::vector<Factor>& factors, const std::vector<std::string>& final_set)
{
  for (const Factor& f : factors) {
    for (const std::string& s : final_set) {
      if (s.substr(0, s.find_first_of(" =")) != f.key) continue;
      throw InputError(
        fmt::format("--final-set {}: {} is calibrated; the final run is to show its chosen value", s, f.key));
    }
  }
}

/// The scenario as it is, then the sample.
void draw_members(Calibration& c, const CalibrateOptions& o)
{
  std::vector<double> before;
  for (const Factor& f : c.factors) before.push_back(f.before);
  c.members = {{"0000", {}}};
  c.values = {before};
  const auto points = ensemble::latin_hypercube(c.factors.size(), static_cast<std::size_t>(o.samples),
                                                static_cast<std::uint64_t>(o.ensemble.seed));
  for (auto& values : values_of(c.factors, points)) {
    c.members.push_back({fmt::format("{:04}", c.members.size()), settings_of(c.factors, values)});
    c.values.push_back(std::move(values));
  }
}

std::string members_csv(const Calibration& c)
{
  std::string text = "member,status,loss,pass,near,fail";
  for (const Factor& f : c.factors) text += "," + csv_text(f.key);
  for (std::size_t r = 0; r < c.counted.size(); ++r) {
    if (c.counted[r]) text += fmt::format(",pattern_{0},verdict_{0}", row_label(r));
  }
  text += ",failure\n";
  for (std::size_t m = 0; m < c.members.size(); ++m) {
    const auto& s = c.scores[m];
    text += c.members[m].name;
    text += s ? fmt::format(",done,{:.6f},{},{},{}", s->loss, s->pass, s->near, s->fail) : ",failed,,,,";
    for (std::size_t f = 0; f < c.factors.size(); ++f) text += "," + value_text(c.factors[f], c.values[m][f]);
    for (std::size_t r = 0; r < c.counted.size(); ++r) {
      if (!c.counted[r]) continue;
      text += s ? fmt::format(",{},{}", csv_number(s->measured[r]), name(s->verdicts[r])) : ",,";
    }
    text += "," + csv_text(c.outcomes[m].why) + "\n";
  }
  return text;
}

std::string constraints_csv(const Calibration& c)
{
  std::string text = "row,pattern,key,rho_value,rho_distance,members,chance\n";
  for (const Constraint& k : c.constraints) {
    text += fmt::format("{},{},{},{},{},{},{}\n", row_label(k.row), csv_text(validation::patterns()[k.row].name),
                        csv_text(c.factors[k.factor].key), csv_number(k.value.rho), csv_number(k.distance.rho),
                        k.value.n, csv_number(ensemble::chance_rho(k.value.n)));
  }
  return text;
}

/// The scenario as it was and the chosen member under --final-set.
HeldOut hold_out(const Ensemble& runs, const Calibration& c, const std::vector<std::string>& set)
{
  const std::string which = forcing::sha256_of_text(fmt::format("{}", fmt::join(set, "\n"))).substr(0, 8);
  std::vector<Member> members {{"0000_final_" + which, set}};
  members.push_back({fmt::format("{}_final_{}_chosen", c.members[c.chosen()].name, which),
                     settings_of(c.factors, c.values[c.chosen()])});
  if (c.chosen() == 0) members.back().set.clear();
  members.back().set.insert(members.back().set.end(), set.begin(), set.end());
  const std::vector<Outcome> outcomes = runs.run(members, pattern_numbers);
  const auto before = measured_in(outcomes[0]), chosen = measured_in(outcomes[1]);
  HeldOut h {set, std::nullopt, std::nullopt, outcomes[outcomes[0].why.empty() ? 1 : 0].why};
  if (!before || !chosen) return h;
  const std::vector<bool> counted = counted_rows(std::vector {*before, *chosen});
  h.before = score_member(*before, counted);
  h.chosen = score_member(*chosen, counted);
  return h;
}

void print_best(const Calibration& c)
{
  fmt::print("{:>9}  {:>7} {:>5} {:>5} {:>5}\n", "member", "loss", "pass", "near", "fail");
  for (std::size_t i = 0; i < std::min<std::size_t>(10, c.order.size()); ++i) {
    const MemberScore& s = *c.scores[c.order[i]];
    fmt::print("{:>9}  {:>7.3f} {:>5} {:>5} {:>5}\n", c.order[i] == 0 ? "as it was" : c.members[c.order[i]].name,
               s.loss, s.pass, s.near, s.fail);
  }
  fmt::print("\nchosen: {}\n", c.chosen() == 0 ? "the scenario as it was" : "member " + c.members[c.chosen()].name);
  for (std::size_t f = 0; f < c.factors.size(); ++f) {
    fmt::print("  {} = {}  (before {})\n", c.factors[f].key, value_text(c.factors[f], c.values[c.chosen()][f]),
               value_text(c.factors[f], c.factors[f].before));
  }
}

}  // namespace

void calibrate_command(const CalibrateOptions& options)
{
  refuse_unwritable(options.report);
  Ensemble runs {options.ensemble, "calibrate"};
  Calibration c;
  c.factors = runs.factors();
  refuse_final_keys(c.factors, options.final_set);
  draw_members(c, options);
  std::vector<Member> to_check = c.members;  // --final-set has to be in order before a night of runs, not after
  to_check.push_back({"final", options.final_set});
  runs.check(to_check);
  runs.settle(fmt::format("Latin hypercube of {}, seed {}\n", options.samples, options.ensemble.seed));
  c.outcomes = runs.run(c.members, pattern_numbers);
  score_all(c);
  write(runs.file("members.csv"), members_csv(c));
  write(runs.file("constraints.csv"), constraints_csv(c));

  std::optional<HeldOut> held_out;
  if (!options.final_set.empty()) held_out = hold_out(runs, c, options.final_set);
  const std::filesystem::path report = options.report.empty() ? runs.file("CALIBRATION.md") : options.report;
  write(report,
        calibration_report(c, held_out, options.ensemble.scenario.string(), command_line(options, runs.folder())));
  print_best(c);
  if (held_out && held_out->before && held_out->chosen) {
    fmt::print("under --final-set: {} pass, {} near, {} fail before; {} pass, {} near, {} fail as chosen\n",
               held_out->before->pass, held_out->before->near, held_out->before->fail, held_out->chosen->pass,
               held_out->chosen->near, held_out->chosen->fail);
  }
  fmt::print("\n{}, {} and {} hold the rest.\n", report.string(), runs.file("members.csv").string(),
             runs.file("constraints.csv").string());
}

}  // namespace rangifer::app

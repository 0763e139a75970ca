#include "app/ensemble.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <sstream>

#include "app/inputs.h"
#include "app/reasons.h"
#include "app/version.h"
#include "base/error.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file)
{
  std::ifstream in(file);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

/// What the scenario's checks say against overrides; "" for nothing.
std::string refusal(const fs::path& scenario, std::vector<std::string> set, std::span<const std::string> more)
{
  set.insert(set.end(), more.begin(), more.end());
  try {
    static_cast<void>(read_scenario(scenario, set));
    return "";
  } catch (const InputError& e) {
    return reasons(e.what());
  }
}

/// The scenario's lines without those that tell where its files lie.
std::string without_places(const std::string& text)
{
  std::string kept;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("# ----")) kept += line + "\n";
  }
  return kept;
}

/// The first line in which two texts differ.
std::string first_difference(const std::string& found, const std::string& wanted)
{
  std::istringstream a(found), b(wanted);
  for (int number = 1;; ++number) {
    std::string there, here;
    const bool more_there = static_cast<bool>(std::getline(a, there)),
               more_here = static_cast<bool>(std::getline(b, here));
    if (more_there == more_here && there == here && more_there) continue;
    return fmt::format("line {} there \"{}\", here \"{}\"", number, there, here);
  }
}

std::string years_setting(const Scenario& s, int years)
{
  const std::chrono::year_month_day first {s.rules.run.first_day};
  const Day end = make_day(static_cast<int>(first.year()) + years, static_cast<unsigned>(first.month()),
                           static_cast<unsigned>(first.day()));
  return fmt::format("run.last_day={}", to_string(end - std::chrono::days {1}));
}

}  // namespace

Ensemble::Ensemble(const EnsembleOptions& options, std::string command)
    : options_ {options}, command_ {std::move(command)}, set_ {options.set}
{
  scenario_ = read_scenario(options_.scenario, set_);
  if (options_.years > 0) {
    for (const std::string& s : set_) {
      if (s.starts_with("run.last_day")) throw InputError("--years and --set run.last_day: leave one of them out");
    }
    set_.push_back(years_setting(scenario_, options_.years));
    scenario_ = read_scenario(options_.scenario, set_);
  }
  factors_ = read_factors(options_.keys, options_.keys_file, set_, scenario_);
  for (const Factor& f : factors_) {
    if (f.key == "run.replicate" && options_.replicates > 1) {
      throw InputError("--replicates and the key run.replicate: leave one of them out");
    }
  }
  folder_ = options_.folder.empty()
              ? fs::path {"outputs"} / fmt::format("{}_{}", options_.scenario.stem().string(), command_)
              : options_.folder;
}

void Ensemble::check(std::span<const Member> members) const
{
  std::vector<std::string> problems;
  for (const Factor& f : factors_) {
    for (const double end : {f.low, f.high}) {
      const std::vector<std::string> set {setting(f, end)};
      const std::string why = refusal(options_.scenario, set_, set);
      if (why.empty()) continue;
      problems.push_back(fmt::format("{} cannot be varied over {:g} to {:g}: {}", f.key, f.low, f.high, why));
      break;
    }
  }
  for (std::size_t m = 0; problems.empty() && m < members.size(); ++m) {
    const std::string why = refusal(options_.scenario, set_, members[m].set);
    if (!why.empty()) problems.push_back(fmt::format("{}: {}", fmt::join(members[m].set, ", "), why));
  }
  if (problems.empty()) return;
  throw InputError(
    fmt::format("{}: the scenario's own checks refuse these values; leave a key out, or give it less room "
                "as key=low:high\n  {}",
                options_.scenario.string(), fmt::join(problems, "\n  ")));
}

void Ensemble::settle(const std::string& plan)
{
  std::string design = fmt::format("rangifer {}, version {}, commit {}\n{}replicates {}\n", command_, version(),
                                   commit(), plan, options_.replicates);
  for (const Factor& f : factors_) design += fmt::format("key {} {} to {}\n", f.key, f.low, f.high);
  Inputs inputs = open_inputs(scenario_);
  forcing::hash_inputs(inputs.facts);
  for (const auto& fact : inputs.facts) design += fmt::format("input {} {}\n", fact.role, fact.sha256);
  design += "\n" + without_places(scenario_.text);

  if (fs::exists(folder_) && !fs::is_directory(folder_)) {
    throw InputError(fmt::format("-o {}: is a file; members need a folder", folder_.string()));
  }
  const fs::path note = file("design.txt");
  if (fs::exists(note)) {
    const std::string found = text_of(note);
    if (found == design) return;
    throw InputError(
      fmt::format("{}: holds the members of another design ({}); name another folder with -o, or remove "
                  "this one",
                  folder_.string(), first_difference(found, design)));
  }
  std::error_code problem;
  fs::create_directories(folder_, problem);
  for (const auto& entry : fs::directory_iterator(folder_, problem)) {
    if (!entry.path().filename().string().starts_with("member_")) continue;
    throw InputError(
      fmt::format("{}: holds {} and no design.txt that tells what it belongs to; name another folder with -o",
                  folder_.string(), entry.path().filename().string()));
  }
  std::ofstream out(note);
  out << design;
  out.close();
  if (problem || !out) throw InputError(fmt::format("-o {}: cannot be written", folder_.string()));
}

std::vector<Outcome> Ensemble::run(std::span<const Member> members, const MemberRunner::Read& read) const
{
  MemberRunner runner {{options_.scenario, folder_, set_, scenario_.rules.run.replicate, options_.replicates,
                        options_.threads, options_.jobs, options_.keep_results, options_.quiet},
                       members,
                       read};
  return runner.run();
}

}  // namespace rangifer::app

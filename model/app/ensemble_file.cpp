#include "app/ensemble_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/factors.h"
#include "app/reasons.h"
#include "base/error.h"
#include "base/json_object.h"
#include "config/document.h"
#include "ensemble/design.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;
using config::Document;
using config::Problems;
using ensemble::Axis;
using ensemble::Level;

/// How an axis may vary, by the key that says so, and what goes with it.
struct Way {
  std::string_view key;
  std::vector<std::string_view> needs, may;
};

const std::vector<Way>& ways()
{
  static const std::vector<Way> all {{"scenarios", {}, {"labels"}},
                                     {"values", {"key"}, {"labels"}},
                                     {"set", {"labels"}, {}},
                                     {"replicates", {}, {"first"}},
                                     {"samples", {"keys"}, {"seed"}}};
  return all;
}

constexpr std::string_view ways_in_words =
  "scenarios, values (with key), set (with labels), replicates, samples (with keys)";

/// One `[[ensemble.axis]]` while it is read.
class AxisReader {
public:
  AxisReader(Document& document, std::size_t number, Problems& problems)
      : document_ {document}, path_ {fmt::format("ensemble.axis.{}", number)}, problems_ {problems}
  {
    const std::size_t before = problems.size();
    document.read(path_, rows_of(rules_), problems);
    good_ = problems.size() == before;
  }

  /// Without levels if something is wrong with it, or if they are drawn later (samples).
  [[nodiscard]] Axis read()
  {
    Axis axis {rules_.name, {}};
    const Way* way = find_way();
    if (way == nullptr || !check_companions(*way) || !good_) return axis;
    if (way->key == "scenarios") add_scenarios(axis);
    if (way->key == "values") add_values(axis);
    if (way->key == "set") add_sets(axis);
    if (way->key == "replicates") add_replicates(axis);
    is_sampled_ = way->key == "samples";
    if (axis.levels.empty() && !is_sampled_) refuse(way->key, fmt::format("{}: is empty", way->key));
    return axis;
  }

  [[nodiscard]] bool is_sampled() const noexcept { return is_sampled_; }
  [[nodiscard]] bool has_scenarios() const { return document_.has(path_, "scenarios"); }
  [[nodiscard]] std::string where(std::string_view key = {}) const { return document_.where(path_, key); }

  /// The Latin hypercube, once there is a scenario whose keys it varies.
  void sample(Scenario& scenario, Axis& axis)
  {
    const std::size_t before = problems_.size();
    const std::vector<Factor> factors = find_factors(rules_.keys, where("keys"), scenario, problems_);
    if (factors.empty() && problems_.size() == before) refuse("keys", "keys: is empty");
    if (problems_.size() != before) return;
    const auto points = ensemble::latin_hypercube(factors.size(), static_cast<std::size_t>(rules_.samples),
                                                  static_cast<std::uint64_t>(rules_.seed));
    axis.numbers = true;
    for (const std::vector<double>& values : values_of(factors, points)) {
      axis.levels.push_back({std::to_string(axis.levels.size()), settings_of(factors, values)});
    }
  }

private:
  void refuse(std::string_view key, const std::string& message)
  {
    problems_.push_back({where(key), fmt::format("[ensemble.axis.{}] {}", rules_.name, message)});
  }

  const Way* find_way()
  {
    std::vector<std::string_view> given;
    for (const Way& way : ways()) {
      if (document_.has(path_, way.key)) given.push_back(way.key);
    }
    if (given.size() == 1) return &*std::ranges::find(ways(), given.front(), &Way::key);
    refuse("", fmt::format("expected one of {}; found {}", ways_in_words,
                           given.empty() ? "none of them" : fmt::format("{}", fmt::join(given, " and "))));
    return nullptr;
  }

  bool check_companions(const Way& way)
  {
    const std::size_t before = problems_.size();
    for (const std::string_view key : way.needs) {
      if (!document_.has(path_, key)) refuse(way.key, fmt::format("{}: needs {} as well", way.key, key));
    }
    for (const std::string_view key : {"key", "labels", "first", "keys", "seed"}) {
      const bool goes = std::ranges::count(way.needs, key) + std::ranges::count(way.may, key) > 0;
      if (!goes && document_.has(path_, key)) refuse(key, fmt::format("{}: means nothing beside {}", key, way.key));
    }
    return problems_.size() == before;
  }

  /// Label `i`, `otherwise` where none are given. How many there must be has been checked by labels_fit().
  [[nodiscard]] std::string label(std::size_t i, std::string otherwise) const
  {
    return i < rules_.labels.size() ? rules_.labels[i] : std::move(otherwise);
  }

  bool labels_fit(std::size_t values, std::string_view what)
  {
    if (!document_.has(path_, "labels") || rules_.labels.size() == values) return true;
    refuse("labels", fmt::format("labels: {} of them for {} {}", rules_.labels.size(), values, what));
    return false;
  }

  void add_scenarios(Axis& axis)
  {
    if (!labels_fit(rules_.scenarios.size(), "scenarios")) return;
    for (std::size_t i = 0; i < rules_.scenarios.size(); ++i) {
      const fs::path file = fs::absolute(document_.folder_of(path_, "scenarios") / rules_.scenarios[i]);
      axis.levels.push_back({label(i, file.stem().string()), {}, file.lexically_normal().string()});
    }
  }

  void add_values(Axis& axis)
  {
    if (!labels_fit(rules_.values.toml.size(), "values")) return;
    axis.numbers = rules_.labels.empty();
    for (std::size_t i = 0; i < rules_.values.toml.size(); ++i) {
      const std::string& value = rules_.values.toml[i];
      const bool quoted = value.front() == '"';
      const std::string bare = quoted ? value.substr(1, value.size() - 2) : value;
      // a date is no number, though it begins with digits
      axis.numbers = axis.numbers && !quoted && value.find_first_not_of("+-0123456789.eE") == std::string::npos &&
                     std::ranges::count(value, '-') < 2;
      axis.levels.push_back({label(i, bare), {fmt::format("{}={}", rules_.key, value)}});
    }
  }

  void add_sets(Axis& axis)
  {
    if (!labels_fit(rules_.set.lists.size(), "lists of overrides")) return;
    for (std::size_t i = 0; i < rules_.set.lists.size(); ++i) {
      axis.levels.push_back({label(i, ""), rules_.set.lists[i]});
    }
  }

  void add_replicates(Axis& axis)
  {
    axis.numbers = true;
    for (std::int64_t r = rules_.first; r < rules_.first + rules_.replicates; ++r) {
      axis.levels.push_back({std::to_string(r), {fmt::format("run.replicate={}", r)}});
    }
  }

  Document& document_;
  std::string path_;
  Problems& problems_;
  AxisRules rules_;
  bool good_ = false, is_sampled_ = false;
};

/// Words that stand in a line of a batch script must not end it.
void check_words(const Document& document, const JobRules& job, Problems& problems)
{
  for (const auto& [key, word] :
       {std::pair {"partition", &job.partition}, {"account", &job.account}, {"qos", &job.qos}}) {
    const bool good = std::ranges::all_of(*word, [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || std::string_view {"0123456789_.,:@+-/"}.find(c) < 99;
    });
    if (good) continue;
    problems.push_back(
      {document.where("ensemble.job", key),
       fmt::format("[ensemble.job] {} = \"{}\": expected letters, digits and _ . , : @ + - /", key, *word)});
  }
  if (job.scratch.find_first_of("\"`\\\n") != std::string::npos) {
    problems.push_back({document.where("ensemble.job", "scratch"),
                        "[ensemble.job] scratch: expected a folder, in which variables such as $USER may stand"});
  }
  for (const std::string& line : job.prologue) {
    if (line.find('\n') == std::string::npos) continue;
    problems.push_back({document.where("ensemble.job", "prologue"), "[ensemble.job] prologue: one line each, please"});
  }
}

/// Either one scenario for all, or one axis of scenarios.
void check_scenarios(const Document& document, const EnsembleRules& rules, const std::vector<AxisReader>& readers,
                     Problems& problems)
{
  std::vector<const AxisReader*> with;
  for (const AxisReader& reader : readers) {
    if (reader.has_scenarios()) with.push_back(&reader);
  }
  if (rules.scenario.empty() && with.empty()) {
    problems.push_back({document.where("ensemble"),
                        "[ensemble]: no scenario; expected scenario = \"file.toml\", or an axis with scenarios"});
  }
  if (!rules.scenario.empty() && !with.empty()) {
    problems.push_back({document.where("ensemble", "scenario"),
                        "[ensemble] scenario: an axis has scenarios as well; leave one of them out"});
  }
  for (std::size_t i = 1; i < with.size(); ++i) {
    problems.push_back(
      {with[i]->where("scenarios"), "[[ensemble.axis]] scenarios: an axis before it has scenarios, too"});
  }
}

std::string absolute(const Document& document, std::string_view key, const std::string& file)
{
  if (file.empty()) return file;
  const fs::path path = fs::absolute(document.folder_of("ensemble", key) / file).lexically_normal();
  return path.has_filename() ? path.string() : path.parent_path().string();
}

}  // namespace

EnsembleFile::EnsembleFile(const fs::path& file) : file_ {fs::absolute(file).lexically_normal()}
{
  Problems problems;
  Document document {file, {}, problems};
  if (!problems.empty()) throw InputError(config::describe(file, problems));
  if (!document.has("ensemble")) {
    throw InputError(
      fmt::format("{}: has no table [ensemble], so it describes no ensemble; a scenario runs with "
                  "rangifer run, without --member",
                  file.string()));
  }
  text_ = document.text();
  document.read("ensemble", rows_of(rules_), problems);
  document.read("ensemble.job", rows_of(job_), problems);
  rules_.folder = absolute(document, "folder", rules_.folder);
  rules_.scenario = absolute(document, "scenario", rules_.scenario);

  std::vector<AxisReader> readers;
  const std::size_t axes = document.array_size("ensemble.axis");
  readers.reserve(axes);
  for (std::size_t a = 0; a < axes; ++a) axes_.push_back(readers.emplace_back(document, a, problems).read());
  check_words(document, job_, problems);
  check_scenarios(document, rules_, readers, problems);
  document.report_unknown(problems);
  const auto check_together = [&] {
    for (const auto& [a, message] : ensemble::problems_of(axes_, rules_.set)) {
      problems.push_back({readers[a].where(), fmt::format("[ensemble.axis.{}] {}", axes_[a].name, message)});
    }
    if (!problems.empty()) throw InputError(config::describe(file, problems));
  };
  check_together();

  for (std::size_t a = 0; a < axes; ++a) {
    if (!readers[a].is_sampled()) continue;
    try {
      Scenario scenario = read_scenario(scenario_of(0), rules_.set, overrides_from());
      readers[a].sample(scenario, axes_[a]);
    } catch (const InputError& e) {
      problems.push_back({readers[a].where("keys"), fmt::format("{}", reasons(e.what()))});
    }
  }
  check_together();  // now with the keys of the samples
  members_ = ensemble::members_of(axes_, most_members + 1);
  if (members_ > most_members) {
    problems.push_back({document.where("ensemble"), fmt::format("[ensemble]: more than {} members", most_members)});
  }
  if (!problems.empty()) throw InputError(config::describe(file, problems));
}

fs::path EnsembleFile::scenario_of(std::size_t member) const
{
  // Of the scenarios alone: an axis of samples may have no levels yet.
  const auto with = std::ranges::find_if(
    axes_, [](const Axis& axis) { return !axis.levels.empty() && !axis.levels.front().scenario.empty(); });
  if (with == axes_.end()) return rules_.scenario;
  if (member == 0) return with->levels.front().scenario;
  return with->levels[ensemble::place_of(axes_, member)[static_cast<std::size_t>(with - axes_.begin())]].scenario;
}

std::vector<std::string> EnsembleFile::overrides_of(std::size_t member) const
{
  return ensemble::overrides_of(axes_, member, rules_.set);
}

fs::path EnsembleFile::overrides_from() const { return file_.parent_path(); }

Scenario EnsembleFile::read(std::size_t member) const
{
  return read_scenario(scenario_of(member), overrides_of(member), overrides_from());
}

std::string EnsembleFile::name_of(std::size_t member) const
{
  return fmt::format("member {} ({})", member, ensemble::words_of(axes_, member));
}

std::string EnsembleFile::json_of(std::size_t member) const
{
  std::string axes;
  const std::vector<std::size_t> place = ensemble::place_of(axes_, member);
  for (std::size_t a = 0; a < axes_.size(); ++a) {
    const Level& level = axes_[a].levels[place[a]];
    JsonObject axis;
    axis.add("name", axes_[a].name).raw("value", axes_[a].numbers ? level.label : json_text(level.label));
    axis.add("index", place[a]).add("size", axes_[a].levels.size());
    axes += (a == 0 ? "" : ", ") + axis.text();
  }
  JsonObject json;
  json.raw("title", json_text(rules_.title)).add("member", member).add("members", members_);
  return json.raw("axes", "[" + axes + "]").text();
}

bool is_ensemble(const fs::path& file)
{
  Problems ignored;
  return Document {file, {}, ignored}.has("ensemble");
}

std::vector<Table> ensemble_tables()
{
  static EnsembleRules rules;  // rows point into them
  static AxisRules axis;
  static JobRules job;
  return {{"ensemble", rows_of(rules)}, {"[ensemble.axis]", rows_of(axis)}, {"ensemble.job", rows_of(job)}};
}

}  // namespace rangifer::app

#include "app/runs_asked.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/error.h"

namespace rangifer::app {
namespace {

constexpr long most_replicate = 1000000, most_runs = 10000;

std::optional<long> number_in(std::string_view text)
{
  long number = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc {} && end == text.data() + text.size();
  return whole && number >= 0 && number <= most_replicate ? std::optional {number} : std::nullopt;
}

[[noreturn]] void refuse_replicates(std::string_view text)
{
  throw InputError(
    fmt::format("--replicate {}: expected a number from 0 to {}, a range such as 0..9 or a list such as "
                "0,3,5",
                text, most_replicate));
}

void refuse_what_is_of_one(const RunOptions& options)
{
  const char* const name = options.member >= 0 ? "--member" : options.resume_from.empty() ? nullptr : "--resume-from";
  if (name == nullptr) return;
  throw InputError(
    fmt::format("{}: is for one run, and several scenarios or replicates are asked for; give it one of them", name));
}

/// Folders are named after scenarios.
void refuse_twins(const std::vector<std::filesystem::path>& scenarios)
{
  std::map<std::string, std::filesystem::path> seen;
  for (const std::filesystem::path& scenario : scenarios) {
    const auto [at, is_new] = seen.emplace(scenario.stem().string(), scenario);
    if (is_new) continue;
    if (at->second == scenario) throw InputError(fmt::format("{}: is asked for twice", scenario.string()));
    throw InputError(
      fmt::format("{} and {}: the results of both would go to a folder {}; run one of them with another -o",
                  at->second.string(), scenario.string(), at->first));
  }
}

void refuse_file(const std::filesystem::path& out)
{
  std::error_code ignored;
  const bool is_file = std::filesystem::exists(out, ignored) && !std::filesystem::is_directory(out, ignored);
  if (!is_file && out.extension() != ".h5") return;
  throw InputError(fmt::format("{}: {}; several runs need a folder, in which each scenario has its own", out.string(),
                               is_file ? "is a file" : "is the name of a file"));
}

}  // namespace

std::vector<long> replicates_in(std::string_view text)
{
  std::vector<long> all;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find(',', begin), text.size());
    const std::string_view part = text.substr(begin, end - begin);
    const std::size_t dots = part.find("..");
    const auto first = number_in(part.substr(0, dots));
    const auto last = dots == part.npos ? first : number_in(part.substr(dots + 2));
    if (!first || !last || *last < *first || *last - *first >= most_runs) refuse_replicates(text);
    for (long k = *first; k <= *last; ++k) all.push_back(k);
    begin = end + 1;
  }
  std::vector<long> sorted = all;
  std::ranges::sort(sorted);
  const auto twice = std::ranges::adjacent_find(sorted);
  if (twice != sorted.end()) throw InputError(fmt::format("--replicate {}: {} is asked for twice", text, *twice));
  return all;
}

std::vector<RunOptions> runs_asked(const RunOptions& options)
{
  const std::vector<long> replicates =
    options.replicates.empty() ? std::vector<long> {-1} : replicates_in(options.replicates);
  const bool many = options.scenarios.size() > 1 || replicates.size() > 1;
  if (many) {
    refuse_what_is_of_one(options);
    refuse_twins(options.scenarios);
    if (!options.out.empty()) refuse_file(options.out);
  }
  std::vector<RunOptions> all;
  for (const std::filesystem::path& scenario : options.scenarios) {
    for (const long replicate : replicates) {
      RunOptions one = options;
      one.scenario = scenario;
      one.replicate = replicate;
      if (many) one.out = (options.out.empty() ? "outputs" : options.out) / scenario.stem();
      all.push_back(std::move(one));
    }
  }
  return all;
}

}  // namespace rangifer::app

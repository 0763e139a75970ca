#include <fmt/format.h>

#include "app/commands.h"
#include "app/compare_json.h"
#include "app/ensemble_selection.h"
#include "app/version.h"
#include "base/error.h"
#include "comparison/summary.h"
#include "comparison/to_file.h"

namespace rangifer::app {

namespace {

namespace fs = std::filesystem;

std::vector<comparison::RunHead> heads_of(const std::vector<fs::path>& files)
{
  std::vector<comparison::RunHead> heads;
  for (const fs::path& file : files) heads.push_back(comparison::read_head(file));
  return heads;
}

/// Results of the base and of the scenario.
std::pair<std::vector<fs::path>, std::vector<fs::path>> files_of(const CompareOptions& options)
{
  if (options.ensemble.empty()) return {comparison::files_of(options.base), comparison::files_of(options.scenario)};
  const EnsembleFile ensemble(options.ensemble);
  return {results_of(ensemble, options.base), results_of(ensemble, options.scenario)};
}

/// @throws InputError if the comparison would overwrite what it is made of
void refuse_input(const fs::path& out, const std::vector<fs::path>& inputs)
{
  for (const fs::path& input : inputs) {
    std::error_code missing;  // what is not there is told when it is opened
    if (fs::equivalent(out, input, missing)) {
      throw InputError(fmt::format("-o {}: is a result that was to be read; choose another name", out.string()));
    }
  }
}

}  // namespace

void compare_command(const CompareOptions& options)
{
  const auto [base, scenario] = files_of(options);
  refuse_input(options.out, base);
  refuse_input(options.out, scenario);
  const comparison::Result result = comparison::compare(comparison::pair_up(heads_of(base), heads_of(scenario)),
                                                        static_cast<std::size_t>(options.samples));
  const std::string text = comparison::summary(result);
  record::write_comparison(options.out, comparison::to_file(result, version(), commit(), text));
  if (options.json) fmt::print("{}\n", compare_json(result));
  else fmt::print("{}", text);
}

}  // namespace rangifer::app

#include "app/run_member.h"

#include <fmt/format.h>

#include "app/ensemble_file.h"
#include "app/ensemble_folder.h"
#include "base/error.h"

namespace rangifer::app {

RunOptions as_plain_run(const RunOptions& options)
{
  if (options.member < 0) {
    if (!is_ensemble(options.scenario)) return options;
    throw InputError(
      fmt::format("{}: describes an ensemble; name one of its members with --member, or run all of them "
                  "with rangifer submit --local",
                  options.scenario.string()));
  }
  const EnsembleFile ensemble {options.scenario};
  const auto member = static_cast<std::size_t>(options.member);
  if (member >= ensemble.members()) {
    throw InputError(fmt::format("--member {}: {} has {} member{}, numbered from 0", member, options.scenario.string(),
                                 ensemble.members(), ensemble.members() == 1 ? "" : "s"));
  }
  if (!options.set.empty() || options.replicate >= 0) {
    throw InputError(
      fmt::format("{} and --member: a member is what the ensemble file says, so that its results belong "
                  "together; write it into {}",
                  options.set.empty() ? "--replicate" : "--set", options.scenario.string()));
  }
  RunOptions plain = options;
  plain.scenario = ensemble.scenario_of(member);
  plain.set = ensemble.overrides_of(member);
  plain.set_from = ensemble.overrides_from();
  if (plain.out.empty()) plain.out = EnsembleFolder {ensemble}.result(member);
  return plain;
}

void settle_member(const RunOptions& asked, Scenario& scenario)
{
  if (asked.member < 0) return;
  const EnsembleFile ensemble {asked.scenario};
  const auto member = static_cast<std::size_t>(asked.member);
  EnsembleFolder {ensemble}.settle_member(member, scenario);
  scenario.ensemble = ensemble.json_of(member);
}

}  // namespace rangifer::app

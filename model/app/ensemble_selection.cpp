#include "app/ensemble_selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "app/ensemble_folder.h"
#include "base/error.h"
#include "base/nearest_name.h"

namespace rangifer::app {

namespace {

/// A value along one axis, by their numbers.
struct Choice {
  std::size_t axis, level;
};

[[noreturn]] void refuse(const EnsembleFile& ensemble, std::string_view selection, const std::string& what,
                         std::string_view found, const std::vector<std::string>& known)
{
  const std::string nearest = nearest_name(found, known);
  throw InputError(fmt::format("{}: \"{}\": found {} \"{}\", expected one of {}{}", ensemble.file().string(), selection,
                               what, found, fmt::join(known, ", "),
                               nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest)));
}

template <class Named>
std::size_t place_of(const std::vector<Named>& all, std::string Named::*name, const EnsembleFile& ensemble,
                     std::string_view selection, const std::string& what, std::string_view wanted)
{
  const auto found = std::ranges::find(all, wanted, name);
  if (found != all.end()) return static_cast<std::size_t>(found - all.begin());
  std::vector<std::string> known;
  for (const Named& one : all) known.push_back(one.*name);
  refuse(ensemble, selection, what, wanted, known);
}

std::vector<Choice> choices_of(const EnsembleFile& ensemble, std::string_view selection)
{
  std::vector<Choice> choices;
  for (std::string_view rest = selection; !rest.empty();) {
    const std::string_view one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(one.size() + 1, rest.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    const std::string_view value = one.substr(std::min(equals + 1, one.size()));
    const std::size_t axis =
      place_of(ensemble.axes(), &ensemble::Axis::name, ensemble, selection, "axis", one.substr(0, equals));
    const std::string what = fmt::format("value of axis {}", ensemble.axes()[axis].name);
    const std::size_t level =
      place_of(ensemble.axes()[axis].levels, &ensemble::Level::label, ensemble, selection, what, value);
    choices.push_back({axis, level});
  }
  return choices;
}

}  // namespace

std::vector<std::filesystem::path> results_of(const EnsembleFile& ensemble, std::string_view selection)
{
  const EnsembleFolder folder(ensemble);
  const std::vector<Choice> choices = choices_of(ensemble, selection);
  std::vector<std::filesystem::path> results;
  std::size_t missing = 0, chosen = 0;
  for (std::size_t member = 0; member < ensemble.members(); ++member) {
    const std::vector<std::size_t> place = ensemble::place_of(ensemble.axes(), member);
    if (!std::ranges::all_of(choices, [&](const Choice& c) { return place[c.axis] == c.level; })) continue;
    ++chosen;
    missing += folder.state(member) != MemberState::done;
    results.push_back(folder.result(member));
  }
  if (missing > 0) {
    throw InputError(
      fmt::format("{}: {} of {} members with {} are not done; rangifer status tells how far each is, rangifer "
                  "submit runs what is missing",
                  ensemble.file().string(), missing, chosen, selection));
  }
  return results;
}

}  // namespace rangifer::app

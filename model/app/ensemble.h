#pragma once
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "app/ensemble_options.h"
#include "app/factors.h"
#include "app/member_runner.h"

namespace rangifer::app {

/// A sample of a scenario's parameters: its keys and ranges, its folder, its members.
class Ensemble {
public:
  /// Reads the scenario with --set and --years. @throws InputError
  Ensemble(const EnsembleOptions& options, std::string command);

  [[nodiscard]] Scenario& scenario() noexcept { return scenario_; }
  [[nodiscard]] const std::vector<Factor>& factors() const noexcept { return factors_; }
  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }
  /// The options' --set with what --years adds.
  [[nodiscard]] const std::vector<std::string>& set() const noexcept { return set_; }

  /// Refuses keys and combinations of keys that the scenario's own checks refuse, before anything runs.
  /// @throws InputError that names the keys
  void check(std::span<const Member> members) const;

  /// Makes the folder and notes the design in it. `plan`: lines that tell one design from another.
  /// @throws InputError if the folder holds another design, other inputs another version's numbers, or members of no
  /// known design
  void settle(const std::string& plan);

  /// Runs the members that are not there yet; in the order of `members`.
  [[nodiscard]] std::vector<Outcome> run(std::span<const Member> members, const MemberRunner::Read& read) const;

private:
  EnsembleOptions options_;
  std::string command_;
  std::vector<std::string> set_;
  Scenario scenario_;
  std::vector<Factor> factors_;
  std::filesystem::path folder_;
};

}  // namespace rangifer::app

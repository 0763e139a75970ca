#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "app/inputs.h"
#include "engine/simulation.h"

namespace rangifer::app {

/// A year of a scenario, or less where that is shorter, with coarse cells and few agents: a second or two.
/// Its records go into a file as those of the whole run would: days and followed agents as they are, maps
/// drawn on the whole grid, births as many as the whole herd has. What that takes, scaled to the length of
/// the run, is what the result will take.
class RunInSmall {
public:
  /// @param scratch  a file that may be written; it is gone with this object
  /// @throws InputError  what the scenario's own run would be refused for
  RunInSmall(const Scenario& whole, const Inputs& inputs, const std::filesystem::path& scratch);
  ~RunInSmall();

  /// Of the whole run, by group of the result file.
  [[nodiscard]] std::map<std::string, double> bytes() const;
  /// What the year in small has taken.
  [[nodiscard]] const engine::Timing& timing() const noexcept { return timing_; }
  /// Agent-steps of the whole run.
  [[nodiscard]] double agent_steps() const;
  /// How many times as many days the whole run has.
  [[nodiscard]] double longer() const;

  [[nodiscard]] const engine::Rules& rules() const noexcept { return small_.rules; }
  [[nodiscard]] Inputs& inputs() noexcept { return inputs_; }

private:
  class AsWhole;
  void run(const Inputs& whole_inputs, int coarse, const std::filesystem::path& scratch);

  const Scenario& whole_;
  Scenario small_;
  Inputs inputs_;
  engine::Timing timing_;
  std::unique_ptr<AsWhole> records_;
};

}  // namespace rangifer::app

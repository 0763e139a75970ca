#pragma once
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/country_covariates.h"
#include "engine/rules.h"
#include "engine/shared_grazing.h"
#include "engine/timing.h"
#include "engine/ways.h"
#include "landscape/environment.h"
#include "landscape/source.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::engine {

/// The weather of the day and what it makes of the land: the same for every herd that lives there.
class Country {
public:
  /// @param terrain  what is built on it does not matter here
  /// @param runs     how many runs live in it
  Country(const EnvironmentRules& rules, const landscape::Terrain& terrain, landscape::Source& weather,
          std::size_t runs = 1);

  /// Reads the weather of the day after the last and carries the environment over it. @throws InputError
  void sense(Day day);

  [[nodiscard]] const landscape::Weather& weather() const noexcept { return today_; }
  [[nodiscard]] const landscape::Environment& environment() const noexcept { return environment_; }
  /// For whoever keeps it or goes on from what was kept.
  [[nodiscard]] landscape::Environment& environment() noexcept { return environment_; }
  /// What herds look at in it, made at most once a day for all of them.
  [[nodiscard]] const std::shared_ptr<CountryCovariates>& covariates() const noexcept { return covariates_; }
  /// The ways of today for all herds that go by these rules. Several may ask at the same time, each from its own
  /// thread.
  [[nodiscard]] std::shared_ptr<const Ways> ways(const WayRules& rules);
  /// Where herds of several runs eat by these rules, what they share; nullptr where they are so few that each works out
  /// less by looking around its own animals. To be asked as ways() is.
  [[nodiscard]] SharedGrazing* grazing(const behaviour::Forage& rules);
  [[nodiscard]] const Timing& timing() const noexcept { return timing_; }

private:
  EnvironmentRules rules_;
  const landscape::Terrain& terrain_;
  landscape::Source& source_;
  landscape::Weather today_;
  landscape::Environment environment_;
  std::shared_ptr<CountryCovariates> covariates_;
  std::size_t runs_;
  std::mutex sharing_grazing_;
  std::vector<std::unique_ptr<SharedGrazing>> grazing_;
  std::mutex finding_ways_;
  std::vector<std::pair<WayRules, std::shared_ptr<const Ways>>> ways_;  ///< of today, as far as asked for
  Timing timing_;
};

}  // namespace rangifer::engine

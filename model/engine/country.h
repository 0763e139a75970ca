#pragma once
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "engine/country_covariates.h"
#include "engine/rules.h"
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
  Country(const EnvironmentRules& rules, const landscape::Terrain& terrain, landscape::Source& weather);

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
  [[nodiscard]] const Timing& timing() const noexcept { return timing_; }

private:
  EnvironmentRules rules_;
  const landscape::Terrain& terrain_;
  landscape::Source& source_;
  landscape::Weather today_;
  landscape::Environment environment_;
  std::shared_ptr<CountryCovariates> covariates_;
  std::mutex finding_ways_;
  std::vector<std::pair<WayRules, std::shared_ptr<const Ways>>> ways_;  ///< of today, as far as asked for
  Timing timing_;
};

}  // namespace rangifer::engine

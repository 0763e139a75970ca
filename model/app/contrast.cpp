#include "app/contrast.h"

#include <algorithm>

#include "comparison/compare.h"

namespace rangifer::app {

namespace {

using comparison::RelativeUse;
using validation::Estimate;

std::vector<comparison::RunHead> heads_of(const std::vector<std::filesystem::path>& given)
{
  std::vector<comparison::RunHead> heads;
  for (const std::filesystem::path& one : given)
    for (const std::filesystem::path& file : comparison::files_of(one)) heads.push_back(comparison::read_head(file));
  return heads;
}

Estimate ratio(const RelativeUse& use, std::size_t n)
{
  if (std::isnan(use.ratio.value)) return validation::lacking("needs use of these distances in the baseline");
  return {use.ratio.value, use.ratio.low, use.ratio.high, n, ""};
}

}  // namespace

validation::Contrast contrast_with(const std::vector<std::filesystem::path>& runs,
                                   const std::vector<std::filesystem::path>& baseline)
{
  constexpr std::size_t samples = 1000, herd = 0;
  const comparison::Result result =
    comparison::compare(comparison::pair_up(heads_of(baseline), heads_of(runs)), samples);
  const std::size_t pairs = result.pairs.size(), years = pairs * result.head().years.size();
  validation::Contrast contrast;
  const comparison::ImpactVariable* survival = result.impact.find("june_calf_survival");
  contrast.june_survival_points = validation::lacking("needs calves in June");
  if (survival != nullptr && !std::isnan(survival->at(herd).difference)) {
    const comparison::Difference& d = survival->at(herd);
    contrast.june_survival_points = {100 * d.difference, 100 * d.low, 100 * d.high, years, ""};
  }
  contrast.births_within_5_km = contrast.births_5_to_10_km = contrast.mosquito_use_within_1_km =
    validation::lacking("needs infrastructure in the runs");
  if (!result.near) return contrast;
  contrast.births_within_5_km = ratio(result.near->births[herd][comparison::within_5_km], years);
  contrast.births_5_to_10_km = ratio(result.near->births[herd][comparison::from_5_to_10_km], years);
  const std::vector<std::string>& seasons = result.head().seasons;
  const auto mosquitoes = std::ranges::find(seasons, "early_summer");
  if (mosquitoes != seasons.end()) {
    const auto season = static_cast<std::size_t>(mosquitoes - seasons.begin());
    contrast.mosquito_use_within_1_km = ratio(result.near->use[season][comparison::within_1_km], pairs);
  }
  return contrast;
}

}  // namespace rangifer::app

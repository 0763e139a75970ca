#include "comparison/difference.h"

#include <cassert>
#include <cmath>

namespace rangifer::comparison {

namespace {

void leave_out_lone_years(Series& a, Series& b)
{
  for (std::size_t i = 0; i < a.values.size(); ++i)
    if (std::isnan(a.values[i]) || std::isnan(b.values[i])) a.values[i] = b.values[i] = none;
}

}  // namespace

Series less(const Series& scenario, const Series& base)
{
  Series out = scenario;
  for (std::size_t i = 0; i < out.values.size(); ++i) out.values[i] -= base.values[i];
  return out;
}

Difference difference(Series base, Series scenario, const Resamples& resamples)
{
  assert(base.values.size() == scenario.values.size());
  leave_out_lone_years(base, scenario);
  const Series by_pair = less(scenario, base);
  const Estimate e = estimate(by_pair, resamples);
  Difference d {grand_mean(base, resamples), grand_mean(scenario, resamples), e.value, e.low, e.high};
  d.se_paired = standard_error(units_of(by_pair, resamples));
  const double of_base = standard_error(units_of(base, resamples)),
               of_scenario = standard_error(units_of(scenario, resamples));
  d.se_unpaired = std::sqrt(of_base * of_base + of_scenario * of_scenario);
  if (d.se_unpaired > 0) d.se_ratio = d.se_paired / d.se_unpaired;
  return d;
}

}  // namespace rangifer::comparison

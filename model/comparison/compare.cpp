#include "comparison/compare.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/error.h"

namespace rangifer::comparison {

namespace {

double kernel_km(const RunHead& head)
{
  const double km = std::strtod(head.parameter("output.kernel").c_str(), nullptr);
  if (km > 0) return km;
  throw InputError(fmt::format("{}: its parameters hold no output.kernel; the file is broken", head.file));
}

HerdResult compare_herd(const Result& so_far, std::size_t herd, const Resamples& resamples)
{
  const RunHead& head = so_far.head();
  HerdResult h;
  h.name = head.herds[herd];
  h.displacement = displacement(so_far.births, herd, resamples);
  h.ground = calving_ground(so_far.births, herd, head.grid(), kernel_km(head), resamples);
  h.growth_years = read_growth(so_far.pairs, herd);
  h.growth = growth(h.growth_years.base, h.growth_years.scenario, resamples);
  return h;
}

}  // namespace

Result compare(std::vector<RunPair> pairs, std::size_t samples)
{
  Result result;
  result.samples = samples;
  result.spans = spans_of(pairs);
  const Resamples resamples(samples, result.spans.of_pair);
  result.pairs = open_pairs(std::move(pairs));
  result.equal = equal_in_every_number(result.pairs);
  result.births = pair_all_births(result.pairs);
  result.impact = compare_impact(result.pairs, resamples);
  for (std::size_t herd = 0; herd < result.head().herds.size(); ++herd)
    result.herds.push_back(compare_herd(result, herd, resamples));
  result.near = near_infrastructure(result.pairs, result.births, resamples);
  return result;
}

}  // namespace rangifer::comparison

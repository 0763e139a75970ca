#include "record/audit.h"

#include <fmt/format.h>

#include <cmath>
#include <numeric>

#include "base/error.h"

namespace rangifer::record {

Audit audit(const herd::HerdDay& today, std::span<const landscape::Region> regions)
{
  if (today.in_region.size() != regions.size())
    throw RunError(
      fmt::format("a herd was counted in {} regions, but there are {}", today.in_region.size(), regions.size()));

  Audit out;
  out.alive_before = today.alive_before;
  out.born = today.born;
  out.lost = std::accumulate(today.lost.begin(), today.lost.end(), std::int64_t {0});
  out.alive = std::accumulate(today.alive.begin(), today.alive.end(), std::int64_t {0});
  out.residual = out.alive_before + out.born - out.lost - out.alive;

  std::int64_t in_jurisdictions = 0;
  bool any = false;
  for (std::size_t r = 0; r < regions.size(); ++r) {
    if (regions[r].kind != "jurisdiction") continue;
    in_jurisdictions += today.in_region[r];
    any = true;
  }
  if (any) out.jurisdiction_residual = in_jurisdictions - out.alive;
  out.energy_in_mj = today.energy_in_mj;
  out.energy_spent_mj = today.energy_spent_mj;
  out.energy_stored_mj = today.energy_stored_mj;
  out.energy_residual_mj = out.energy_in_mj - out.energy_spent_mj - out.energy_stored_mj;
  out.energy_worst_mj = today.energy_worst_mj;
  return out;
}

void require_balanced(const Audit& audit, Day day, std::string_view herd)
{
  if (audit.residual != 0)
    throw RunError(fmt::format(
      "{}, herd {}: {} animals should be alive ({} before + {} born - {} lost), but {} were counted", to_string(day),
      herd, audit.alive + audit.residual, audit.alive_before, audit.born, audit.lost, audit.alive));
  if (audit.jurisdiction_residual != 0)
    throw RunError(fmt::format("{}, herd {}: the jurisdictions hold {} animals, but {} are alive", to_string(day), herd,
                               audit.alive + audit.jurisdiction_residual, audit.alive));
  // Written so that what is not a number fails, too.
  if (!(audit.energy_worst_mj < Audit::energy_tolerance_mj))
    throw RunError(
      fmt::format("{}, herd {}: an animal's energy is off by {} MJ (eaten - spent - stored), expected less than {}",
                  to_string(day), herd, audit.energy_worst_mj, Audit::energy_tolerance_mj));
  const double animals = static_cast<double>(audit.alive_before + audit.born);
  if (!(std::abs(audit.energy_residual_mj) <= Audit::energy_tolerance_mj * animals))
    throw RunError(fmt::format("{}, herd {}: {} MJ were eaten, {} spent and {} stored: {} MJ are lost", to_string(day),
                               herd, audit.energy_in_mj, audit.energy_spent_mj, audit.energy_stored_mj,
                               audit.energy_residual_mj));
}

}  // namespace rangifer::record

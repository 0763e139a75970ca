#pragma once
#include <chrono>
#include <string>

#include "forcing/inspect/shown_unit.h"
#include "forcing/inspect/summary.h"

namespace rangifer::forcing {

/// When to stop looking.
using Deadline = std::chrono::steady_clock::time_point;

/// Reads into a variable: range and gaps, everywhere and in the domain. Some records of many, some rows of
/// large maps. Fills `everywhere`, `in_domain` and `looked_at`; a failed read becomes `why_not`.
/// @param domain  takes places of the domain to the closest cells
void look_into(const Raster& raster, const Sampler& domain, const ShownUnit& shown, Deadline deadline,
               VariableSummary& out);

}  // namespace rangifer::forcing

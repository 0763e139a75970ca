#pragma once
#include "app/commands.h"
#include "app/scenario.h"

namespace rangifer::app {

/// A run of a member of an ensemble as the plain run that it is: scenario, overrides and the place of the result come
/// from the ensemble file. Other runs stay as they are.
/// @throws InputError  --member without an ensemble file, or the other way round; a member that there is not; what
///   only a plain run can be told
[[nodiscard]] RunOptions as_plain_run(const RunOptions& options);

/// Notes in the scenario which member it is, and sees that its folder holds no other design. Nothing for a plain run.
void settle_member(const RunOptions& asked, Scenario& scenario);

}  // namespace rangifer::app

#pragma once
#include <vector>

#include "app/member_reading.h"
#include "record/ensemble_file.h"

namespace rangifer::app {

/// The axes of an ensemble as variables along `member`: those that the members' files or the table of their folder
/// name; else what differs between the members, their titles and parameters. Seed and replicate are there in any case.
[[nodiscard]] std::vector<record::EnsembleAxis> axes_of(const Members& members);

/// Numbers of the members: those of the ensemble if all have one and no two the same, else their places from 0.
void number_members(Members& members);

}  // namespace rangifer::app

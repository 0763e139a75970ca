#pragma once
#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "app/ensemble_folder.h"

namespace rangifer::app {

/// An array that was handed to SLURM, as noted in the folder.
struct Submitted {
  std::string job, time, array;
  std::size_t pack = 1;
};

/// The arrays noted in submitted.csv; and one more.
[[nodiscard]] std::vector<Submitted> submitted_in(const EnsembleFolder& folder);
void note_submitted(const EnsembleFolder& folder, const Submitted& job);

/// Where a member stands in SLURM's queue.
struct Queued {
  std::string task;  ///< "123_7"
  std::string state, reason;
};
/// The members whose tasks SLURM has in its queue, those running included. Empty where nothing was submitted, or where
/// there is no squeue.
[[nodiscard]] std::map<std::size_t, Queued> queued_members(const EnsembleFolder& folder, std::size_t members);

}  // namespace rangifer::app

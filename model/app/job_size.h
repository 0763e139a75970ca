#pragma once
#include "app/ensemble_file.h"

namespace rangifer::app {

/// What a task of an ensemble needs.
struct JobSize {
  int threads = 1;
  std::size_t pack = 1;  ///< members that it runs, one after the other
  double memory_mb = 0;
  double minutes = 0;  ///< of the whole task
  bool estimated = false;
};

/// From [ensemble.job]; what that leaves open from an estimate of the member with the most work, with the factors of
/// safety. @throws InputError
[[nodiscard]] JobSize size_job(const EnsembleFile& ensemble);

/// The member with the most work: agents and cells by days and steps.
[[nodiscard]] std::size_t largest_member(const EnsembleFile& ensemble);

}  // namespace rangifer::app

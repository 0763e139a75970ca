#pragma once
#include <span>
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// A parameter as the run used it.
struct UsedParameter {
  std::string key, value, preset, unit, evidence, meaning;  ///< `preset`: the default
  [[nodiscard]] bool is_changed() const { return value != preset; }
};

/// Scenario, version, commit, seed, inputs, what differs from the defaults, what is a guess. HTML.
[[nodiscard]] std::string run_provenance(const record::ResultReader& file, std::span<const UsedParameter> parameters);

/// Files that were compared, what they differ in, program. HTML.
[[nodiscard]] std::string comparison_provenance(const record::ResultReader& file);

}  // namespace rangifer::report

#pragma once
#include <span>
#include <string>
#include <string_view>

#include "record/result_reader.h"
#include "report/provenance.h"
#include "validation/contrast.h"

namespace rangifer::report {

/// The page of a result of rangifer run, whole.
/// @param contrast  of the run with its baseline, where one is named
/// @param program   that makes the page, with its commit
/// @throws InputError
[[nodiscard]] std::string page_of_run(const record::ResultReader& file, std::span<const UsedParameter> parameters,
                                      const validation::Contrast& contrast, std::string_view program);

/// The page of a comparison.
[[nodiscard]] std::string page_of_comparison(const record::ResultReader& file, std::string_view program);

}  // namespace rangifer::report

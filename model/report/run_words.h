#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// The answer in plain words: what the run was, where and when calves were born, how many lived, what became of the
/// herd. HTML.
[[nodiscard]] std::string run_answer(const record::ResultReader& file);

/// Year by year, the numbers behind the answer, a table for each herd. HTML.
[[nodiscard]] std::string run_years(const record::ResultReader& file);

/// What a run cannot say. HTML.
[[nodiscard]] std::string run_limits(const record::ResultReader& file);

}  // namespace rangifer::report

#pragma once
#include <string>

#include "record/result_reader.h"

namespace rangifer::report {

/// What `rangifer compare` printed, its paragraphs as paragraphs and its tables as tables. HTML.
[[nodiscard]] std::string comparison_answer(const record::ResultReader& file);

/// Differences with intervals: of each herd what is drawn, JSON; and the same as a table, HTML.
[[nodiscard]] std::string differences_json(const record::ResultReader& file);
[[nodiscard]] std::string differences_table(const record::ResultReader& file);

}  // namespace rangifer::report

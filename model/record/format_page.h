#pragma once
#include <string>

namespace rangifer::record {

/// outputs/FORMAT.md: the result file field by field, made from the table that the writer walks, so
/// that page and file cannot part. The same text on every machine.
[[nodiscard]] std::string format_page();

}  // namespace rangifer::record

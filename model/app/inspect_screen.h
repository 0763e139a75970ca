#pragma once
#include <string>

#include "forcing/inspect/summary.h"
#include "forcing/inspect/vector.h"

namespace rangifer::app {

/// What was understood of a file, for people: one variable in full, many as tables.
[[nodiscard]] std::string screen(const forcing::FileSummary& file);
[[nodiscard]] std::string screen(const forcing::VectorSummary& file);

/// The same for programs, on one line.
[[nodiscard]] std::string as_json(const forcing::FileSummary& file);
[[nodiscard]] std::string as_json(const forcing::VectorSummary& file);

}  // namespace rangifer::app

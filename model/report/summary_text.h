#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rangifer::report {

/// A paragraph of the summary of a comparison, its lines joined: "In short" and what follows the colon.
struct SummaryPart {
  enum class Kind { paragraph, heading, table } kind = Kind::paragraph;
  std::string label, text;
  std::vector<std::vector<std::string>> rows;  ///< of a table: cells that two blanks part
};

/// Undoes the line breaks of comparison::summary(), which are made for a terminal.
[[nodiscard]] std::vector<SummaryPart> summary_parts(std::string_view summary);

}  // namespace rangifer::report

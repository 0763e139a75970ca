#include "report/summary_text.h"

#include <algorithm>
#include <sstream>

namespace rangifer::report {

namespace {

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

/// Cells of a line of a table: columns stand at least two blanks apart.
std::vector<std::string> cells_of(std::string_view line)
{
  std::vector<std::string> cells;
  for (std::size_t at = indent_of(line); at < line.size();) {
    const std::size_t end = std::min(line.find("  ", at), line.size());
    cells.emplace_back(line.substr(at, end - at));
    at = std::min(line.find_first_not_of(' ', end), line.size());
  }
  return cells;
}

/// "  In short: fewer ..." is a label with its text; a name of few words and a colon.
bool begins_part(std::string_view line)
{
  const std::size_t colon = line.find(':');
  constexpr std::size_t longest_label = 100, deepest = 2;
  return indent_of(line) <= deepest && colon != line.npos && colon <= longest_label;
}

SummaryPart part_from(std::string_view line)
{
  SummaryPart part;
  if (line.starts_with("Herd ")) {
    part.kind = SummaryPart::Kind::heading;
    part.text = line;
    return part;
  }
  const std::size_t from = indent_of(line), colon = line.find(':');
  if (!begins_part(line)) {
    part.text = line.substr(from);
    return part;
  }
  part.label = line.substr(from, colon - from);
  const std::size_t text = std::min(line.find_first_not_of(' ', colon + 1), line.size());
  part.text = line.substr(text);
  if (part.text.empty()) part.kind = SummaryPart::Kind::table;
  return part;
}

}  // namespace

std::vector<SummaryPart> summary_parts(std::string_view summary)
{
  std::vector<SummaryPart> parts;
  std::istringstream in {std::string(summary)};
  bool open = false;  // a line may go on with what the one before began
  for (std::string line; std::getline(in, line);) {
    if (indent_of(line) == line.size()) {
      open = false;
      continue;
    }
    constexpr std::size_t inner = 4;  // lines of a table and of paragraphs within a herd
    const bool last_part = open && parts.back().kind == SummaryPart::Kind::paragraph &&
                           parts.back().label == "How sure";  // goes on less deep than the others
    const bool goes_on =
      open && (indent_of(line) >= inner || last_part) && parts.back().kind != SummaryPart::Kind::heading;
    if (!goes_on) {
      parts.push_back(part_from(line));
      open = true;
    } else if (parts.back().kind == SummaryPart::Kind::table) {
      parts.back().rows.push_back(cells_of(line));
    } else {
      parts.back().text += " " + line.substr(indent_of(line));
    }
  }
  return parts;
}

}  // namespace rangifer::report

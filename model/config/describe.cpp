#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <tuple>

#include "config/document.h"

namespace rangifer::config {
namespace {

/// Takes ":12" from the end of `text`; 0 if there is none.
unsigned take_number(std::string_view& text)
{
  const std::size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) return 0;
  unsigned number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, number);
  if (error != std::errc {} || stop != end) return 0;
  text = text.substr(0, colon);
  return number;
}

/// File, line, column, so that line 9 comes before line 10.
auto place_of(const Problem& problem)
{
  std::string_view file = problem.where;
  const unsigned column = take_number(file);
  const unsigned line = take_number(file);
  return std::tuple {file, line, column, std::string_view {problem.message}};
}

}  // namespace

std::string describe(const std::filesystem::path& scenario, const Problems& problems)
{
  Problems sorted = problems;
  std::ranges::sort(sorted, {}, place_of);
  const auto same = [](const Problem& a, const Problem& b) { return place_of(a) == place_of(b); };
  sorted.erase(std::unique(sorted.begin(), sorted.end(), same), sorted.end());
  std::string text = fmt::format("{}: {} problem{}", scenario.string(), sorted.size(), sorted.size() == 1 ? "" : "s");
  for (const Problem& problem : sorted) text += fmt::format("\n  {}: {}", problem.where, problem.message);
  return text;
}

}  // namespace rangifer::config

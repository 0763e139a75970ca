#include "forcing/time/dated_files.h"

#include <fmt/format.h>
#include <glob.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <regex>
#include <string_view>

#include "base/error.h"
#include "base/nearest_name.h"

namespace rangifer::forcing {
namespace {

namespace fs = std::filesystem;

struct DateCode {
  char letter;
  int digits;
};
constexpr std::array<DateCode, 5> codes {{{'Y', 4}, {'m', 2}, {'d', 2}, {'j', 3}, {'H', 2}}};

const DateCode* code_at(std::string_view text, std::size_t at)
{
  if (text[at] != '%' || at + 1 >= text.size()) return nullptr;
  const auto code = std::ranges::find(codes, text[at + 1], &DateCode::letter);
  return code == codes.end() ? nullptr : &*code;
}

bool there_as_written(const std::string& path)
{
  std::error_code ignored;
  return fs::exists(path, ignored);
}

/// A pattern as glob(3) and as a regular expression with the letters of its groups.
struct Pattern {
  std::string glob;
  std::string expression;
  std::string letters;
};

/// "[...]" from `at`, past its end; nothing if it is not closed.
std::size_t end_of_set(std::string_view text, std::size_t at)
{
  const std::size_t from = at + 1 < text.size() && (text[at + 1] == '!' || text[at + 1] == '^') ? at + 3 : at + 2;
  const std::size_t end = text.find(']', from);
  return end == std::string_view::npos ? at : end + 1;
}

std::string set_expression(std::string_view set)
{
  std::string out = "[";
  for (std::size_t i = 1; i + 1 < set.size(); ++i) {
    if (i == 1 && set[i] == '!') {
      out += '^';
      continue;
    }
    if (set[i] == '\\' || set[i] == '[' || set[i] == ']' || (set[i] == '^' && i > 1)) out += '\\';
    out += set[i];
  }
  return out + "]";
}

Pattern compiled(const std::string& text)
{
  Pattern out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (const DateCode* const code = code_at(text, i)) {
      for (int n = 0; n < code->digits; ++n) out.glob += "[0-9]";
      out.expression += fmt::format("([0-9]{{{}}})", code->digits);
      out.letters += code->letter;
      i += 2;
      continue;
    }
    const std::size_t end = c == '[' ? end_of_set(text, i) : i;
    if (end > i) {
      const std::string set = text.substr(i, end - i);
      out.glob += set;
      out.expression += set_expression(set);
      i = end;
      continue;
    }
    if (c == '*' || c == '?') {
      out.glob += c;
      out.expression += c == '*' ? "[^/]*" : "[^/]";
    } else {
      if (c == '[' || c == '\\') out.glob += '\\';
      out.glob += c;
      if (std::string_view("\\^$.|?*+()[]{}").find(c) != std::string_view::npos) out.expression += '\\';
      out.expression += c;
    }
    ++i;
  }
  return out;
}

std::vector<std::string> found_by(const std::string& glob_pattern)
{
  glob_t found {};
  const int status = glob(glob_pattern.c_str(), GLOB_NOSORT, nullptr, &found);
  const std::unique_ptr<glob_t, void (*)(glob_t*)> owner(&found, globfree);
  std::vector<std::string> files;
  if (status == 0)
    for (std::size_t i = 0; i < found.gl_pathc; ++i)
      if (!fs::is_directory(found.gl_pathv[i])) files.emplace_back(found.gl_pathv[i]);
  std::ranges::sort(files);
  return files;
}

[[noreturn]] void refuse_no_match(const std::string& pattern)
{
  const fs::path path(pattern);
  const fs::path folder = path.parent_path().empty() ? fs::path(".") : path.parent_path();
  std::vector<std::string> names;
  std::error_code problem;
  for (const auto& entry : fs::directory_iterator(folder, problem)) names.push_back(entry.path().filename().string());
  if (problem && !is_pattern(folder.string()))
    throw InputError(fmt::format("{}: no file matches; there is no folder {}", pattern, folder.string()));
  std::ranges::sort(names);
  const std::string nearest = nearest_name(path.filename().string(), names);
  throw InputError(fmt::format("{}: no file matches{}", pattern,
                               nearest.empty() ? "" : fmt::format("; the nearest name there is {}", nearest)));
}

void check_codes(const std::string& pattern, std::string_view letters)
{
  const auto has = [&](char c) { return letters.find(c) != std::string_view::npos; };
  const auto refuse = [&](const char* why) { throw InputError(fmt::format("{}: {}", pattern, why)); };
  if (has('j') && (has('m') || has('d'))) refuse("give the day of the year (%j) or month and day (%m, %d), not both");
  if (has('d') && !has('m')) refuse("a day of the month (%d) needs its month (%m)");
  if (has('H') && !has('d') && !has('j')) refuse("an hour (%H) needs its day (%d or %j)");
}

/// Numbers of the date codes in one name, by letter.
using Codes = std::map<char, int>;

Codes codes_in(const std::string& file, const Pattern& pattern, const std::regex& expression)
{
  std::smatch match;
  Codes numbers;
  if (!std::regex_match(file, match, expression))
    throw InputError(fmt::format("{}: its date cannot be told from the pattern", file));
  for (std::size_t i = 0; i < pattern.letters.size(); ++i) {
    const int number = std::stoi(match[i + 1].str());
    const auto [at, is_new] = numbers.emplace(pattern.letters[i], number);
    if (!is_new && at->second != number)
      throw InputError(
        fmt::format("{}: two numbers for %{} in its name: {} and {}", file, pattern.letters[i], at->second, number));
  }
  return numbers;
}

CfTime date_from(const std::string& file, const Codes& numbers, int year_if_none)
{
  constexpr auto calendar = CfCalendar::standard;
  const auto number = [&](char letter, int otherwise) {
    const auto at = numbers.find(letter);
    return at == numbers.end() ? otherwise : at->second;
  };
  const int year = number('Y', year_if_none), month = number('m', 1), day = number('d', 1), of_year = number('j', 1);
  const int hour = number('H', 0);
  if (!exists(calendar, year, month, day) || of_year < 1 || of_year > year_length(calendar, year) || hour > 23)
    throw InputError(fmt::format("{}: the date in its name does not exist", file));
  return time_at(calendar, day_number(calendar, year, month, day) + of_year - 1, hour * 3600.0);
}

}  // namespace

bool is_pattern(const std::string& path)
{
  bool any = false;
  for (std::size_t i = 0; i < path.size() && !any; ++i)
    any = path[i] == '*' || path[i] == '?' || path[i] == '[' || code_at(path, i) != nullptr;
  return any && !there_as_written(path);
}

std::vector<DatedFile> matching_files(const std::string& pattern)
{
  if (!is_pattern(pattern)) {
    if (!there_as_written(pattern)) refuse_no_match(pattern);
    return {{pattern, std::nullopt}};
  }
  const Pattern made = compiled(pattern);
  check_codes(pattern, made.letters);
  const std::vector<std::string> files = found_by(made.glob);
  if (files.empty()) refuse_no_match(pattern);
  std::vector<DatedFile> out;
  for (const std::string& file : files) out.push_back({file, std::nullopt});
  if (made.letters.empty()) return out;

  const std::regex expression(made.expression);
  std::vector<Codes> numbers;
  for (const std::string& file : files) numbers.push_back(codes_in(file, made, expression));
  const auto is_29_february = [](const Codes& n) {
    return (n.contains('j') && n.at('j') == 366) || (n.contains('d') && n.at('d') == 29 && n.at('m') == 2);
  };
  const int any_year = std::ranges::any_of(numbers, is_29_february) ? 2000 : 2001;
  for (std::size_t i = 0; i < out.size(); ++i) out[i].time = date_from(files[i], numbers[i], any_year);
  const auto when = [](const DatedFile& f) {
    return std::tuple(f.time->year, f.time->month, f.time->day, f.time->second);
  };
  std::ranges::stable_sort(out, {}, when);
  for (std::size_t i = 1; i < out.size(); ++i)
    if (when(out[i]) == when(out[i - 1]))
      throw InputError(fmt::format("{} and {} are both of {}", out[i - 1].file, out[i].file, to_string(*out[i].time)));
  return out;
}

}  // namespace rangifer::forcing

#include "cluster/tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <sstream>

namespace rangifer::cluster {
namespace {

constexpr double short_s = 600, full_task_s = 3600;
constexpr std::size_t most_numbers = 10'000'000;  ///< a larger range is nonsense

std::optional<std::size_t> number_in(std::string_view text)
{
  std::size_t number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (text.empty() || error != std::errc {} || stop != end) return std::nullopt;
  return number;
}

/// "7", "3-12" or "0-6:2" behind what is there already.
bool add_range(std::string_view range, std::vector<std::size_t>& numbers)
{
  const std::size_t colon = range.find(':'), dash = range.find('-');
  const auto step =
    colon == std::string_view::npos ? std::optional<std::size_t> {1} : number_in(range.substr(colon + 1));
  range = range.substr(0, colon);
  const auto first = number_in(range.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : number_in(range.substr(dash + 1));
  if (!first || !last || !step || *step == 0 || *last < *first || *last - *first > most_numbers) return false;
  for (std::size_t n = *first; n <= *last; n += *step) numbers.push_back(n);
  return true;
}

}  // namespace

std::string ranges_text(std::span<const std::size_t> numbers)
{
  std::string text;
  for (std::size_t i = 0; i < numbers.size();) {
    std::size_t last = i;
    while (last + 1 < numbers.size() && numbers[last + 1] == numbers[last] + 1) ++last;
    text += text.empty() ? "" : ",";
    text += last == i ? fmt::format("{}", numbers[i]) : fmt::format("{}-{}", numbers[i], numbers[last]);
    i = last + 1;
  }
  return text;
}

std::optional<std::vector<std::size_t>> numbers_in(std::string_view ranges)
{
  ranges = ranges.substr(0, ranges.find('%'));  // how many at a time
  std::vector<std::size_t> numbers;
  while (!ranges.empty()) {
    const std::size_t comma = std::min(ranges.find(','), ranges.size());
    if (!add_range(ranges.substr(0, comma), numbers)) return std::nullopt;
    ranges.remove_prefix(std::min(comma + 1, ranges.size()));
  }
  if (numbers.empty()) return std::nullopt;
  return numbers;
}

std::vector<std::size_t> tasks_of(std::span<const std::size_t> members, std::size_t pack)
{
  std::vector<std::size_t> tasks;
  for (const std::size_t m : members) {
    if (tasks.empty() || tasks.back() != m / pack) tasks.push_back(m / pack);
  }
  return tasks;
}

std::size_t members_per_task(double member_s)
{
  if (!(member_s < short_s)) return 1;
  return static_cast<std::size_t>(full_task_s / std::max(member_s, 1.0));
}

std::string time_text(double minutes)
{
  const auto whole = static_cast<long>(std::ceil(std::max(minutes, 1.0) - 1e-9));
  const std::string of_day = fmt::format("{:02}:{:02}:00", whole / 60 % 24, whole % 60);
  return whole < 24 * 60 ? of_day : fmt::format("{}-{}", whole / (24 * 60), of_day);
}

std::vector<QueuedTask> tasks_in(const std::string& answer)
{
  std::vector<QueuedTask> tasks;
  std::istringstream lines(answer);
  for (std::string line; std::getline(lines, line);) {
    std::vector<std::string> field(1);
    for (const char c : line) {
      if (c == '|') field.emplace_back();
      else if (c != ' ') field.back() += c;
    }
    if (field.size() != 4) continue;
    const auto numbers = numbers_in(field[1]);
    if (!numbers) continue;  // "N/A": no array
    for (const std::size_t n : *numbers) tasks.push_back({field[0], n, field[2], field[3]});
  }
  return tasks;
}

}  // namespace rangifer::cluster

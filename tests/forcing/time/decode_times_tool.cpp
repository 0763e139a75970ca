/// Reads questions about time axes from standard input, one a line with tabs between its parts, and answers
/// each with one line, so that tests/program/calendar_test.py can ask cftime the same:
///
///   time  calendar  units  value                          -> year month day second
///   axis  calendar  units  first day  last day  values    -> the record of each model day from first to last;
///                                                            "-" where there is none
/// What is refused is answered with "refused: ...".
#include <fmt/format.h>

#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <vector>

#include "base/error.h"
#include "forcing/time/time_axis.h"

namespace {

using namespace rangifer;
using namespace rangifer::forcing;

std::vector<std::string> parts_of(const std::string& line)
{
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, '\t');) parts.push_back(part);
  return parts;
}

std::vector<double> numbers_in(const std::string& text)
{
  std::vector<double> numbers;
  std::istringstream in(text);
  for (std::string word; in >> word;) numbers.push_back(std::stod(word));
  return numbers;
}

std::vector<CfTime> times_of(const std::vector<std::string>& parts, const std::string& values)
{
  return decode_times(numbers_in(values), parts[2], calendar_named(parts[1]), 1e-6);
}

std::string time_line(const std::vector<std::string>& parts)
{
  const CfTime time = times_of(parts, parts.at(3)).at(0);
  return fmt::format("{} {} {} {:.6f}", time.year, time.month, time.day, time.second);
}

std::string axis_line(const std::vector<std::string>& parts)
{
  RecordTimes times;
  times.calendar = calendar_named(parts.at(1));
  times.stamps = times_of(parts, parts.at(5));
  const TimeAxis axis(times);
  std::string line;
  const Day last = parse_day(parts.at(4)).value();
  for (Day day = parse_day(parts.at(3)).value(); day <= last; day += std::chrono::days {1}) {
    const bool offered = axis.first() <= day && day <= axis.last();
    line += offered ? fmt::format("{} ", axis.on(day).at(0).record) : "- ";
  }
  return line;
}

}  // namespace

int main()
{
  for (std::string line; std::getline(std::cin, line);) {
    const std::vector<std::string> parts = parts_of(line);
    try {
      std::puts((parts.at(0) == "axis" ? axis_line(parts) : time_line(parts)).c_str());
    } catch (const InputError& problem) {
      std::puts(fmt::format("refused: {}", problem.what()).c_str());
    }
  }
}

#include "comparison/spans.h"

#include <algorithm>
#include <map>

namespace rangifer::comparison {

Spans spans_of(std::span<const RunPair> pairs)
{
  std::map<int, std::size_t> number;  // by first day
  for (const RunPair& pair : pairs) number[pair.base.first_day] = 0;
  Spans spans;
  for (auto& [first_day, n] : number) n = spans.count++;
  for (const RunPair& pair : pairs) {
    const RunHead& run = pair.base;
    spans.of_pair.push_back(number.at(run.first_day));
    const auto next = number.upper_bound(run.first_day);
    spans.overlap |= next != number.end() && next->first < run.first_day + run.days;
    if (run.years.empty()) continue;
    if (spans.first_year == 0) spans.first_year = run.years.front();
    spans.first_year = std::min(spans.first_year, run.years.front());
    spans.last_year = std::max(spans.last_year, run.years.back());
  }
  return spans;
}

}  // namespace rangifer::comparison

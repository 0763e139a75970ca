#include "comparison/open_pair.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/calendar.h"
#include "base/error.h"
#include "comparison/estimate.h"

namespace rangifer::comparison {

namespace {

using record::ResultReader;

std::vector<Birth> births_of(const ResultReader& file, const RunHead& head)
{
  if (!file.has("calving/mother")) return {};  // no calf was born
  const std::vector<std::int64_t> mother = file.integers("calving/mother");
  const auto column = [&](const char* name) {
    std::vector<double> values = file.numbers(name);
    if (values.size() == mother.size()) return values;
    throw InputError(fmt::format("{}: {} holds {} values, expected {}; the file is broken", head.file, name,
                                 values.size(), mother.size()));
  };
  const auto day = column("calving/time"), herd = column("calving/herd"), animals = column("calving/animals"),
             x = column("calving/x"), y = column("calving/y"), lat = column("calving/lat"), lon = column("calving/lon");
  const auto alive = file.has("calving/alive_end_of_june") ? column("calving/alive_end_of_june")
                                                           : std::vector<double>(mother.size(), none);
  std::vector<Birth> births;
  births.reserve(mother.size());
  for (std::size_t i = 0; i < mother.size(); ++i) {
    if (!(std::abs(day[i]) < 1e6 && herd[i] >= 0 && herd[i] < static_cast<double>(head.herds.size()))) {
      throw InputError(fmt::format("{}: row {} of calving/ has day {} and herd {}; the file is broken", head.file, i,
                                   day[i], herd[i]));
    }
    const Day born {std::chrono::days {static_cast<int>(std::floor(day[i]))}};
    births.push_back({mother[i], year_of(born), static_cast<std::int32_t>(herd[i]), animals[i],
                      static_cast<float>(x[i]), static_cast<float>(y[i]), static_cast<float>(lat[i]),
                      static_cast<float>(lon[i]), alive[i]});
  }
  return births;
}

bool same(const std::vector<double>& a, const std::vector<double>& b)
{
  return std::ranges::equal(a, b, [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

bool same_group(const ResultReader& a, const ResultReader& b, const std::string& group)
{
  const std::vector<std::string> variables = a.number_variables(group);
  if (variables != b.number_variables(group)) return false;
  return std::ranges::all_of(variables, [&](const std::string& variable) {
    const std::string name = group.empty() ? variable : group + "/" + variable;
    return a.shape(name) == b.shape(name) && same(a.numbers(name), b.numbers(name));
  });
}

bool same_numbers(const ResultReader& a, const ResultReader& b)
{
  const auto of_the_run = [](const ResultReader& file) {
    std::vector<std::string> groups = file.groups();
    std::erase_if(groups, [](const std::string& g) { return g == "performance" || g == "validation"; });
    return groups;
  };
  const std::vector<std::string> groups = of_the_run(a);
  if (groups != of_the_run(b) || !same_group(a, b, "")) return false;
  return std::ranges::all_of(groups, [&](const std::string& group) { return same_group(a, b, group); });
}

}  // namespace

std::vector<OpenPair> open_pairs(std::vector<RunPair> pairs)
{
  std::vector<OpenPair> open;
  for (RunPair& pair : pairs) {
    ResultReader base(pair.base.file), scenario(pair.scenario.file);
    open.push_back({std::move(pair), std::move(base), std::move(scenario)});
  }
  return open;
}

BirthsOfPair read_births(const OpenPair& pair)
{
  return {births_of(pair.base, pair.heads.base), births_of(pair.scenario, pair.heads.scenario)};
}

bool equal_in_every_number(std::span<const OpenPair> pairs)
{
  return std::ranges::all_of(pairs, [](const OpenPair& p) { return same_numbers(p.base, p.scenario); });
}

std::size_t place_of(int year, std::span<const int> years)
{
  return static_cast<std::size_t>(std::ranges::find(years, year) - years.begin());
}

}  // namespace rangifer::comparison

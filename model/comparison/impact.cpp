#include "comparison/impact.h"

#include <algorithm>
#include <set>

namespace rangifer::comparison {

namespace {

using record::ResultReader;

constexpr std::size_t least_dimensions = 2, most_dimensions = 4;

std::string path_of(const std::string& variable) { return "impact/" + variable; }

bool by_year_and_herd(const std::vector<std::string>& dimensions)
{
  return dimensions.size() >= least_dimensions && dimensions.size() <= most_dimensions && dimensions[0] == "year" &&
         dimensions[1] == "herd" && std::ranges::count(dimensions, "") == 0;
}

/// All names that any of the files has, those of the first base first.
std::vector<std::string> names_in_any(std::span<const OpenPair> pairs)
{
  std::vector<std::string> names;
  std::set<std::string> seen;
  const auto add = [&](const ResultReader& file) {
    for (const std::string& name : file.number_variables("impact"))
      if (seen.insert(name).second && by_year_and_herd(file.dimensions(path_of(name)))) names.push_back(name);
  };
  for (const OpenPair& pair : pairs) {
    add(pair.base);
    add(pair.scenario);
  }
  return names;
}

bool in_all(std::span<const OpenPair> pairs, const std::string& name)
{
  const std::string path = path_of(name);
  if (!pairs[0].base.has(path)) return false;
  const auto dimensions = pairs[0].base.dimensions(path);
  const auto shape = pairs[0].base.shape(path);
  const RunHead& head = pairs[0].heads.base;
  if (shape[0] != head.years.size() || shape[1] != head.herds.size()) return false;
  const auto fits = [&](const ResultReader& file) {
    return file.has(path) && file.dimensions(path) == dimensions && file.shape(path) == shape;
  };
  return std::ranges::all_of(pairs, [&](const OpenPair& p) { return fits(p.base) && fits(p.scenario); });
}

ImpactVariable compared(std::span<const OpenPair> pairs, const std::string& name, const Resamples& resamples)
{
  const std::string path = path_of(name);
  const ResultReader& first = pairs[0].base;
  ImpactVariable v {name, first.text_of(path, "units"), first.text_of(path, "long_name"), {}, 1, {}, {}};
  const std::vector<std::size_t> shape = first.shape(path);
  const std::vector<std::string> dimensions = first.dimensions(path);
  v.further.assign(dimensions.begin() + 2, dimensions.end());
  for (std::size_t i = 2; i < shape.size(); ++i) v.inner *= shape[i];

  const std::size_t years = shape[0], herds = shape[1], cells = herds * v.inner;
  std::vector<Series> base(cells, Series(pairs.size(), years)), scenario = base;
  for (std::size_t p = 0; p < pairs.size(); ++p) {
    const std::vector<double> b = pairs[p].base.numbers_or_nan(path), s = pairs[p].scenario.numbers_or_nan(path);
    for (std::size_t i = 0; i < b.size(); ++i) {
      base[i % cells].at(p, i / cells) = b[i];
      scenario[i % cells].at(p, i / cells) = s[i];
      v.by_pair.push_back(s[i] - b[i]);
    }
  }
  for (std::size_t c = 0; c < cells; ++c) v.cells.push_back(difference(base[c], scenario[c], resamples));
  return v;
}

}  // namespace

const ImpactVariable* Impact::find(std::string_view name) const
{
  const auto found = std::ranges::find(variables, name, &ImpactVariable::name);
  return found == variables.end() ? nullptr : &*found;
}

Impact compare_impact(std::span<const OpenPair> pairs, const Resamples& resamples)
{
  Impact impact;
  for (const std::string& name : names_in_any(pairs)) {
    if (in_all(pairs, name)) impact.variables.push_back(compared(pairs, name, resamples));
    else impact.left_out.push_back(name);
  }
  return impact;
}

}  // namespace rangifer::comparison

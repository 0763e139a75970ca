#include "app/calving_grounds.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <map>

#include "base/calendar.h"
#include "base/error.h"
#include "utilisation/kernel.h"

namespace rangifer::app {

namespace {

using record::ResultReader;

struct Births {
  std::vector<float> x_m, y_m, animals;

  void add(const Births& from, std::size_t i)
  {
    x_m.push_back(from.x_m[i]);
    y_m.push_back(from.y_m[i]);
    animals.push_back(from.animals[i]);
  }
};

/// output.kernel of the run, from its attribute `parameters`: a table of the scenario is a line of that text.
double bandwidth_km(const ResultReader& file)
{
  const std::string parameters = file.root_text("parameters");
  const std::size_t table = parameters.find("\n\"output\": {");
  constexpr std::string_view key = "\"kernel\": ";
  const std::size_t at = parameters.find(key, table);
  double value = 0;
  if (table != std::string::npos && at < parameters.find('\n', table + 1)) {
    const char* const from = parameters.c_str() + at + key.size();
    std::from_chars(from, parameters.c_str() + parameters.size(), value);
  }
  if (!(value >= 0.1 && value <= 1000)) {
    throw InputError(fmt::format("{}: attribute parameters names no output.kernel", file.file()));
  }
  return value;
}

/// The births of each herd by year, in the order of the file.
std::vector<std::map<int, Births>> births_by_herd(const ResultReader& file, std::size_t herds)
{
  const std::vector<double> day = file.numbers("calving/time"), herd = file.numbers("calving/herd");
  const Births all {file.floats("calving/x"), file.floats("calving/y"), file.floats("calving/animals")};
  for (const std::size_t length : {herd.size(), all.x_m.size(), all.y_m.size(), all.animals.size()}) {
    if (length != day.size())
      throw InputError(fmt::format("{}: variables of calving/ differ in length; the file is broken", file.file()));
  }
  std::vector<std::map<int, Births>> out(herds);
  for (std::size_t i = 0; i < day.size(); ++i) {
    if (!(std::abs(day[i]) < 1e6) || !(herd[i] >= 0 && herd[i] < static_cast<double>(herds))) {
      throw InputError(
        fmt::format("{}: calving/ row {} has day {} and herd {}; the file is broken", file.file(), i, day[i], herd[i]));
    }
    const int year = year_of(Day {std::chrono::days {static_cast<int>(std::floor(day[i]))}});
    out[static_cast<std::size_t>(herd[i])][year].add(all, i);
  }
  return out;
}

CalvingGround ground(const Grid& grid, const Births& births, const std::string& herd, double bandwidth)
{
  CalvingGround g;
  g.herd = herd;
  for (const float animals : births.animals) g.calves += static_cast<double>(animals);
  g.density = utilisation::kernel_density(grid, births.x_m, births.y_m, births.animals, bandwidth);
  g.annual_km2 = utilisation::isopleth_area_km2(grid, g.density, annual_share);
  g.concentrated_km2 = utilisation::concentrated_area_km2(grid, g.density);
  const float level = utilisation::concentrated_level(g.density);
  for (const float d : g.density)
    if (d > level) g.concentrated_share += static_cast<double>(d);
  return g;
}

}  // namespace

CalvingGrounds calving_grounds(const ResultReader& file, const Grid& grid)
{
  CalvingGrounds out;
  out.bandwidth_km = bandwidth_km(file);
  const std::vector<std::string> herds = file.names("map/herd");
  const std::vector<std::map<int, Births>> births = births_by_herd(file, herds.size());
  for (std::size_t h = 0; h < herds.size(); ++h) {
    if (births[h].empty()) continue;
    Births together;
    for (const auto& [year, of_year] : births[h]) {
      out.grounds.push_back(ground(grid, of_year, herds[h], out.bandwidth_km));
      out.grounds.back().year = year;
      out.grounds.back().years = std::to_string(year);
      for (std::size_t i = 0; i < of_year.x_m.size(); ++i) together.add(of_year, i);
    }
    const int first = births[h].begin()->first, last = births[h].rbegin()->first;
    out.grounds.push_back(ground(grid, together, herds[h], out.bandwidth_km));
    out.grounds.back().years = first == last ? std::to_string(first) : fmt::format("{}-{}", first, last);
    out.grounds.back().year_count = births[h].size();
  }
  return out;
}

std::vector<std::string> other_areas(const ResultReader& file, const CalvingGrounds& grounds)
{
  std::vector<std::string> lines;
  if (!file.has("impact/annual_area") || !file.has("impact/concentrated_area")) return lines;
  const std::vector<double> years = file.numbers("impact/year");
  const std::vector<std::string> herds = file.names("impact/herd");
  const std::vector<double> annual = file.numbers("impact/annual_area");
  const std::vector<double> concentrated = file.numbers("impact/concentrated_area");
  if (annual.size() != years.size() * herds.size() || concentrated.size() != annual.size()) return lines;
  for (const CalvingGround& g : grounds.grounds) {
    for (std::size_t i = 0; i < annual.size(); ++i) {
      if (!g.year || static_cast<double>(*g.year) != years[i / herds.size()] || g.herd != herds[i % herds.size()])
        continue;
      if (g.annual_km2 == annual[i] && g.concentrated_km2 == concentrated[i]) continue;
      lines.push_back(fmt::format("{} {}: {} and {} km2 here, {} and {} km2 in impact/ of the result", g.herd, g.years,
                                  g.annual_km2, g.concentrated_km2, annual[i], concentrated[i]));
    }
  }
  return lines;
}

}  // namespace rangifer::app

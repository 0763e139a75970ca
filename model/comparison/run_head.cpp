#include "comparison/run_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "comparison/json_leaves.h"

namespace rangifer::comparison {

namespace {

namespace fs = std::filesystem;

std::map<std::string, std::string> leaves_of(const record::ResultReader& file, const std::string& name,
                                             const std::string& attribute)
{
  auto leaves = json_leaves(file.root_text(attribute));
  if (!leaves) throw InputError(fmt::format("{}: attribute {} is not JSON; the file is broken", name, attribute));
  return std::move(*leaves);
}

/// The list of inputs by what they are: "land, band 1, land.tif" -> SHA-256.
std::map<std::string, std::string> inputs_of(const std::map<std::string, std::string>& leaves)
{
  std::map<std::string, std::string> inputs;
  for (const auto& [path, value] : leaves) {
    if (!path.ends_with(".sha256")) continue;
    const std::string of = path.substr(0, path.rfind('.') + 1);
    const auto word = [&](const char* key) {
      const auto found = leaves.find(of + key);
      return found == leaves.end() ? std::string() : plain(found->second);
    };
    inputs[fmt::format("{}, {}, {}", word("role"), word("variable"), word("file"))] = value;
  }
  return inputs;
}

int day_number(const std::string& name, double day)
{
  constexpr double far_d = 1e6;  // some 2700 years
  if (std::abs(day) < far_d) return static_cast<int>(std::floor(day));
  throw InputError(fmt::format("{}: herd/time holds {}, expected days since 1970; the file is broken", name, day));
}

}  // namespace

std::string RunHead::parameter(const std::string& key) const
{
  const auto found = parameters.find(key);
  return found == parameters.end() ? "" : plain(found->second);
}

std::string RunHead::animals_per_agent(const std::string& herd) const
{
  return parameter(fmt::format("herd.{}.animals_per_agent", herd));
}

Grid RunHead::grid() const
{
  Grid g;
  g.crs = crs_wkt;
  g.cell_m = x_m[1] - x_m[0];
  g.x_min_m = x_m[0] - 0.5 * g.cell_m;
  g.y_min_m = y_m[0] - 0.5 * g.cell_m;
  g.columns = static_cast<int>(x_m.size());
  g.rows = static_cast<int>(y_m.size());
  return g;
}

RunHead read_head(const fs::path& path) { return read_head(record::ResultReader(path)); }

RunHead read_head(const record::ResultReader& file)
{
  RunHead head;
  head.file = file.file();
  head.title = file.root_text("title");
  head.version = file.root_text("version");
  head.commit = file.root_text("commit");
  head.seed = file.root_number("seed");
  head.replicate = file.root_number("replicate");
  head.step_h = file.root_number("step_h");
  head.x_m = file.numbers("map/x");
  head.y_m = file.numbers("map/y");
  if (head.x_m.size() < 2 || head.y_m.empty()) {
    throw InputError(fmt::format("{}: a map of {} x {} cells", head.file, head.x_m.size(), head.y_m.size()));
  }
  head.crs_wkt = file.text_of("map/crs", "crs_wkt");
  head.herds = file.names("impact/herd");
  if (file.has("impact/region")) head.regions = file.names("impact/region");
  head.seasons = file.names("map/season");
  const std::vector<double> days = file.numbers("herd/time");
  if (days.empty()) throw InputError(fmt::format("{}: holds no day", head.file));
  head.first_day = day_number(head.file, days.front());
  head.days = static_cast<int>(days.size());
  for (const double year : file.numbers("impact/year")) head.years.push_back(static_cast<int>(year));
  head.parameters = leaves_of(file, head.file, "parameters");
  head.inputs = inputs_of(leaves_of(file, head.file, "inputs"));
  return head;
}

std::vector<fs::path> files_of(const fs::path& given)
{
  std::error_code ignored;
  if (!fs::is_directory(given, ignored)) return {given};
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(given, ignored))
    if (entry.path().extension() == ".h5" && entry.is_regular_file(ignored)) files.push_back(entry.path());
  if (files.empty()) throw InputError(fmt::format("{}: no *.h5 file in this folder", given.string()));
  std::ranges::sort(files);
  return files;
}

}  // namespace rangifer::comparison

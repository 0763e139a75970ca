#include "app/export_maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "base/error.h"

namespace rangifer::app {

namespace {

using record::Described;
using record::ResultReader;

/// A dimension before y and x: its name and what to call each place along it.
struct Leading {
  std::string name;
  std::vector<std::string> words;
};

Leading leading(const ResultReader& file, const std::vector<Described>& all, const std::string& name,
                std::size_t length)
{
  Leading out {name, {}};
  const auto own = std::ranges::find(all, name, &Described::short_name);
  if (own != all.end() && own->words.size() == length) {
    out.words = own->words;
  } else if (own != all.end()) {
    for (const double number : file.numbers(own->name)) out.words.push_back(fmt::format("{}", number));
  }
  for (std::size_t i = out.words.size(); i < length; ++i) out.words.push_back(std::to_string(i));
  return out;
}

bool is_map(const Described& v)
{
  const std::size_t rank = v.dimensions.size();
  return rank >= 2 && v.dimensions[rank - 2] == "y" && v.dimensions[rank - 1] == "x" && v.standard_name != "latitude" &&
         v.standard_name != "longitude";
}

/// Adds the map with number `slab` of a variable to its file.
void add_slab(MapVariable& out, const std::vector<Leading>& dimensions, std::size_t slab)
{
  MapFile file {out.what.short_name, out.what.long_name, {}};
  std::string band, parts;
  std::size_t inner = 1, rest = slab;
  for (const Leading& d : dimensions) inner *= d.words.size();
  for (const Leading& d : dimensions) {
    inner /= d.words.size();
    const std::string& word = d.words[rest / inner];
    rest %= inner;
    if (d.name == "year") {
      band = word;
    } else if (d.name != "herd" || d.words.size() > 1) {
      file.name += "_" + plain_name(word);
      parts += (parts.empty() ? "" : ", ") + word;
    }
  }
  file.name += ".tif";
  if (!parts.empty()) file.title += ": " + parts;
  if (band.empty()) band = file.title;
  auto there = std::ranges::find(out.files, file.name, &MapFile::name);
  if (there == out.files.end()) there = out.files.insert(there, file);
  there->bands.push_back({band, slab});
}

}  // namespace

std::string plain_name(std::string name)
{
  for (char& c : name)
    if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '-' && c != '.') c = '_';
  return name;
}

std::vector<MapVariable> map_variables(const ResultReader& file)
{
  const std::vector<Described> all = record::contents(file, "map");
  const std::size_t cells = file.shape("map/y").at(0) * file.shape("map/x").at(0);
  std::vector<MapVariable> out;
  for (const Described& v : all) {
    if (!is_map(v)) continue;
    const std::vector<std::size_t> shape = file.shape(v.name);
    if (shape[shape.size() - 2] * shape.back() != cells)
      throw InputError(fmt::format("{}: {} has another size than its grid; the file is broken", file.file(), v.name));
    std::vector<Leading> dimensions;
    std::size_t slabs = 1;
    for (std::size_t i = 0; i + 2 < shape.size(); ++i) {
      dimensions.push_back(leading(file, all, v.dimensions[i], shape[i]));
      slabs *= shape[i];
    }
    MapVariable one {v, {}};
    for (std::size_t slab = 0; slab < slabs; ++slab) add_slab(one, dimensions, slab);
    out.push_back(std::move(one));
  }
  return out;
}

void write_map_variable(const ResultReader& file, const Grid& grid, const MapVariable& variable,
                        const std::function<std::filesystem::path(const std::string&)>& place_of)
{
  const std::vector<double> values = file.numbers(variable.what.name);
  for (const MapFile& one : variable.files) {
    gis::Map map {
      one.title, variable.what.units == "1" ? "" : variable.what.units, variable.what.whole, variable.what.missing, {}};
    for (const MapFile::BandOf& band : one.bands) {
      const auto from = values.begin() + static_cast<std::ptrdiff_t>(band.slab * grid.size());
      map.bands.push_back({band.name, {from, from + static_cast<std::ptrdiff_t>(grid.size())}});
    }
    gis::write_map(place_of(one.name), grid, map);
  }
}

namespace {

/// Calves per km2 in each cell, in a mean year.
std::vector<double> calves_per_km2(const CalvingGround& ground, const Grid& grid)
{
  const double each = ground.calves / static_cast<double>(ground.year_count) / (grid.cell_m * grid.cell_m / 1e6);
  std::vector<double> out;
  out.reserve(ground.density.size());
  for (const float share : ground.density) out.push_back(static_cast<double>(share) * each);
  return out;
}

}  // namespace

std::vector<DensityFile> density_files(const CalvingGrounds& grounds, const Grid& grid)
{
  std::vector<DensityFile> out;
  std::vector<const CalvingGround*> years;
  const auto herds = std::ranges::count_if(grounds.grounds, [](const CalvingGround& g) { return !g.year; });
  const std::string how = fmt::format("smoothed by a kernel of {:g} km", grounds.bandwidth_km);
  for (const CalvingGround& g : grounds.grounds) {
    if (g.year) {
      years.push_back(&g);
      continue;
    }
    const std::string of_herd = herds > 1 ? "_" + plain_name(g.herd) : "";
    const std::string mean = fmt::format("calves of {} born per km2 and year, mean of {}, {}", g.herd, g.years, how);
    const std::string each = fmt::format("calves of {} born per km2 in a year, {}", g.herd, how);
    out.push_back({"calving_density" + of_herd + ".tif",
                   [&g, &grid, mean] {
                     return gis::Map {mean, "km-2 year-1", false, {}, {{mean, calves_per_km2(g, grid)}}};
                   },
                   mean, "km-2 year-1"});
    out.push_back({"calving_density_by_year" + of_herd + ".tif",
                   [years, &grid, each] {
                     gis::Map map {each, "km-2", false, {}, {}};
                     for (const CalvingGround* y : years) map.bands.push_back({y->years, calves_per_km2(*y, grid)});
                     return map;
                   },
                   each, "km-2", true});
    years.clear();
  }
  return out;
}

}  // namespace rangifer::app

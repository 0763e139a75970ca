#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "app/commands.h"
#include "app/export_layers.h"
#include "app/export_maps.h"
#include "app/result_grid.h"
#include "app/staged_folder.h"
#include "base/error.h"
#include "gis/crs_text.h"

namespace rangifer::app {

namespace {

using record::ResultReader;

const char* const readme = "README.txt";

/// What goes into the folder. Its names are known before the work that takes time.
struct Plan {
  explicit Plan(const std::filesystem::path& path)
      : file {path, record::Openable::comparisons_too}, grid {grid_of(file)}, variables {map_variables(file)}
  {
    if (file.is_comparison()) {
      layer_file = file.has("calving/x_base") ? "calving_change.gpkg" : "";
      return;
    }
    layer_file = "calving_ground.gpkg";
    grounds = calving_grounds(file, grid);
    densities = density_files(grounds, grid);
    // A result that holds such a map itself knows it better.
    const std::vector<std::string> taken = maps();
    std::erase_if(densities, [&](const DensityFile& d) { return std::ranges::find(taken, d.name) != taken.end(); });
  }

  /// Files made from variables of map/.
  [[nodiscard]] std::vector<std::string> maps() const
  {
    std::vector<std::string> names;
    for (const MapVariable& v : variables)
      for (const MapFile& one : v.files) names.push_back(one.name);
    return names;
  }

  [[nodiscard]] std::vector<std::string> files() const
  {
    std::vector<std::string> names {readme};
    if (!layer_file.empty()) names.push_back(layer_file);
    for (const DensityFile& d : densities) names.push_back(d.name);
    std::ranges::copy(maps(), std::back_inserter(names));
    return names;
  }

  [[nodiscard]] std::vector<gis::Layer> layers() const
  {
    return file.is_comparison() ? layers_of_comparison(file) : layers_of_run(file, grid, grounds);
  }

  ResultReader file;
  Grid grid;
  std::vector<MapVariable> variables;
  CalvingGrounds grounds;  ///< of a run
  std::vector<DensityFile> densities;
  std::string layer_file;  ///< "": none
};

std::string with_unit(const std::string& title, const std::string& unit)
{
  return unit.empty() || unit == "1" ? title : fmt::format("{} ({})", title, unit);
}

std::string provenance(const ResultReader& file)
{
  std::string out;
  for (const char* name : {"title", "version", "commit"}) out += fmt::format("{:<10} {}\n", name, file.root_text(name));
  if (file.is_comparison()) {
    for (const char* name : {"base_files", "scenario_files"})
      out += fmt::format("{}:\n{}\n", name, file.root_text(name));
    return out;
  }
  for (const char* name : {"seed", "replicate"}) out += fmt::format("{:<10} {:.0f}\n", name, file.root_number(name));
  return out + fmt::format("{:<10} {}\n", "first day", file.root_text("first_day"));
}

std::string about_layers(const Plan& plan, const std::vector<gis::Layer>& layers)
{
  std::string out;
  if (layers.empty()) return out;
  out += fmt::format("{}\n", plan.layer_file);
  for (const gis::Layer& layer : layers)
    out += fmt::format("  {:<28} {} ({})\n", layer.name, layer.meaning, layer.shapes.size());
  out += "  What a field means, with its unit, is its description (QGIS: Properties, Fields).\n";
  if (!plan.grounds.grounds.empty()) {
    out += fmt::format(
      "  Kernel of {:g} km on the grid of the run. The areas are counted in cells, as in the result; the outline is the\n"
      "  line of equal density that encloses that area, to one in a thousand. It is drawn over the sea as over land.\n",
      plan.grounds.bandwidth_km);
  }
  return out + "\n";
}

/// "0 no, 1 yes"
std::string about_flags(const record::Described& v)
{
  if (v.flags.empty()) return "";
  std::string out;
  for (std::size_t f = 0; f < v.flags.size(); ++f)
    out += fmt::format("{}{:.0f} {}", out.empty() ? "" : ", ", v.flags[f], v.words[f]);
  return fmt::format("  {}: {}\n", v.flags_are_bits ? "sums of" : "values", out);
}

std::string about_maps(const Plan& plan)
{
  std::string out;
  for (const DensityFile& d : plan.densities) {
    out += fmt::format("{}\n  {}\n", d.name, with_unit(d.title, d.unit));
    if (d.by_year) out += "  bands: years\n";
  }
  for (const MapVariable& v : plan.variables) {
    for (const MapFile& one : v.files) {
      out += fmt::format("{}\n  {}\n{}", one.name, with_unit(one.title, v.what.units), about_flags(v.what));
      if (std::ranges::find(v.what.dimensions, "year") != v.what.dimensions.end()) out += "  bands: years\n";
    }
  }
  return out;
}

std::string about_notes(const std::vector<std::string>& notes)
{
  if (notes.empty()) return "";
  std::string out = "The program that wrote the result counted other areas (annual and concentrated ground):\n";
  for (const std::string& line : notes) out += "  " + line + "\n";
  return out + "\n";
}

std::string readme_of(const Plan& plan, const std::filesystem::path& from)
{
  const Grid& g = plan.grid;
  return fmt::format(
    "Export of {} by rangifer, for geographic information systems\n\n{}\n"
    "All in one equal-area projection, in metres: {}\n"
    "Maps: cloud-optimised GeoTIFF, north up, {} x {} cells of {:g} m; missing values are NaN.\n"
    "What a result can say, and what it cannot, is in the README of rangifer.\n\n",
    from.filename().string(), provenance(plan.file), gis::crs_text(g.crs), g.columns, g.rows, g.cell_m);
}

void write_text(const std::filesystem::path& path, const std::string& text)
{
  std::ofstream out(path);
  out << text;
  out.close();
  if (!out) throw RunError(fmt::format("{}: cannot be written", path.string()));
}

}  // namespace

void export_command(const ExportOptions& options)
{
  const Plan plan(options.file);
  const std::vector<std::string> files = plan.files();
  StagedFolder folder(options.folder, files, options.overwrite);
  const auto place_of = [&](const std::string& name) { return folder.place_of(name); };
  const std::vector<std::string> notes = other_areas(plan.file, plan.grounds);
  std::string about = readme_of(plan, options.file) + about_notes(notes);
  if (!plan.layer_file.empty()) {
    const std::vector<gis::Layer> layers = plan.layers();
    gis::write_layers(place_of(plan.layer_file), plan.grid.crs, layers);
    about += about_layers(plan, layers);
  }
  for (const DensityFile& d : plan.densities) gis::write_map(place_of(d.name), plan.grid, d.map());
  for (const MapVariable& v : plan.variables) write_map_variable(plan.file, plan.grid, v, place_of);
  write_text(place_of(readme), about + about_maps(plan));
  folder.commit();
  for (const std::string& line : notes) fmt::print(stderr, "rangifer: note: {}\n", line);
  fmt::print("{}: {} files; {} says what each is\n", options.folder.string(), files.size(), readme);
}

}  // namespace rangifer::app

#include "forcing/inspect/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/error.h"
#include "base/lower_case.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/netcdf_file.h"
#include "forcing/file/units.h"
#include "forcing/inspect/cells.h"
#include "forcing/inspect/look.h"
#include "forcing/inspect/record_choice.h"
#include "forcing/inspect/shown_unit.h"
#include "forcing/time/time_axis.h"

namespace rangifer::forcing {
namespace {

constexpr std::size_t most_variables = 60;
constexpr std::chrono::milliseconds patience {5000};

/// The message without the name of the file, which stands above it.
std::string without_name(const std::string& message, const std::string& file)
{
  return message.starts_with(file + ": ") ? message.substr(file.size() + 2) : message;
}

std::size_t dimensions_of(const VariableListing& variable)
{
  if (variable.dimensions.empty()) return 0;
  return 1 + static_cast<std::size_t>(std::ranges::count(variable.dimensions, ','));
}

/// Coordinates, their bounds, grid mappings, texts.
bool belongs_to_others(const VariableListing& variable)
{
  const std::string name = lower_case(variable.name.substr(variable.name.rfind('/') + 1)),
                    units = lower_case(variable.units);
  return dimensions_of(variable) < 2 || variable.type == "char" || variable.type == "string" ||
         variable.standard_name == "latitude" || variable.standard_name == "longitude" ||
         units.starts_with("degrees_n") || units.starts_with("degrees_e") || units.starts_with("degree_n") ||
         units.starts_with("degree_e") || name.ends_with("_bnds") || name.ends_with("bounds") || name == "lat" ||
         name == "lon" || name == "latitude" || name == "longitude";
}

/// Places all over the domain, some ten thousand.
Grid coarse(Grid grid)
{
  const double side = std::max(grid.columns, grid.rows) * grid.cell_m / 100.0;
  if (side <= grid.cell_m) return grid;
  const double width = grid.columns * grid.cell_m, height = grid.rows * grid.cell_m;
  grid.columns = std::max(1, static_cast<int>(width / side));
  grid.rows = std::max(1, static_cast<int>(height / side));
  grid.cell_m = std::max(width / grid.columns, height / grid.rows);
  return grid;
}

void describe_time(const Raster& raster, VariableSummary& out)
{
  out.records = records_text(raster);
  if (!raster.times_problem.empty())
    out.notes.push_back("no usable times: " + without_name(raster.times_problem, raster.file));
  if (raster.records == 0) out.notes.push_back("has no records: its time axis is empty");
  if (!raster.times || raster.times->stamps.empty()) return;
  out.calendar = raster.times->calendar_name;
  out.first = to_string(raster.times->stamps.front());
  out.last = to_string(raster.times->stamps.back());
  try {
    out.step = TimeAxis(*raster.times, TimeRules {}).text();
  } catch (const InputError& e) {
    if (raster.records > 1)
      out.notes.push_back(fmt::format("its times are no series of days: {}", without_name(e.what(), raster.file)));
  }
}

void check_units(const Raster& raster, VariableSummary& out)
{
  if (raster.units.empty()) out.notes.push_back("gives no units: write units = \"...\" in the layer");
  else if (!UnitConverter::between(raster.units, raster.units))
    out.notes.push_back(fmt::format("units '{}' are not understood: write units = \"...\" in the layer", raster.units));
}

void describe_place(const Raster& raster, const Sampler& domain, VariableSummary& out)
{
  out.grid = grid_text(raster.grid);
  const bool rotated = out.grid.starts_with("rotated");  // PROJ has no name for it
  if (raster.grid.curvilinear()) out.crs = "places by longitude and latitude of each cell";
  else if (!rotated) out.crs = crs_name(raster.grid.crs);
  out.extent = extent_text(raster.grid);
  out.extent_in_degrees = extent_in_degrees(raster.grid);
  out.cover = static_cast<double>(domain.covered()) / static_cast<double>(domain.size());
}

VariableSummary describe(const RasterRequest& request, const Grid& domain, Deadline deadline, std::string& format)
{
  VariableSummary out;
  try {
    const Raster raster = open_raster(request);
    format = raster.format;
    const ShownUnit shown = shown_unit(raster, "", "");
    const Sampler sampler(raster.grid, cell_centres(coarse(domain)), Resampling::nearest);
    out.listing = {raster.variable, raster.standard_name, raster.long_name, raster.units, "", ""};
    out.unit = shown.unit;
    describe_place(raster, sampler, out);
    check_units(raster, out);
    describe_time(raster, out);
    look_into(raster, sampler, shown, deadline, out);
    out.why_not = without_name(out.why_not, raster.file);
  } catch (const InputError& e) {
    out.why_not = without_name(e.what(), request.file);
  }
  return out;
}

}  // namespace

bool offers_a_layer(const FileSummary& file)
{
  return file.left_out > 0 || std::ranges::any_of(file.variables, [](const auto& v) { return v.why_not.empty(); });
}

FileSummary summarize(const RasterRequest& request, const Grid& domain)
{
  const Deadline deadline = std::chrono::steady_clock::now() + patience;
  FileSummary out;
  out.file = request.file;
  std::vector<VariableListing> listing = list_variables(request.file);
  if (!request.variable.empty()) {
    const auto named = std::ranges::find(listing, request.variable, &VariableListing::name);
    listing = {named == listing.end() ? VariableListing {request.variable, "", "", "", "", ""} : *named};
  }
  if (request.variable.empty() && looks_like_netcdf(request.file)) {
    const auto others = std::stable_partition(listing.begin(), listing.end(), std::not_fn(belongs_to_others));
    for (auto other = others; other != listing.end(); ++other) out.others.push_back(other->name);
    listing.erase(others, listing.end());
  }
  for (const VariableListing& variable : listing) {
    if (out.variables.size() == most_variables || std::chrono::steady_clock::now() > deadline) {
      out.left_out = listing.size() - out.variables.size();
      break;
    }
    VariableSummary summary = describe({request.file, variable.name, request.select}, domain, deadline, out.format);
    VariableListing told = variable;
    if (told.units.empty()) told.units = summary.listing.units;
    if (told.standard_name.empty()) told.standard_name = summary.listing.standard_name;
    if (told.long_name.empty()) told.long_name = summary.listing.long_name;
    if (told.standard_name == "unknown") told.standard_name.clear();  // of files made from GRIB
    summary.listing = told;
    out.variables.push_back(std::move(summary));
  }
  return out;
}

}  // namespace rangifer::forcing

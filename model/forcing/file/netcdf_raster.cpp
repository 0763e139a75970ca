#include "forcing/file/netcdf_raster.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netcdf.h>

#include <memory>
#include <optional>

#include "base/error.h"
#include "forcing/file/netcdf_classic.h"
#include "forcing/file/netcdf_grid.h"

namespace rangifer::forcing {
namespace {

std::string type_name(int type)
{
  switch (type) {
    case NC_BYTE:
      return "byte";
    case NC_CHAR:
      return "char";
    case NC_SHORT:
      return "short";
    case NC_INT:
      return "int";
    case NC_FLOAT:
      return "float";
    case NC_DOUBLE:
      return "double";
    case NC_UBYTE:
      return "ubyte";
    case NC_USHORT:
      return "ushort";
    case NC_UINT:
      return "uint";
    case NC_INT64:
      return "int64";
    case NC_UINT64:
      return "uint64";
    case NC_STRING:
      return "string";
    default:
      return "compound";
  }
}

std::string dimension_text(const NetcdfVariable& variable)
{
  std::vector<std::string> words;
  for (const NetcdfDimension& d : variable.dimensions) words.push_back(fmt::format("{} {}", d.name, d.length));
  return fmt::format("{}", fmt::join(words, ", "));
}

/// Without times a raster can still be shown; a layer that needs them is refused.
void add_times(const NetcdfFile& file, const GridVariable& of, Raster& raster)
{
  if (!of.time_dimension) return;
  if (of.time == nullptr) {
    raster.times_problem = fmt::format("{}: dimension {} has no coordinate variable", file.name(),
                                       of.variable.dimensions[*of.time_dimension].name);
    return;
  }
  try {
    RecordTimes times = read_record_times(file, *of.time);
    if (times.stamps.size() == of.records()) raster.times = std::move(times);
    else
      raster.times_problem = fmt::format("{}: {} has {} times for {} records", file.name(), times.variable,
                                         times.stamps.size(), of.records());
  } catch (const InputError& e) {
    raster.times_problem = e.what();
  }
}

}  // namespace

Raster open_netcdf_raster(const RasterRequest& request)
{
  require_whole_classic_file(request.file);
  const auto file = std::make_shared<const NetcdfFile>(request.file);
  const auto of = std::make_shared<const GridVariable>(open_grid_variable(*file, request.variable, request.select));
  const NetcdfVariable& variable = of->variable;
  Raster raster;
  raster.file = request.file;
  raster.format = "netCDF";
  raster.variable = variable.name;
  raster.standard_name = file->text(variable, "standard_name").value_or("");
  raster.long_name = file->text(variable, "long_name").value_or("");
  raster.units = of->units;
  raster.cell_methods = file->text(variable, "cell_methods").value_or("");
  raster.step_type = file->text(variable, "GRIB_stepType").value_or("");
  raster.grid = of->grid;
  raster.records = of->records();
  add_times(*file, *of, raster);
  raster.read = [file, of](std::size_t record, const Window& window) {
    return read_window(*file, *of, record, window);
  };
  return raster;
}

std::vector<VariableListing> list_netcdf_variables(const std::string& file)
{
  require_whole_classic_file(file);
  const NetcdfFile data(file);
  std::vector<VariableListing> list;
  for (const NetcdfVariable& variable : data.variables())
    list.push_back({variable.name, data.text(variable, "standard_name").value_or(""),
                    data.text(variable, "long_name").value_or(""), data.text(variable, "units").value_or(""),
                    type_name(variable.type), dimension_text(variable)});
  return list;
}

}  // namespace rangifer::forcing

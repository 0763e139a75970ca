#include "forcing/file/gdal_raster.h"

#include <fmt/format.h>

#include <string_view>

#include "base/error.h"
#include "forcing/file/gdal_bands.h"
#include "forcing/file/gdal_grib.h"
#include "forcing/file/gdal_grid.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/gdal_values.h"

namespace rangifer::forcing {
namespace {

bool is_grib(GDALDataset& data) { return std::string_view(data.GetDriverName()) == "GRIB"; }

void refuse_select(const RasterRequest& request)
{
  if (!request.select.empty())
    throw InputError(
      fmt::format("{}: `select` = \"{}\": bands are chosen with `variable`; only netCDF has further "
                  "dimensions",
                  request.file, request.select));
}

Raster described(GDALDataset& data, const std::string& file)
{
  Raster raster;
  raster.file = file;
  raster.format = data.GetDriverName();
  raster.grid = gdal_grid(data, file);
  return raster;
}

std::function<std::vector<double>(std::size_t, const Window&)> reader(const GdalDataset& data, const std::string& file,
                                                                      const std::vector<int>& bands)
{
  for (const int band : bands) require_readable_band(*data->GetRasterBand(band), file);
  return [data, file, bands](std::size_t record, const Window& window) {
    return read_gdal_window(*data->GetRasterBand(bands.at(record)), file, window);
  };
}

Raster open_grib(const GdalDataset& data, const RasterRequest& request)
{
  require_readable_grib_grids(request.file);
  const GribField field = pick_grib_field(grib_fields(*data, request.file), request.file, request.variable);
  std::vector<int> bands;
  for (const GribField::Message& message : field.messages) bands.push_back(message.band);
  Raster raster = described(*data, request.file);
  raster.variable = field.name();
  raster.long_name = field.comment;
  raster.units = field.units;
  raster.step_type = field.step_type;
  raster.records = bands.size();
  raster.times = grib_times(field);
  raster.read = reader(data, request.file, bands);
  return raster;
}

std::string name_of(GDALDataset& data, int band, const std::string& part)
{
  if (part.empty()) return fmt::format("band {}", band);
  return data.GetRasterCount() == 1 ? part : fmt::format("{} band {}", part, band);
}

Raster open_band(GdalDataset data, const RasterRequest& request)
{
  std::string wanted = request.variable;
  const GdalDataset whole = data;
  data = choose_part(whole, request.file, wanted);
  const bool a_part = data != whole;
  const int number = pick_band(*data, request.file, wanted);
  GDALRasterBand& band = *data->GetRasterBand(number);
  Raster raster = described(*data, request.file);
  raster.variable = name_of(*data, number, a_part ? request.variable : "");
  if (raster.variable.empty()) raster.variable = fmt::format("band {}", number);
  raster.long_name = band.GetDescription();
  raster.units = band.GetUnitType();
  raster.read = reader(data, request.file, {number});
  return raster;
}

VariableListing listing(GDALDataset& data, int number)
{
  GDALRasterBand& band = *data.GetRasterBand(number);
  return {fmt::format("{}", number),
          "",
          band.GetDescription(),
          band.GetUnitType(),
          GDALGetDataTypeName(band.GetRasterDataType()),
          fmt::format("{} x {}", data.GetRasterXSize(), data.GetRasterYSize())};
}

}  // namespace

Raster open_gdal_raster(const RasterRequest& request)
{
  refuse_select(request);
  const GdalDataset data = open_gdal(request.file);
  const QuietGdal quiet;
  return is_grib(*data) ? open_grib(data, request) : open_band(data, request);
}

std::vector<VariableListing> list_gdal_variables(const std::string& file)
{
  const GdalDataset data = open_gdal(file);
  const QuietGdal quiet;
  std::vector<VariableListing> list;
  if (is_grib(*data)) {
    for (const GribField& field : grib_fields(*data, file))
      list.push_back(
        {field.name(), "", field.comment, field.units, field.step_type,
         fmt::format("time {}, {} x {}", field.messages.size(), data->GetRasterXSize(), data->GetRasterYSize())});
    return list;
  }
  for (int b = 1; b <= data->GetRasterCount(); ++b) list.push_back(listing(*data, b));
  if (list.empty())
    for (const GdalPart& part : parts_of(*data)) list.push_back({part.name, "", part.description, "", "", ""});
  if (list.empty()) throw InputError(fmt::format("{}: has no raster band", file));
  return list;
}

}  // namespace rangifer::forcing

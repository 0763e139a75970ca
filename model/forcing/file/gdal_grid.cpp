#include "forcing/file/gdal_grid.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "base/error.h"
#include "forcing/file/gdal_support.h"

namespace rangifer::forcing {
namespace {

[[noreturn]] void refuse(const std::string& file, const std::string& why)
{
  throw InputError(fmt::format("{}: {}", file, why));
}

void require_sane_size(GDALDataset& data, const std::string& file)
{
  constexpr int longest = 1 << 24;  // of an axis: 2 m cells round the equator
  const int columns = data.GetRasterXSize(), rows = data.GetRasterYSize();
  if (columns < 2 || rows < 2) refuse(file, "is smaller than 2 x 2 cells");
  if (columns > longest || rows > longest)
    refuse(file, fmt::format("says that it has {} x {} cells; no axis may be longer than {}", columns, rows, longest));
}

std::array<double, 6> geotransform(GDALDataset& data, const std::string& file)
{
  std::array<double, 6> t {};
  if (data.GetGeoTransform(t.data()) != CE_None) {
    if (data.GetGCPCount() > 0) refuse(file, "is georeferenced by control points only; warp it first (gdalwarp)");
    if (data.GetMetadata("RPC") != nullptr)
      refuse(file, "is georeferenced by a camera model (RPC) only; warp it first (gdalwarp -rpc)");
    refuse(file, "has no georeference (no geotransform)");
  }
  if (t[2] != 0.0 || t[4] != 0.0) refuse(file, "is rotated against its axes; warp it first (gdalwarp)");
  for (const double v : t)
    if (!std::isfinite(v)) refuse(file, "has a georeference that is not made of numbers");
  if (t[1] == 0.0 || t[5] == 0.0) refuse(file, "has cells of no size");
  return t;
}

const OGRSpatialReference& reference_of(GDALDataset& data, const std::string& file)
{
  const OGRSpatialReference* const crs = data.GetSpatialRef();
  if (crs == nullptr || crs->IsEmpty() != 0) refuse(file, "has no coordinate reference system");
  if (crs->IsLocal() != 0)
    refuse(file, fmt::format("has a local coordinate system ({}), which is nowhere on the earth",
                             crs->GetName() == nullptr ? "unnamed" : crs->GetName()));
  if (crs->IsGeocentric() != 0) refuse(file, "has geocentric coordinates");
  return *crs;
}

/// PROJ must be able to say where on the earth the middle of the raster is.
void require_place(const SourceGrid& grid, const std::string& file)
{
  const Places middle {grid.crs, {grid.x[grid.x.size() / 2]}, {grid.y[grid.y.size() / 2]}};
  try {
    const Places place = in_crs(middle, geographic_crs);
    if (std::isfinite(place.x[0]) && std::isfinite(place.y[0]) && std::abs(place.y[0]) <= 90.0) return;
  } catch (const InputError&) {
    refuse(file, fmt::format("PROJ finds no way from its coordinate reference system ({}) to longitude and latitude",
                             crs_name(grid.crs)));
  }
  refuse(file, fmt::format("its middle ({:.10g}, {:.10g} in {}) is no place on the earth", middle.x[0], middle.y[0],
                           crs_name(grid.crs)));
}

/// The same bounds as for netCDF. GRIB files with longitudes below zero in a form of their own come out of
/// GDAL at -2142 degrees, which wraps to a place on the earth, but not to theirs.
void require_degrees(const SourceGrid& grid, const std::string& file)
{
  if (!grid.geographic) return;
  const auto [west, east] = std::minmax(grid.x.front(), grid.x.back());
  const auto [south, north] = std::minmax(grid.y.front(), grid.y.back());
  if (!(west >= -360.0 && east <= 720.0))
    refuse(file, fmt::format("its longitudes run from {:.6g} to {:.6g} degrees", west, east));
  constexpr double hair = 1e-6;
  if (!(south >= -90.0 - hair && north <= 90.0 + hair))
    refuse(file, fmt::format("its latitudes run from {:.6g} to {:.6g} degrees", south, north));
}

}  // namespace

SourceGrid gdal_grid(GDALDataset& data, const std::string& file)
{
  require_sane_size(data, file);
  const std::array<double, 6> t = geotransform(data, file);
  const OGRSpatialReference& crs = reference_of(data, file);
  SourceGrid grid;
  grid.crs = wkt_of(crs);
  grid.geographic = crs.IsGeographic() != 0;
  if (crs.IsGeographic() != 0 && std::abs(crs.GetAngularUnits() * 180.0 / std::numbers::pi - 1.0) > 1e-9)
    refuse(file, "its longitudes are not in degrees");
  for (int i = 0; i < data.GetRasterXSize(); ++i) grid.x.push_back(t[0] + (i + 0.5) * t[1]);
  for (int j = 0; j < data.GetRasterYSize(); ++j) grid.y.push_back(t[3] + (j + 0.5) * t[5]);
  require_degrees(grid, file);
  require_place(grid, file);
  return grid;
}

}  // namespace rangifer::forcing

#include <cpl_string.h>
#include <fmt/format.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <memory>
#include <numbers>
#include <span>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/raster.h"

namespace rangifer::forcing {
namespace {

using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

double mean_step(const std::vector<double>& axis, std::size_t first, std::size_t count)
{
  return (axis[first + count - 1] - axis[first]) / static_cast<double>(count - 1);
}

bool even(const std::vector<double>& axis)
{
  const double step = mean_step(axis, 0, axis.size());
  for (std::size_t i = 0; i < axis.size(); ++i)
    if (std::abs(axis[i] - (axis[0] + static_cast<double>(i) * step)) > 0.1 * std::abs(step)) return false;
  return true;
}

/// The longer side of a source cell in metres, in the middle of the model grid.
double source_cell_m(const SourceGrid& source, const Grid& grid)
{
  if (source.curvilinear() || is_rotated(source)) {
    const auto sides = source_cell_sides(source, grid);
    return sides ? sides->longer_m : std::numeric_limits<double>::infinity();
  }
  const double dx = std::abs(mean_step(source.x, 0, source.x.size()));
  const double dy = std::abs(mean_step(source.y, 0, source.y.size()));
  if (!source.geographic) return std::max(dx, dy) * spatial_reference(source.crs).GetLinearUnits();
  constexpr double degree_m = 111'195.0;
  const Places middle {grid.crs, {0.5 * (grid.x_min_m + grid.x_max_m())}, {0.5 * (grid.y_min_m + grid.y_max_m())}};
  const double latitude = in_crs(middle, geographic_crs).y[0] * std::numbers::pi / 180.0;
  return std::max(dy, dx * std::cos(latitude)) * degree_m;
}

/// A block of the source as a GDAL raster in memory, NaN for missing.
Dataset in_memory(const SourceGrid& grid, const Window& w, std::span<const double> values)
{
  GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("MEM");
  Dataset data(driver->Create("", static_cast<int>(w.columns), static_cast<int>(w.rows), 1, GDT_Float64, nullptr));
  if (!data) throw RunError("no memory for a raster");
  const double dx = mean_step(grid.x, w.column, w.columns), dy = mean_step(grid.y, w.row, w.rows);
  std::array<double, 6> t {grid.x[w.column] - 0.5 * dx, dx, 0, grid.y[w.row] - 0.5 * dy, 0, dy};
  const OGRSpatialReference crs = spatial_reference(grid.crs);
  GDALRasterBand* const band = data->GetRasterBand(1);
  const bool failed = data->SetGeoTransform(t.data()) != CE_None || data->SetSpatialRef(&crs) != CE_None ||
                      band->SetNoDataValue(std::numeric_limits<double>::quiet_NaN()) != CE_None ||
                      band->RasterIO(GF_Write, 0, 0, static_cast<int>(w.columns), static_cast<int>(w.rows),
                                     const_cast<double*>(values.data()), static_cast<int>(w.columns),
                                     static_cast<int>(w.rows), GDT_Float64, 0, 0, nullptr) != CE_None;
  if (failed) throw RunError(fmt::format("a raster in memory cannot be filled: {}", last_gdal_error()));
  return data;
}

/// GDAL's area mean of `source` over all cells of `grid`, southern row first.
std::vector<double> warp_average(GDALDataset& source, const Grid& grid)
{
  const std::string nan = "nan";
  CPLStringList arguments;
  const std::vector<std::string> list {"-of",
                                       "MEM",
                                       "-r",
                                       "average",
                                       "-ot",
                                       "Float64",
                                       "-srcnodata",
                                       nan,
                                       "-dstnodata",
                                       nan,
                                       "-et",
                                       "0",
                                       "-wo",
                                       "NUM_THREADS=1",
                                       "-t_srs",
                                       wkt_of(spatial_reference(grid.crs)),
                                       "-te",
                                       fmt::format("{}", grid.x_min_m),
                                       fmt::format("{}", grid.y_min_m),
                                       fmt::format("{}", grid.x_max_m()),
                                       fmt::format("{}", grid.y_max_m()),
                                       "-ts",
                                       std::to_string(grid.columns),
                                       std::to_string(grid.rows)};
  for (const std::string& argument : list) arguments.AddString(argument.c_str());
  const std::unique_ptr<GDALWarpAppOptions, decltype(&GDALWarpAppOptionsFree)> options(
    GDALWarpAppOptionsNew(arguments.List(), nullptr), &GDALWarpAppOptionsFree);
  GDALDatasetH input = &source;
  int misused = 0;
  const Dataset out(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &input, options.get(), &misused)));
  if (!out || misused != 0) throw InputError(fmt::format("cannot be warped: {}", last_gdal_error()));
  std::vector<double> north_first(grid.size());
  if (out->GetRasterBand(1)->RasterIO(GF_Read, 0, 0, grid.columns, grid.rows, north_first.data(), grid.columns,
                                      grid.rows, GDT_Float64, 0, 0, nullptr) != CE_None)
    throw RunError(fmt::format("a warped raster cannot be read: {}", last_gdal_error()));
  std::vector<double> values(grid.size());
  for (int row = 0; row < grid.rows; ++row)
    std::copy_n(north_first.begin() + static_cast<std::ptrdiff_t>(grid.index(0, grid.rows - 1 - row)), grid.columns,
                values.begin() + static_cast<std::ptrdiff_t>(grid.index(0, row)));
  return values;
}

/// The block that cells reach into beyond their centres.
Window widened(const Window& w, const SourceGrid& source, double cells)
{
  const auto margin = static_cast<std::size_t>(std::ceil(cells)) + 2;
  const auto from = [&](std::size_t at) { return at > margin ? at - margin : 0; };
  Window out {from(w.column), from(w.row), 0, 0};
  out.columns = std::min(w.column + w.columns + margin, source.x.size()) - out.column;
  out.rows = std::min(w.row + w.rows + margin, source.y.size()) - out.row;
  return out;
}

Grid rows_of_grid(const Grid& grid, int first, int count)
{
  Grid part = grid;
  part.y_min_m += first * grid.cell_m;
  part.rows = count;
  return part;
}

/// Halves the grid until the block of source under it fits comfortably in memory.
std::vector<double> area_mean(const Raster& raster, std::size_t record, const Grid& grid)
{
  constexpr std::size_t most_cells = std::size_t {1} << 25;  // 256 MB of doubles
  const Sampler centres(raster.grid, cell_centres(grid));
  std::vector<double> values(grid.size(), std::numeric_limits<double>::quiet_NaN());
  if (centres.covered() == 0) return values;
  const double shortest = std::min(std::abs(mean_step(raster.grid.x, 0, raster.grid.x.size())),
                                   std::abs(mean_step(raster.grid.y, 0, raster.grid.y.size())));
  const double longest = std::max(std::abs(mean_step(raster.grid.x, 0, raster.grid.x.size())),
                                  std::abs(mean_step(raster.grid.y, 0, raster.grid.y.size())));
  const double reach = grid.cell_m / source_cell_m(raster.grid, grid) * longest / shortest;
  const Window block = widened(centres.window(), raster.grid, reach);
  if (block.columns * block.rows > most_cells && grid.rows > 1) {
    const int half = grid.rows / 2;
    values = area_mean(raster, record, rows_of_grid(grid, 0, half));
    const std::vector<double> upper = area_mean(raster, record, rows_of_grid(grid, half, grid.rows - half));
    values.insert(values.end(), upper.begin(), upper.end());
    return values;
  }
  const Dataset source = in_memory(raster.grid, block, raster.read(record, block));
  values = warp_average(*source, grid);
  std::vector<double> covered(block.columns == 0 ? 0 : centres.window().columns * centres.window().rows, 0.0);
  std::vector<double> inside(grid.size());
  centres.apply(covered, inside);  // 0 where a centre is within the raster, NaN outside
  for (std::size_t i = 0; i < values.size(); ++i) values[i] += inside[i];
  return values;
}

/// GDAL's warper sees places by an even spacing in the axes of the CRS, in one block.
bool warpable(const SourceGrid& source, const Grid& grid)
{
  if (source.curvilinear() || !even(source.x) || !even(source.y)) return false;
  const Window window = Sampler(source, cell_centres(grid)).window();
  return window.column + window.columns <= source.x.size();  // not across the seam of longitudes
}

}  // namespace

Resampling suitable_resampling(const SourceGrid& source, const Grid& grid)
{
  const bool finer = source_cell_m(source, grid) <= grid.cell_m * (1.0 + 1e-9);
  return finer ? Resampling::area_mean : Resampling::bilinear;
}

std::vector<double> on_grid(const Raster& raster, const Grid& grid, Resampling how, std::size_t record)
{
  start_gdal();
  const QuietGdal quiet;
  if (how == Resampling::area_mean && warpable(raster.grid, grid)) return area_mean(raster, record, grid);
  const Sampler weights(raster.grid, grid, how);
  std::vector<double> values(grid.size(), std::numeric_limits<double>::quiet_NaN());
  if (weights.covered() == 0) return values;
  weights.apply(raster.read(record, weights.window()), values);
  return values;
}

}  // namespace rangifer::forcing

#include "forcing/file/gdal_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <limits>
#include <string_view>

#include "base/error.h"
#include "forcing/file/gdal_support.h"

namespace rangifer::forcing {
namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

struct Block {
  int column, row, columns, rows;
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows); }
};

template <class T>
constexpr GDALDataType gdal_type = GDT_Float64;
template <>
constexpr GDALDataType gdal_type<std::uint8_t> = GDT_Byte;
template <>
constexpr GDALDataType gdal_type<std::int64_t> = GDT_Int64;
template <>
constexpr GDALDataType gdal_type<std::uint64_t> = GDT_UInt64;

template <class T>
std::vector<T> read_as(GDALRasterBand& band, const std::string& file, const Block& b)
{
  const QuietGdal quiet;
  std::vector<T> numbers(b.size());
  const CPLErr status = band.RasterIO(GF_Read, b.column, b.row, b.columns, b.rows, numbers.data(), b.columns, b.rows,
                                      gdal_type<T>, 0, 0, nullptr);
  if (status != CE_None || !quiet.failure().empty())
    throw InputError(fmt::format("{}: the values of band {} cannot be read, it may be damaged or cut off: {}", file,
                                 band.GetBand(), quiet.failure().empty() ? last_gdal_error() : quiet.failure()));
  return numbers;
}

/// GDAL before 3.7 keeps signed bytes as unsigned ones with a note.
bool has_signed_bytes(GDALRasterBand& band)
{
  const char* const type = band.GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE");
  return band.GetRasterDataType() == GDT_Byte && type != nullptr && std::string_view(type) == "SIGNEDBYTE";
}

/// Whole numbers of 64 bits are compared as such: doubles hold 53.
template <class T>
std::vector<double> wide_numbers(GDALRasterBand& band, const std::string& file, const Block& b, bool has_code, T code)
{
  const std::vector<T> stored = read_as<T>(band, file, b);
  std::vector<double> values(stored.size());
  for (std::size_t i = 0; i < stored.size(); ++i)
    values[i] = has_code && stored[i] == code ? missing : static_cast<double>(stored[i]);
  return values;
}

std::vector<double> numbers_with_gaps(GDALRasterBand& band, const std::string& file, const Block& b)
{
  int has_code = 0;
  const GDALDataType type = band.GetRasterDataType();
  if (type == GDT_Int64) {
    const std::int64_t code = band.GetNoDataValueAsInt64(&has_code);
    return wide_numbers<std::int64_t>(band, file, b, has_code != 0, code);
  }
  if (type == GDT_UInt64) {
    const std::uint64_t code = band.GetNoDataValueAsUInt64(&has_code);
    return wide_numbers<std::uint64_t>(band, file, b, has_code != 0, code);
  }
  std::vector<double> values = read_as<double>(band, file, b);
  double code = band.GetNoDataValue(&has_code);
  if (has_signed_bytes(band)) {
    for (double& v : values) v = v > 127 ? v - 256 : v;
    if (code > 127) code -= 256;
  }
  if (has_code == 0 || std::isnan(code)) return values;
  if (type == GDT_Float32) {  // the code is often written with fewer digits than a float has
    for (double& v : values)
      if (ARE_REAL_EQUAL(static_cast<float>(v), static_cast<float>(code))) v = missing;
  } else {
    for (double& v : values)
      if (v == code) v = missing;
  }
  return values;
}

void blank_where_zero(GDALRasterBand& mask, const std::string& file, const Block& b, std::vector<double>& values)
{
  const std::vector<std::uint8_t> valid = read_as<std::uint8_t>(mask, file, b);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (valid[i] == 0) values[i] = missing;
}

void blank_masked(GDALRasterBand& band, const std::string& file, const Block& b, std::vector<double>& values)
{
  const int flags = band.GetMaskFlags();
  if (flags != GMF_NODATA && (flags & GMF_ALL_VALID) == 0) blank_where_zero(*band.GetMaskBand(), file, b, values);
  GDALDataset* const data = band.GetDataset();  // GDAL overlooks an alpha band beside a missing code
  for (int i = 1; data != nullptr && i <= data->GetRasterCount(); ++i)
    if (GDALRasterBand& other = *data->GetRasterBand(i);
        (flags & GMF_ALPHA) == 0 && &other != &band && other.GetColorInterpretation() == GCI_AlphaBand)
      blank_where_zero(other, file, b, values);
}

/// Sparse tiles, and places that no part of a mosaic covers: GDAL fills them with zeros. Halves the block until
/// all of it is there or all of it is not.
void blank_never_written(GDALRasterBand& band, const Block& whole, const Block& part, std::vector<double>& values)
{
  double percent = -1;
  const int status = band.GetDataCoverageStatus(part.column, part.row, part.columns, part.rows, 0, &percent);
  const bool unknown = (status & GDAL_DATA_COVERAGE_STATUS_UNIMPLEMENTED) != 0;
  const bool in_part = (status & GDAL_DATA_COVERAGE_STATUS_EMPTY) != 0 || percent < 0;
  if (unknown || !in_part) return;
  if ((status & GDAL_DATA_COVERAGE_STATUS_DATA) == 0) {
    for (int row = part.row; row < part.row + part.rows; ++row) {
      const std::ptrdiff_t start = std::ptrdiff_t {row - whole.row} * whole.columns + (part.column - whole.column);
      std::fill_n(values.begin() + start, part.columns, missing);
    }
    return;
  }
  if (part.size() == 1) return;
  Block first = part, second = part;
  if (part.columns > part.rows) {
    first.columns = part.columns / 2;
    second.column += first.columns;
    second.columns -= first.columns;
  } else {
    first.rows = part.rows / 2;
    second.row += first.rows;
    second.rows -= first.rows;
  }
  blank_never_written(band, whole, first, values);
  blank_never_written(band, whole, second, values);
}

std::vector<double> read_block(GDALRasterBand& band, const std::string& file, const Block& b)
{
  std::vector<double> values = numbers_with_gaps(band, file, b);
  blank_masked(band, file, b, values);
  {
    const QuietGdal quiet;
    blank_never_written(band, b, b, values);
  }
  const double scale = band.GetScale(), offset = band.GetOffset();
  for (double& v : values) v = v * scale + offset;
  return values;
}

}  // namespace

void require_readable_band(GDALRasterBand& band, const std::string& file)
{
  const GDALDataType type = band.GetRasterDataType();
  if (GDALDataTypeIsComplex(type) != 0)
    throw InputError(fmt::format("{}: band {} holds complex numbers", file, band.GetBand()));
  constexpr double most_mb = 512;
  int wide = 0, high = 0;
  band.GetBlockSize(&wide, &high);
  const double block_mb = double {1.0} * wide * high * GDALGetDataTypeSizeBytes(type) / (1 << 20);
  if (wide <= 0 || high <= 0 || block_mb > most_mb)
    throw InputError(
      fmt::format("{}: band {} is stored in blocks of {} x {} cells ({:.0f} MB); at most {:.0f} MB are "
                  "read at once: rewrite it with tiles (gdal_translate -co TILED=YES)",
                  file, band.GetBand(), wide, high, block_mb, most_mb));
}

std::vector<double> read_gdal_window(GDALRasterBand& band, const std::string& file, const Window& w)
{
  const auto width = static_cast<std::size_t>(band.GetXSize());
  assert(w.column < width && w.row + w.rows <= static_cast<std::size_t>(band.GetYSize()));
  const auto block = [&](std::size_t column, std::size_t columns) {
    return Block {static_cast<int>(column), static_cast<int>(w.row), static_cast<int>(columns),
                  static_cast<int>(w.rows)};
  };
  if (w.column + w.columns <= width) return read_block(band, file, block(w.column, w.columns));

  const std::size_t left = width - w.column;  // then on from the first column
  const std::vector<double> west = read_block(band, file, block(w.column, left));
  const std::vector<double> east = read_block(band, file, block(0, w.columns - left));
  std::vector<double> values(w.columns * w.rows);
  for (std::size_t row = 0; row < w.rows; ++row) {
    const auto out = values.begin() + static_cast<std::ptrdiff_t>(row * w.columns);
    std::copy_n(west.begin() + static_cast<std::ptrdiff_t>(row * left), left, out);
    std::copy_n(east.begin() + static_cast<std::ptrdiff_t>(row * (w.columns - left)), w.columns - left,
                out + static_cast<std::ptrdiff_t>(left));
  }
  return values;
}

}  // namespace rangifer::forcing

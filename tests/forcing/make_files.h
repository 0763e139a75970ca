#pragma once
#include <gdal_priv.h>
#include <netcdf.h>
#include <ogr_spatialref.h>
#include <unistd.h>

#include <cmath>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/error.h"
#include "base/grid.h"

/// Small files for the tests of this room, made on the spot.
namespace rangifer::testing {

/// A folder of its own, gone with the object.
class TempFolder {
public:
  TempFolder()
  {
    static int count = 0;
    path_ = std::filesystem::temp_directory_path() /
            ("rangifer_forcing_" + std::to_string(getpid()) + "_" + std::to_string(count++));
    std::filesystem::create_directories(path_);
  }
  ~TempFolder()
  {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] std::string operator/(const std::string& name) const { return (path_ / name).string(); }

private:
  std::filesystem::path path_;
};

/// Writes a netCDF-4 file with netCDF-C, one call per thing.
class NcMaker {
public:
  explicit NcMaker(const std::string& path) { check(nc_create(path.c_str(), NC_CLOBBER | NC_NETCDF4, &id_)); }
  ~NcMaker() { nc_close(id_); }
  NcMaker(const NcMaker&) = delete;
  NcMaker& operator=(const NcMaker&) = delete;

  int dimension(const std::string& name, std::size_t length)
  {
    int d = 0;
    check(nc_def_dim(id_, name.c_str(), length, &d));
    return d;
  }
  int variable(const std::string& name, int type, const std::vector<int>& dimensions)
  {
    int v = 0;
    check(nc_def_var(id_, name.c_str(), type, static_cast<int>(dimensions.size()), dimensions.data(), &v));
    return v;
  }
  NcMaker& text(int v, const char* name, const std::string& value)
  {
    check(nc_put_att_text(id_, v, name, value.size(), value.c_str()));
    return *this;
  }
  NcMaker& number(int v, const char* name, int type, const std::vector<double>& values)
  {
    check(nc_put_att_double(id_, v, name, type, values.size(), values.data()));
    return *this;
  }
  /// As stored: no packing is done.
  void put(int v, const std::vector<double>& values) { check(nc_put_var_double(id_, v, values.data())); }

  int axis(const std::string& name, const std::string& standard_name, const std::string& units,
           const std::vector<double>& values)
  {
    const int d = dimension(name, values.size());
    const int v = variable(name, NC_DOUBLE, {d});
    if (!standard_name.empty()) text(v, "standard_name", standard_name);
    if (!units.empty()) text(v, "units", units);
    put(v, values);
    return d;
  }
  [[nodiscard]] int id() const { return id_; }

private:
  int id_ = 0;
  static void check(int status)
  {
    if (status != NC_NOERR) throw std::runtime_error(nc_strerror(status));
  }
};

/// first, first + step, ...
inline std::vector<double> even(double first, double step, std::size_t n)
{
  std::vector<double> values;
  for (std::size_t i = 0; i < n; ++i) values.push_back(first + static_cast<double>(i) * step);
  return values;
}

/// Values of f(x, y), row by row in the order of `y`.
inline std::vector<double> map_of(const std::vector<double>& x, const std::vector<double>& y,
                                  const std::function<double(double, double)>& f)
{
  std::vector<double> values;
  for (const double b : y)
    for (const double a : x) values.push_back(f(a, b));
  return values;
}

/// A GeoTIFF, northern row first as usual.
struct TiffMaker {
  std::string crs = "EPSG:4326";
  double west = -150, north = 75, step_x = 0.5, step_y = 0.5;
  int columns = 40, rows = 30;
  GDALDataType type = GDT_Float32;
  std::string unit;
  double nodata = std::nan("");
  bool has_nodata = false;
  double scale = 1, offset = 0;
  std::vector<std::string> options;

  [[nodiscard]] double x_of(int column) const { return west + (column + 0.5) * step_x; }
  [[nodiscard]] double y_of(int row) const { return north - (row + 0.5) * step_y; }

  void write(const std::string& path, const std::function<double(double, double)>& stored) const
  {
    GDALAllRegister();
    GDALDriver* const driver = GetGDALDriverManager()->GetDriverByName("GTiff");
    std::vector<char*> list;
    for (const std::string& option : options) list.push_back(const_cast<char*>(option.c_str()));
    list.push_back(nullptr);
    GDALDataset* const data = driver->Create(path.c_str(), columns, rows, 1, type, list.data());
    double t[6] = {west, step_x, 0, north, 0, -step_y};
    data->SetGeoTransform(t);
    if (!crs.empty()) {
      OGRSpatialReference reference;
      reference.SetFromUserInput(crs.c_str());
      data->SetSpatialRef(&reference);
    }
    GDALRasterBand* const band = data->GetRasterBand(1);
    if (!unit.empty()) band->SetUnitType(unit.c_str());
    if (has_nodata) band->SetNoDataValue(nodata);
    if (scale != 1 || offset != 0) {
      band->SetScale(scale);
      band->SetOffset(offset);
    }
    std::vector<double> line(static_cast<std::size_t>(columns));
    for (int row = 0; row < rows; ++row) {
      for (int column = 0; column < columns; ++column)
        line[static_cast<std::size_t>(column)] = stored(x_of(column), y_of(row));
      if (band->RasterIO(GF_Write, 0, row, columns, 1, line.data(), columns, 1, GDT_Float64, 0, 0, nullptr) != CE_None)
        throw std::runtime_error("RasterIO");
    }
    GDALClose(data);
  }
};

/// The frame of the model: the border meridian is x = 0.
inline const std::string model_crs = "+proj=laea +lat_0=68 +lon_0=-141 +datum=WGS84 +units=m +no_defs";

/// 80 x 60 km around 68 N 141 W.
inline Grid small_grid() { return {model_crs, -40'000, -30'000, 10'000, 8, 6}; }

/// A GeoJSON file of these features.
inline void write_features(const std::string& file, const std::vector<std::string>& features)
{
  std::ofstream out(file);
  out << R"({"type":"FeatureCollection","features":[)";
  for (std::size_t i = 0; i < features.size(); ++i) out << (i > 0 ? "," : "") << features[i];
  out << "]}";
}

/// The message of the InputError that `f` throws; "" if it throws none.
template <class F>
std::string refusal(F&& f)
{
  try {
    f();
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

}  // namespace rangifer::testing

#pragma once
#include <gdal_priv.h>
#include <ogr_spatialref.h>
#include <ogrsf_frmts.h>

#include <filesystem>
#include <string>

namespace rangifer::gis {

/// While it lives GDAL prints nothing and its first failure is kept. Readies GDAL for writing when first made: equal
/// content gives equal bytes, and nothing is written beside the file asked for.
class Gdal {
public:
  Gdal();
  ~Gdal();
  Gdal(const Gdal&) = delete;
  Gdal& operator=(const Gdal&) = delete;

  /// @throws RunError if `well` is false or GDAL failed meanwhile: "FILE: cannot be written: ..."
  void require(bool well, const std::filesystem::path& file) const;
  void note(const char* failure);

private:
  std::string failure_;
};

/// A driver that every GDAL has. @throws RunError if this one lacks it
[[nodiscard]] GDALDriver& driver(const char* name);

/// Axes in the order x, y. @throws InputError if `crs` is not understood
[[nodiscard]] OGRSpatialReference spatial_reference(const std::string& crs);

}  // namespace rangifer::gis

#pragma once
#include <ogr_spatialref.h>

#include <string>

namespace rangifer::forcing {

/// Readies GDAL (once): drivers of local files only, without netCDF (read by its CF axes, not by GDAL);
/// network file systems are shut; at most 64 MB of blocks are kept in memory.
void start_gdal();

/// While it lives GDAL and PROJ print nothing; what went wrong is in last_gdal_error().
class QuietGdal {
public:
  QuietGdal();
  ~QuietGdal();
  QuietGdal(const QuietGdal&) = delete;
  QuietGdal& operator=(const QuietGdal&) = delete;
  /// The first error since, or the first warning of data that are damaged; "" if all went well. Some drivers
  /// report an error and go on with zeros.
  [[nodiscard]] const std::string& failure() const noexcept { return failure_; }
  void note_failure(const char* message);

private:
  std::string failure_;
};

/// What GDAL last complained of, or "unknown error".
[[nodiscard]] std::string last_gdal_error();

/// Anything PROJ understands; axes in the order x, y.
/// @throws InputError if it is not understood
[[nodiscard]] OGRSpatialReference spatial_reference(const std::string& crs);

/// "NAD83 / Alaska Albers"; of an unnamed CRS the method, "lambert azimuthal equal area".
[[nodiscard]] std::string crs_name(const std::string& crs);

/// WKT2:2019 on one line.
[[nodiscard]] std::string wkt_of(const OGRSpatialReference& crs);

}  // namespace rangifer::forcing

#include <ogr_srs_api.h>

#include <cmath>
#include <string>

#include "forcing/file/gdal_support.h"
#include "forcing/forcing.h"

namespace rangifer::forcing {
namespace {

/// Writes the CF attributes of one CRS (CF-1.10, appendix F).
class CfWriter {
public:
  CfWriter(const OGRSpatialReference& crs, CrsDescription& out) : crs_(crs), out_(out) {}

  void write()
  {
    const char* const projection = crs_.GetAttrValue("PROJECTION");
    const std::string method = projection == nullptr ? "" : projection;
    if (!write_projection(method)) return;
    number("false_easting", SRS_PP_FALSE_EASTING);
    number("false_northing", SRS_PP_FALSE_NORTHING);
    out_.number.emplace_back("longitude_of_prime_meridian", 0.0);
    out_.number.emplace_back("semi_major_axis", crs_.GetSemiMajor());
    out_.number.emplace_back("inverse_flattening", crs_.GetInvFlattening());
  }

private:
  const OGRSpatialReference& crs_;
  CrsDescription& out_;

  [[nodiscard]] double parameter(const char* name, double otherwise = 0.0) const
  {
    return crs_.GetNormProjParm(name, otherwise);
  }
  void number(const char* attribute, const char* name, double otherwise = 0.0)
  {
    out_.number.emplace_back(attribute, parameter(name, otherwise));
  }
  void kind(const char* name) { out_.text.emplace_back("grid_mapping_name", name); }

  bool write_projection(const std::string& method)
  {
    if (method == SRS_PT_LAMBERT_AZIMUTHAL_EQUAL_AREA) {
      kind("lambert_azimuthal_equal_area");
      number("latitude_of_projection_origin", SRS_PP_LATITUDE_OF_CENTER);
      number("longitude_of_projection_origin", SRS_PP_LONGITUDE_OF_CENTER);
    } else if (method == SRS_PT_AZIMUTHAL_EQUIDISTANT) {
      kind("azimuthal_equidistant");
      number("latitude_of_projection_origin", SRS_PP_LATITUDE_OF_CENTER);
      number("longitude_of_projection_origin", SRS_PP_LONGITUDE_OF_CENTER);
    } else if (method == SRS_PT_ALBERS_CONIC_EQUAL_AREA) {
      kind("albers_conical_equal_area");
      number("standard_parallel", SRS_PP_STANDARD_PARALLEL_1);
      number("standard_parallel", SRS_PP_STANDARD_PARALLEL_2);
      number("latitude_of_projection_origin", SRS_PP_LATITUDE_OF_CENTER);
      number("longitude_of_central_meridian", SRS_PP_LONGITUDE_OF_CENTER);
    } else if (method == SRS_PT_POLAR_STEREOGRAPHIC) {
      write_polar_stereographic();
    } else if (method == SRS_PT_LAMBERT_CONFORMAL_CONIC_2SP) {
      kind("lambert_conformal_conic");
      number("standard_parallel", SRS_PP_STANDARD_PARALLEL_1);
      number("standard_parallel", SRS_PP_STANDARD_PARALLEL_2);
      number("latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN);
      number("longitude_of_central_meridian", SRS_PP_CENTRAL_MERIDIAN);
    } else if (method == SRS_PT_LAMBERT_CONFORMAL_CONIC_1SP && parameter(SRS_PP_SCALE_FACTOR, 1.0) == 1.0) {
      kind("lambert_conformal_conic");
      number("standard_parallel", SRS_PP_LATITUDE_OF_ORIGIN);
      number("latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN);
      number("longitude_of_central_meridian", SRS_PP_CENTRAL_MERIDIAN);
    } else if (method == SRS_PT_TRANSVERSE_MERCATOR) {
      kind("transverse_mercator");
      number("scale_factor_at_central_meridian", SRS_PP_SCALE_FACTOR, 1.0);
      number("latitude_of_projection_origin", SRS_PP_LATITUDE_OF_ORIGIN);
      number("longitude_of_central_meridian", SRS_PP_CENTRAL_MERIDIAN);
    } else {
      return false;
    }
    return true;
  }

  /// GDAL keeps the standard parallel where the latitude of origin is, unless that is the pole itself.
  void write_polar_stereographic()
  {
    const double latitude = parameter(SRS_PP_LATITUDE_OF_ORIGIN, 90.0);
    kind("polar_stereographic");
    number("straight_vertical_longitude_from_pole", SRS_PP_CENTRAL_MERIDIAN);
    out_.number.emplace_back("latitude_of_projection_origin", std::copysign(90.0, latitude));
    if (std::abs(latitude) == 90.0) number("scale_factor_at_projection_origin", SRS_PP_SCALE_FACTOR, 1.0);
    else out_.number.emplace_back("standard_parallel", latitude);
  }
};

}  // namespace

CrsDescription describe_crs(const std::string& crs)
{
  const OGRSpatialReference reference = spatial_reference(crs);
  CrsDescription out;
  out.wkt = wkt_of(reference);
  CfWriter(reference, out).write();
  return out;
}

}  // namespace rangifer::forcing

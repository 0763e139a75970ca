#include "forcing/file/grid_mapping.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

constexpr const char* known_mappings =
  "albers_conical_equal_area, azimuthal_equidistant, geostationary, lambert_azimuthal_equal_area, "
  "lambert_conformal_conic, lambert_cylindrical_equal_area, mercator, oblique_mercator, orthographic, "
  "polar_stereographic, rotated_latitude_longitude, sinusoidal, stereographic, transverse_mercator, "
  "vertical_perspective";

/// Writes the parameters of one mapping as a PROJ string.
class ProjString {
public:
  ProjString(const NetcdfFile& file, const NetcdfVariable& mapping)
      : file_(file), mapping_(mapping), kind_(file.text(mapping, "grid_mapping_name").value_or(""))
  {
  }

  [[nodiscard]] std::string text() const
  {
    if (is_rotated_pole(file_, mapping_))
      return fmt::format("+proj=ob_tran +o_proj=longlat +o_lat_p={} +o_lon_p={} +lon_0={}{} +no_defs +type=crs",
                         needed("grid_north_pole_latitude"), number("north_pole_grid_longitude", 0),
                         180.0 + needed("grid_north_pole_longitude"), earth());
    return method() + fmt::format(" +x_0={} +y_0={}{} +units=m +no_defs +type=crs", number("false_easting", 0),
                                  number("false_northing", 0), earth());
  }

private:
  const NetcdfFile& file_;
  const NetcdfVariable& mapping_;
  std::string kind_;

  [[nodiscard]] double number(const char* name, double otherwise, std::size_t i = 0) const
  {
    const auto values = file_.numbers(mapping_, name);
    return i < values.size() ? values[i] : otherwise;
  }

  [[nodiscard]] double needed(const char* name, const char* other = nullptr) const
  {
    double value = number(name, std::nan(""));
    if (std::isnan(value) && other != nullptr) value = number(other, std::nan(""));
    if (std::isnan(value))
      throw InputError(
        fmt::format("{}: grid mapping {} ({}) has no number {}", file_.name(), mapping_.name, kind_, name));
    return value;
  }

  [[nodiscard]] std::string origin(const char* proj) const
  {
    return fmt::format("+proj={} +lat_0={} +lon_0={}", proj, needed("latitude_of_projection_origin"),
                       needed("longitude_of_projection_origin"));
  }

  [[nodiscard]] std::string conic(const char* proj) const
  {
    const double first = needed("standard_parallel");
    return fmt::format("+proj={} +lat_0={} +lon_0={} +lat_1={} +lat_2={}", proj,
                       number("latitude_of_projection_origin", 0), needed("longitude_of_central_meridian"), first,
                       number("standard_parallel", first, 1));
  }

  /// True at a parallel or scaled at the origin: files give one or the other.
  [[nodiscard]] std::string true_scale(const char* scale, double otherwise) const
  {
    const double k_0 = number(scale, std::nan(""));
    return std::isnan(k_0) ? fmt::format(" +lat_ts={}", number("standard_parallel", otherwise))
                           : fmt::format(" +k_0={}", k_0);
  }

  [[nodiscard]] std::string polar_stereographic() const
  {
    const double parallel = number("standard_parallel", 90);
    const double pole = std::copysign(90.0, number("latitude_of_projection_origin", parallel));
    return fmt::format("+proj=stere +lat_0={} +lon_0={}", pole,
                       needed("straight_vertical_longitude_from_pole", "longitude_of_projection_origin")) +
           true_scale("scale_factor_at_projection_origin", pole);
  }

  [[nodiscard]] std::string geostationary() const
  {
    // The two attributes say the same in opposite words.
    const bool fixed_is_y = file_.text(mapping_, "fixed_angle_axis") == "y";
    return fmt::format("+proj=geos +lon_0={} +h={} +sweep={}", needed("longitude_of_projection_origin"),
                       needed("perspective_point_height"),
                       file_.text(mapping_, "sweep_angle_axis").value_or(fixed_is_y ? "x" : "y"));
  }

  [[nodiscard]] std::string method() const
  {
    if (kind_ == "lambert_azimuthal_equal_area") return origin("laea");
    if (kind_ == "azimuthal_equidistant") return origin("aeqd");
    if (kind_ == "orthographic") return origin("ortho");
    if (kind_ == "albers_conical_equal_area") return conic("aea");
    if (kind_ == "lambert_conformal_conic") return conic("lcc");
    if (kind_ == "polar_stereographic") return polar_stereographic();
    if (kind_ == "stereographic")
      return origin("stere") + fmt::format(" +k_0={}", number("scale_factor_at_projection_origin", 1));
    if (kind_ == "vertical_perspective")
      return origin("nsper") + fmt::format(" +h={}", needed("perspective_point_height"));
    if (kind_ == "geostationary") return geostationary();
    if (kind_ == "transverse_mercator")
      return fmt::format("+proj=tmerc +lat_0={} +lon_0={} +k_0={}", number("latitude_of_projection_origin", 0),
                         needed("longitude_of_central_meridian"), number("scale_factor_at_central_meridian", 1));
    if (kind_ == "oblique_mercator")
      return fmt::format("+proj=omerc +lat_0={} +lonc={} +alpha={} +k_0={}", needed("latitude_of_projection_origin"),
                         needed("longitude_of_projection_origin"), needed("azimuth_of_central_line"),
                         number("scale_factor_at_projection_origin", 1));
    if (kind_ == "mercator")
      return fmt::format("+proj=merc +lon_0={}", needed("longitude_of_projection_origin")) +
             true_scale("scale_factor_at_projection_origin", 0);
    if (kind_ == "lambert_cylindrical_equal_area")
      return fmt::format("+proj=cea +lon_0={}", needed("longitude_of_central_meridian")) +
             true_scale("scale_factor_at_projection_origin", 0);
    if (kind_ == "sinusoidal")
      return fmt::format("+proj=sinu +lon_0={}",
                         needed("longitude_of_projection_origin", "longitude_of_central_meridian"));
    throw InputError(fmt::format("{}: grid mapping {} is '{}', which is not read without crs_wkt; known are {}",
                                 file_.name(), mapping_.name, kind_, known_mappings));
  }

  /// Of the size and shape the file gives, else WGS 84.
  [[nodiscard]] std::string earth() const
  {
    const double wgs84_m = 6378137.0, unknown = std::nan("");
    const double radius = number("earth_radius", unknown);
    const double a = number("semi_major_axis", std::isnan(radius) ? wgs84_m : radius);
    double b = number("semi_minor_axis", radius);
    const double rf = number("inverse_flattening", unknown);
    // One axis alone, unlike that of any ellipsoid in use, is the radius of a model's round earth.
    if (std::isnan(b) && (rf == 0.0 || (std::isnan(rf) && std::abs(a - wgs84_m) > 1000.0))) b = a;
    return fmt::format(" +a={}", a) +
           (std::isnan(b) ? fmt::format(" +rf={}", std::isnan(rf) ? 298.257223563 : rf) : fmt::format(" +b={}", b));
  }
};

}  // namespace

const NetcdfVariable* grid_mapping(const NetcdfFile& file, const NetcdfVariable& of)
{
  const auto named = file.text(of, "grid_mapping");
  if (!named) return nullptr;
  const std::string name = named->substr(0, named->find_first_of(": "));
  const NetcdfVariable* const mapping = file.find_for(of, name);
  if (mapping == nullptr)
    throw InputError(fmt::format("{}: variable {} names the grid mapping {}, which the file does not have", file.name(),
                                 of.name, name));
  return mapping;
}

std::string crs_of_grid_mapping(const NetcdfFile& file, const NetcdfVariable& mapping)
{
  if (!is_rotated_pole(file, mapping) || file.numbers(mapping, "grid_north_pole_latitude").empty())
    for (const char* const name : {"crs_wkt", "spatial_ref"})
      if (const auto wkt = file.text(mapping, name); wkt && !wkt->empty()) return *wkt;
  return ProjString(file, mapping).text();
}

bool is_rotated_pole(const NetcdfFile& file, const NetcdfVariable& mapping)
{
  const auto name = file.text(mapping, "grid_mapping_name");
  return name ? *name == "rotated_latitude_longitude" : !file.numbers(mapping, "grid_north_pole_latitude").empty();
}

double metres_per_unit(const NetcdfFile& file, const NetcdfVariable& mapping)
{
  if (file.text(mapping, "grid_mapping_name") != "geostationary") return 1.0;
  const auto height = file.numbers(mapping, "perspective_point_height");
  return height.empty() ? 1.0 : height.front();
}

}  // namespace rangifer::forcing

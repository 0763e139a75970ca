#include <catch2/catch.hpp>
#include <cmath>

#include "forcing/file/grid_mapping.h"
#include "forcing/file/netcdf_grid.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

struct Mapping {
  const char* kind;
  std::vector<std::pair<const char*, std::vector<double>>> numbers;
  double longitude = -143, latitude = 68.5;
};

void write(testing::NcMaker& nc, int crs, const Mapping& mapping)
{
  nc.text(crs, "grid_mapping_name", mapping.kind);
  for (const auto& [name, values] : mapping.numbers) nc.number(crs, name, NC_DOUBLE, values);
}

/// A map of that projection.
void write_map(const std::string& path, const Mapping& mapping)
{
  testing::NcMaker nc(path);
  const int y = nc.axis("y", "projection_y_coordinate", "m", testing::even(0, 1000, 4)),
            x = nc.axis("x", "projection_x_coordinate", "m", testing::even(0, 1000, 5));
  write(nc, nc.variable("crs", NC_INT, {}), mapping);
  const int v = nc.variable("v", NC_FLOAT, {y, x});
  nc.text(v, "grid_mapping", "crs");
  nc_put_att_text(nc.id(), NC_GLOBAL, "Conventions", 6, "CF-1.8");
}

/// What GDAL's own reader makes of the same file.
std::string by_gdal(const std::string& path)
{
  GDALAllRegister();
  const GDALDatasetUniquePtr data(GDALDataset::Open(("NETCDF:\"" + path + "\":v").c_str(), GDAL_OF_RASTER));
  REQUIRE(data);
  REQUIRE(data->GetSpatialRef() != nullptr);
  char* wkt = nullptr;
  const char* const options[] = {"FORMAT=WKT2_2019", nullptr};
  data->GetSpatialRef()->exportToWkt(&wkt, options);
  const std::string text = wkt;
  CPLFree(wkt);
  return text;
}

}  // namespace

TEST_CASE("CF mappings mean to us what they mean to GDAL", "[forcing][netcdf_mapping]")
{
  const auto mapping = GENERATE(
    Mapping {
      "lambert_azimuthal_equal_area",
      {{"latitude_of_projection_origin", {68}}, {"longitude_of_projection_origin", {-141}}, {"false_easting", {1000}}}},
    Mapping {"azimuthal_equidistant",
             {{"latitude_of_projection_origin", {68}}, {"longitude_of_projection_origin", {-141}}}},
    Mapping {"albers_conical_equal_area",
             {{"standard_parallel", {55, 65}},
              {"latitude_of_projection_origin", {50}},
              {"longitude_of_central_meridian", {-154}}}},
    Mapping {"lambert_conformal_conic",
             {{"standard_parallel", {50}},
              {"latitude_of_projection_origin", {50}},
              {"longitude_of_central_meridian", {-107}},
              {"earth_radius", {6371200}}}},
    Mapping {"lambert_conformal_conic",
             {{"standard_parallel", {25, 60}},
              {"latitude_of_projection_origin", {42.5}},
              {"longitude_of_central_meridian", {-100}}}},
    Mapping {"polar_stereographic",
             {{"latitude_of_projection_origin", {90}},
              {"straight_vertical_longitude_from_pole", {-45}},
              {"standard_parallel", {70}}}},
    Mapping {"stereographic",
             {{"latitude_of_projection_origin", {65}},
              {"longitude_of_projection_origin", {-150}},
              {"scale_factor_at_projection_origin", {0.9999}}}},
    Mapping {"mercator", {{"longitude_of_projection_origin", {-150}}, {"standard_parallel", {60}}}},
    Mapping {"mercator", {{"longitude_of_projection_origin", {-150}}, {"scale_factor_at_projection_origin", {0.5}}}},
    Mapping {"lambert_cylindrical_equal_area",
             {{"longitude_of_central_meridian", {-150}}, {"standard_parallel", {30}}}},
    Mapping {"orthographic", {{"latitude_of_projection_origin", {68}}, {"longitude_of_projection_origin", {-141}}}},
    Mapping {"transverse_mercator",
             {{"latitude_of_projection_origin", {0}},
              {"longitude_of_central_meridian", {-141}},
              {"scale_factor_at_central_meridian", {0.9996}},
              {"false_easting", {500000}}}});
  CAPTURE(mapping.kind);
  const testing::TempFolder folder;
  write_map(folder / "m.nc", mapping);
  const NetcdfFile file(folder / "m.nc");
  const Places here {geographic_crs, {mapping.longitude}, {mapping.latitude}};
  const Places ours = in_crs(here, crs_of_grid_mapping(file, *file.find("crs"))),
               theirs = in_crs(here, by_gdal(folder / "m.nc"));
  CHECK(std::abs(ours.x[0]) > 1000);
  CHECK(ours.x[0] == Approx(theirs.x[0]).margin(0.05));
  CHECK(ours.y[0] == Approx(theirs.y[0]).margin(0.05));
}

TEST_CASE("MODIS's sinusoidal grid by its formula", "[forcing][netcdf_mapping]")
{
  const testing::TempFolder folder;
  write_map(folder / "m.nc",
            {"sinusoidal", {{"longitude_of_projection_origin", {-140}}, {"earth_radius", {6371007.181}}}});
  const NetcdfFile file(folder / "m.nc");
  const Places at = in_crs({geographic_crs, {-143}, {68.5}}, crs_of_grid_mapping(file, *file.find("crs")));
  const double degree = 3.14159265358979 / 180;
  CHECK(at.x[0] == Approx(-3 * degree * std::cos(68.5 * degree) * 6371007.181).margin(0.01));
  CHECK(at.y[0] == Approx(68.5 * degree * 6371007.181).margin(0.01));
}

TEST_CASE("oblique and satellite views land where they should", "[forcing][netcdf_mapping]")
{
  const auto mapping = GENERATE(
    Mapping {"vertical_perspective",
             {{"latitude_of_projection_origin", {68}},
              {"longitude_of_projection_origin", {-141}},
              {"perspective_point_height", {1e7}}}},
    Mapping {"geostationary", {{"longitude_of_projection_origin", {-137}}, {"perspective_point_height", {35786023}}}},
    Mapping {"oblique_mercator",
             {{"latitude_of_projection_origin", {68}},
              {"longitude_of_projection_origin", {-141}},
              {"azimuth_of_central_line", {30}},
              {"scale_factor_at_projection_origin", {1}}}});
  CAPTURE(mapping.kind);
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "m.nc");
    write(nc, nc.variable("crs", NC_INT, {}), mapping);
  }
  const NetcdfFile file(folder / "m.nc");
  const std::string crs = crs_of_grid_mapping(file, *file.find("crs"));
  const Places out = in_crs({geographic_crs, {-143}, {68.5}}, crs), back = in_crs(out, geographic_crs);
  REQUIRE(std::isfinite(out.x[0]));
  CHECK(back.x[0] == Approx(-143).margin(1e-6));
  CHECK(back.y[0] == Approx(68.5).margin(1e-6));
}

TEST_CASE("scanning angles of a geostationary satellite become places", "[forcing][netcdf_mapping]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "s.nc");
    const int y = nc.axis("y", "projection_y_coordinate", "rad", {0.146, 0.147, 0.148}),
              x = nc.axis("x", "projection_x_coordinate", "rad", {-0.01, 0, 0.01});
    const int crs = nc.variable("goes", NC_INT, {});
    write(nc, crs,
          {"geostationary", {{"longitude_of_projection_origin", {-137}}, {"perspective_point_height", {35786023}}}});
    nc.text(crs, "sweep_angle_axis", "x");
    nc.text(nc.variable("v", NC_FLOAT, {y, x}), "grid_mapping", "goes");
  }
  const NetcdfFile file(folder / "s.nc");
  const GridVariable of = open_grid_variable(file, "v");
  const SourceCell middle {1, 1};
  const Places at = centres_of(of.grid, {&middle, 1});
  CHECK(at.x[0] == Approx(-137).margin(1e-6));
  CHECK(at.y[0] == Approx(70).margin(3));
}

TEST_CASE("a mapping that is unknown, lacks a number or fits no axes is refused", "[forcing][netcdf_mapping]")
{
  const auto with = [](const Mapping& mapping) {
    const testing::TempFolder folder;
    {
      testing::NcMaker nc(folder / "m.nc");
      const int y = nc.axis("y", "projection_y_coordinate", "m", {1, 2}),
                x = nc.axis("x", "projection_x_coordinate", "m", {1, 2});
      write(nc, nc.variable("crs", NC_INT, {}), mapping);
      nc.text(nc.variable("v", NC_FLOAT, {y, x}), "grid_mapping", "crs");
    }
    const NetcdfFile file(folder / "m.nc");
    return refusal([&] { (void)open_grid_variable(file, "v"); });
  };
  CHECK_THAT(with({"flat_earth", {}}), Contains("m.nc: grid mapping crs is 'flat_earth'") && Contains("sinusoidal"));
  CHECK_THAT(
    with({"albers_conical_equal_area", {{"standard_parallel", {55, 65}}}}),
    Contains("m.nc: grid mapping crs (albers_conical_equal_area) has no number longitude_of_central_meridian"));
}

TEST_CASE("the radius of a model's round earth is kept", "[forcing][netcdf_mapping]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "m.nc");
    Mapping narr {"lambert_conformal_conic",
                  {{"standard_parallel", {50}},
                   {"latitude_of_projection_origin", {50}},
                   {"longitude_of_central_meridian", {-107}}}};
    narr.numbers.push_back({"semi_major_axis", {6371200}});
    write(nc, nc.variable("crs", NC_INT, {}), narr);
  }
  const NetcdfFile file(folder / "m.nc");
  CHECK_THAT(crs_of_grid_mapping(file, *file.find("crs")), Contains("+a=6371200 +b=6371200"));
}

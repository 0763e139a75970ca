#include "gis/layer_file.h"

#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <string>

#include "gis/gdal.h"
#include "made_up.h"

using namespace rangifer;
using namespace rangifer::gis;

namespace {

constexpr std::int64_t large = 0x7000'0000'0000'0001;  // no double holds it

std::vector<Layer> layers()
{
  const double nan = std::numeric_limits<double>::quiet_NaN();
  Layer births {"births",
                "births, one by one",
                ShapeKind::points,
                {{"mother", "agent that gave birth", std::vector<std::optional<std::int64_t>> {large, {}}},
                 {"mass", "mass of the newborn (kg)", std::vector<double> {6.5, nan}},
                 {"herd", "herd", std::vector<std::string> {"porcupine", ""}},
                 {"day", "day of birth", std::vector<Day> {make_day(2005, 6, 3), make_day(2005, 6, 14)}}},
                {Place {1000, 2000}, std::monostate {}}};
  Layer tracks {"tracks", "ways", ShapeKind::lines, {}, {Path {{0, 0}, {1000, 0}, {1000, 1000}}}};
  const Path square {{0, 0}, {4000, 0}, {4000, 4000}, {0, 4000}, {0, 0}};
  const Path hole {{1000, 1000}, {1000, 2000}, {2000, 2000}, {2000, 1000}, {1000, 1000}};
  Layer grounds {"grounds", "polygons", ShapeKind::polygons, {}, {std::vector<Polygon> {{square, {hole}}}}};
  return {births, tracks, grounds};
}

GDALDatasetUniquePtr open(const std::filesystem::path& file)
{
  return GDALDatasetUniquePtr(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR));
}

}  // namespace

TEST_CASE("a feature keeps its place, its numbers and its date", "[gis]")
{
  const made_up::Folder folder("layers");
  write_layers(folder / "layers.gpkg", made_up::grid().crs, layers());
  const auto data = open(folder / "layers.gpkg");
  REQUIRE(data != nullptr);
  REQUIRE(data->GetLayerCount() == 3);
  OGRLayer& births = *data->GetLayerByName("births");
  CHECK(std::string(births.GetMetadataItem("DESCRIPTION")) == "births, one by one");
  OGRLayer* const meaning =
    data->ExecuteSQL("SELECT description FROM gpkg_data_columns WHERE column_name = 'mass'", nullptr, "");
  REQUIRE(meaning != nullptr);
  CHECK(std::string(OGRFeatureUniquePtr(meaning->GetNextFeature())->GetFieldAsString(0)) == "mass of the newborn (kg)");
  data->ReleaseResultSet(meaning);
  const OGRFeatureUniquePtr first(births.GetNextFeature()), second(births.GetNextFeature());
  CHECK(first->GetFieldAsInteger64("mother") == large);
  CHECK(first->GetFieldAsDouble("mass") == 6.5);
  CHECK(std::string(first->GetFieldAsString("herd")) == "porcupine");
  CHECK(std::string(first->GetFieldAsString("day")) == "2005/06/03");
  CHECK(first->GetGeometryRef()->toPoint()->getY() == 2000.0);
  for (const char* missing : {"mother", "mass", "herd"})
    CHECK(second->IsFieldNull(second->GetFieldIndex(missing)) != 0);
  CHECK(second->GetGeometryRef() == nullptr);
}

TEST_CASE("lines and polygons keep their shape and lie in the CRS", "[gis]")
{
  const made_up::Folder folder("shapes");
  write_layers(folder / "layers.gpkg", made_up::grid().crs, layers());
  const auto data = open(folder / "layers.gpkg");
  REQUIRE(data != nullptr);
  const OGRFeatureUniquePtr line(data->GetLayerByName("tracks")->GetNextFeature());
  CHECK(line->GetGeometryRef()->toLineString()->get_Length() == 2000.0);
  const OGRFeatureUniquePtr ground(data->GetLayerByName("grounds")->GetNextFeature());
  CHECK(ground->GetGeometryRef()->IsValid() != 0);
  CHECK(ground->GetGeometryRef()->toMultiPolygon()->get_Area() == 15e6);
  const OGRSpatialReference crs = spatial_reference(made_up::grid().crs);
  CHECK(data->GetLayerByName("grounds")->GetSpatialRef()->IsSame(&crs) != 0);
}

TEST_CASE("equal layers give equal bytes, and no file beside", "[gis][reproducible]")
{
  const made_up::Folder folder("layer_bytes");
  for (const char* name : {"a.gpkg", "b.gpkg"}) write_layers(folder / name, made_up::grid().crs, layers());
  CHECK(made_up::bytes_of(folder / "a.gpkg").size() > 1000);
  CHECK(made_up::bytes_of(folder / "a.gpkg") == made_up::bytes_of(folder / "b.gpkg"));
  CHECK(folder.files() == 2);
}

TEST_CASE("layers that cannot be written say so", "[gis]")
{
  const made_up::Folder folder("no_layers");
  CHECK_THROWS_WITH(write_layers(folder / "none/layers.gpkg", made_up::grid().crs, layers()),
                    Catch::Contains("none/layers.gpkg: cannot be written: "));
}

#include <catch2/catch.hpp>
#include <cmath>
#include <map>

#include "forcing/forcing.h"
#include "forcing/space/places.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

std::multimap<std::string, double> numbers(const CrsDescription& crs) { return {crs.number.begin(), crs.number.end()}; }

std::string kind(const CrsDescription& crs)
{
  for (const auto& [name, value] : crs.text)
    if (name == "grid_mapping_name") return value;
  return "";
}

}  // namespace

TEST_CASE("the centre of the frame is where the border meets 68 N, and places come back", "[forcing]")
{
  const Projection projection(testing::model_crs);
  const std::vector<double> x {0, 123'456.7}, y {0, -234'567.8};
  std::vector<double> lon(2), lat(2), x2(2), y2(2);
  projection.to_geographic(x, y, lon, lat);
  CHECK(lon[0] == Approx(-141));
  CHECK(lat[0] == Approx(68));
  projection.to_projected(lon, lat, x2, y2);
  CHECK(x2[1] == Approx(x[1]).margin(1e-6));
  CHECK(y2[1] == Approx(y[1]).margin(1e-6));
}

TEST_CASE("longitude comes first whatever order an authority gives", "[forcing]")
{
  const Places out = in_crs({"EPSG:4326", {-141}, {68}}, geographic_crs);
  CHECK(out.x[0] == -141);
  CHECK(out.y[0] == 68);
}

TEST_CASE("a projection that PROJ does not know is refused", "[forcing]")
{
  CHECK_THAT(refusal([] { Projection {"EPSG:99999999"}; }),
             Contains("PROJ does not know the coordinate reference system 'EPSG:99999999'"));
  CHECK_THAT(refusal([] { Projection {"+proj=laea +lat_0=nonsense"}; }), Contains("PROJ does not know"));
  CHECK_THAT(refusal([] { (void)describe_crs("no such thing"); }), Contains("PROJ does not know"));
}

TEST_CASE("a point the projection does not reach is NaN", "[forcing]")
{
  const Places out = in_crs({testing::model_crs, {5e7}, {5e7}}, geographic_crs);
  CHECK(std::isnan(out.x[0]));
  CHECK(std::isnan(out.y[0]));
}

TEST_CASE("the default frame is described as CF wants it", "[forcing]")
{
  const CrsDescription crs = describe_crs(testing::model_crs);
  CHECK_THAT(crs.wkt, Contains("PROJCRS[") && Contains("Lambert Azimuthal Equal Area"));
  CHECK(crs.wkt.find('\n') == std::string::npos);
  CHECK(kind(crs) == "lambert_azimuthal_equal_area");
  auto n = numbers(crs);
  CHECK(n.find("latitude_of_projection_origin")->second == 68);
  CHECK(n.find("longitude_of_projection_origin")->second == -141);
  CHECK(n.find("semi_major_axis")->second == 6378137);
  CHECK(n.find("inverse_flattening")->second == Approx(298.257223563));
  CHECK(n.find("false_easting")->second == 0);
  CHECK(n.find("false_northing")->second == 0);
}

TEST_CASE("Alaska Albers has two standard parallels", "[forcing]")
{
  const CrsDescription crs = describe_crs("EPSG:3338");
  CHECK(kind(crs) == "albers_conical_equal_area");
  const auto n = numbers(crs);
  const auto [from, to] = n.equal_range("standard_parallel");
  REQUIRE(std::distance(from, to) == 2);
  CHECK(from->second == 55);
  CHECK(std::next(from)->second == 65);
  CHECK(n.find("latitude_of_projection_origin")->second == 50);
  CHECK(n.find("longitude_of_central_meridian")->second == -154);
  CHECK(n.find("inverse_flattening")->second == Approx(298.257222101));
  CHECK_THAT(crs.wkt, Contains("ID[\"EPSG\",3338]"));
}

TEST_CASE("polar stereographic, Lambert conformal and transverse Mercator", "[forcing]")
{
  const auto polar = numbers(describe_crs("EPSG:3413"));
  CHECK(kind(describe_crs("EPSG:3413")) == "polar_stereographic");
  CHECK(polar.find("straight_vertical_longitude_from_pole")->second == -45);
  CHECK(polar.find("latitude_of_projection_origin")->second == 90);
  CHECK(polar.find("standard_parallel")->second == 70);

  CHECK(kind(describe_crs("EPSG:3978")) == "lambert_conformal_conic");  // Canada Atlas Lambert
  CHECK(numbers(describe_crs("EPSG:3978")).count("standard_parallel") == 2);

  const auto utm = numbers(describe_crs("EPSG:32607"));
  CHECK(kind(describe_crs("EPSG:32607")) == "transverse_mercator");
  CHECK(utm.find("scale_factor_at_central_meridian")->second == Approx(0.9996));
  CHECK(utm.find("false_easting")->second == 500'000);
}

TEST_CASE("a projection without a CF name keeps its WKT", "[forcing]")
{
  const CrsDescription crs = describe_crs("+proj=robin +datum=WGS84 +units=m");
  CHECK_THAT(crs.wkt, Contains("Robinson"));
  CHECK(crs.text.empty());
  CHECK(crs.number.empty());
}

TEST_CASE("the lapse rate is steepest in mid July and gentlest in mid January", "[forcing]")
{
  const LapseRate lapse;
  CHECK(lapse.on(196) == Approx(-6.0));
  CHECK(lapse.on(15) == Approx(-1.5).margin(0.01));
  CHECK(lapse.on(106) == Approx(-3.75).margin(0.1));
  for (int day = 1; day <= 366; ++day) {
    CHECK(lapse.on(day) <= -1.5);
    CHECK(lapse.on(day) >= -6.0);
  }
}

TEST_CASE("roles are found by name", "[forcing]")
{
  REQUIRE(find_role("wind_speed") != nullptr);
  CHECK(find_role("wind_speed")->unit == "m s-1");
  CHECK(find_role("wolves") == nullptr);
}

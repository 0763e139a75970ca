#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "forcing/layer/turn.h"
#include "forcing/space/places.h"
#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::constant;
using testing::DailyFile;
using testing::even;
using testing::Setting;

namespace {

constexpr double radians = std::numbers::pi / 180;
const std::string polar = "+proj=stere +lat_0=90 +lat_ts=60 +lon_0=-100 +datum=WGS84 +units=m";

/// A setting with two components in place of the speed.
struct WindSetting : Setting {
  DailyFile u, v;
  WindSetting()
  {
    layers.erase(layers.begin() + 3);
    u.units = v.units = "m s-1";
    u.value = constant(3);
    v.value = constant(4);
  }
  void give_both()
  {
    give("wind_u", u);
    give("wind_v", v);
  }
};

/// Components on a polar stereographic grid of 50 km around the small frame.
void write_polar(const std::string& path, const std::string& name, const std::string& standard_name, double value)
{
  testing::NcMaker nc(path);
  const int t = nc.dimension("time", 10), tv = nc.variable("time", NC_DOUBLE, {t});
  nc.text(tv, "units", "days since 2001-05-01 12:00").put(tv, even(0, 1, 10));
  const Places middle = in_crs({geographic_crs, {-141}, {68}}, polar);
  const auto x = even(middle.x[0] - 250'000, 50'000, 11), y = even(middle.y[0] - 250'000, 50'000, 11);
  const int yd = nc.axis("y", "projection_y_coordinate", "m", y), xd = nc.axis("x", "projection_x_coordinate", "m", x);
  const int crs = nc.variable("crs", NC_INT, {});
  nc.text(crs, "grid_mapping_name", "polar_stereographic");
  nc.number(crs, "latitude_of_projection_origin", NC_DOUBLE, {90});
  nc.number(crs, "standard_parallel", NC_DOUBLE, {60});
  nc.number(crs, "straight_vertical_longitude_from_pole", NC_DOUBLE, {-100});
  const int var = nc.variable(name, NC_DOUBLE, {t, yd, xd});
  nc.text(var, "units", "m s-1").text(var, "grid_mapping", "crs");
  if (!standard_name.empty()) nc.text(var, "standard_name", standard_name);
  nc.put(var, std::vector<double>(10 * 121, value));
}

}  // namespace

TEST_CASE("east and north turn as meridians run together", "[forcing][wind]")
{
  // On an azimuthal projection about 68 N 141 W north leans to the middle by close to sin(68) times the longitude.
  const Grid grid {testing::model_crs, -400'000, -500, 1000, 800, 1};
  const Turn turn(grid, geographic_crs);
  const Places lon_lat = in_crs(cell_centres(grid), geographic_crs);
  for (const std::size_t i : {std::size_t {0}, std::size_t {200}, std::size_t {400}, std::size_t {799}}) {
    const double lean = (lon_lat.x[i] + 141) * std::sin(68 * radians);
    CHECK(turn.degrees(i) == Approx(lean).margin(0.05));
  }
  Field x(800, 3.0f), y(800, 4.0f);
  turn.apply(x, y);
  for (std::size_t i = 0; i < 800; ++i) CHECK(std::hypot(x[i], y[i]) == Approx(5).epsilon(1e-6));
}

TEST_CASE("a polar stereographic grid lies as far askew as its meridian is away", "[forcing][wind]")
{
  const Grid grid {testing::model_crs, -500, -500, 1000, 1, 1};
  CHECK(Turn(grid, polar).degrees(0) == Approx(-100 - -141).margin(0.01));
  CHECK(Turn(grid, testing::model_crs).degrees(0) == Approx(0).margin(1e-6));
}

TEST_CASE("the axes of a rotated pole are those of its own longitudes", "[forcing][wind]")
{
  // The rotated equator runs through the middle of the model and its pole lies on the meridian of 141 W
  // and beyond the north pole: both grids point the same way there.
  const std::string along =
    "+proj=ob_tran +o_proj=longlat +o_lon_p=0 +o_lat_p=22 +lon_0=-141 +datum=WGS84 +to_meter=0.0174532925199433";
  const Grid grid {testing::model_crs, -500, -500, 1000, 1, 1};
  Places at = in_crs(cell_centres(grid), along);
  CAPTURE(at.x[0], at.y[0]);
  CHECK(at.y[0] == Approx(0).margin(0.3));
  CHECK(Turn(grid, along).degrees(0) == Approx(0).margin(0.01));
}

TEST_CASE("two components make a speed and a direction", "[forcing][wind]")
{
  WindSetting s;
  s.give_both();
  const landscape::Weather w = s.read(s.first);
  CHECK(w.wind_m_s == Field(48, 5.0f));
  const Grid& grid = s.terrain.grid;
  const std::size_t middle = grid.index(4, 3);
  CHECK(w.wind_x_m_s[middle] == Approx(3).margin(0.02));
  CHECK(w.wind_y_m_s[middle] == Approx(4).margin(0.02));
  const std::size_t west = grid.index(0, 3);  // 35 km west of the meridian: north leans to the right
  CHECK(w.wind_x_m_s[west] > 3.03f);
  CHECK(std::hypot(w.wind_x_m_s[west], w.wind_y_m_s[west]) == Approx(5));
  REQUIRE(s.facts.size() == 6);
  CHECK(s.facts[4].role == "wind_u");
  CHECK(s.facts[4].note == "wind speed from daily mean components is a lower bound");
}

TEST_CASE("a speed of its own goes before that of the components", "[forcing][wind]")
{
  Setting s;
  DailyFile file;
  file.units = "m s-1";
  file.value = constant(3);
  s.give("wind_u", file);
  s.give("wind_v", file);
  const landscape::Weather w = s.read(s.first);
  CHECK(w.wind_m_s == Field(48, 4.0f));
  CHECK(w.wind_x_m_s.size() == 48);
  CHECK(s.facts.back().note.empty());
}

TEST_CASE("winds that turn within the day keep their speed", "[forcing][wind]")
{
  WindSetting s;
  const bool staggered = GENERATE(false, true);
  for (DailyFile* const file : {&s.u, &s.v}) {
    file->time_units = "hours since 2001-05-01";
    file->time = even(0, 6, 40);
  }
  if (staggered) s.v.lat = even(64.5, 1, 8);
  s.u.value = [](std::size_t r, double, double) { return 6.0 * std::cos(static_cast<double>(r % 4) * 90 * radians); };
  s.v.value = [](std::size_t r, double, double) { return 6.0 * std::sin(static_cast<double>(r % 4) * 90 * radians); };
  s.give_both();
  const landscape::Weather w = s.read(s.first);
  CHECK(w.wind_m_s[5] == Approx(6));
  CHECK(w.wind_x_m_s[5] == Approx(0).margin(1e-6));
  CHECK(s.facts[4].note == "wind speed is the mean of the records' speeds");
}

TEST_CASE("winds on a projected grid are turned by what they say they are", "[forcing][wind]")
{
  WindSetting s;
  s.give_both();
  s.terrain.grid = {testing::model_crs, -500, -500, 1000, 1, 1};
  s.terrain.elevation_m = {0.0f};
  const auto write = [&](const std::string& u, const std::string& v) {
    write_polar(s.spec("wind_u").file, "v", u, 3.0);
    write_polar(s.spec("wind_v").file, "v", v, 4.0);
  };
  const double askew = 41 * radians;
  SECTION("along the grid")
  {
    write("x_wind", "y_wind");
    const landscape::Weather w = s.read(s.first);
    CHECK(w.wind_x_m_s[0] == Approx(3 * std::cos(askew) - 4 * std::sin(askew)).margin(0.002));
    CHECK(w.wind_y_m_s[0] == Approx(3 * std::sin(askew) + 4 * std::cos(askew)).margin(0.002));
    CHECK(w.wind_m_s[0] == 5.0f);
  }
  SECTION("to the east")
  {
    write("eastward_wind", "northward_wind");
    CHECK(s.read(s.first).wind_x_m_s[0] == Approx(3).margin(0.001));
  }
  SECTION("as the layer says")
  {
    write("", "");
    s.spec("wind_u").vectors = s.spec("wind_v").vectors = "east";
    CHECK(s.read(s.first).wind_x_m_s[0] == Approx(3).margin(0.001));
  }
  SECTION("nothing says")
  {
    write("", "");
    CHECK_THAT(s.only_problem(),
               Contains("wind_u.nc: variable v lies on ") && Contains("`vectors = \"east\"` or `vectors = \"grid\"`"));
  }
  SECTION("each says another thing")
  {
    write("x_wind", "northward_wind");
    CHECK_THAT(s.only_problem(), Contains("lie along different axes"));
  }
}

TEST_CASE("components that cannot be used say why", "[forcing][wind]")
{
  WindSetting s;
  s.give_both();
  SECTION("one alone")
  {
    s.layers.pop_back();
    CHECK_THAT(s.only_problem(), Contains("no [[layer]] has role wind_v"));
  }
  SECTION("other times")
  {
    s.v.time = even(0.25, 1, 10);
    s.give("wind_v", s.v);
    CHECK_THAT(s.only_problem(), Contains("wind_u.nc: variable v and ") && Contains("are not at the same times"));
  }
  SECTION("a key that does not go with them")
  {
    s.spec("wind_u").delta = "x.nc";
    CHECK_THAT(s.only_problem(), Contains("`delta`, `offset_by_month` and `elevation` do not go with wind_u"));
  }
  SECTION("no such axes")
  {
    s.spec("wind_u").vectors = "north";
    CHECK_THAT(s.only_problem(), Contains("`vectors = \"north\"`: must be east or grid"));
  }
}

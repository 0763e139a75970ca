#include "forcing/generator/monthly.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

const std::vector<double> lon {-141.5}, lat {68.25};

/// Temperature of month m: 273.15 + m + (lon + 142) / 10 + (lat - 68).
std::string months(const testing::TempFolder& folder, std::size_t n, bool with_hole = false)
{
  const std::string path = folder / "months.nc";
  testing::NcMaker nc(path);
  const std::vector<double> x {-143, -142, -141}, y {69, 68, 67};
  const int t = nc.axis("time", "time", "days since 2005-01-01", testing::even(15, 30.4, n));
  const int j = nc.axis("lat", "latitude", "degrees_north", y), i = nc.axis("lon", "longitude", "degrees_east", x);
  const int v = nc.variable("tas", NC_FLOAT, {t, j, i});
  nc.text(v, "standard_name", "air_temperature").text(v, "units", "K");
  nc.number(v, "missing_value", NC_FLOAT, {-1});
  std::vector<double> all;
  for (std::size_t m = 0; m < n; ++m)
    for (const double value : testing::map_of(x, y, [&](double a, double b) {
           return with_hole && m == 6 && a == -142 && b == 68
                    ? -1.0
                    : 273.15 + static_cast<double>(m) + (a + 142) / 10 + b - 68;
         }))
      all.push_back(value);
  nc.put(v, all);
  return path;
}

}  // namespace

TEST_CASE("twelve months at a place, bilinear and converted", "[forcing]")
{
  const testing::TempFolder folder;
  const auto got = read_monthly(months(folder, 12), "air_temperature", "degC", lon, lat);
  for (std::size_t m = 0; m < 12; ++m) CHECK(got[m][0] == Approx(static_cast<double>(m) + 0.05 + 0.25).margin(1e-4));
}

TEST_CASE("monthly climate that cannot be used says why", "[forcing]")
{
  const testing::TempFolder folder;
  const auto read = [&](std::size_t n, const char* unit, double x, bool hole = false) {
    const std::vector<double> xs {x};
    return refusal([&] { (void)read_monthly(months(folder, n, hole), "tas", unit, xs, lat); });
  };
  CHECK_THAT(read(11, "degC", -141.5), Contains("months.nc: variable tas has 11 records; 12 months are needed"));
  CHECK_THAT(read(12, "m", -141.5), Contains("variable tas is in 'K', which does not convert to 'm'"));
  CHECK_THAT(read(12, "degC", -120),
             Contains("does not cover 68.250 N 120.000 W; its own extent is lon -143 .. -141, lat 67 .. 69"));
  CHECK_THAT(read(12, "degC", -141.5, true), Contains("record 7 has no value at 68.250 N 141.500 W"));
}

TEST_CASE("a map without time at a place", "[forcing]")
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "orog.nc");
    const int j = nc.axis("lat", "latitude", "degrees_north", {68, 69}),
              i = nc.axis("lon", "longitude", "degrees_east", {218, 219});
    const int v = nc.variable("orog", NC_DOUBLE, {j, i});
    nc.text(v, "standard_name", "surface_altitude").text(v, "units", "km");
    nc.put(v, {0.1, 0.2, 0.3, 0.4});
  }
  CHECK(read_static_at(folder / "orog.nc", "surface_altitude", "m", lon, lat)[0] == Approx(200));
  CHECK_THAT(refusal([&] { (void)read_static_at(months(folder, 12), "tas", "K", lon, lat); }),
             Contains("has 12 records"));
}

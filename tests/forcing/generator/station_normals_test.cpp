#include "forcing/generator/station_normals.h"

#include <unistd.h>
#include <catch2/catch.hpp>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/error.h"

using namespace rangifer;
using namespace rangifer::forcing;

namespace {

const std::string header =
  "# a comment\n"
  "station,latitude,longitude,elevation_m,month,tmean_c,tmin_c,tmax_c,precipitation_mm,wind_m_s,evidence,"
  "source\n";

std::string row(int month, const std::string& numbers = "-5.0,-9.0,-1.0,20,3.0")
{
  return "Old Camp,68.5,-140.0,250," + std::to_string(month) + "," + numbers + ",M med,\"a book, page 3\"\n";
}

std::string whole_year()
{
  std::string text = header;
  for (int m = 1; m <= 12; ++m) text += row(m);
  return text;
}

/// The year with the row of one month (0: the header's) put in another's place.
std::string year_with(int month, const std::string& line)
{
  std::string text = header;
  for (int m = 1; m <= 12; ++m) text += m == month ? line : row(m);
  return text;
}

std::vector<StationNormals> read(const std::string& text)
{
  const auto file = std::filesystem::temp_directory_path() / ("rangifer_normals_" + std::to_string(getpid()) + ".csv");
  std::ofstream(file) << text;
  struct Remove {
    std::filesystem::path path;
    ~Remove() { std::filesystem::remove(path); }
  } const remove {file};
  return read_station_normals(file);
}

std::string refusal(const std::string& text)
{
  try {
    (void)read(text);
  } catch (const InputError& error) {
    return error.what();
  }
  return "accepted";
}

}  // namespace

TEST_CASE("a table of normals is read", "[forcing]")
{
  const auto stations = read(whole_year());
  REQUIRE(stations.size() == 1);
  CHECK(stations[0].name == "Old Camp");
  CHECK(stations[0].latitude_deg == 68.5);
  CHECK(stations[0].longitude_deg == -140.0);
  CHECK(stations[0].elevation_m == 250);
  CHECK(stations[0].mean_c[6] == -5.0);
  CHECK(stations[0].min_c[6] == -9.0);
  CHECK(stations[0].max_c[11] == -1.0);
  CHECK(stations[0].precipitation_mm[0] == 20);
  CHECK(stations[0].wind_m_s[0] == 3.0);
}

TEST_CASE("what a station does not know is not a number", "[forcing]")
{
  const auto stations = read(year_with(3, row(3, "-5.0,,,,")));
  CHECK(std::isnan(stations[0].min_c[2]));
  CHECK(std::isnan(stations[0].max_c[2]));
  CHECK(std::isnan(stations[0].precipitation_mm[2]));
  CHECK(std::isnan(stations[0].wind_m_s[2]));
  CHECK(stations[0].mean_c[2] == -5.0);
}

TEST_CASE("a bad row of normals is refused with its line, column, what stands there and what should", "[forcing]")
{
  struct Case {
    std::string text, message;
  };
  const auto bad = GENERATE(
    Case {year_with(2, row(2, "cold,-9.0,-1.0,20,3.0")),
          "line 4, column tmean_c: found 'cold', expected degC, -75 .. 45"},
    Case {year_with(2, row(2, "5.0 C,,,20,3.0")), "line 4, column tmean_c: found '5.0 C', expected degC"},
    Case {year_with(2, row(2, ",,,20,3.0")), "line 4, column tmean_c: found '', expected degC"},
    Case {year_with(2, row(2, "nan,,,20,3.0")), "line 4, column tmean_c: found 'nan', expected degC"},
    Case {year_with(2, row(2, "-5.0,-4.0,-1.0,20,3.0")),
          "line 4, column tmin_c: found '-4.0', expected degC, -80 .. 40, not above tmean_c"},
    Case {year_with(2, row(2, "-5.0,-9.0,-6.0,20,3.0")),
          "line 4, column tmax_c: found '-6.0', expected degC, -75 .. 50, not below tmean_c"},
    Case {year_with(2, row(2, "-5.0,-9.0,,20,3.0")),
          "line 4, column tmax_c: found '', expected a number, as the other extreme is given"},
    Case {year_with(2, row(2, "-5.0,-9.0,-1.0,-2,3.0")),
          "line 4, column precipitation_mm: found '-2', expected mm in the month, 0 .. 2000, or blank"},
    Case {year_with(2, row(2, "-5.0,-9.0,-1.0,20,99")),
          "line 4, column wind_m_s: found '99', expected m s-1, 0 .. 40, or blank"},
    Case {year_with(2, row(13)), "line 4, column month: found '13', expected a whole number, 1 .. 12"},
    Case {year_with(2, row(3)), "line 5, column month: found '3', expected each month of Old Camp once"},
    Case {year_with(2, ""), "station Old Camp: month 2 is missing, expected 1 .. 12"},
    Case {year_with(2, "Old Camp,68.5,-140.1,250,2,-5,-9,-1,20,3,V,x\n"),
          "line 4, column longitude: found '-140.1', expected -140 as in the first row of Old Camp"},
    Case {year_with(2, "Old Camp,98.5,-140.0,250,2,-5,-9,-1,20,3,V,x\n"),
          "line 4, column latitude: found '98.5', expected degrees north, -90 .. 90"},
    Case {year_with(2, "Old Camp,68.5,-140.0,250,2,-5,-9,-1,20,3,sure,x\n"),
          "line 4, column evidence: found 'sure', expected V, M high, M med, M low, D or E"},
    Case {year_with(2, "Old Camp,68.5,-140.0,250,2,-5,-9,-1,20,3,V,\n"),
          "line 4, column source: found '', expected where the numbers come from"},
    Case {year_with(2, ",68.5,-140.0,250,2,-5,-9,-1,20,3,V,x\n"), "line 4, column station: found '', expected a name"},
    Case {year_with(2, "Old Camp,68.5,-140.0\n"), "line 4: found 3 fields, expected 12 fields"},
    Case {year_with(2, "Old Camp,68.5,-140.0,250,2,-5,-9,-1,20,3,V,\"x\n"),
          "line 4: found an open quote, expected 12 fields"},
    Case {"station,latitude,longitude,elevation_m,month,tmaen_c,tmin_c,tmax_c,precipitation_mm,wind_m_s,"
          "evidence,source\n",
          "line 1: no such column 'tmaen_c' (did you mean 'tmean_c'?)"},
    Case {"station,latitude\n", "line 1: column 'source' stands there 0 times, expected once"},
    Case {"", "no rows, expected a header and 12 rows a station"});
  CHECK_THAT(refusal(bad.text), Catch::Contains(bad.message));
  CHECK_THAT(refusal(bad.text), Catch::Contains("rangifer_normals_"));  // the file's name
}

TEST_CASE("all bad rows of normals are reported at once", "[forcing]")
{
  std::string text = year_with(2, row(2, "cold,-9.0,-1.0,20,windy"));
  text += row(14);
  CHECK_THAT(refusal(text), Catch::Contains("3 problems") && Catch::Contains("'cold'") && Catch::Contains("'windy'") &&
                              Catch::Contains("'14'"));
}

TEST_CASE("a table of normals that is not there is refused", "[forcing]")
{
  CHECK_THROWS_WITH(read_station_normals("/nowhere/normals.csv"), "/nowhere/normals.csv: cannot be opened");
}

TEST_CASE("the normals of the Porcupine range are whole, and cold where they should be", "[forcing]")
{
  const auto stations =
    read_station_normals(std::filesystem::path(RANGIFER_SOURCE_DIR) / "inputs/porcupine/station_normals.csv");
  CHECK(stations.size() >= 12);
  const auto find = [&](const std::string& name) {
    for (const auto& s : stations)
      if (s.name == name) return s;
    FAIL("no station " << name);
    return StationNormals {};
  };
  CHECK(find("Barter Island").mean_c[6] < 6.0);  // the coast stays cool in July
  CHECK(find("Fort Yukon").mean_c[6] > 14.0);
  CHECK(find("Barter Island").wind_m_s[0] > find("Fort Yukon").wind_m_s[0]);
}

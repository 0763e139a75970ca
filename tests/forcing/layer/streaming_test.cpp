#include <dlfcn.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "layer/layer_setting.h"

using namespace rangifer;
using namespace rangifer::forcing;
using std::chrono::days;
using testing::even;

namespace {

/// HDF5 prints by thread what it does not find; the tests do not link it themselves.
void silence_hdf5()
{
  using SetAuto = int (*)(std::int64_t, void*, void*);
  if (void* const set = dlsym(RTLD_DEFAULT, "H5Eset_auto2")) reinterpret_cast<SetAuto>(set)(0, nullptr, nullptr);
}

double resident_mb()
{
  std::ifstream statm("/proc/self/statm");
  double all = 0, resident = 0;
  statm >> all >> resident;
  return resident * static_cast<double>(sysconf(_SC_PAGESIZE)) / 1e6;
}

/// All five variables of a year of noleap days, short and packed, on 9 x 7 nodes.
void write_year(const std::string& path, int year)
{
  testing::NcMaker nc(path);
  const int t = nc.dimension("time", 365), tv = nc.variable("time", NC_DOUBLE, {t});
  nc.text(tv, "units", "days since 1961-01-01").text(tv, "calendar", "noleap");
  nc.put(tv, even(365.0 * (year - 1961) + 0.5, 1, 365));
  const int y = nc.axis("lat", "latitude", "degrees_north", even(65, 1, 7)),
            x = nc.axis("lon", "longitude", "degrees_east", even(-145, 1, 9));
  for (const auto& [name, units] :
       {std::pair {"tas", "degC"}, std::pair {"tasmin", "degC"}, std::pair {"tasmax", "degC"},
        std::pair {"wind", "m s-1"}, std::pair {"pr", "mm day-1"}}) {
    const int v = nc.variable(name, NC_SHORT, {t, y, x});
    nc.text(v, "units", units).number(v, "scale_factor", NC_DOUBLE, {0.01});
    nc.put(v, std::vector<double>(365 * 63, year - 1960));
  }
}

void give_all(testing::Setting& s, const std::string& pattern)
{
  for (const auto& [role, name] :
       {std::pair {"temperature", "tas"}, std::pair {"temperature_min", "tasmin"},
        std::pair {"temperature_max", "tasmax"}, std::pair {"wind_speed", "wind"}, std::pair {"precipitation", "pr"}}) {
    s.spec(role).file = pattern;
    s.spec(role).variable = name;
  }
}

// The address sanitizer keeps what is freed.
#ifdef __SANITIZE_ADDRESS__
constexpr bool memory_means_something = false;
#else
constexpr bool memory_means_something = true;
#endif

}  // namespace

TEST_CASE("forty years of days take the memory of one", "[forcing][streaming]")
{
  testing::Setting s;
  for (int year = 1961; year <= 2000; ++year) write_year(s.folder / ("w_" + std::to_string(year) + ".nc"), year);
  give_all(s, s.folder / "w_*.nc");
  s.first = make_day(1961, 1, 1);
  s.last = make_day(2000, 12, 31);
  auto direct = s.open();
  for (const std::string& problem : s.problems) UNSCOPED_INFO(problem);
  REQUIRE(direct);
  CHECK(s.facts[0].files.size() == 40);
  const auto source = read_ahead(std::move(direct), s.last, 4, silence_hdf5);
  landscape::Weather w;
  double first_mb = 0, fifth_mb = 0;
  for (Day day = s.first; day <= s.last; day += days {1}) {
    source->read(day, w);
    if (w.temperature_c[0] != Approx(0.01 * (year_of(day) - 1960))) FAIL(to_string(day));
    if (day == make_day(1961, 12, 31)) first_mb = resident_mb();
    if (day == make_day(1965, 12, 31)) fifth_mb = resident_mb();
  }
  CAPTURE(first_mb, fifth_mb);
  if (memory_means_something) CHECK(resident_mb() < 1.1 * first_mb);
}

TEST_CASE("a global file costs the window alone", "[forcing][streaming]")
{
  testing::Setting s;
  const std::string path = s.folder / "globe.nc";
  constexpr std::size_t nx = 1440, ny = 721, days_of_file = 10;
  {
    testing::NcMaker nc(path);
    const int t = nc.dimension("time", days_of_file), tv = nc.variable("time", NC_DOUBLE, {t});
    nc.text(tv, "units", "days since 2001-05-01 12:00").put(tv, even(0, 1, days_of_file));
    const int y = nc.axis("lat", "latitude", "degrees_north", even(90, -0.25, ny)),
              x = nc.axis("lon", "longitude", "degrees_east", even(0, 0.25, nx));
    const int v = nc.variable("t2m", NC_SHORT, {t, y, x});  // contiguous
    nc.text(v, "units", "degC").number(v, "scale_factor", NC_DOUBLE, {0.01});
    nc.put(v, std::vector<double>(nx * ny * days_of_file, 500));
  }
  s.spec("temperature").file = path;
  s.spec("temperature").variable = "t2m";
  const double before_mb = resident_mb();
  const auto source = s.open();
  REQUIRE(source);
  landscape::Weather w;
  for (Day day = s.first; day <= s.last; day += days {1}) source->read(day, w);
  CHECK(w.temperature_c == Field(48, 5.0f));
  // One record of the globe is 8.3 MB as numbers of the program.
  if (memory_means_something) CHECK(resident_mb() - before_mb < 6.0);
}

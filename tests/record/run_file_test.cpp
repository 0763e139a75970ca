#include "record/run_file.h"

#include <catch2/catch.hpp>
#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.h"
#include "record/handle.h"
#include "tiny_run.h"

using namespace rangifer;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

/// A folder of its own for each test.
struct Folder {
  Folder() : path {fs::temp_directory_path() / ("rangifer_record_" + std::to_string(::getpid()))}
  {
    fs::create_directory(path);
  }
  ~Folder() { fs::remove_all(path); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  fs::path path;
};

std::string bytes_of(const fs::path& path)
{
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class Reader {
public:
  explicit Reader(const fs::path& path) : file_ {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open"}
  {
  }
  [[nodiscard]] std::vector<hsize_t> shape(const std::string& name) const
  {
    const record::Handle set = open(name);
    const record::Handle space {H5Dget_space(set.get()), H5Sclose, "shape"};
    std::vector<hsize_t> out(static_cast<std::size_t>(H5Sget_simple_extent_ndims(space.get())));
    H5Sget_simple_extent_dims(space.get(), out.data(), nullptr);
    return out;
  }
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const
  {
    return read<double>(name, H5T_NATIVE_DOUBLE);
  }
  [[nodiscard]] std::vector<std::int64_t> whole(const std::string& name) const
  {
    return read<std::int64_t>(name, H5T_NATIVE_INT64);
  }
  [[nodiscard]] bool has(const std::string& name) const
  {
    return H5Lexists(file_.get(), name.c_str(), H5P_DEFAULT) > 0;
  }
  [[nodiscard]] std::string root_text(const std::string& name) const
  {
    const record::Handle attribute {H5Aopen(file_.get(), name.c_str(), H5P_DEFAULT), H5Aclose, name};
    const record::Handle type {H5Aget_type(attribute.get()), H5Tclose, "type"};
    std::string out(H5Tget_size(type.get()), ' ');
    record::check(H5Aread(attribute.get(), type.get(), out.data()), name);
    return out;
  }

private:
  [[nodiscard]] record::Handle open(const std::string& name) const
  {
    return {H5Dopen2(file_.get(), name.c_str(), H5P_DEFAULT), H5Dclose, name};
  }
  template <class Number>
  [[nodiscard]] std::vector<Number> read(const std::string& name, hid_t type) const
  {
    std::size_t size = 1;
    for (const hsize_t side : shape(name)) size *= side;
    std::vector<Number> out(size);
    record::check(H5Dread(open(name).get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()), name);
    return out;
  }
  record::Handle file_;
};

using Shape = std::vector<hsize_t>;

}  // namespace

TEST_CASE("what is appended stands in the file", "[record]")
{
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  tiny::write(path, {{{"wall_s", 1.5}}, {{"machine", "test"}}});
  if (const char* keep = std::getenv("RANGIFER_KEEP")) fs::copy_file(path, keep, fs::copy_options::overwrite_existing);
  const Reader run(path);

  SECTION("days, herds and classes")
  {
    CHECK(run.shape("herd/alive") == Shape {70, 2, 4});
    const auto alive = run.whole("herd/alive");
    CHECK(alive[0] == 600);
    CHECK(alive[69 * 8 + 5] == 301);
    CHECK(run.numbers("herd/time")[69] == days_since_1970(make_day(2001, 7, 9)));
    CHECK(run.numbers("herd/time_bnds")[1] == days_since_1970(make_day(2001, 5, 2)));
    CHECK(run.numbers("herd/cow_x")[2 * 33] == 3300);  // beyond the first chunk
  }
  SECTION("regions and crossings")
  {
    CHECK(run.shape("region/animals") == Shape {70, 2, 4});
    CHECK(run.whole("region/animals")[8 * 69 + 1] == 1000 - 69);
    CHECK(run.shape("crossing/animals") == Shape {70, 2, 2, 3});
    CHECK(run.whole("crossing/animals")[12 * 40 + 5] == 40);
    CHECK(run.numbers("crossing/latitude_band") == std::vector<double> {67, 68.5, 69.5});
    CHECK(run.numbers("crossing/latitude_band_bnds") == std::vector<double> {66, 68, 68, 69, 69, 70});
  }
  SECTION("books are balanced")
  {
    CHECK(run.whole("audit/residual") == std::vector<std::int64_t>(140, 0));
    CHECK(run.whole("audit/jurisdiction_sum_residual") == std::vector<std::int64_t>(140, 0));
    CHECK(run.numbers("audit/energy_in")[2 * 5] == 20'005);
    CHECK(run.numbers("audit/energy_spent")[2 * 5 + 1] == 24'001);
    CHECK(run.numbers("audit/energy_stored")[2 * 5 + 1] == -3996);
    CHECK(run.numbers("audit/energy_residual") == std::vector<double>(140, 0.0));
  }
  SECTION("bodies, and what energy went into")
  {
    CHECK(run.numbers("herd/cow_mass")[2 * 30] == Approx(83));
    CHECK(run.shape("herd/cow_spent") == Shape {70, 2, expense_count});
    CHECK(run.numbers("herd/cow_spent")[expense_count + 3] == 3.5);
    CHECK(run.numbers("calving/birth_mass")[0] == 6.5);
    CHECK(run.numbers("calving/mass_28d")[2] == 17.25);
    CHECK(std::isnan(run.numbers("calving/mass_42d")[2]));
    CHECK(run.whole("calving/mother_age")[2] == 5);
    CHECK(run.numbers("impact/autumn_mass_pregnant")[1] == 91);
    CHECK(std::isnan(run.numbers("impact/parturition_adult")[0]));
  }
  SECTION("births, with ids that no double holds")
  {
    CHECK(run.whole("calving/mother")[3] == static_cast<std::int64_t>(tiny::large_id + 3));
    CHECK(run.numbers("calving/time")[4] == days_since_1970(make_day(2001, 6, 5)));
    CHECK(run.whole("calving/in_region")[0] == 5);
    CHECK(std::isnan(run.numbers("calving/ndvi_21_june")[0]));
  }
  SECTION("tracks, missing after death")
  {
    CHECK(run.shape("track/x") == Shape {3, 560});
    const auto x = run.numbers("track/x");
    CHECK(x[559] == 559);
    CHECK(x[560 + 79] == 79.5);
    CHECK(std::isnan(x[560 + 80]));
    CHECK(x[1120 + 300] == -300);
    CHECK(run.whole("track/mode")[560 + 80] == -1);
    CHECK(run.whole("track/alive")[560 + 80] == 0);
    CHECK(run.numbers("track/time")[7] == days_since_1970(make_day(2001, 5, 2)));
    CHECK(run.whole("track/animal_id")[0] == static_cast<std::int64_t>(tiny::large_id));
  }
  SECTION("maps")
  {
    CHECK(run.numbers("map/x").front() == -11000);
    CHECK(run.numbers("map/y").back() == 11000);
    CHECK(run.shape("map/use") == Shape {2, 3, 9, 12});
    CHECK(run.numbers("map/use")[108] == 2);
    CHECK(std::isnan(run.numbers("map/use")[3 * 108]));  // the other herd's was never written
    CHECK(run.whole("map/year") == std::vector<std::int64_t> {2001, 2002});
    CHECK(run.numbers("map/births")[108] == 2002);
    CHECK(std::isnan(run.numbers("map/snow_free_doy")[0]));
    CHECK(run.whole("map/region_mask")[107] == 8);
  }
  SECTION("calving grounds, whatever order the herds come in")
  {
    CHECK(run.whole("impact/births") == std::vector<std::int64_t> {20, 21, 20, 21});
    CHECK(run.numbers("impact/birth_share")[5] == 0.75);
  }
  SECTION("scenario as read, though longer than 64 KiB") { CHECK(run.root_text("scenario").size() > 70'000); }
}

TEST_CASE("identical runs give identical bytes", "[record][reproducible]")
{
  const Folder folder;
  tiny::write(folder.path / "a.h5");
  std::this_thread::sleep_for(std::chrono::milliseconds {1100});  // a time stamp would change
  tiny::write(folder.path / "b.h5");
  CHECK((bytes_of(folder.path / "a.h5") == bytes_of(folder.path / "b.h5")));  // not to be printed
}

TEST_CASE("a broken law fails the run, with day, herd and both numbers", "[record]")
{
  const Folder folder;
  record::RunFile file(folder.path / "run.h5", tiny::description(), tiny::terrain(), tiny::regions());
  herd::DayReport day = tiny::day(3);
  SECTION("an animal too many")
  {
    day.herd[1].alive[0] += 1;
    CHECK_THROWS_WITH(file.append(day),
                      "2001-05-04, herd central_arctic: 1001 animals should be alive (1001 before + 1 born - 1 "
                      "lost), but 1002 were counted");
  }
  SECTION("an animal in two jurisdictions")
  {
    day.herd[0].in_region[0] += 1;
    CHECK_THROWS_WITH(file.append(day),
                      "2001-05-04, herd porcupine: the jurisdictions hold 1001 animals, but 1000 are alive");
  }
  const double nan = std::numeric_limits<double>::quiet_NaN();
  SECTION("an animal that eats from nowhere")
  {
    day.herd[1].energy_worst_mj = 0.5;
    CHECK_THROWS_WITH(file.append(day),
                      "2001-05-04, herd central_arctic: an animal's energy is off by 0.5 MJ (eaten - spent - stored), "
                      "expected less than 0.001");
  }
  SECTION("an animal whose energy is no number")
  {
    day.herd[0].energy_worst_mj = nan;
    CHECK_THROWS_WITH(file.append(day), Contains("herd porcupine: an animal's energy is off by nan MJ"));
  }
  SECTION("energy that a herd lost")
  {
    day.herd[0].energy_stored_mj -= 2;
    CHECK_THROWS_WITH(file.append(day),
                      "2001-05-04, herd porcupine: 20003 MJ were eaten, 24000 spent and -3999 stored: 2 MJ are lost");
  }
  SECTION("sums that are no numbers")
  {
    const auto which =
      GENERATE(&herd::HerdDay::energy_in_mj, &herd::HerdDay::energy_spent_mj, &herd::HerdDay::energy_stored_mj);
    day.herd[0].*which = nan;
    CHECK_THROWS_WITH(file.append(day), Contains("nan MJ are lost"));
  }
  SECTION("rounding is forgiven: a thousandth of a megajoule an animal")
  {
    day.herd[0].energy_stored_mj -= 0.9;
    day.herd[0].energy_worst_mj = 0.0009;
    CHECK_NOTHROW(file.append(day));
  }
  SECTION("overlays may overlap")
  {
    day.herd[0].in_region[2] += 1;
    CHECK_NOTHROW(file.append(day));
  }
}

TEST_CASE("records of the wrong size are refused with the variable's name", "[record]")
{
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  record::RunFile file(path, tiny::description(), tiny::terrain(), tiny::regions());
  SECTION("latitude bands")
  {
    herd::DayReport day = tiny::day(0);
    day.herd[0].crossed[0].push_back(1);
    CHECK_THROWS_WITH(file.append(day), Contains("crossing/animals has 13 values, but its shape holds 12"));
  }
  SECTION("regions")
  {
    herd::DayReport day = tiny::day(0);
    day.herd[0].in_region.pop_back();
    CHECK_THROWS_WITH(file.append(day), Contains("counted in 3 regions, but there are 4"));
  }
  SECTION("herds")
  {
    herd::DayReport day = tiny::day(0);
    day.herd.pop_back();
    CHECK_THROWS_WITH(file.append(day), Contains("1 herds were reported, but the run has 2"));
  }
  SECTION("agents") { CHECK_THROWS_WITH(file.append_track(0, {}), Contains("0 points were reported, but 3")); }
  SECTION("cells")
  {
    const std::vector<Field> use {Field(107)};
    CHECK_THROWS_WITH(file.write_use(0, use), Contains("map/use has 107 values, but the grid has 108 cells"));
  }
  SECTION("a herd whose impact is missing")
  {
    file.append(tiny::impact(2001, 0));
    CHECK_THROWS_WITH(file.close({}), "impact of 2001: not all herds have reported");
  }
}

TEST_CASE("an unfinished run leaves nothing and an earlier result stays until close", "[record]")
{
  const Folder folder;
  const fs::path path = folder.path / "run.h5", partial = folder.path / "run.h5.partial";
  std::ofstream(path) << "earlier";
  SECTION("given up")
  {
    try {
      record::RunFile file(path, tiny::description(), tiny::terrain(), tiny::regions());
      tiny::append_days(file, 0, 40);
      CHECK(fs::exists(partial));
      throw RunError("an animal went astray");
    } catch (const RunError&) {
    }
    CHECK(bytes_of(path) == "earlier");
  }
  SECTION("finished")
  {
    record::RunFile file(path, tiny::description(), tiny::terrain(), tiny::regions());
    tiny::append_days(file, 0, 2);
    CHECK(bytes_of(path) == "earlier");
    file.close({});
    CHECK(Reader(path).shape("herd/alive") == Shape {2, 2, 4});
  }
  CHECK_FALSE(fs::exists(partial));
}

TEST_CASE("a place that cannot be written is refused at the door", "[record]")
{
  const Folder folder;
  const auto open = [](const fs::path& path) {
    record::RunFile(path, tiny::description(), tiny::terrain(), tiny::regions());
  };
  const std::string at = folder.path.string();
  CHECK_THROWS_AS(open(folder.path / "no" / "run.h5"), InputError);
  CHECK_THROWS_WITH(open(folder.path / "no" / "run.h5"),
                    at + "/no/run.h5: there is no folder " + at + "/no; make it with: mkdir -p " + at + "/no");
  CHECK_THROWS_WITH(open(folder.path), at + ": is a folder; name the result file in it, such as " + at + "/run.h5");
  CHECK_THROWS_WITH(open("/dev/null"), Contains("is a device or a pipe"));
  CHECK_THROWS_WITH(open("/proc/run.h5"), Contains("/proc/run.h5.partial: cannot be written: "));

  SECTION("a folder without permission; root may write anywhere")
  {
    ::chmod(folder.path.c_str(), 0500);
    if (::geteuid() != 0) CHECK_THROWS_WITH(open(folder.path / "run.h5"), Contains("Permission denied"));
    ::chmod(folder.path.c_str(), 0700);
  }
  SECTION("a name that another run is writing")
  {
    const record::RunFile first(folder.path / "run.h5", tiny::description(), tiny::terrain(), tiny::regions());
    CHECK_THROWS_WITH(open(folder.path / "run.h5"), Contains("another run is writing it"));
    CHECK(fs::exists(folder.path / "run.h5.partial"));
  }
}

TEST_CASE("a run without regions, bands or followed agents leaves those groups out", "[record]")
{
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  record::RunDescription run = tiny::description();
  run.track_ids.clear();
  run.track_herd.clear();
  run.track_cohort.clear();
  run.latitude_band_edge_deg.clear();
  landscape::Regions none {{}, std::vector<std::uint32_t>(108, 0)};
  {
    record::RunFile file(path, run, tiny::terrain(), none);
    herd::DayReport day = tiny::day(0);
    for (auto& herd : day.herd) {
      herd.in_region.clear();
      herd.crossed = {};
    }
    file.append(day);
    file.append_track(0, {});
    file.append(std::vector {tiny::birth(1)});
    herd::ImpactYear impact = tiny::impact(2001, 0);
    impact.birth_share.clear();
    file.append(impact);
    impact.herd = 1;
    file.append(impact);
    file.close({});
  }
  const Reader file(path);
  for (const char* group : {"track", "crossing", "region", "impact/birth_share"}) CHECK_FALSE(file.has(group));
  CHECK(file.shape("herd/born") == Shape {1, 2});
  CHECK(file.shape("impact/births") == Shape {1, 2});
}

TEST_CASE("a disk that fills up is reported and leaves nothing", "[record]")
{
  const Folder folder;
  const fs::path path = folder.path / "run.h5";
  ::rlimit before {};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const ::rlimit small {200'000, before.rlim_max};
  std::signal(SIGXFSZ, SIG_IGN);  // a write past the limit then fails as on a full disk
  ::setrlimit(RLIMIT_FSIZE, &small);
  std::string message;
  try {
    record::RunFile file(path, tiny::description(), tiny::terrain(), tiny::regions());
    for (int year = 2001; year < 3000; ++year) {
      herd::YearMaps maps = tiny::maps(year);
      for (std::size_t i = 0; i < maps.births.size(); ++i)
        maps.births[i] = static_cast<float>(std::sin(static_cast<double>(i) + year));
      file.append(maps);
      tiny::append_days(file, (year - 2001) * 32, (year - 2000) * 32);
    }
    file.close({});
  } catch (const RunError& e) {
    message = e.what();
  }
  ::setrlimit(RLIMIT_FSIZE, &before);
  CHECK_THAT(message, Contains("cannot write") && Contains("File too large"));
  CHECK(fs::is_empty(folder.path));
}

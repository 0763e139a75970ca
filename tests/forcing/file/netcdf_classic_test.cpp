#include "forcing/file/netcdf_classic.h"

#include <netcdf.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "forcing/file/raster.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;
using testing::TempFolder;

namespace {

void need(int status)
{
  if (status != NC_NOERR) throw std::runtime_error(nc_strerror(status));
}

/// Shorts (which are padded) along lat and lon, with or without records, and a title of odd length.
void write_classic(const std::string& path, int format, std::size_t records, bool second)
{
  int id = 0, v = 0, other = 0;
  std::vector<int> d(3);
  need(nc_create(path.c_str(), NC_CLOBBER | format, &id));
  need(nc_put_att_text(id, NC_GLOBAL, "title", 5, "snow!"));
  need(nc_def_dim(id, "time", NC_UNLIMITED, &d[0]));
  need(nc_def_dim(id, "lat", 3, &d[1]));
  need(nc_def_dim(id, "lon", 5, &d[2]));
  const int rank = records > 0 ? 3 : 2;
  need(nc_def_var(id, "snd", NC_SHORT, rank, records > 0 ? d.data() : d.data() + 1, &v));
  need(nc_put_att_text(id, v, "units", 1, "m"));
  if (second) need(nc_def_var(id, "cover", NC_BYTE, rank, records > 0 ? d.data() : d.data() + 1, &other));
  need(nc_enddef(id));
  const std::size_t many = records > 0 ? records : 1;
  const std::vector<double> values(15 * many, 7.0);
  std::vector<std::size_t> start(3, 0), count {many, 3, 5};
  if (records == 0) count = {3, 5};
  need(nc_put_vara_double(id, v, start.data(), count.data(), values.data()));
  if (second) need(nc_put_vara_double(id, other, start.data(), count.data(), values.data()));
  need(nc_close(id));
}

}  // namespace

TEST_CASE("a classic file that was cut off is refused, a whole one is not", "[netcdf_classic]")
{
  const TempFolder folder;
  const std::string f = folder / "a.nc";
  const int format = GENERATE(0, NC_64BIT_OFFSET, NC_64BIT_DATA);
  const std::size_t records = GENERATE(std::size_t {0}, std::size_t {1}, std::size_t {4});
  const bool second = GENERATE(false, true);
  write_classic(f, format, records, second);
  CHECK_NOTHROW(require_whole_classic_file(f));
  std::filesystem::resize_file(f, std::filesystem::file_size(f) - 4);  // more than any padding
  CHECK_THAT(refusal([&] { require_whole_classic_file(f); }),
             Contains("a.nc: is cut off: variable ") && Contains("ends at byte"));
}

TEST_CASE("netCDF-C would read the end of a cut-off file as zeros", "[netcdf_classic][raster]")
{
  const TempFolder folder;
  const std::string f = folder / "a.nc";
  write_classic(f, 0, 0, false);
  std::filesystem::resize_file(f, std::filesystem::file_size(f) - 10);
  CHECK_THAT(refusal([&] { (void)open_map({f, "snd", ""}); }), Contains("is cut off: variable snd"));
}

TEST_CASE("a header that ends early or claims what cannot be is refused, what is not classic is left alone",
          "[netcdf_classic]")
{
  const TempFolder folder;
  const std::string f = folder / "a.nc";
  write_classic(f, 0, 2, true);
  SECTION("cut off within the header")
  {
    std::filesystem::resize_file(f, 60);
    CHECK_THAT(refusal([&] { require_whole_classic_file(f); }), Contains("a.nc: is broken: its netCDF header"));
  }
  SECTION("a variable of two thousand million dimensions")
  {
    std::fstream file(f, std::ios::in | std::ios::out | std::ios::binary);
    std::string bytes(std::filesystem::file_size(f), ' ');
    file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    const std::size_t rank = bytes.find(std::string("\0\0\0\3snd\0", 8)) + 8;
    file.seekp(static_cast<std::streamoff>(rank));
    file << "\x7f";
    file.close();
    CHECK_THAT(refusal([&] { require_whole_classic_file(f); }), Contains("a.nc: is broken: its netCDF header"));
  }
  SECTION("HDF5")
  {
    std::ofstream(folder / "b.nc") << "\x89HDF";
    CHECK_NOTHROW(require_whole_classic_file(folder / "b.nc"));
  }
}

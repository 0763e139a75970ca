/// Any bytes as a netCDF file: values, or an InputError; nothing else.
///
/// Classic files are read in this process. HDF5's library breaks on many broken files, and the program
/// reads every file in a child process first: so does this, and a report that a child leaves behind (run
/// says where) is looked at for frames of ours.
#include <cstring>

#include "forcing/file/guarded.h"
#include "one_file.h"
#include "read_raster.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static const rangifer::fuzz::OneFile file(".nc");
  const std::string& path = file.write(data, size);
  if (size < 4 || std::memcmp(data, "\x89HDF", 4) != 0) {
    rangifer::fuzz::read_raster(path);
    return 0;
  }
  try {
    (void)rangifer::forcing::guarded(path, [&] {
      rangifer::fuzz::read_raster(path);
      return std::string();
    });
  } catch (const rangifer::InputError&) {
  }
  return 0;
}

/// Any bytes as a netCDF (classic or HDF5) file: values, or an InputError; nothing else.
#include "one_file.h"
#include "read_raster.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static const rangifer::fuzz::OneFile file(".nc");
  rangifer::fuzz::read_raster(file.write(data, size));
  return 0;
}

#pragma once
#include <string>

#include "forcing/generator/netcdf_writer.h"

namespace rangifer::forcing {

/// The scalar `crs`, whose attributes are the CF grid mapping and the WKT. @throws InputError if PROJ does not know it
void define_crs(NetcdfWriter& out, const std::string& crs);

}  // namespace rangifer::forcing

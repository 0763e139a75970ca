#pragma once
#include <string>

namespace rangifer::gis {

/// A coordinate reference system as PROJ writes it, "+proj=laea +lat_0=68 ...". @throws InputError
[[nodiscard]] std::string crs_text(const std::string& crs);

}  // namespace rangifer::gis

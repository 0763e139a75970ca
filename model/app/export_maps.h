#pragma once
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/calving_grounds.h"
#include "gis/map_file.h"
#include "record/contents.h"

namespace rangifer::app {

/// A map of the model grid that goes into one file.
struct MapFile {
  struct BandOf {
    std::string name;
    std::size_t slab;  ///< which of the maps of its variable
  };
  std::string name, title;
  std::vector<BandOf> bands;
};

/// The files that a variable of map/ goes into: years are bands of a file, herds and seasons make further files.
struct MapVariable {
  record::Described what;
  std::vector<MapFile> files;
};

/// Of all variables (..., y, x) of map/, but for the latitude and longitude of the cells. @throws InputError
[[nodiscard]] std::vector<MapVariable> map_variables(const record::ResultReader& file);

/// The calving density as it was smoothed for the grounds, in calves: a file of the mean over years, one of each year,
/// and both for each herd if there are several.
struct DensityFile {
  std::string name;
  std::function<gis::Map()> map;
  std::string title, unit;
  bool by_year = false;  ///< bands are years
};
[[nodiscard]] std::vector<DensityFile> density_files(const CalvingGrounds& grounds, const Grid& grid);

/// @param place_of  where to write a file
void write_map_variable(const record::ResultReader& file, const Grid& grid, const MapVariable& variable,
                        const std::function<std::filesystem::path(const std::string&)>& place_of);

/// A name that any file system and any database bears.
[[nodiscard]] std::string plain_name(std::string name);

}  // namespace rangifer::app

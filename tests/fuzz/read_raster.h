#pragma once
#include <algorithm>
#include <string>

#include "base/error.h"
#include "forcing/file/raster.h"
#include "forcing/time/time_axis.h"

namespace rangifer::fuzz {

/// All that a layer does to a file before the first step: list, open, order in time, place, read a block of the first
/// and last record. An InputError is a right answer.
inline void read_raster(const std::string& file)
{
  using namespace forcing;
  try {
    int tried = 0;
    for (const VariableListing& one : list_variables(file)) {
      if (++tried > 4) return;
      try {
        const Raster raster = open_raster({file, one.name, ""});
        if (raster.times) (void)TimeAxis(*raster.times, TimeRules {}).text();
        const Sampler sampler(raster.grid, Places {geographic_crs, {-141.0, -150.0, 10.0}, {68.0, 70.0, 5.0}},
                              Resampling::bilinear);
        (void)sampler.covered();
        const Window block {0, 0, std::min<std::size_t>(raster.grid.x.size(), 32),
                            std::min<std::size_t>(raster.grid.y.size(), 32)};
        (void)raster.read(0, block);
        if (raster.records > 1) (void)raster.read(raster.records - 1, block);
      } catch (const InputError&) {
      }
    }
  } catch (const InputError&) {
  }
}

}  // namespace rangifer::fuzz

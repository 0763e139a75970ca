#pragma once
#include <memory>

#include "engine/destinations.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/environment.h"
#include "landscape/regions.h"
#include "landscape/source.h"
#include "landscape/terrain.h"
#include "landscape/weather.h"

namespace rangifer::bench {

/// A country as large as the baseline's (900 x 800 km) that needs no file: sea in the north, a coastal plain, mountains
/// from west to east, taiga in the south, a border at x = 0, rivers and lakes. It serves to time the model in, not to
/// learn about caribou.
struct Country {
  engine::Rules rules;
  landscape::Terrain terrain;
  landscape::Regions regions;

  /// @param animals  the herd, one animal an agent
  Country(double cell_m, long animals);
  Country(const Country&) = delete;
  Country& operator=(const Country&) = delete;
};

/// Weather that is a function of day and cell: cold winters, warm summers with calm days, rain or snow every third day.
class MadeUpWeather : public landscape::Source {
public:
  explicit MadeUpWeather(const landscape::Terrain& terrain) : terrain_ {terrain} {}
  void read(Day day, landscape::Weather& out) override;

private:
  const landscape::Terrain& terrain_;
};

}  // namespace rangifer::bench

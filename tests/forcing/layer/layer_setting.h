#pragma once
#include <catch2/catch.hpp>
#include <cmath>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "forcing/forcing.h"
#include "landscape/weather.h"
#include "make_files.h"

/// Scenarios of daily layers, each in a small file of its own.
namespace rangifer::testing {

using forcing::LapseRate;
using forcing::LayerFact;
using forcing::LayerSpec;
using forcing::ResolvedLayer;

using ValueOf = std::function<double(std::size_t day, double lon, double lat)>;

/// One variable on a lon/lat grid that covers the small frame, daily from 1 May 2001 unless told.
struct DailyFile {
  std::string variable = "v", units;
  ValueOf value = [](std::size_t, double, double) { return 0.0; };
  std::vector<double> lon = even(-145, 1, 9), lat = even(65, 1, 7);
  std::vector<double> time = even(0, 1, 10);
  std::string time_units = "days since 2001-05-01 12:00", calendar = "standard";
  std::vector<double> bounds;
  bool with_height = false;
  std::string standard_name, step_type;

  void write(const std::string& path) const
  {
    NcMaker nc(path);
    const int t = nc.dimension("time", time.size());
    const int tv = nc.variable("time", NC_DOUBLE, {t});
    nc.text(tv, "units", time_units).text(tv, "calendar", calendar);
    nc.put(tv, time);
    if (!bounds.empty()) {
      nc.text(tv, "bounds", "time_bnds");
      nc.put(nc.variable("time_bnds", NC_DOUBLE, {t, nc.dimension("bnds", 2)}), bounds);
    }
    const int y = nc.axis("lat", "latitude", "degrees_north", lat),
              x = nc.axis("lon", "longitude", "degrees_east", lon);
    const int v = nc.variable(variable, NC_DOUBLE, {t, y, x});
    if (!units.empty()) nc.text(v, "units", units);
    if (!standard_name.empty()) nc.text(v, "standard_name", standard_name);
    if (!step_type.empty()) nc.text(v, "GRIB_stepType", step_type);
    std::vector<double> all;
    for (std::size_t d = 0; d < time.size(); ++d)
      for (const double one : map_of(lon, lat, [&](double a, double b) { return value(d, a, b); })) all.push_back(one);
    nc.put(v, all);
    if (with_height) {
      const int h = nc.variable("orog", NC_DOUBLE, {y, x});
      nc.text(h, "units", "km");
      nc.put(h, map_of(lon, lat, [](double a, double) { return 0.4 + 0.1 * (a + 141); }));
    }
  }
};

inline ValueOf constant(double v)
{
  return [v](std::size_t, double, double) { return v; };
}

/// A scenario with all five daily roles, each in a file of its own.
struct Setting {
  TempFolder folder;
  landscape::Terrain terrain;
  LapseRate lapse;
  std::vector<ResolvedLayer> layers;
  std::vector<std::string> problems;
  std::vector<LayerFact> facts;
  Day first = make_day(2001, 5, 1), last = make_day(2001, 5, 10);

  Setting()
  {
    terrain.grid = small_grid();
    terrain.elevation_m.assign(terrain.grid.size(), 1000.0f);
    for (const auto& [role, units, value] : {std::tuple {"temperature", "degC", -5.0},
                                             {"temperature_min", "degC", -10.0},
                                             {"temperature_max", "degC", 1.0},
                                             {"wind_speed", "m s-1", 4.0},
                                             {"precipitation", "mm day-1", 2.0}}) {
      DailyFile file;
      file.units = units;
      file.value = constant(value);
      give(role, file);
    }
  }
  /// Writes the file of a role, anew if it has one.
  LayerSpec& give(const std::string& role, const DailyFile& file)
  {
    const std::string path = folder / (role + ".nc");
    file.write(path);
    for (ResolvedLayer& layer : layers)
      if (layer.spec.role == role) return layer.spec;
    LayerSpec spec;
    spec.role = role;
    spec.file = path;
    layers.push_back({spec, "s.toml:" + std::to_string(layers.size() + 1) + ":1"});
    return layers.back().spec;
  }
  LayerSpec& spec(const std::string& role)
  {
    for (ResolvedLayer& layer : layers)
      if (layer.spec.role == role) return layer.spec;
    throw std::logic_error(role);
  }
  std::unique_ptr<landscape::Source> open()
  {
    return open_weather(terrain, lapse, layers, first, last, problems, facts);
  }
  landscape::Weather read(Day day)
  {
    const auto source = open();
    for (const std::string& problem : problems) UNSCOPED_INFO(problem);
    REQUIRE(source);
    landscape::Weather out;
    source->read(day, out);
    return out;
  }
  std::string only_problem()
  {
    const auto source = open();
    CHECK_FALSE(source);
    REQUIRE(problems.size() == 1);
    return problems.front();
  }
};

}  // namespace rangifer::testing

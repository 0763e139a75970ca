#include "forcing/layer/height.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "forcing/file/probe.h"
#include "forcing/layer/layer_checks.h"

namespace rangifer::forcing {
namespace {

constexpr double gravity_m_s2 = 9.80665;  // of the definition of geopotential height

/// In place, to metres.
void to_metres(const Raster& raster, const std::string& name, std::vector<double>& values)
{
  const std::string unit = raster.units.empty() ? "m" : raster.units;
  if (const auto metres = UnitConverter::between(unit, "m")) {
    metres->apply(values);
    return;
  }
  const auto geopotential = UnitConverter::between(unit, "m2 s-2");
  if (!geopotential) throw InputError(fmt::format("{} is in '{}', which does not convert to 'm'", name, unit));
  geopotential->apply(values);
  for (double& v : values) v /= gravity_m_s2;
}

}  // namespace

Field height_above_source_km(const LayerSpec& spec, const Role& role, const std::string& file, Domain& domain)
{
  if (spec.elevation.empty() && spec.elevation_file.empty()) return {};
  if (!role.name.starts_with("temperature"))
    throw InputError(
      fmt::format("{}: variable {} `elevation` is given, but only temperatures are carried to another height, not {}",
                  file, spec.variable, role.name));
  const RasterRequest request {spec.elevation_file.empty() ? file : spec.elevation_file, spec.elevation, ""};
  if (!spec.elevation_file.empty()) probe(request);
  const Raster raster = open_raster(request);
  const std::string name = fmt::format("{}: variable {}", raster.file, raster.variable);
  if (raster.records != 1)
    throw InputError(fmt::format("{} has {} records in time; an elevation has one", name, raster.records));
  const auto sampler = domain.sampler(raster.grid, domain.resampling(raster.grid, spec));
  domain.require_cover(*sampler, raster.grid, name);
  std::vector<double> values = raster.read(0, sampler->window()), ground_m(sampler->size());
  to_metres(raster, name, values);
  GapFill gaps(domain.grid(), domain.land_fraction());
  if (const auto gap = gaps.onto_cells(*sampler, values, ground_m))
    throw InputError(fmt::format("{} has no value at {}", name, domain.place(gap->cell)));
  const Role& elevation = *find_role("elevation");
  Field height_km;
  height_km.reserve(ground_m.size());
  for (std::size_t i = 0; i < ground_m.size(); ++i) {
    const double ground = ground_m[i];
    if (!believable(elevation, ground_m[i]))
      throw InputError(fmt::format("{} is {:.6g} m at {}; {}", name, ground, domain.place(i), range_text(elevation)));
    height_km.push_back(static_cast<float>((static_cast<double>(domain.elevation_m()[i]) - ground) / 1000.0));
  }
  return height_km;
}

}  // namespace rangifer::forcing

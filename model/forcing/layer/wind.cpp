#include "forcing/layer/wind.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/layer/daily_layer.h"
#include "forcing/layer/layer_checks.h"

namespace rangifer::forcing {

namespace {

/// The layer, without keys that a component can't have.
const LayerSpec& component(const ResolvedLayer& layer)
{
  const LayerSpec& spec = layer.spec;
  if (!spec.delta.empty() || !spec.elevation.empty() || !spec.elevation_file.empty() || !spec.offset_by_month.empty())
    throw InputError(
      fmt::format("{}: `delta`, `offset_by_month` and `elevation` do not go with {}", spec.file, spec.role));
  return spec;
}

bool is_plain_longitude_latitude(const SourceGrid& grid)
{
  if (!grid.geographic || grid.curvilinear()) return false;
  const OGRSpatialReference crs = spatial_reference(grid.crs);
  return crs.IsDerivedGeographic() == 0 && grid.crs.find("ob_tran") == std::string::npos;
}

/// CRS along whose axes a component lies.
std::string axes_of(const SourceLayer& layer, const LayerSpec& spec)
{
  const SourceGrid& grid = layer.series().about().grid;
  const std::string& name = layer.series().about().standard_name;
  const bool along_grid = name == "x_wind" || name == "y_wind" || name == "grid_eastward_wind" ||
                          name == "grid_northward_wind" || name.ends_with("_along_grid");
  const bool along_earth = name == "eastward_wind" || name == "northward_wind";
  if (!spec.vectors.empty() && spec.vectors != "east" && spec.vectors != "grid")
    throw InputError(fmt::format("`vectors = \"{}\"`: must be east or grid", spec.vectors));
  if (spec.vectors == "east" || (spec.vectors.empty() && along_earth)) return geographic_crs;
  if (is_plain_longitude_latitude(grid)) return geographic_crs;  // its axes are east and north
  if (spec.vectors.empty() && !along_grid)
    throw InputError(
      fmt::format("{} lies on {}, and nothing says whether it is towards the east or along the file's own axes; give "
                  "`vectors = \"east\"` or `vectors = \"grid\"`",
                  layer.series().name(), grid_text(grid)));
  if (grid.curvilinear())
    throw InputError(
      fmt::format("{} is along the axes of a curvilinear grid, which cannot be turned here; turn it to "
                  "east and north first",
                  layer.series().name()));
  return grid.crs;
}

Turn turn_of(const SourceLayer& u, const LayerSpec& u_spec, const SourceLayer& v, const LayerSpec& v_spec,
             const Grid& grid)
{
  const std::string axes = axes_of(u, u_spec), other = axes_of(v, v_spec);
  if (axes != other)
    throw InputError(
      fmt::format("{} and {} lie along different axes; give both `vectors = \"east\"` or both "
                  "`vectors = \"grid\"`",
                  u.series().name(), v.series().name()));
  return {grid, axes};
}

}  // namespace

Wind::Wind(const ResolvedLayer& u, const ResolvedLayer& v, const std::shared_ptr<Domain>& domain)
    : where_(u.where),
      u_(component(u), *find_role("wind_u"), domain),
      v_(component(v), *find_role("wind_v"), domain),
      same_grid_(&u_.sampler() == &v_.sampler()),
      turn_(turn_of(u_, u.spec, v_, v.spec, domain->grid()))
{
  if (u_.series().times().stamps != v_.series().times().stamps)
    throw InputError(fmt::format("{} and {} are not at the same times ({} and {} records)", u_.series().name(),
                                 v_.series().name(), u_.series().times().stamps.size(),
                                 v_.series().times().stamps.size()));
}

std::optional<std::string> Wind::missing_period(Day first, Day last) const
{
  const auto missing = u_.missing_period(first, last);
  return missing ? missing : v_.missing_period(first, last);
}

/// Adds the share that a record has in the day.
void Wind::add_record(Day day, const Share& share)
{
  const std::vector<double>*u = &u_.record(share.record), *v = &v_.record(share.record);
  if (!same_grid_) {
    u_.onto_cells(day, *u, u_cells_);
    v_.onto_cells(day, *v, v_cells_);
    u = &u_cells_;
    v = &v_cells_;
  }
  for (std::vector<double>* const sum : {&u_mean_, &v_mean_, &speed_mean_}) sum->resize(u->size());
  for (std::size_t i = 0; i < u->size(); ++i) {
    u_mean_[i] += share.weight * (*u)[i];
    v_mean_[i] += share.weight * (*v)[i];
    speed_mean_[i] += share.weight * std::hypot((*u)[i], (*v)[i]);
  }
}

void Wind::read_cells(Day day)
{
  for (std::vector<double>* const sum : {&u_mean_, &v_mean_, &speed_mean_}) sum->clear();
  for (const Share& share : u_.time().on(day))
    if (share.weight != 0.0) add_record(day, share);
  if (!same_grid_) {
    u_cells_ = u_mean_;
    v_cells_ = v_mean_;
    speed_cells_ = speed_mean_;
    return;
  }
  u_.onto_cells(day, u_mean_, u_cells_);
  v_.onto_cells(day, v_mean_, v_cells_);
  u_.onto_cells(day, speed_mean_, speed_cells_);
}

void Wind::require_believable_speed(Day day) const
{
  const Role& role = *find_role("wind_speed");
  for (double speed : speed_cells_)
    if (!believable(role, speed))
      throw InputError(fmt::format("{} and its other component give a speed of {:.6g} m s-1 on {}; {}", u_.name(day),
                                   speed, to_string(day), range_text(role)));
}

void Wind::read(Day day, Field& x, Field& y, Field& speed)
{
  try {
    if (const auto missing = missing_period(day, day)) throw InputError(*missing);
    read_cells(day);
    u_.require_believable(day, u_cells_);
    v_.require_believable(day, v_cells_);
    require_believable_speed(day);
  } catch (const InputError& e) {
    throw InputError(at_place(where_, e.what()));
  }
  to_field(u_cells_, x);
  to_field(v_cells_, y);
  to_field(speed_cells_, speed);
  turn_.apply(x, y);
}

std::vector<LayerFact> Wind::facts(bool speed_used) const
{
  std::vector<LayerFact> both {u_.fact(), v_.fact()};
  if (!speed_used) return both;
  const std::string speed = u_.time().step() == TimeAxis::Step::sub_daily
                              ? "wind speed is the mean of the records' speeds"
                              : fmt::format("wind speed from {} mean components is a lower bound", u_.time().text());
  for (LayerFact& fact : both) fact.note += (fact.note.empty() ? "" : "; ") + speed;
  return both;
}

}  // namespace rangifer::forcing

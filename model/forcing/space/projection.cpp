#include <fmt/format.h>
#include <proj.h>

#include <cassert>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "forcing/forcing.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {
namespace {

using Context = std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)>;
using Proj = std::unique_ptr<PJ, decltype(&proj_destroy)>;

Context quiet_context()
{
  Context context(proj_context_create(), &proj_context_destroy);
  proj_context_set_enable_network(context.get(), 0);
  proj_log_level(context.get(), PJ_LOG_NONE);
  return context;
}

Proj crs_object(PJ_CONTEXT* context, const std::string& crs)
{
  // "+proj=laea ..." alone is an operation to PROJ, not a CRS.
  const bool bare = crs.find("+proj=") != std::string::npos && crs.find("type=crs") == std::string::npos;
  Proj object(proj_create(context, bare ? (crs + " +type=crs").c_str() : crs.c_str()), &proj_destroy);
  if (!object || proj_is_crs(object.get()) == 0)
    throw InputError(fmt::format("PROJ does not know the coordinate reference system '{}'", crs));
  return object;
}

Proj operation(PJ_CONTEXT* context, const std::string& from, const std::string& to)
{
  const Proj a = crs_object(context, from), b = crs_object(context, to);
  const Proj raw(proj_create_crs_to_crs_from_pj(context, a.get(), b.get(), nullptr, nullptr), &proj_destroy);
  Proj ordered(raw ? proj_normalize_for_visualization(context, raw.get()) : nullptr, &proj_destroy);
  if (!ordered) throw InputError(fmt::format("PROJ finds no way from '{}' to '{}'", from, to));
  return ordered;
}

void transform(PJ* op, PJ_DIRECTION direction, double* x, double* y, std::size_t n)
{
  proj_trans_generic(op, direction, x, sizeof(double), n, y, sizeof(double), n, nullptr, 0, 0, nullptr, 0, 0);
  for (std::size_t i = 0; i < n; ++i)
    if (!std::isfinite(x[i]) || !std::isfinite(y[i])) x[i] = y[i] = std::numeric_limits<double>::quiet_NaN();
}

bool same_crs(const std::string& a, const std::string& b)
{
  if (a == b) return true;
  const Context context = quiet_context();
  const Proj first = crs_object(context.get(), a), second = crs_object(context.get(), b);
  return proj_is_equivalent_to(first.get(), second.get(), PJ_COMP_EQUIVALENT_EXCEPT_AXIS_ORDER_GEOGCRS) != 0;
}

}  // namespace

Places cell_centres(const Grid& grid)
{
  Places centres {grid.crs, {}, {}};
  centres.x.reserve(grid.size());
  centres.y.reserve(grid.size());
  for (int row = 0; row < grid.rows; ++row)
    for (int column = 0; column < grid.columns; ++column) {
      centres.x.push_back(grid.x_of(column));
      centres.y.push_back(grid.y_of(row));
    }
  return centres;
}

Places in_crs(const Places& places, const std::string& crs)
{
  Places out {crs, places.x, places.y};
  if (same_crs(places.crs, crs)) return out;
  const Context context = quiet_context();
  const Proj op = operation(context.get(), places.crs, crs);
  transform(op.get(), PJ_FWD, out.x.data(), out.y.data(), out.x.size());
  return out;
}

struct Projection::Impl {
  Context context = quiet_context();
  Proj to_geographic;
  explicit Impl(const std::string& crs) : to_geographic(operation(context.get(), crs, geographic_crs)) {}
};

Projection::Projection(const std::string& crs) : impl_(std::make_unique<Impl>(crs)) {}
Projection::~Projection() = default;

void Projection::to_geographic(std::span<const double> x_m, std::span<const double> y_m,
                               std::span<double> longitude_deg, std::span<double> latitude_deg) const
{
  assert(x_m.size() == y_m.size() && longitude_deg.size() == x_m.size() && latitude_deg.size() == x_m.size());
  std::ranges::copy(x_m, longitude_deg.begin());
  std::ranges::copy(y_m, latitude_deg.begin());
  transform(impl_->to_geographic.get(), PJ_FWD, longitude_deg.data(), latitude_deg.data(), x_m.size());
}

void Projection::to_projected(std::span<const double> longitude_deg, std::span<const double> latitude_deg,
                              std::span<double> x_m, std::span<double> y_m) const
{
  assert(longitude_deg.size() == latitude_deg.size() && x_m.size() == longitude_deg.size() && y_m.size() == x_m.size());
  std::ranges::copy(longitude_deg, x_m.begin());
  std::ranges::copy(latitude_deg, y_m.begin());
  transform(impl_->to_geographic.get(), PJ_INV, x_m.data(), y_m.data(), x_m.size());
}

}  // namespace rangifer::forcing

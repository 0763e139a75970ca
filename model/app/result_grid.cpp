#include "app/result_grid.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "base/error.h"

namespace rangifer::app {

namespace {

/// Side of the cells, from their centres, which must be evenly spaced and grow.
double spacing(const record::ResultReader& file, const std::string& name, const std::vector<double>& centre)
{
  const double side = centre.size() > 1 ? centre[1] - centre[0] : 0.0;
  bool even = side > 0.0 && centre.size() < 1'000'000;
  for (std::size_t i = 0; even && i + 1 < centre.size(); ++i)
    even = std::abs(centre[i + 1] - centre[i] - side) <= 1e-6 * side;
  if (!even) throw InputError(fmt::format("{}: {} is not evenly spaced; the file is broken", file.file(), name));
  return side;
}

}  // namespace

Grid grid_of(const record::ResultReader& file)
{
  const std::vector<double> x = file.numbers("map/x"), y = file.numbers("map/y");
  const double cell_m = spacing(file, "map/x", x);
  if (std::abs(spacing(file, "map/y", y) - cell_m) > 1e-6 * cell_m)
    throw InputError(fmt::format("{}: the cells of map/ are not square", file.file()));
  const std::string crs = file.text_of("map/crs", "crs_wkt");
  if (crs.empty()) throw InputError(fmt::format("{}: map/crs has no crs_wkt", file.file()));
  return {crs,    x[0] - 0.5 * cell_m,        y[0] - 0.5 * cell_m,
          cell_m, static_cast<int>(x.size()), static_cast<int>(y.size())};
}

}  // namespace rangifer::app

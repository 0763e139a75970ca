#include "forcing/file/probe.h"

#include <algorithm>
#include <vector>

#include "forcing/file/guarded.h"

namespace rangifer::forcing {
namespace {

/// A block in the middle, and the first and the last cell: ends of a cut-off file show in one of them.
std::vector<Window> samples(const SourceGrid& grid)
{
  constexpr std::size_t most = 256;
  const std::size_t columns = grid.x.size(), rows = grid.y.size();
  const std::size_t wide = std::min(columns, most), high = std::min(rows, most);
  return {{0, 0, 1, 1}, {(columns - wide) / 2, (rows - high) / 2, wide, high}, {columns - 1, rows - 1, 1, 1}};
}

}  // namespace

void probe(const RasterRequest& request)
{
  const GuardLimits limits {.wall_s = 60.0};
  (void)guarded(
    request.file,
    [&] {
      const Raster raster = open_raster(request);
      for (const Window& window : samples(raster.grid)) {
        if (raster.records > 0) (void)raster.read(0, window);
        if (raster.records > 1) (void)raster.read(raster.records - 1, window);
      }
      return std::string();
    },
    limits);
}

}  // namespace rangifer::forcing

#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/grid.h"
#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// What the cells have that were looked at.
struct ValuesSeen {
  std::size_t cells = 0, missing = 0;
  double lowest = 0.0, highest = 0.0;  ///< in the unit shown; of no meaning if all is missing
};

/// One variable as the model understands it.
struct VariableSummary {
  VariableListing listing;
  std::string why_not;  ///< not readable as a layer; what follows may then be empty
  std::string unit;     ///< that values are shown in
  std::string grid, crs, extent, extent_in_degrees;
  std::string calendar, step;  ///< "" without time
  std::string records, first, last;
  double cover = 0.0;  ///< share of the domain, 0 to 1
  ValuesSeen everywhere, in_domain;
  std::string looked_at;           ///< "all 12 records", "records 0, 690 and 1379 of 1380, every 10th row"
  std::vector<std::string> notes;  ///< one line each: what stands in the way of its use, or is to be minded
};

struct FileSummary {
  std::string file, format;
  std::vector<VariableSummary> variables;
  std::vector<std::string> others;  ///< coordinates, bounds, texts: nothing that could be a layer
  std::size_t left_out = 0;         ///< variables not opened, for time
};

/// Whether any of it can be a layer.
[[nodiscard]] bool offers_a_layer(const FileSummary& file);

/// What a raster file offers, each of its variables opened and looked into; big files in part, so that it
/// takes some seconds at most.
/// @param request  variable "" for all there are
/// @param domain   the model's grid, of which the cover is told
/// @throws InputError: cannot be opened, no such variable
[[nodiscard]] FileSummary summarize(const RasterRequest& request, const Grid& domain);

}  // namespace rangifer::forcing

#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "base/grid.h"

namespace rangifer::forcing {

/// One layer of a vector file.
struct VectorLayer {
  std::string name, geometry;  ///< "Polygon", "Multi Polygon", "Point"; "" for a table without places
  std::size_t features = 0;
  std::string fields;  ///< "name (String), area (Real)"
  std::string crs;     ///< "" if the file gives none
  std::string extent_in_degrees;
  bool polygons = false;
  double cover = 0.0;              ///< share of the domain that its polygons cover, 0 to 1
  std::vector<std::string> names;  ///< values of the field `name`, which [[region]] goes by; some of them
  std::vector<std::string> notes;
};

struct VectorSummary {
  std::string file, format;
  std::vector<VectorLayer> layers;
};

/// Whether OGR reads the file and the model would not rather take it as a raster.
[[nodiscard]] bool is_vector_file(const std::string& file);

/// @throws InputError: cannot be opened
[[nodiscard]] VectorSummary summarize_vectors(const std::string& file, const Grid& domain);

}  // namespace rangifer::forcing

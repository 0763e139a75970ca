#pragma once
#include <vector>

#include "record/result_reader.h"

namespace rangifer::report {

/// Axes of the maps of a result.
struct MapFrame {
  std::vector<double> x_m, y_m;  ///< centres of the cells
  double cell_m = 0;

  [[nodiscard]] std::size_t columns() const noexcept { return x_m.size(); }
  [[nodiscard]] std::size_t rows() const noexcept { return y_m.size(); }
  [[nodiscard]] std::size_t cells() const noexcept { return columns() * rows(); }
  [[nodiscard]] double cell_km2() const noexcept { return cell_m * cell_m / 1e6; }
  [[nodiscard]] double x_min_m() const noexcept { return x_m.front() - cell_m / 2; }
  [[nodiscard]] double y_min_m() const noexcept { return y_m.front() - cell_m / 2; }
  [[nodiscard]] double x_max_m() const noexcept { return x_m.back() + cell_m / 2; }
  [[nodiscard]] double y_max_m() const noexcept { return y_m.back() + cell_m / 2; }
};

/// @throws InputError
[[nodiscard]] MapFrame map_frame(const record::ResultReader& file);

/// Values of map/ that the frame has a place for. @throws InputError if there are not as many as `maps` maps have cells
[[nodiscard]] std::vector<float> map_values(const record::ResultReader& file, const MapFrame& frame,
                                            const std::string& name, std::size_t maps);

}  // namespace rangifer::report

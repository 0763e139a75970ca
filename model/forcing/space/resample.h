#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "forcing/space/places.h"

namespace rangifer::forcing {

/// Where the values of a source raster lie: centres of its columns and rows, even or uneven, rising or
/// falling, as stored.
struct SourceGrid {
  std::string crs;         ///< WKT, or geographic_crs
  bool geographic = true;  ///< x is longitude: it goes round the earth
  std::vector<double> x, y;
  bool operator==(const SourceGrid&) const = default;
};

/// "lon -180 .. 179.5, lat -90 .. 90"
[[nodiscard]] std::string extent_text(const SourceGrid& grid);
/// "longitude-latitude, 7 x 5 cells of 2 x 1 degrees", "longitude-latitude (uneven, such as gaussian), 192 x 96 cells"
/// or "NAD83 / Alaska Albers, 10 x 10 cells of 4000 m"
[[nodiscard]] std::string grid_text(const SourceGrid& grid);

/// A block of a source raster, in its own order of columns and rows.
struct Window {
  std::size_t column = 0, row = 0, columns = 0, rows = 0;
};

/// Bilinear interpolation from a source raster to fixed places; weights are made once.
///
/// Between cell centres only, and up to half a cell past the outermost ones (they keep the value of the
/// edge), so that a raster whose edges are those of the domain covers it. Nothing is extrapolated. A
/// longitude axis that closes the circle is continued across its seam.
class Bilinear {
public:
  /// `places` in any CRS.
  Bilinear(const SourceGrid& grid, const Places& places);

  /// The part of the source that is needed: what values given to apply() are of. Empty if nothing is.
  [[nodiscard]] const Window& window() const noexcept { return window_; }
  [[nodiscard]] std::size_t size() const noexcept { return at_.size(); }
  [[nodiscard]] std::size_t covered() const noexcept { return covered_; }
  /// The first place outside the source, if any.
  [[nodiscard]] std::optional<std::size_t> first_outside() const noexcept;

  /// `values`: the window, row by row, NaN where missing. A place outside, or with a missing value among
  /// the neighbours that bear on it, gets NaN. A constant stays exactly that constant.
  void apply(std::span<const double> values, std::span<double> out) const;

private:
  struct Neighbours {
    std::uint32_t left, right, low, high;  ///< columns and rows within the window
    double across, up;                     ///< 0 at left, low; 1 at right, high; NaN: outside
  };
  std::vector<Neighbours> at_;
  Window window_;
  std::size_t covered_ = 0;
};

}  // namespace rangifer::forcing

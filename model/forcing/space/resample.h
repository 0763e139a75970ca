#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/grid.h"
#include "forcing/space/places.h"

namespace rangifer::forcing {

/// Where the values of a source raster lie: centres of its columns and rows, even or uneven, rising or
/// falling, as stored.
struct SourceGrid {
  std::string crs;         ///< WKT, or geographic_crs
  bool geographic = true;  ///< x is longitude: it goes round the earth
  std::vector<double> x, y;
  /// Curvilinear grids only: degrees of every cell centre, row by row; x and y are then column and row
  /// numbers, crs is geographic_crs and geographic is false. NaN where a cell lies nowhere.
  std::vector<double> longitude {}, latitude {};
  [[nodiscard]] bool curvilinear() const noexcept { return !longitude.empty(); }
  bool operator==(const SourceGrid&) const = default;
};

/// Whether x and y are longitude and latitude about a pole of the grid's own.
[[nodiscard]] bool is_rotated(const SourceGrid& grid);
/// "lon -180 .. 179.5, lat -90 .. 90"
[[nodiscard]] std::string extent_text(const SourceGrid& grid);
/// "longitude-latitude, 7 x 5 cells of 2 x 1 degrees", "longitude-latitude (uneven, such as gaussian), 192 x 96 cells"
/// or "NAD83 / Alaska Albers, 10 x 10 cells of 4000 m"
[[nodiscard]] std::string grid_text(const SourceGrid& grid);

/// A block of a source raster, in its own order of columns and rows. `column + columns` may exceed the
/// width of a longitude axis that closes the circle: the block runs on past the last column to the first.
struct Window {
  std::size_t column = 0, row = 0, columns = 0, rows = 0;
};

enum class Resampling { bilinear, nearest, area_mean };

/// Column and row of a source raster.
struct SourceCell {
  std::size_t column = 0, row = 0;
};

/// Longitude and latitude of cell centres, in degrees.
[[nodiscard]] Places centres_of(const SourceGrid& source, std::span<const SourceCell> cells);

struct CellSides {
  double shorter_m = 0.0, longer_m = 0.0;
};
/// The shortest and the longest side of source cells over the domain of the model, on the ground; nothing if
/// the source does not cover any of it.
[[nodiscard]] std::optional<CellSides> source_cell_sides(const SourceGrid& source, const Grid& grid);

class AreaShares;

/// From a source raster to fixed places or cells; weights are made once.
///
/// Bilinear: between cell centres only, and up to half a cell past the outermost ones (they keep the value
/// of the edge), so that a raster whose edges are those of the domain covers it. Nearest: the closest cell
/// centre, just as far. Area mean: the mean over a model cell of the source cells nearest to places spread
/// evenly in it. Nothing is extrapolated. A longitude axis that closes the circle is continued across its seam.
class Sampler {
public:
  /// `places` in any CRS. Bilinear or nearest.
  Sampler(const SourceGrid& source, const Places& places, Resampling how = Resampling::bilinear);
  /// The cells of `grid`, in its order.
  Sampler(const SourceGrid& source, const Grid& grid, Resampling how);

  /// The part of the source that is needed: what values given to apply() are of. Empty if nothing is.
  [[nodiscard]] const Window& window() const noexcept;
  [[nodiscard]] std::size_t size() const noexcept { return at_.size(); }
  [[nodiscard]] std::size_t covered() const noexcept { return covered_; }
  /// The first place (or cell centre) outside the source, if any.
  [[nodiscard]] std::optional<std::size_t> first_outside() const noexcept;
  /// The source cell whose centre is nearest to a place, or to the centre of a cell; nothing if it is outside.
  [[nodiscard]] std::optional<SourceCell> nearest_of(std::size_t place) const;

  /// `values`: the window, row by row, NaN where missing. NaN where a place or cell centre is outside; where
  /// (bilinear) a neighbour that bears on it is missing; where (area mean) all of the cell is missing: what
  /// is missing in part is left out. A constant stays exactly that constant.
  void apply(std::span<const double> values, std::span<double> out) const;

private:
  struct Neighbours {
    std::uint32_t left, right, low, high;  ///< columns and rows within the window
    double across, up;                     ///< 0 at left, low; 1 at right, high; NaN: outside
  };
  std::vector<Neighbours> at_;
  Window window_;
  std::size_t covered_ = 0;
  std::size_t source_columns_ = 0;
  std::shared_ptr<const AreaShares> area_;  ///< of an area mean; window_ and at_ are then of the cells' centres
  std::size_t lattice_columns_ = 0;         ///< of the model, where its rows and columns run along those of the source

  void find_lattice(const Grid& grid);
  void apply_lattice(std::span<const double> values, std::span<double> out) const;

  [[nodiscard]] std::uint32_t in_window(std::size_t column) const noexcept;
};

}  // namespace rangifer::forcing

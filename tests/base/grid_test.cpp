#include <catch2/catch.hpp>
#include <cmath>
#include <limits>

#include "base/grid.h"

using namespace rangifer;

namespace {

const Grid grid {.crs = "EPSG:3338", .x_min_m = -3000, .y_min_m = 1000, .cell_m = 2000, .columns = 4, .rows = 3};

}  // namespace

TEST_CASE("the middle of every cell lies in that cell", "[base]")
{
  std::int32_t expected = 0;
  for (int row = 0; row < grid.rows; ++row) {
    for (int column = 0; column < grid.columns; ++column, ++expected) {
      CHECK(grid.cell_at(grid.x_of(column), grid.y_of(row)) == expected);
      CHECK(grid.index(column, row) == static_cast<std::size_t>(expected));
    }
  }
  CHECK(grid.size() == 12);
}

TEST_CASE("row 0 is the southernmost, column 0 the westernmost", "[base]")
{
  CHECK(grid.x_of(0) == -2000);
  CHECK(grid.y_of(0) == 2000);
  CHECK(grid.y_of(1) > grid.y_of(0));
  CHECK(grid.x_max_m() == 5000);
  CHECK(grid.y_max_m() == 7000);
}

TEST_CASE("western and southern edges belong to a cell, eastern and northern to the next", "[base]")
{
  CHECK(grid.cell_at(-3000, 1000) == 0);
  CHECK(grid.cell_at(-1000, 1000) == 1);
  CHECK(grid.cell_at(-3000, 3000) == 4);
  CHECK(grid.cell_at(std::nextafter(5000.0, 0.0), std::nextafter(7000.0, 0.0)) == 11);
}

TEST_CASE("outside the grid there is no cell", "[base]")
{
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  constexpr double inf = std::numeric_limits<double>::infinity();
  CHECK(grid.cell_at(5000, 2000) == -1);
  CHECK(grid.cell_at(0, 7000) == -1);
  CHECK(grid.cell_at(std::nextafter(-3000.0, -4000.0), 2000) == -1);
  CHECK(grid.cell_at(0, 999.9) == -1);
  CHECK(grid.cell_at(nan, 2000) == -1);
  CHECK(grid.cell_at(0, nan) == -1);
  CHECK(grid.cell_at(inf, 2000) == -1);
  CHECK(grid.cell_at(0, -inf) == -1);
  CHECK(grid.cell_at(1e300, 1e300) == -1);
}

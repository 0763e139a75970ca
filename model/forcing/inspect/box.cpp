#include "forcing/inspect/box.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <vector>

#include "base/error.h"
#include "forcing/inspect/shown_unit.h"

namespace rangifer::forcing {
namespace {

constexpr std::size_t most_cells = std::size_t {1} << 26;
constexpr std::size_t cells_at_once = std::size_t {1} << 20;
constexpr double hair_deg = 1e-6;  // float32 coordinates end a little beside the round number

/// Part of the raster in a box: a block, and what its cells count: by row, or 0 or 1 by cell.
struct Part {
  Window window;
  std::vector<double> of_row;
  std::vector<char> inside;
  [[nodiscard]] double weight(std::size_t row, std::size_t column) const
  {
    return of_row.empty() ? static_cast<double>(inside[row * window.columns + column]) : of_row[row];
  }
};

struct Parts {
  std::vector<Part> list;
  std::size_t rows = 0, columns = 0;
  std::string weights;
};

/// Degrees east of the western edge, 0 <= d < 360 but for a hair.
double east_of(double west, double longitude)
{
  const double d = longitude - west;
  const double turned = d - 360.0 * std::floor((d + hair_deg) / 360.0);
  return turned;
}

double width(const Box& box)
{
  const double d = box.east - box.west;
  return d > 360.0 ? 360.0 : d < 0 ? d + 360.0 : d;
}

bool inside(const Box& box, double longitude, double latitude)
{
  return latitude >= box.south - hair_deg && latitude <= box.north + hair_deg &&
         east_of(box.west, longitude) <= width(box) + hair_deg;
}

/// Columns in the box; of columns a full circle apart the first alone.
std::vector<std::size_t> columns_in(const SourceGrid& grid, const Box& box)
{
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < grid.x.size(); ++i) {
    const bool again = std::abs(grid.x[i] - grid.x[0]) > 360.0 - hair_deg;
    if (!again && east_of(box.west, grid.x[i]) <= width(box) + hair_deg) found.push_back(i);
  }
  return found;
}

/// Area of a cell, but for a factor: its band reaches half way to the latitudes beside it.
double band_area(const std::vector<double>& latitude, std::size_t j)
{
  const std::size_t last = latitude.size() - 1;
  const double before = j > 0 ? latitude[j - 1] : 2 * latitude[0] - latitude[1];
  const double after = j < last ? latitude[j + 1] : 2 * latitude[last] - latitude[last - 1];
  const auto edge = [&](double beside) {
    return std::sin(std::clamp(0.5 * (latitude[j] + beside), -90.0, 90.0) * std::numbers::pi / 180.0);
  };
  return std::abs(edge(after) - edge(before));
}

Parts along_axes(const SourceGrid& grid, const Box& box)
{
  Parts parts;
  parts.weights = "area";
  std::vector<std::size_t> rows;
  for (std::size_t j = 0; j < grid.y.size(); ++j)
    if (grid.y[j] >= box.south - hair_deg && grid.y[j] <= box.north + hair_deg) rows.push_back(j);
  const std::vector<std::size_t> columns = columns_in(grid, box);
  if (rows.empty() || columns.empty()) return parts;
  parts.rows = rows.size();
  parts.columns = columns.size();
  std::vector<double> weight;
  for (const std::size_t j : rows) weight.push_back(band_area(grid.y, j));
  for (std::size_t i = 0; i < columns.size();) {
    std::size_t end = i + 1;
    while (end < columns.size() && columns[end] == columns[end - 1] + 1) ++end;
    parts.list.push_back({{columns[i], rows.front(), end - i, rows.size()}, weight, {}});
    i = end;
  }
  return parts;
}

/// The block of the raster under a box, with some cells to spare; empty if there is none.
Window block_under(const SourceGrid& grid, const Box& box)
{
  constexpr int points = 200;
  Places places {geographic_crs, {}, {}};
  for (int j = 0; j <= points; ++j)
    for (int i = 0; i <= points; ++i) {
      places.x.push_back(box.west + width(box) * i / points);
      places.y.push_back(box.south + (box.north - box.south) * j / points);
    }
  const Sampler sampler(grid, places);
  if (sampler.covered() == 0) return {};
  const Window& w = sampler.window();
  const std::size_t spare_x = w.columns / points + 2, spare_y = w.rows / points + 2;
  Window out;
  out.column = w.column > spare_x ? w.column - spare_x : 0;
  out.row = w.row > spare_y ? w.row - spare_y : 0;
  out.columns = std::min(w.column + w.columns + spare_x, grid.x.size()) - out.column;
  out.rows = std::min(w.row + w.rows + spare_y, grid.y.size()) - out.row;
  return out;
}

/// Any grid: the centres say which cells are inside, and all of them count the same.
Parts by_centres(const Raster& raster, const Box& box)
{
  Parts parts;
  parts.weights = "equal";
  const Window block = block_under(raster.grid, box);
  if (block.columns * block.rows > most_cells)
    throw InputError(fmt::format("{}: the box holds more than {} million cells; ask for a smaller one", raster.file,
                                 most_cells / 1'000'000));
  if (block.columns == 0) return parts;
  Part part {block, {}, {}};
  part.inside.reserve(block.columns * block.rows);
  const std::size_t at_once = std::max<std::size_t>(1, cells_at_once / block.columns);
  for (std::size_t row = 0; row < block.rows; row += at_once) {
    const Places centres =
      centres_of(raster.grid, {block.column, block.row + row, block.columns, std::min(at_once, block.rows - row)});
    for (std::size_t i = 0; i < centres.x.size(); ++i)
      part.inside.push_back(inside(box, centres.x[i], centres.y[i]) ? 1 : 0);
  }
  parts.list.push_back(std::move(part));
  return parts;
}

Parts parts_in(const Raster& raster, const Box& box)
{
  return raster.grid.geographic ? along_axes(raster.grid, box) : by_centres(raster, box);
}

/// Runs through the values of one record in the box, block by block, so that memory stays small.
class BoxSum {
public:
  void add(const Raster& raster, std::size_t record, const Parts& parts)
  {
    for (const Part& part : parts.list) {
      const std::size_t at_once = std::max<std::size_t>(1, cells_at_once / part.window.columns);
      for (std::size_t row = 0; row < part.window.rows; row += at_once) {
        const std::size_t count = std::min(at_once, part.window.rows - row);
        const Window strip {part.window.column, part.window.row + row, part.window.columns, count};
        add(raster.read(record, strip), part, row);
      }
    }
  }
  std::size_t cells = 0, missing = 0;
  double lowest = std::numeric_limits<double>::infinity(), highest = -std::numeric_limits<double>::infinity();
  [[nodiscard]] double mean() const { return sum_ / weight_; }

private:
  double sum_ = 0.0, weight_ = 0.0;

  void add(const std::vector<double>& values, const Part& part, std::size_t first_row)
  {
    for (std::size_t i = 0; i < values.size(); ++i) {
      const double weight = part.weight(first_row + i / part.window.columns, i % part.window.columns);
      if (weight == 0.0) continue;
      ++cells;
      if (std::isnan(values[i])) {
        ++missing;
        continue;
      }
      lowest = std::min(lowest, values[i]);
      highest = std::max(highest, values[i]);
      sum_ += weight * values[i];
      weight_ += weight;
    }
  }
};

[[noreturn]] void refuse_box(const Raster& raster, const std::string& what)
{
  throw InputError(fmt::format("{}: variable {} has no {} in the box: its cells lie at {}", raster.file,
                               raster.variable, what, extent_in_degrees(raster.grid)));
}

}  // namespace

BoxValue value_in(const Question& question, const Box& box)
{
  const Raster raster = open_raster(question.raster);
  const ShownUnit shown = shown_unit(raster, question.role, question.units);
  BoxValue out;
  out.record = choose_record(raster, question.record);
  const Parts parts = parts_in(raster, box);
  BoxSum sum;
  sum.add(raster, out.record, parts);
  if (sum.cells == 0) refuse_box(raster, "cell");
  if (sum.cells == sum.missing) refuse_box(raster, "value");
  out.cells = sum.cells;
  out.missing = sum.missing;
  out.rows = parts.rows;
  out.columns = parts.columns;
  const double a = shown.convert(sum.lowest, out.record), b = shown.convert(sum.highest, out.record);
  out.lowest = std::min(a, b);
  out.highest = std::max(a, b);
  out.mean = shown.convert(sum.mean(), out.record);
  out.weights = parts.weights;
  out.unit = shown.unit;
  out.file_unit = shown.file_unit;
  out.variable = raster.variable;
  out.time = time_of_record(raster, out.record);
  if (raster.times) out.calendar = raster.times->calendar_name;
  out.records = raster.records;
  return out;
}

std::string series_in(const Question& question, const Box& box, const std::function<void(const SeriesValue&)>& out)
{
  const Raster raster = open_raster(question.raster);
  const ShownUnit shown = shown_unit(raster, question.role, question.units);
  const Parts parts = parts_in(raster, box);
  if (parts.list.empty()) refuse_box(raster, "cell");
  for (std::size_t record = 0; record < raster.records; ++record) {
    BoxSum sum;
    sum.add(raster, record, parts);
    const std::string time = time_of_record(raster, record);
    out({time.empty() ? std::to_string(record) : time, shown.convert(sum.mean(), record)});
  }
  return shown.unit;
}

}  // namespace rangifer::forcing

#include "app/export_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "app/export_columns.h"
#include "app/export_maps.h"
#include "base/error.h"
#include "gis/outline.h"

namespace rangifer::app {

namespace {

using gis::Layer;
using gis::ShapeKind;
using record::Described;
using record::ResultReader;
using Whole = std::vector<std::optional<std::int64_t>>;

Layer ground_layer(const Grid& grid, const CalvingGrounds& from, bool concentrated)
{
  std::vector<std::string> herd, years;
  Whole year, calves;
  std::vector<double> area, share, bandwidth;
  Layer layer;
  for (const CalvingGround& g : from.grounds) {
    herd.push_back(g.herd);
    year.push_back(g.year ? std::optional<std::int64_t>(*g.year) : std::nullopt);
    years.push_back(g.years);
    calves.push_back(std::llround(g.calves));
    area.push_back(concentrated ? g.concentrated_km2 : g.annual_km2);
    share.push_back(concentrated ? g.concentrated_share : annual_share);
    bandwidth.push_back(from.bandwidth_km);
    layer.shapes.emplace_back(gis::outline(grid, g.density, area.back()));
  }
  layer.kind = ShapeKind::polygons;
  layer.name = concentrated ? "concentrated_calving_ground" : "annual_calving_ground";
  layer.meaning = concentrated ? "concentrated calving ground: births denser than the mean within the 99 % isopleth"
                               : "annual calving ground: 95 % isopleth of the kernel distribution of the births";
  layer.columns = {{"herd", "herd", herd},
                   {"year", "calendar year; none: all years together", year},
                   {"years", "years of the births", years},
                   {"area_km2", "area as the result counts it, in cells (km2)", area},
                   {"share", "share of the distribution that lies within (0 to 1)", share},
                   {"calves", "calves born", calves},
                   {"bandwidth_km", "bandwidth of the kernel (km)", bandwidth}};
  return layer;
}

std::vector<gis::Shape> points(const std::vector<double>& x, const std::vector<double>& y)
{
  std::vector<gis::Shape> out;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (std::isfinite(x[i]) && std::isfinite(y[i])) out.emplace_back(gis::Place {x[i], y[i]});
    else out.emplace_back(std::monostate {});
  }
  return out;
}

/// A table (year, herd) of impact/, a feature a cell; its third dimension, if any, makes a column a word.
void add_table(const ResultReader& file, const Described& v, std::size_t rows, Layer& out)
{
  if (v.along("year herd")) {
    out.columns.push_back(column_of(file, v));
    return;
  }
  const std::vector<std::string> words = file.names("impact/" + v.dimensions[2]);
  const std::vector<double> all = file.numbers(v.name);
  if (all.size() != rows * words.size())
    throw InputError(
      fmt::format("{}: {} has another size than its dimensions; the file is broken", file.file(), v.name));
  for (std::size_t w = 0; w < words.size(); ++w) {
    std::vector<double> one;
    for (std::size_t row = 0; row < rows; ++row) one.push_back(all[row * words.size() + w]);
    out.columns.push_back(
      {v.short_name + "_" + plain_name(words[w]), fmt::format("{}: {}", meaning_of(v), words[w]), one});
  }
}

Layer centroid_layer(const ResultReader& file)
{
  Layer layer {
    "centroid", "mean place of the births of a year, and what impact/ says of that year", ShapeKind::points, {}, {}};
  const std::vector<std::string> herds = file.names("impact/herd");
  Whole year;
  std::vector<std::string> herd;
  for (const std::int64_t y : file.integers("impact/year")) {
    for (const std::string& h : herds) {
      year.emplace_back(y);
      herd.push_back(h);
    }
  }
  layer.shapes = points(file.numbers("impact/centroid_x"), file.numbers("impact/centroid_y"));
  layer.columns = {{"herd", "herd", herd}, {"year", "calendar year", year}};
  for (const Described& v : record::contents(file, "impact")) {
    if (v.short_name == "centroid_x" || v.short_name == "centroid_y") continue;
    const bool third = v.dimensions.size() == 3 && v.dimensions[0] == "year" && v.dimensions[1] == "herd";
    if (third || v.along("year herd")) add_table(file, v, year.size(), layer);
  }
  return layer;
}

Layer birth_layer(const ResultReader& file)
{
  static constexpr std::array<std::string_view, 2> place {"x", "y"};
  return {"births", "births of agents, each standing for `animals` calves", ShapeKind::points,
          columns_along(file, "calving", "birth", place), points(file.numbers("calving/x"), file.numbers("calving/y"))};
}

/// The tracks of the file, cut at the turn of the year.
class Tracks {
public:
  explicit Tracks(const ResultReader& file)
      : file_ {file}, time_ {file.numbers("track/time")}, x_ {file.floats("track/x")}, y_ {file.floats("track/y")}
  {
    // A step belongs to the year in which it began, and its time is its end.
    std::vector<double> within = time_;
    for (double& t : within) t -= 1e-4;
    day_ = days_of(file, "track/time", within);
    const std::size_t agents = file.shape("track/x").at(0);
    if (x_.size() != agents * time_.size() || y_.size() != x_.size())
      throw InputError(
        fmt::format("{}: track/x has another size than its dimensions; the file is broken", file.file()));
    for (std::size_t agent = 0; agent < agents; ++agent) add_agent(agent);
  }

  [[nodiscard]] Layer layer()
  {
    Layer out {
      "tracks", "ways of the agents that were followed, a line a year", ShapeKind::lines, {}, std::move(lines_)};
    for (const gis::Column& column : columns_along(file_, "track", "trajectory"))
      out.columns.push_back(rows_of(column, agent_));
    out.columns.push_back({"year", "calendar year", std::move(year_)});
    out.columns.push_back({"first_day", "first day of the line", std::move(first_)});
    out.columns.push_back({"last_day", "last day of the line: that of death, or of the year", std::move(last_)});
    return out;
  }

private:
  void add_agent(std::size_t agent)
  {
    for (std::size_t from = 0; from < day_.size();) {
      const int year = year_of(day_[from]);
      std::size_t to = from;
      while (to < day_.size() && year_of(day_[to]) == year) ++to;
      add_year(agent, from, to, year);
      from = to;
    }
  }

  /// A line begins where that of the year before ended.
  void add_year(std::size_t agent, std::size_t from, std::size_t to, int year)
  {
    gis::Path path;
    std::size_t last = from;
    for (std::size_t step = from > 0 ? from - 1 : 0; step < to; ++step) {
      const std::size_t i = agent * day_.size() + step;
      if (!std::isfinite(x_[i]) || !std::isfinite(y_[i])) continue;
      path.push_back({static_cast<double>(x_[i]), static_cast<double>(y_[i])});
      last = step;
    }
    if (path.size() < 2 || last < from) return;
    lines_.emplace_back(std::move(path));
    agent_.push_back(agent);
    year_.emplace_back(year);
    first_.push_back(day_[from]);
    last_.push_back(day_[last]);
  }

  const ResultReader& file_;
  std::vector<double> time_;
  std::vector<float> x_, y_;
  std::vector<Day> day_;
  std::vector<gis::Shape> lines_;
  std::vector<std::size_t> agent_;
  Whole year_;
  std::vector<Day> first_, last_;
};

/// Features of the rows that `shape_of` finds a place for.
template <class Function>
Layer some_rows(std::string name, std::string meaning, ShapeKind kind, const std::vector<gis::Column>& columns,
                std::size_t rows, Function shape_of)
{
  Layer out {std::move(name), std::move(meaning), kind, {}, {}};
  std::vector<std::size_t> kept;
  for (std::size_t row = 0; row < rows; ++row) {
    gis::Shape shape = shape_of(row);
    if (std::holds_alternative<std::monostate>(shape)) continue;
    out.shapes.push_back(std::move(shape));
    kept.push_back(row);
  }
  for (const gis::Column& column : columns) out.columns.push_back(rows_of(column, kept));
  return out;
}

}  // namespace

std::vector<Layer> layers_of_run(const ResultReader& file, const Grid& grid, const CalvingGrounds& grounds)
{
  std::vector<Layer> out {ground_layer(grid, grounds, false), ground_layer(grid, grounds, true), centroid_layer(file),
                          birth_layer(file)};
  if (file.has("track/x")) out.push_back(Tracks(file).layer());
  return out;
}

std::vector<Layer> layers_of_comparison(const ResultReader& file)
{
  static constexpr std::array<std::string_view, 4> places {"x_base", "y_base", "x_scenario", "y_scenario"};
  for (const std::string_view name : places)
    if (!file.has("calving/" + std::string(name))) return {};
  const std::vector<gis::Column> columns = columns_along(file, "calving", "birth", places);
  const auto base = points(file.numbers("calving/x_base"), file.numbers("calving/y_base"));
  const auto scenario = points(file.numbers("calving/x_scenario"), file.numbers("calving/y_scenario"));
  const std::size_t rows = std::min(base.size(), scenario.size());
  const auto line = [&](std::size_t row) -> gis::Shape {
    const auto* const from = std::get_if<gis::Place>(&base[row]);
    const auto* const to = std::get_if<gis::Place>(&scenario[row]);
    if (from == nullptr || to == nullptr) return std::monostate {};
    if (from->x_m == to->x_m && from->y_m == to->y_m) return std::monostate {};  // no line has one place
    return gis::Path {*from, *to};
  };
  return {
    some_rows("births_base", "births in the base", ShapeKind::points, columns, rows,
              [&](std::size_t row) { return base[row]; }),
    some_rows("births_scenario", "births in the scenario", ShapeKind::points, columns, rows,
              [&](std::size_t row) { return scenario[row]; }),
    some_rows("displacement", "from a mother's place of birth in the base to that in the scenario, where she moved",
              ShapeKind::lines, columns, rows, line)};
}

}  // namespace rangifer::app

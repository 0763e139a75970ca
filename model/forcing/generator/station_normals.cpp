#include "forcing/generator/station_normals.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <limits>
#include <optional>
#include <string_view>

#include "base/error.h"
#include "base/nearest_name.h"

namespace rangifer::forcing {
namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

struct Column {
  std::string_view name;
  double low, high;  ///< numbers outside are refused
  bool may_be_blank;
  std::string_view expected;
};

enum ColumnIndex : std::size_t {
  station,
  latitude,
  longitude,
  elevation,
  month,
  tmean,
  tmin,
  tmax,
  precipitation,
  wind,
  evidence,
  source
};
constexpr std::array<Column, 12> columns {{
  {"station", 0, 0, false, "a name"},
  {"latitude", -90, 90, false, "degrees north, -90 .. 90"},
  {"longitude", -180, 360, false, "degrees east, -180 .. 360"},
  {"elevation_m", -500, 9000, false, "metres, -500 .. 9000"},
  {"month", 1, 12, false, "a whole number, 1 .. 12"},
  {"tmean_c", -75, 45, false, "degC, -75 .. 45"},
  {"tmin_c", -80, 40, true, "degC, -80 .. 40, not above tmean_c, or blank"},
  {"tmax_c", -75, 50, true, "degC, -75 .. 50, not below tmean_c, or blank"},
  {"precipitation_mm", 0, 2000, true, "mm in the month, 0 .. 2000, or blank"},
  {"wind_m_s", 0, 40, true, "m s-1, 0 .. 40, or blank"},
  {"evidence", 0, 0, false, "V, M high, M med, M low, D or E"},
  {"source", 0, 0, false, "where the numbers come from"},
}};
constexpr std::array<std::string_view, 6> evidence_tags {"V", "M high", "M med", "M low", "D", "E"};

std::string_view trim(std::string_view text)
{
  constexpr std::string_view blank = " \t\r";
  const auto first = text.find_first_not_of(blank);
  if (first == text.npos) return {};
  return text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// Fields of a line; nothing if a quote is not closed.
std::optional<std::vector<std::string>> split(std::string_view line)
{
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    const bool doubled = c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"';
    if (doubled) fields.back() += line[++i];
    else if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) fields.emplace_back();
    else fields.back() += c;
  }
  if (quoted) return std::nullopt;
  for (auto& field : fields) field = std::string(trim(field));
  return fields;
}

std::optional<double> to_number(std::string_view text)
{
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc {} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// Reads line by line and keeps what is wrong until the end, so that one run shows all of it.
class Table {
public:
  explicit Table(const std::filesystem::path& file) : file_(file) {}

  std::vector<StationNormals> read()
  {
    std::ifstream in(file_);
    if (!in) throw InputError(fmt::format("{}: cannot be opened", file_.string()));
    std::string text;
    while (std::getline(in, text)) {
      ++line_;
      const std::string_view line = trim(text);
      if (line.empty() || line.front() == '#') continue;
      if (order_.empty()) read_header(line);
      else read_row(line);
      if (order_.empty()) break;  // a header that cannot be used makes every row wrong
    }
    if (problems_.empty()) check_whole();
    if (!problems_.empty()) throw_problems();
    return std::move(stations_);
  }

private:
  void problem(std::string_view column, std::string_view found, std::string_view expected)
  {
    problems_.push_back(fmt::format("line {}, column {}: found '{}', expected {}", line_, column, found, expected));
  }

  void read_header(std::string_view line)
  {
    const auto names = split(line).value_or(std::vector<std::string> {});
    std::vector<std::string> known;
    for (const auto& column : columns) known.emplace_back(column.name);
    std::vector<std::size_t> order;
    for (const auto& name : names) {
      const auto at = std::ranges::find(known, name);
      if (at == known.end()) {
        const std::string near = nearest_name(name, known);
        problems_.push_back(fmt::format("line {}: no such column '{}'{}", line_, name,
                                        near.empty() ? "" : fmt::format(" (did you mean '{}'?)", near)));
      }
      order.push_back(static_cast<std::size_t>(at - known.begin()));
    }
    for (std::size_t c = 0; c < columns.size(); ++c) {
      if (std::ranges::count(order, c) != 1)
        problems_.push_back(fmt::format("line {}: column '{}' stands there {} times, expected once", line_,
                                        columns[c].name, std::ranges::count(order, c)));
    }
    if (problems_.empty()) order_ = order;
  }

  void read_row(std::string_view line)
  {
    const auto given = split(line);
    if (!given || given->size() != order_.size()) {
      problems_.push_back(fmt::format("line {}: found {}, expected {} fields", line_,
                                      given ? fmt::format("{} fields", given->size()) : "an open quote",
                                      order_.size()));
      return;
    }
    std::array<std::string, columns.size()> field;
    for (std::size_t i = 0; i < order_.size(); ++i) field[order_[i]] = (*given)[i];
    const std::size_t before = problems_.size();
    std::array<double, columns.size()> value {};
    for (const auto c : {latitude, longitude, elevation, month, tmean, tmin, tmax, precipitation, wind})
      value[c] = number(columns[c], field[c]);
    for (const auto c : {station, source})
      if (field[c].empty()) problem(columns[c].name, "", columns[c].expected);
    if (std::ranges::find(evidence_tags, field[evidence]) == evidence_tags.end())
      problem("evidence", field[evidence], columns[evidence].expected);
    check_extremes(field, value);
    if (problems_.size() == before) keep(field[station], value);
  }

  double number(const Column& column, const std::string& field)
  {
    if (field.empty() && column.may_be_blank) return unknown;
    const auto value = to_number(field);
    const bool whole = column.name != "month" || (value && *value == std::floor(*value));
    if (!value || !whole || *value < column.low || *value > column.high) problem(column.name, field, column.expected);
    return value.value_or(unknown);
  }

  void check_extremes(const std::array<std::string, columns.size()>& field,
                      const std::array<double, columns.size()>& value)
  {
    if (value[tmin] > value[tmean]) problem("tmin_c", field[tmin], columns[tmin].expected);
    if (value[tmax] < value[tmean]) problem("tmax_c", field[tmax], columns[tmax].expected);
    if (field[tmin].empty() != field[tmax].empty())
      problem(field[tmin].empty() ? "tmin_c" : "tmax_c", "", "a number, as the other extreme is given");
  }

  void keep(const std::string& name, const std::array<double, columns.size()>& value)
  {
    auto at = std::ranges::find(stations_, name, &StationNormals::name);
    if (at == stations_.end()) {
      StationNormals fresh {name, value[latitude], value[longitude], value[elevation], {}, {}, {}, {}, {}};
      fresh.mean_c.fill(unknown);
      at = stations_.insert(stations_.end(), fresh);
    }
    check_place(*at, value);
    const auto m = static_cast<std::size_t>(value[month]) - 1;
    if (!std::isnan(at->mean_c[m]))
      problem("month", fmt::format("{:g}", value[month]), fmt::format("each month of {} once", name));
    at->mean_c[m] = value[tmean];
    at->min_c[m] = value[tmin];
    at->max_c[m] = value[tmax];
    at->precipitation_mm[m] = value[precipitation];
    at->wind_m_s[m] = value[wind];
  }

  void check_place(const StationNormals& first, const std::array<double, columns.size()>& value)
  {
    const auto same = [&](ColumnIndex c, double known) {
      if (value[c] != known)
        problem(columns[c].name, fmt::format("{}", value[c]),
                fmt::format("{} as in the first row of {}", known, first.name));
    };
    same(latitude, first.latitude_deg);
    same(longitude, first.longitude_deg);
    same(elevation, first.elevation_m);
  }

  void check_whole()
  {
    if (stations_.empty()) problems_.push_back("no rows, expected a header and 12 rows a station");
    for (const auto& s : stations_)
      for (std::size_t m = 0; m < 12; ++m)
        if (std::isnan(s.mean_c[m]))
          problems_.push_back(fmt::format("station {}: month {} is missing, expected 1 .. 12", s.name, m + 1));
  }

  [[noreturn]] void throw_problems() const
  {
    std::string text =
      fmt::format("{}: {} problem{}", file_.string(), problems_.size(), problems_.size() == 1 ? "" : "s");
    for (const auto& p : problems_) text += "\n  " + p;
    throw InputError(text);
  }

  std::filesystem::path file_;
  int line_ = 0;
  std::vector<std::size_t> order_;  ///< which of `columns` each field of a row is
  std::vector<StationNormals> stations_;
  std::vector<std::string> problems_;
};

}  // namespace

std::vector<StationNormals> read_station_normals(const std::filesystem::path& file) { return Table(file).read(); }

}  // namespace rangifer::forcing

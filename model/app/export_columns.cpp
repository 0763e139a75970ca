#include "app/export_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace rangifer::app {

namespace {

using record::Described;
using record::ResultReader;

std::vector<std::string> words_of(const Described& v, const std::vector<double>& values)
{
  std::vector<std::string> out;
  for (const double value : values) {
    std::string text;
    for (std::size_t f = 0; f < v.flags.size(); ++f) {
      const bool has = v.flags_are_bits
                         ? (static_cast<std::int64_t>(value) & static_cast<std::int64_t>(v.flags[f])) != 0
                         : value == v.flags[f];
      if (has) text += (text.empty() ? "" : ", ") + v.words[f];
    }
    out.push_back(std::move(text));
  }
  return out;
}

gis::Values values_of(const ResultReader& file, const Described& v)
{
  if (v.units == "days since 1970-01-01") return days_of(file, v.name, file.numbers(v.name));
  if (!v.flags.empty()) return words_of(v, file.numbers(v.name));
  if (!v.whole) return file.numbers(v.name);
  std::vector<std::optional<std::int64_t>> out;
  for (const std::int64_t value : file.integers(v.name)) {
    const bool missing = v.missing && static_cast<double>(value) == *v.missing;
    out.push_back(missing ? std::nullopt : std::optional(value));
  }
  return out;
}

}  // namespace

std::string meaning_of(const Described& v)
{
  const bool says_unit = !v.units.empty() && v.units != "1" && !v.units.starts_with("days since");
  return says_unit ? fmt::format("{} ({})", v.long_name, v.units) : v.long_name;
}

std::vector<Day> days_of(const ResultReader& file, const std::string& name, std::span<const double> days)
{
  std::vector<Day> out;
  for (const double day : days) {
    if (!(std::abs(day) < 1e6))  // some 2700 years
      throw InputError(
        fmt::format("{}: {} holds {}, expected days since 1970; the file is broken", file.file(), name, day));
    out.emplace_back(std::chrono::days {static_cast<int>(std::floor(day))});
  }
  return out;
}

gis::Column column_of(const ResultReader& file, const Described& variable)
{
  return {variable.short_name == "time" ? "day" : variable.short_name, meaning_of(variable), values_of(file, variable)};
}

std::vector<gis::Column> columns_along(const ResultReader& file, const std::string& group, std::string_view dimension,
                                       std::span<const std::string_view> but)
{
  std::vector<gis::Column> out;
  std::size_t rows = 0;
  for (Described v : record::contents(file, group)) {
    if (!v.along(dimension) || std::ranges::find(but, v.short_name) != but.end()) continue;
    if (v.short_name == "herd" && v.words.empty() && file.has("map/herd")) {  // a comparison says it once
      v.words = file.names("map/herd");
      for (std::size_t i = 0; i < v.words.size(); ++i) v.flags.push_back(static_cast<double>(i));
    }
    const std::size_t length = file.shape(v.name).at(0);
    if (!out.empty() && length != rows)
      throw InputError(fmt::format("{}: variables of {}/ differ in length; the file is broken", file.file(), group));
    rows = length;
    out.push_back(column_of(file, v));
  }
  return out;
}

gis::Column rows_of(const gis::Column& column, std::span<const std::size_t> rows)
{
  return {column.name, column.meaning,
          std::visit(
            [&](const auto& all) -> gis::Values {
              std::remove_cvref_t<decltype(all)> some;
              some.reserve(rows.size());
              for (const std::size_t row : rows) some.push_back(all.at(row));
              return some;
            },
            column.values)};
}

}  // namespace rangifer::app

#include "app/factors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <optional>

#include "base/error.h"
#include "base/nearest_name.h"
#include "config/document.h"

namespace rangifer::app {
namespace {

using Problems = std::vector<std::string>;

/// A row of the scenario under the name that --set knows it by.
struct Named {
  std::string key;
  ParameterRow row;
};

bool is_number(const ParameterRow& row)
{
  return std::holds_alternative<double*>(row.value) || std::holds_alternative<std::int64_t*>(row.value) ||
         std::holds_alternative<bool*>(row.value);
}

void add(std::vector<Named>& all, const std::string& table, const std::vector<ParameterRow>& rows)
{
  for (const ParameterRow& row : rows) all.push_back({fmt::format("{}.{}", table, row.key), row});
}

/// Every key that acts in a run. An entry of a list goes by its role, its name and its number, as with --set.
std::vector<Named> every_key(Scenario& s)
{
  std::vector<Named> all;
  for (const Table& table : tables_of(s)) add(all, table.path, table.rows);
  for (auto& layer : s.layers) add(all, "layer." + layer.spec.role, rows_of(layer.spec));
  for (auto& herd : s.rules.herds) {
    add(all, "herd." + herd.name, rows_of(herd));
    for (std::size_t w = 0; w < herd.winter.size(); ++w) {
      const std::string areas = fmt::format("herd.{}.winter_area.", herd.name);
      if (herd.winter[w].name.find_first_of(".=") == std::string::npos) {
        add(all, areas + herd.winter[w].name, rows_of(herd.winter[w]));
      }
      add(all, areas + std::to_string(w), rows_of(herd.winter[w]));
    }
  }
  return all;
}

std::string trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
  return first == std::string_view::npos ? "" : std::string(text.substr(first, last - first + 1));
}

/// A key as asked for, and who asked: "--keys", "keys.txt:3".
struct Asked {
  std::string where, key, range;
};

Asked asked_in(std::string where, std::string_view text)
{
  const std::size_t equals = text.find('=');
  if (equals == std::string_view::npos) return {std::move(where), trimmed(text), ""};
  return {std::move(where), trimmed(text.substr(0, equals)), trimmed(text.substr(equals + 1))};
}

std::vector<Asked> asked_for(const std::vector<std::string>& asked, const std::filesystem::path& file)
{
  std::vector<Asked> all;
  for (const std::string& text : asked) all.push_back(asked_in("--keys", text));
  if (file.empty()) return all;
  std::ifstream in(file);
  if (!in || std::filesystem::is_directory(file)) {
    throw InputError(fmt::format("--keys-file {}: cannot be read", file.string()));
  }
  std::string line;
  for (int number = 1; std::getline(in, line); ++number) {
    const std::string text = trimmed(line.substr(0, line.find('#')));
    if (!text.empty()) all.push_back(asked_in(fmt::format("{}:{}", file.string(), number), text));
  }
  return all;
}

std::optional<double> number(const std::string& text)
{
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || end != text.c_str() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

/// "; did you mean snow.degree_day_factor?"
std::string suggestion(const std::string& key, const std::vector<Named>& all)
{
  std::vector<std::string> names;
  for (const Named& named : all) {
    if (!is_number(named.row)) continue;
    if (named.row.key == key) return fmt::format("; did you mean {}?", named.key);
    names.push_back(named.key);
  }
  const std::string near = nearest_name(key, names);
  return near.empty() ? "; rangifer parameters lists them" : fmt::format("; did you mean {}?", near);
}

/// "it is text; what can be varied in [run] is step, seed, ..."
std::string not_a_number(const Named& asked, const std::vector<Named>& all)
{
  const std::string table = asked.key.substr(0, asked.key.size() - asked.row.key.size());
  std::vector<std::string> near;
  for (const Named& named : all) {
    if (is_number(named.row) && named.key == table + std::string(named.row.key)) near.emplace_back(named.key);
  }
  return fmt::format("takes {} ({}), and only numbers and true or false can be varied{}",
                     std::holds_alternative<Day*>(asked.row.value) ? "a date" : "text", rangifer::value_text(asked.row),
                     near.empty() ? "" : fmt::format("; near it are {}", fmt::join(near, ", ")));
}

Factor unranged(const Named& named)
{
  const ParameterRow& row = named.row;
  Factor f {named.key, Factor::Kind::number, row.low, row.high, std::string(row.unit), std::string(row.evidence), 0};
  if (const auto* number = std::get_if<double*>(&row.value)) f.before = **number;
  if (const auto* whole = std::get_if<std::int64_t*>(&row.value)) {
    f.kind = Factor::Kind::whole;
    f.before = static_cast<double>(**whole);
  }
  if (const auto* truth = std::get_if<bool*>(&row.value)) {
    f.kind = Factor::Kind::truth;
    f.low = 0;
    f.high = 1;
    f.before = **truth ? 1 : 0;
  }
  return f;
}

/// Puts "low:high" into `f`; what is wrong with it, or "".
std::string narrow(Factor& f, const std::string& range)
{
  const std::size_t colon = range.find(':');
  const auto low = number(trimmed(range.substr(0, colon)));
  const auto high = colon == std::string::npos ? std::nullopt : number(trimmed(range.substr(colon + 1)));
  if (f.kind == Factor::Kind::truth) return "is true or false; name it without a range";
  if (!low || !high) return fmt::format("= {}: expected low:high, such as {}={:g}:{:g}", range, f.key, f.low, f.high);
  if (*low >= *high) return fmt::format("= {}: low must be less than high", range);
  if (*low < f.low || *high > f.high) return fmt::format("= {}: outside {:g} to {:g} {}", range, f.low, f.high, f.unit);
  if (f.kind == Factor::Kind::whole && (*low != std::floor(*low) || *high != std::floor(*high))) {
    return fmt::format("= {}: takes whole numbers", range);
  }
  f.low = *low;
  f.high = *high;
  return "";
}

/// True if --set gives the key.
bool held_fast(const std::string& key, const std::vector<std::string>& set)
{
  return std::ranges::any_of(set, [&](const std::string& s) { return trimmed(s.substr(0, s.find('='))) == key; });
}

std::vector<Factor> find(const std::vector<Asked>& asked, const std::vector<std::string>& set, Scenario& scenario,
                         config::Problems& problems)
{
  const std::vector<Named> all = every_key(scenario);
  std::vector<Factor> factors;
  std::vector<ParameterRow::Value> seen;
  for (const Asked& a : asked) {
    const auto found = std::ranges::find(all, a.key, &Named::key);
    std::string wrong;
    if (found == all.end()) {
      wrong = a.key.starts_with("weather.") ? "makes weather files and does nothing in a run"
                                            : "no such key" + suggestion(a.key, all);
    } else if (!is_number(found->row)) {
      wrong = not_a_number(*found, all);
    } else if (std::ranges::count(seen, found->row.value) > 0) {
      wrong = "given twice";
    } else if (held_fast(a.key, set)) {
      wrong = "is varied and set with --set; leave one of them out";
    } else {
      factors.push_back(unranged(*found));
      seen.push_back(found->row.value);
      if (!a.range.empty()) wrong = narrow(factors.back(), a.range);
      else if (!(factors.back().low < factors.back().high)) wrong = "has a single value; there is nothing to vary";
    }
    if (!wrong.empty()) problems.push_back({a.where, fmt::format("{} {}", a.key, wrong)});
  }
  return factors;
}

}  // namespace

std::vector<Factor> find_factors(const std::vector<std::string>& asked, const std::string& where, Scenario& scenario,
                                 config::Problems& problems)
{
  std::vector<Asked> keys;
  for (const std::string& text : asked) keys.push_back(asked_in(where, text));
  return find(keys, {}, scenario, problems);
}

std::vector<Factor> read_factors(const std::vector<std::string>& asked, const std::filesystem::path& file,
                                 const std::vector<std::string>& set, Scenario& scenario)
{
  config::Problems problems;
  const std::vector<Factor> factors = find(asked_for(asked, file), set, scenario, problems);
  if (!problems.empty()) throw InputError(config::describe(scenario.file, problems));
  if (factors.empty()) throw InputError("no keys to vary; name some with --keys or --keys-file");
  return factors;
}

double value_at(const Factor& f, double coordinate)
{
  const double value = f.low + coordinate * (f.high - f.low);
  if (f.kind != Factor::Kind::number) return std::floor(value + 0.5);
  const int decimals = std::max(0, 3 - static_cast<int>(std::floor(std::log10(f.high - f.low))));
  return std::clamp(std::strtod(fmt::format("{:.{}f}", value, decimals).c_str(), nullptr), f.low, f.high);
}

double coordinate_of(const Factor& f, double value) { return (value - f.low) / (f.high - f.low); }

std::string value_text(const Factor& f, double value)
{
  if (f.kind == Factor::Kind::truth) return value != 0 ? "true" : "false";
  if (f.kind == Factor::Kind::whole) return fmt::format("{:.0f}", value);
  return fmt::format("{}", value);
}

std::string setting(const Factor& f, double value) { return fmt::format("{}={}", f.key, value_text(f, value)); }

std::vector<std::vector<double>> values_of(const std::vector<Factor>& factors,
                                           const std::vector<ensemble::Point>& points)
{
  std::vector<std::vector<double>> all;
  for (const ensemble::Point& point : points) {
    std::vector<double> values;
    for (std::size_t f = 0; f < factors.size(); ++f) values.push_back(value_at(factors[f], point[f]));
    all.push_back(std::move(values));
  }
  return all;
}

std::vector<std::string> settings_of(const std::vector<Factor>& factors, const std::vector<double>& values)
{
  std::vector<std::string> set;
  for (std::size_t f = 0; f < factors.size(); ++f) set.push_back(setting(factors[f], values[f]));
  return set;
}

}  // namespace rangifer::app

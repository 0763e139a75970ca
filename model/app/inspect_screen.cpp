#include "app/inspect_screen.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "base/json_object.h"

namespace rangifer::app {
namespace {

using forcing::FileSummary;
using forcing::ValuesSeen;
using forcing::VariableSummary;
using forcing::VectorLayer;

std::string percent(double share)
{
  if (share > 0.0 && share < 0.001) return "less than 0.1 %";
  if (share < 1.0 && share > 0.999) return "more than 99.9 %";
  const double hundredths = 100.0 * share;
  return hundredths == static_cast<int>(hundredths) ? fmt::format("{:.0f} %", hundredths)
                                                    : fmt::format("{:.1f} %", hundredths);
}

std::string line(const char* what, const std::string& text)
{
  return text.empty() ? "" : fmt::format("  {:<9} {}\n", what, text);
}

/// "K, shown in degC"
std::string unit_text(const VariableSummary& v)
{
  if (v.listing.units.empty()) return "none given";
  return v.unit == v.listing.units ? v.unit : fmt::format("{}, shown in {}", v.listing.units, v.unit);
}

std::string name_text(const VariableSummary& v)
{
  std::string text = v.listing.standard_name;
  if (!v.listing.long_name.empty() && v.listing.long_name != text)
    text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", v.listing.long_name);
  return text;
}

std::string range_text(const ValuesSeen& seen)
{
  if (seen.cells == 0) return "-";
  return seen.missing == seen.cells ? "no value" : fmt::format("{:.6g} to {:.6g}", seen.lowest, seen.highest);
}

std::string missing_text(const ValuesSeen& seen)
{
  return seen.cells == 0 ? "-" : percent(static_cast<double>(seen.missing) / static_cast<double>(seen.cells));
}

/// "-40.1 to 12.3 degC, 3.1 % missing"
std::string values_text(const ValuesSeen& seen, const std::string& unit)
{
  if (seen.cells == 0) return "";
  if (seen.missing == seen.cells) return "no value, all missing";
  return fmt::format("{}{}{}, {} missing", range_text(seen), unit.empty() ? "" : " ", unit, missing_text(seen));
}

std::string place_lines(const VariableSummary& v)
{
  return line("grid", v.grid) + line("CRS", v.grid.starts_with(v.crs) ? "" : v.crs) + line("extent", v.extent) +
         line("", v.extent_in_degrees);
}

std::string time_text(const VariableSummary& v)
{
  if (v.calendar.empty()) return v.records == "1 record" ? "none: a map" : v.records;
  return fmt::format("{}{}{}; calendar {}", v.step, v.step.empty() ? "" : ", ", v.records, v.calendar);
}

std::string cover_text(const VariableSummary& v) { return fmt::format("{} of it covered", percent(v.cover)); }

std::string in_full(const VariableSummary& v)
{
  std::string text = line("variable", v.listing.name + (name_text(v).empty() ? "" : ": " + name_text(v)));
  text +=
    line("stored as",
         v.listing.dimensions.empty() ? v.listing.type : fmt::format("{} ({})", v.listing.type, v.listing.dimensions));
  if (!v.why_not.empty()) {
    text += line("unit", v.listing.units);
    if (!v.grid.empty()) text += place_lines(v);
    return text + line("problem", v.why_not);
  }
  text += line("unit", unit_text(v)) + place_lines(v) + line("time", time_text(v));
  const std::string inside = values_text(v.in_domain, v.unit);
  text += line("domain", cover_text(v) + (inside.empty() ? "" : "; values there " + inside));
  text += line("values", values_text(v.everywhere, v.unit));
  text += line("looked at", v.looked_at);
  for (const std::string& note : v.notes) text += line("note", note);
  return text;
}

/// Columns as wide as their longest entry, the last one as it is.
std::string table(const std::vector<std::vector<std::string>>& rows)
{
  std::vector<std::size_t> width(rows.front().size(), 0);
  for (const auto& row : rows)
    for (std::size_t c = 0; c < row.size(); ++c) width[c] = std::max(width[c], row[c].size());
  std::string text;
  for (const auto& row : rows) {
    text += "   ";
    for (std::size_t c = 0; c + 1 < row.size(); ++c) text += fmt::format(" {:<{}} ", row[c], width[c]);
    text += fmt::format(" {}\n", row.back());
  }
  return text;
}

bool same_place_and_time(const VariableSummary& a, const VariableSummary& b)
{
  return a.grid == b.grid && a.crs == b.crs && a.extent == b.extent && time_text(a) == time_text(b) &&
         a.cover == b.cover && a.looked_at == b.looked_at;
}

/// Variables that share grid and times: these once, then a row each.
std::string group(const std::vector<const VariableSummary*>& list)
{
  const VariableSummary& first = *list.front();
  std::string text = place_lines(first) + line("time", time_text(first)) + line("domain", cover_text(first)) +
                     line("looked at", first.looked_at);
  const bool in_domain = first.cover > 0.0;
  std::vector<std::vector<std::string>> rows {
    {"variable", "unit", in_domain ? "values in the domain" : "values", "missing", "name"}};
  for (const VariableSummary* const v : list) {
    const ValuesSeen& seen = in_domain ? v->in_domain : v->everywhere;
    rows.push_back({v->listing.name, unit_text(*v), range_text(seen), missing_text(seen), name_text(*v)});
  }
  return text + table(rows);
}

std::string joined(const std::vector<std::string>& list, std::size_t most)
{
  if (list.size() <= most) return fmt::format("{}", fmt::join(list, ", "));
  return fmt::format("{}, ...", fmt::join(list.begin(), list.begin() + static_cast<std::ptrdiff_t>(most), ", "));
}

/// Each note once, with the variables it holds for.
std::string notes_of(const std::vector<VariableSummary>& variables)
{
  std::vector<std::pair<std::string, std::vector<std::string>>> all;
  for (const VariableSummary& v : variables) {
    if (!v.why_not.empty()) continue;
    for (const std::string& note : v.notes) {
      auto known = std::ranges::find(all, note, [](const auto& one) { return one.first; });
      if (known == all.end()) known = all.insert(all.end(), {note, {}});
      known->second.push_back(v.listing.name);
    }
  }
  std::string text;
  for (const auto& [note, names] : all) text += line("note", fmt::format("{}: {}", joined(names, 8), note));
  return text;
}

std::string as_tables(const std::vector<VariableSummary>& variables)
{
  std::string text, problems;
  std::vector<bool> told(variables.size(), false);
  for (std::size_t i = 0; i < variables.size(); ++i) {
    const VariableSummary& v = variables[i];
    if (!v.why_not.empty()) problems += line("no layer", fmt::format("{}: {}", v.listing.name, v.why_not));
    if (told[i] || !v.why_not.empty()) continue;
    std::vector<const VariableSummary*> list;
    for (std::size_t j = i; j < variables.size(); ++j)
      if (!told[j] && variables[j].why_not.empty() && same_place_and_time(v, variables[j]))
        list.push_back(&variables[j]), told[j] = true;
    text += group(list);
  }
  return text + notes_of(variables) + problems;
}

std::string plural(std::size_t n, const char* thing) { return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s"); }

JsonObject seen_json(const ValuesSeen& seen)
{
  const bool any = seen.cells > seen.missing;
  JsonObject json;
  json.add("cells", seen.cells).add("missing", seen.missing);
  if (any) json.add("lowest", seen.lowest).add("highest", seen.highest);
  return json;
}

std::string list_json(const std::vector<std::string>& texts)
{
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ", ") + json_text(text);
  return "[" + out + "]";
}

}  // namespace

std::string screen(const FileSummary& file)
{
  const std::size_t count = file.variables.size() + file.left_out;
  std::string text = fmt::format("{}: {}{}{}{}\n", file.file, file.format, file.format.empty() ? "" : ", ",
                                 count == 0 ? "no variable on a map" : plural(count, "variable"),
                                 offers_a_layer(file) ? "" : ", nothing that can be read as a layer");
  text += count == 1 ? in_full(file.variables.front()) : as_tables(file.variables);
  if (file.left_out > 0)
    text += fmt::format("  {} more; --variable NAME tells of one\n", plural(file.left_out, "variable"));
  return text + line("also", joined(file.others, 12));
}

std::string screen(const forcing::VectorSummary& file)
{
  std::string text = fmt::format("{}: {}, {}\n", file.file, file.format, plural(file.layers.size(), "layer"));
  for (const VectorLayer& layer : file.layers) {
    text += line("layer", layer.name);
    text += line("features", fmt::format("{}{}{}", layer.features, layer.geometry.empty() ? "" : ", ", layer.geometry));
    text += line("fields", layer.fields) + line("CRS", layer.crs) + line("extent", layer.extent_in_degrees);
    if (layer.polygons) text += line("domain", percent(layer.cover) + " of it covered by polygons");
    if (!layer.names.empty()) text += line("names", joined(layer.names, 8));
    for (const std::string& note : layer.notes) text += line("note", note);
  }
  return text;
}

std::string as_json(const FileSummary& file)
{
  std::string list;
  for (const VariableSummary& v : file.variables) {
    JsonObject json;
    json.add("variable", v.listing.name)
      .add("standard_name", v.listing.standard_name)
      .add("long_name", v.listing.long_name);
    json.add("file_unit", v.listing.units).add("problem", v.why_not);
    if (v.why_not.empty()) {
      json.add("unit", v.unit).add("grid", v.grid).add("crs", v.crs).add("extent", v.extent_in_degrees);
      json.add("calendar", v.calendar).add("step", v.step).add("first", v.first).add("last", v.last);
      json.add("cover", v.cover).add("values", seen_json(v.everywhere)).add("values_in_domain", seen_json(v.in_domain));
      json.add("looked_at", v.looked_at).raw("notes", list_json(v.notes));
    }
    list += (list.empty() ? "" : ", ") + json.text();
  }
  return JsonObject()
    .add("file", file.file)
    .add("format", file.format)
    .raw("variables", "[" + list + "]")
    .raw("others", list_json(file.others))
    .text();
}

std::string as_json(const forcing::VectorSummary& file)
{
  std::string list;
  for (const VectorLayer& layer : file.layers) {
    JsonObject json;
    json.add("layer", layer.name).add("features", layer.features).add("geometry", layer.geometry);
    json.add("fields", layer.fields).add("crs", layer.crs).add("extent", layer.extent_in_degrees);
    if (layer.polygons) json.add("cover", layer.cover);
    json.raw("names", list_json(layer.names)).raw("notes", list_json(layer.notes));
    list += (list.empty() ? "" : ", ") + json.text();
  }
  return JsonObject().add("file", file.file).add("format", file.format).raw("layers", "[" + list + "]").text();
}

}  // namespace rangifer::app

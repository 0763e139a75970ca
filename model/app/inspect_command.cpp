#include <fmt/format.h>

#include <cstdio>

#include "app/commands.h"
#include "app/inspect_screen.h"
#include "app/places_asked.h"
#include "app/scenario.h"
#include "base/error.h"
#include "base/json_object.h"
#include "forcing/file/guarded.h"
#include "forcing/file/local_file.h"
#include "forcing/inspect/box.h"
#include "forcing/inspect/point.h"

namespace rangifer::app {
namespace {

/// What goes where; `about` explains the answer to people and keeps out of the way of programs.
struct Answer {
  std::string out;
  std::string about;
};

// A guarded child hands back one text: both parts, with a character between them that neither has.
std::string packed(const Answer& answer) { return answer.out + '\0' + answer.about; }
Answer unpacked(const std::string& text)
{
  const std::size_t middle = text.find('\0');
  if (middle == std::string::npos) return {text, ""};
  return {text.substr(0, middle), text.substr(middle + 1)};
}

std::string number_text(double value) { return fmt::format("{:.9g}", value); }

std::string unit_or(const std::string& unit) { return unit.empty() ? "no unit" : unit; }

/// "record 6 of 12, 2007-07-16 12:00 (365_day)"
std::string record_text(std::size_t record, std::size_t records, const std::string& time, const std::string& calendar)
{
  std::string text = records == 1 ? "" : fmt::format(", record {} (0 to {})", record, records - 1);
  if (!time.empty()) text += fmt::format(", {} ({})", time, calendar);
  return text;
}

forcing::Question question_of(const InspectOptions& options)
{
  forcing::Question question;
  question.raster = {options.file, options.variable, options.select};
  question.record.time = options.time;
  if (options.record >= 0) question.record.record = static_cast<std::size_t>(options.record);
  question.role = options.role;
  question.units = options.units;
  question.nearest = options.nearest;
  return question;
}

Answer point_json(const forcing::PointValue& p, const forcing::Place& place)
{
  JsonObject cell, json;
  cell.add("row", p.cell.row).add("column", p.cell.column);
  cell.add("latitude", p.cell_centre.latitude).add("longitude", p.cell_centre.longitude);
  json.add("value", p.value).add("unit", p.unit).add("file_unit", p.file_unit);
  json.add("value_in_file_unit", p.value_in_file_unit).add("variable", p.variable);
  json.add("latitude", place.latitude).add("longitude", place.longitude).add("method", p.method).add("cell", cell);
  json.add("time", p.time).add("calendar", p.calendar).add("record", p.record);
  return {json.text() + "\n", ""};
}

Answer answer_at(const InspectOptions& options, const forcing::Place& place)
{
  const forcing::PointValue p = forcing::value_at(question_of(options), place);
  if (options.json) return point_json(p, place);
  const std::string cell = fmt::format("row {} column {} ({})", p.cell.row, p.cell.column,
                                       forcing::place_text(p.cell_centre.longitude, p.cell_centre.latitude));
  const std::string how = p.method == "nearest" ? "the cell " + cell : "bilinear, closest to the cell " + cell;
  return {number_text(p.value) + "\n", fmt::format("{}: {} of {}, {}{}\n", unit_or(p.unit), p.variable, options.file,
                                                   how, record_text(p.record, p.records, p.time, p.calendar))};
}

Answer box_json(const forcing::BoxValue& b)
{
  JsonObject json;
  json.add("cells", b.cells).add("missing", b.missing);
  if (b.rows > 0) json.add("rows", b.rows).add("columns", b.columns);
  json.add("minimum", b.lowest).add("maximum", b.highest).add("mean", b.mean).add("weights", b.weights);
  json.add("unit", b.unit).add("file_unit", b.file_unit).add("variable", b.variable);
  json.add("time", b.time).add("calendar", b.calendar).add("record", b.record);
  return {json.text() + "\n", ""};
}

Answer answer_in(const InspectOptions& options, const forcing::Box& box)
{
  const forcing::BoxValue b = forcing::value_in(question_of(options), box);
  if (options.json) return box_json(b);
  const std::string size = b.rows > 0 ? fmt::format("{} x {}", b.rows, b.columns) : std::to_string(b.cells);
  return {fmt::format("cells {}\nmissing {}\nminimum {}\nmaximum {}\nmean {}\n", size, b.missing, number_text(b.lowest),
                      number_text(b.highest), number_text(b.mean)),
          fmt::format("{}: {} of {}; weights of the mean: {}{}\n", unit_or(b.unit), b.variable, options.file, b.weights,
                      record_text(b.record, b.records, b.time, b.calendar))};
}

Answer series(const InspectOptions& options)
{
  std::string text = "time,value\n";
  const auto add = [&](const forcing::SeriesValue& v) { text += fmt::format("{},{}\n", v.time, number_text(v.value)); };
  const std::string unit = options.at.empty() ? forcing::series_in(question_of(options), box_asked(options.box), add)
                                              : forcing::series_at(question_of(options), place_asked(options.at), add);
  return {text, fmt::format("{}: {} of {}\n", unit_or(unit), options.variable, options.file)};
}

std::string without_last_newline(const std::string& text) { return text.substr(0, text.find_last_not_of('\n') + 1); }

Answer overview(const InspectOptions& options, const Grid& domain)
{
  if (options.variable.empty() && forcing::is_vector_file(options.file)) {
    const auto vectors = forcing::summarize_vectors(options.file, domain);
    return {options.json ? as_json(vectors) + "\n" : screen(vectors), ""};
  }
  const auto rasters = forcing::summarize({options.file, options.variable, options.select}, domain);
  if (!options.json && !offers_a_layer(rasters)) throw InputError(without_last_newline(screen(rasters)));
  return {options.json ? as_json(rasters) + "\n" : screen(rasters), ""};
}

void refuse(bool wrong, const char* what)
{
  if (wrong) throw InputError(what);
}

/// Options that say nothing together.
void check_usage(const InspectOptions& o)
{
  const bool value = !o.at.empty() || !o.box.empty();
  refuse(!o.at.empty() && !o.box.empty(), "--at and --box: one place or one box, not both");
  refuse(!o.time.empty() && o.record >= 0, "--time and --record both name the record; give one of them");
  refuse(o.series && !value, "--series: of which place? Give --at LAT,LON or --box S,N,W,E");
  refuse(o.series && (!o.time.empty() || o.record >= 0), "--series gives every record; leave out --time and --record");
  refuse(o.series && o.json, "--series writes CSV; leave out --json");
  refuse(!value && (!o.time.empty() || o.record >= 0), "--time and --record go with --at or --box");
  refuse(!value && (!o.role.empty() || !o.units.empty()), "--role and --units go with --at or --box");
  refuse(o.nearest && o.at.empty(), "--nearest goes with --at");
  refuse(!o.role.empty() && !o.units.empty(), "--role and --units both name the unit; give one of them");
}

Grid domain_of(const InspectOptions& options)
{
  if (options.scenario.empty()) return make_grid(GridRules {});
  return make_grid(read_scenario(options.scenario, {}).grid);
}

}  // namespace

void inspect_command(const InspectOptions& options)
{
  check_usage(options);
  if (!options.at.empty()) (void)place_asked(options.at);
  if (!options.box.empty()) (void)box_asked(options.box);
  const Grid domain = domain_of(options);
  forcing::require_local_file(options.file);
  constexpr double an_hour = 3600;
  const forcing::GuardLimits limits =
    options.series ? forcing::GuardLimits {.wall_s = an_hour, .cpu_s = an_hour} : forcing::GuardLimits {};
  const Answer answer = unpacked(forcing::guarded(
    options.file,
    [&] {
      if (options.series) return packed(series(options));
      if (!options.at.empty()) return packed(answer_at(options, place_asked(options.at)));
      if (!options.box.empty()) return packed(answer_in(options, box_asked(options.box)));
      return packed(overview(options, domain));
    },
    limits));
  fmt::print("{}", answer.out);
  std::fflush(stdout);
  fmt::print(stderr, "{}", answer.about);
}

}  // namespace rangifer::app

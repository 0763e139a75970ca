#include "report/page.h"

#include <fmt/format.h>
#include <report_assets.h>

#include "base/json_object.h"
#include "report/comparison_maps.h"
#include "report/comparison_words.h"
#include "report/html.h"
#include "report/land.h"
#include "report/run_days.h"
#include "report/run_maps.h"
#include "report/run_words.h"
#include "report/score_table.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

void fill(std::string& text, std::string_view place, std::string_view with)
{
  const std::size_t at = text.find(place);
  if (at != text.npos) text.replace(at, place.size(), with);
}

/// Nothing in the data may end the script element that holds it.
std::string within_script(std::string json)
{
  for (std::size_t at = json.find('<'); at != json.npos; at = json.find('<', at)) json.replace(at, 1, "\\u003c");
  return json;
}

struct Parts {
  std::string title, kind, sections, data;
};

std::string whole_page(Parts parts, std::string_view program)
{
  std::string page {assets::page};
  fill(page, "@title@", escaped(parts.title));
  fill(page, "@heading@", escaped(parts.title));
  fill(page, "@kind@", parts.kind);
  fill(page, "@program@", escaped(program));
  fill(page, "@style@", assets::style);
  fill(page, "@script@", assets::scripts);
  fill(page, "@data@", within_script(std::move(parts.data)));
  fill(page, "@sections@", parts.sections);  // last: a scenario may hold any text
  return page;
}

/// A place that page.js draws into.
std::string drawing(std::string_view id, std::string_view caption)
{
  return fmt::format("<figure><div class=\"drawing\" id=\"{}\"></div><figcaption>{}</figcaption></figure>\n", id,
                     caption);
}

/// The calendar of the maps of use: [name, first day of the year], ...
std::string periods_json(const ResultReader& file)
{
  const std::vector<std::string> names = file.names("map/season");
  const std::vector<double> first = file.numbers("map/season_first_doy");
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i)
    out += fmt::format("{}[{},{:.0f}]", out.empty() ? "" : ",", json_text(names[i]), first[i]);
  return "[" + out + "]";
}

}  // namespace

std::string page_of_run(const ResultReader& file, std::span<const UsedParameter> parameters,
                        const validation::Contrast& contrast, std::string_view program)
{
  Parts parts {file.root_text("title"), "Result of a run", "", ""};
  parts.sections = section("answer", "In plain words", run_answer(file) + run_limits(file));
  parts.sections += section(
    "year", "The year on the map",
    drawing(
      "player",
      "Each mark is an animal of the sample that the run follows, at midnight after the day; its tail is the way of "
      "the last ten days. White is snow that has not yet gone, green is ground past half green-up, shown to the end of "
      "August. A period of the calendar begins on its date, a state of the model when the animal’s own day comes: "
      "bulls and cows without a calf are in “post calving” while others give birth. When snow returns in autumn is not "
      "in the file: from October the land is drawn bare. Outlines of areas are approximate."));
  parts.sections += section(
    "calving", "Where calves were born",
    drawing("calving-map",
            "Kernel utilisation distribution of the births, as the run computed it; it spreads over the sea as over "
            "land.") +
      run_years(file));
  parts.sections += section(
    "use", "Where the herd was, by calendar period",
    drawing("use-maps",
            "Animal-days per km² and year of the run, all herds; the same classes in every map, and nothing below the "
            "first is drawn. "
            "The periods are those of the herd’s published calendar, by date."));
  parts.sections += section("charts", "The herd through the year", "<div id=\"chart-list\"></div>\n");
  parts.sections += section("validation", "Against what is known of the herd", score_table(file, contrast));
  parts.sections += section("provenance", "Provenance", run_provenance(file, parameters));
  parts.data = JsonObject {}
                 .add("kind", "run")
                 .raw("periods", periods_json(file))
                 .raw("land", land_json(file))
                 .raw("maps", run_maps_json(file))
                 .raw("days", run_days_json(file))
                 .text();
  return whole_page(std::move(parts), program);
}

std::string page_of_comparison(const ResultReader& file, std::string_view program)
{
  Parts parts {fmt::format("{} – against – {}", file.root_text("scenario_title"), file.root_text("base_title")),
               "A scenario against its base", "", ""};
  const std::string limits = paragraph(
    "It compares two sets of runs of a model and forecasts nothing. The intervals hold the model’s own randomness "
    "and its "
    "years of weather only, not what is unsure about its parameters; many of those are guesses (evidence E in "
    "<code>rangifer parameters</code>). Outlines of areas are approximate.");
  parts.sections =
    section("answer", "In plain words", comparison_answer(file) + "<h3>What it cannot say</h3>\n" + limits);
  parts.sections += section(
    "calving", "Calving ground gained and lost",
    drawing(
      "density-maps",
      "Calves born a year, smoothed by the kernel of the runs, mean over years and pairs. The smoothing spreads "
      "births over the sea as over land. A change of a few cells, or a loss beside a gain of the same size, may be "
      "chance: the intervals below say more. Cells with something built are hatched."));
  parts.sections += section("differences", "Differences, with 95 % intervals",
                            drawing("difference-chart",
                                    "A bar that crosses the line at 0 cannot be told apart from no difference: its "
                                    "dot is hollow. From 30\u00a0% to 33\u00a0% are 3 percentage points.") +
                              differences_table(file));
  parts.sections +=
    section("use", "Use gained and lost, by calendar period",
            drawing("use-maps",
                    "Animal-days per km² and year, scenario less base, all herds. Single animals wander: what is "
                    "scattered is chance, what is solid may be the scenario."));
  parts.sections += section("provenance", "Provenance", comparison_provenance(file));
  parts.data = JsonObject {}
                 .add("kind", "comparison")
                 .raw("periods", periods_json(file))
                 .raw("land", land_json(file))
                 .raw("maps", comparison_maps_json(file))
                 .raw("differences", differences_json(file))
                 .text();
  return whole_page(std::move(parts), program);
}

}  // namespace rangifer::report

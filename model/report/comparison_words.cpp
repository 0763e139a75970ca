#include "report/comparison_words.h"

#include <fmt/format.h>

#include <cmath>

#include "base/json_object.h"
#include "report/html.h"
#include "report/pack.h"
#include "report/summary_text.h"
#include "report/words.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

/// Text of the summary as HTML, per cent signs kept with their numbers.
std::string told(const std::string& text)
{
  std::string out = escaped(text);
  constexpr std::string_view loose = " %", kept = "\u00a0%";
  for (std::size_t at = out.find(loose); at != out.npos; at = out.find(loose, at)) out.replace(at, loose.size(), kept);
  return out;
}

/// The two tables that a summary has.
std::string summary_table(const SummaryPart& part)
{
  const bool births = part.label.starts_with("Where calves are born");
  std::vector<std::string> head {births ? "region" : "use of"};
  std::size_t first = 0;
  if (births) {
    for (const char* name : {"base", "scenario", "change"}) head.emplace_back(name);
  } else if (!part.rows.empty()) {
    for (const std::string& name : part.rows[0]) head.push_back(escaped(name));
    first = 1;
  }
  HtmlTable table(escaped(part.label), head);
  for (std::size_t i = first; i < part.rows.size(); ++i) {
    std::vector<std::string> row;
    for (const std::string& cell : part.rows[i]) row.push_back(told(cell));
    table.row(row);
  }
  return table.text();
}

std::string part_in_html(const SummaryPart& part)
{
  if (part.kind == SummaryPart::Kind::heading) return fmt::format("<h3>{}</h3>\n", escaped(spaced(part.text)));
  if (part.kind == SummaryPart::Kind::table) return summary_table(part);
  if (part.label.empty()) return paragraph(told(part.text));
  return fmt::format("<p{}><strong>{}:</strong> {}</p>\n", part.label == "In short" ? " class=\"short\"" : "",
                     escaped(part.label), told(part.text));
}

/// What a change of a share, told as per cent, is told in.
constexpr const char* points = "percentage points";

/// One difference of the sheet: where its numbers lie in the file, and how they are told.
struct Told {
  std::string name, group, variable;
  std::size_t inner = 1, place = 0;  ///< cells of a herd, and which of them
  double times = 1;                  ///< 100 for shares, told as per cent
  std::string unit;                  ///< of base and scenario
  std::string change_unit;
};

struct Numbers {
  double base = 0, scenario = 0, difference = 0, low = 0, high = 0;
};

Numbers numbers_of(const ResultReader& file, const Told& t, std::size_t herd)
{
  const auto one = [&](const char* suffix) {
    // impact/V_low_95, but growth/growth_difference_low_95
    const std::string of = t.group == "growth" && std::string_view(suffix).ends_with("_95") ? "_difference" : "";
    const std::vector<double> all = file.numbers(t.group + "/" + t.variable + of + suffix);
    const std::size_t at = herd * t.inner + t.place;
    return t.times * (at < all.size() ? all[at] : std::nan(""));
  };
  return {one("_base"), one("_scenario"), one("_difference"), one("_low_95"), one("_high_95")};
}

std::vector<Told> all_told(const ResultReader& file)
{
  std::vector<Told> all;
  constexpr double percent_of_share = 100, km_per_m = 1e-3;
  const auto add = [&](const char* name, const char* variable, double times, const char* unit, const char* change) {
    if (file.has(std::string("impact/") + variable + "_difference"))
      all.push_back({name, "impact", variable, 1, 0, times, unit, change});
  };
  if (file.has("impact/birth_share_difference") && file.has("impact/region")) {
    const std::vector<std::string> regions = file.names("impact/region");
    for (std::size_t r = 0; r < regions.size(); ++r) {
      all.push_back(
        {"births in " + spaced(regions[r]), "impact", "birth_share", regions.size(), r, percent_of_share, "%", points});
    }
  }
  add("calves alive at the end of June", "june_calf_survival", percent_of_share, "%", points);
  if (file.has("growth/growth_difference"))
    all.push_back({"growth of the herd a year", "growth", "growth", 1, 0, 1, "%", points});
  add("calves born a year", "births", 1, "", "");
  add("mean day of birth", "mean_birth_doy", 1, "", "days");
  add("annual calving ground", "annual_area", 1, "km²", "km²");
  add("concentrated calving ground", "concentrated_area", 1, "km²", "km²");
  add("centre of births, northing", "centroid_y", km_per_m, "km", "km");
  add("centre of births, easting", "centroid_x", km_per_m, "km", "km");
  add("refuge on the plain at birth", "plain", percent_of_share, "%", points);
  add("mass of the newborn", "birth_mass", 1, "kg", "kg");
  add("mass of cows in autumn", "autumn_cow_mass", 1, "kg", "kg");
  return all;
}

/// Nothing to tell: no number, or a share that would be written as 0.0 %.
bool nothing(const Told& t, const Numbers& n)
{
  constexpr double worth_a_line = 0.05;
  return std::isnan(n.difference) ||
         (t.variable == "birth_share" && n.base < worth_a_line && n.scenario < worth_a_line);
}

/// Decimals, so that the greatest of the numbers shows two digits or so, but no more than anybody would use.
int digits_of(double greatest, const std::string& unit)
{
  if (!(greatest > 0) || greatest >= 1) return greatest >= 100 ? 0 : 1;
  return greatest >= 0.1 || unit == points ? 2 : 3;
}

}  // namespace

std::string comparison_answer(const ResultReader& file)
{
  // What was compared stands first in the summary; a reader wants the answer first.
  std::string compared, answer;
  bool herds = false;
  for (const SummaryPart& part : summary_parts(file.root_text("summary"))) {
    herds = herds || part.kind == SummaryPart::Kind::heading;
    (herds ? answer : compared) += part_in_html(part);
  }
  return answer + "<h3>What was compared</h3>\n" + compared;
}

std::string differences_json(const ResultReader& file)
{
  std::string herds;
  const std::vector<std::string> names = file.names("impact/herd");
  for (std::size_t h = 0; h < names.size(); ++h) {
    std::string rows;
    for (const Told& t : all_told(file)) {
      const Numbers n = numbers_of(file, t, h);
      if (nothing(t, n) || t.change_unit != points) continue;  // one axis for all
      rows +=
        (rows.empty() ? "" : ",") +
        JsonObject {}.add("name", t.name).add("difference", n.difference).add("low", n.low).add("high", n.high).text();
    }
    herds +=
      (herds.empty() ? "" : ",") + JsonObject {}.add("name", spaced(names[h])).raw("rows", "[" + rows + "]").text();
  }
  return "[" + herds + "]";
}

std::string differences_table(const ResultReader& file)
{
  std::string out;
  const std::vector<std::string> names = file.names("impact/herd");
  for (std::size_t h = 0; h < names.size(); ++h) {
    HtmlTable table(fmt::format("Herd {}: scenario less base, means over years and pairs", escaped(spaced(names[h]))),
                    {"what", "base", "scenario", "difference", "95 % interval", "told apart from zero"});
    for (const Told& t : all_told(file)) {
      const Numbers n = numbers_of(file, t, h);
      if (nothing(t, n)) continue;
      const auto with = [](std::string text, const std::string& unit) {
        return unit.empty() ? text : text + " " + unit;
      };
      const auto output = [&](double v) {
        return t.variable == "mean_birth_doy" ? say_day_of_year(v) : with(number(v), t.unit);
      };
      const bool interval = !std::isnan(n.low), zero = n.low <= 0 && n.high >= 0;
      const int digits =
        digits_of(std::fmax(std::abs(n.difference), std::fmax(std::abs(n.low), std::abs(n.high))), t.change_unit);
      const auto change = [&](double v) { return signed_number(v, digits); };
      table.row({escaped(t.name), output(n.base), output(n.scenario), with(change(n.difference), t.change_unit),
                 interval ? fmt::format("{} to {}", change(n.low), change(n.high)) : "none",
                 !interval ? "cannot say"
                 : zero    ? "no"
                           : "yes"});
    }
    out += table.text();
  }
  return out;
}

}  // namespace rangifer::report

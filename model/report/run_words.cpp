#include "report/run_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "report/herd_years.h"
#include "report/html.h"
#include "report/words.h"
#include "validation/days.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

/// First and last day, as herd/time has them.
std::string when(const std::vector<double>& time)
{
  if (time.empty()) return "no day";
  return fmt::format("{} to {}", say_date(validation::day_of(time.front())), say_date(validation::day_of(time.back())));
}

std::string what_it_was(const ResultReader& file, const std::vector<HerdYears>& herds)
{
  std::vector<std::string> names;
  for (const HerdYears& h : herds) names.push_back(escaped(h.name));
  return paragraph(fmt::format(
    "<strong>What was run.</strong> {}: {} {}, simulated from {} in steps of {:g} hours; seed {:.0f}, replicate "
    "{:.0f}. "
    "It is a model's account under stated assumptions, not a record of what happened.",
    escaped(file.root_text("title")), herds.size() == 1 ? "the herd" : "the herds", fmt::join(names, ", "),
    when(file.numbers("herd/time")), file.root_number("step_h"), file.root_number("seed"),
    file.root_number("replicate")));
}

/// "Alaska 49.4 %, Yukon 50.6 %": means over the years with births, of regions of one kind.
std::string shares(const HerdYears& h, bool overlays)
{
  constexpr double worth_telling = 0.0005;
  std::string out;
  for (std::size_t r = 0; r < h.regions.size(); ++r) {
    if (h.overlay[r] != overlays || !(spread(h.birth_share[r]).high > worth_telling)) continue;
    out += fmt::format("<li><span class=\"region\">{}</span> {}</li>\n", escaped(h.regions[r]),
                       percent_by_year(h.birth_share[r]));
  }
  return out;
}

/// "4 June (2 June to 7 June from year to year)"
std::string mean_days(const Spread& day)
{
  const std::string low = say_day_of_year(day.low), high = say_day_of_year(day.high);
  if (low == high) return low + " in every year";
  return fmt::format("{} ({} to {} from year to year)", say_day_of_year(day.mean), low, high);
}

std::string births_in_words(const HerdYears& h)
{
  const Spread day = spread(h.mean_birth_doy);
  double calves = 0;
  for (const double n : h.births) calves += n;
  if (!(calves > 0)) return paragraph("<strong>Births.</strong> No calf was born in the days of this run.");
  std::string out = fmt::format("<strong>Births.</strong> {} calves were born, ", whole(calves));
  if (day.n < 2) out += fmt::format("on average on {}.", say_day_of_year(day.mean));
  else out += fmt::format("{} a year, on average on {}.", whole(calves / static_cast<double>(day.n)), mean_days(day));
  const std::string lands = shares(h, false), overlays = shares(h, true);
  if (!lands.empty()) out += " Share of the births:";
  out = paragraph(out);
  if (!lands.empty()) out += fmt::format("<ul class=\"shares\">\n{}</ul>\n", lands);
  if (!overlays.empty()) {
    out += paragraph("Of these, in areas that overlie the above, with approximate outlines:") +
           fmt::format("<ul class=\"shares\">\n{}</ul>\n", overlays);
  }
  return out;
}

std::string survival_in_words(const HerdYears& h)
{
  if (spread(h.june_survival).n == 0) {
    return paragraph(
      "<strong>June survival.</strong> Not to be told: the run holds no June with births from start to end.");
  }
  return paragraph(fmt::format("<strong>June survival.</strong> Of the calves born, {} were alive at the end of June.",
                               percent_by_year(h.june_survival)));
}

std::string herd_in_words(const HerdYears& h)
{
  if (h.alive.size() < 2) return "";
  std::string out =
    fmt::format("<strong>The herd</strong> had {} animals at the end of the first day and {} at the end of the last",
                whole(h.alive.front()), whole(h.alive.back()));
  constexpr double year_d = 365.25;
  const double years = static_cast<double>(h.alive.size() - 1) / year_d;
  if (years > 0.95 && h.alive.back() > 0) {
    const double growth = 100 * (std::pow(h.alive.back() / h.alive.front(), 1 / years) - 1);
    out += fmt::format(": {} % a year, from {} and one draw of animals", signed_number(growth),
                       years < 1.5 ? "a single year" : fmt::format("{:.0f} years", years));
  } else {
    out += ", too short a time to speak of growth";
  }
  return paragraph(out + ".");
}

std::string approximate_regions(const ResultReader& file)
{
  if (!file.has("region/approximate")) return "";
  const std::vector<double> approximate = file.numbers("region/approximate");
  const std::vector<std::string> names = file.names("region/region");
  std::vector<std::string> told;
  for (std::size_t r = 0; r < std::min(names.size(), approximate.size()); ++r)
    if (approximate[r] > 0) told.push_back(escaped(spaced(names[r])));
  if (told.empty()) return "";
  return fmt::format(
    "<li><strong>Outlines are approximate</strong> (several kilometres), drawn from descriptions, not surveyed: "
    "{}.</li>\n",
    fmt::join(told, ", "));
}

}  // namespace

std::string run_answer(const ResultReader& file)
{
  const std::vector<HerdYears> herds = herd_years(file);
  std::string out = what_it_was(file, herds);
  for (const HerdYears& h : herds) {
    if (herds.size() > 1) out += fmt::format("<h3>Herd {}</h3>\n", escaped(h.name));
    out += births_in_words(h) + survival_in_words(h) + herd_in_words(h);
  }
  return out;
}

std::string run_limits(const ResultReader& file)
{
  const std::size_t years = file.numbers("map/year").size();
  return "<h3>What it cannot say</h3>\n<ul>\n"
         "<li><strong>It does not forecast</strong> a year or prove an effect. It compares scenarios: the same "
         "animals with the "
         "same draws under something else.</li>\n" +
         fmt::format(
           "<li><strong>It is one run of {}.</strong> Ranges from year to year are those of its weather and its "
           "draws; they are no "
           "confidence intervals, and hold nothing of what is unsure about the parameters. Replicates and varied "
           "coefficients tell more.</li>\n",
           plural(years, "year")) +
         "<li><strong>The weather is synthetic</strong> unless the scenario names rasters of its own: months of a "
         "climate model "
         "with random days, whose dates are nominal.</li>\n"
         "<li><strong>Where cows calve follows their memory more than the spring</strong>, so a change of place "
         "is likely to come out too "
         "small. Which winter area is used follows no published rule.</li>\n" +
         approximate_regions(file) +
         "<li><strong>Many coefficients are guesses</strong>, marked E under Provenance and in <code>rangifer "
         "parameters</code>.</li>\n"
         "</ul>\n";
}

std::string run_years(const ResultReader& file)
{
  std::string out;
  for (const HerdYears& h : herd_years(file)) {
    std::vector<std::string> head {"year", "births", "mean day of birth"};
    std::vector<std::size_t> shown;
    for (std::size_t r = 0; r < h.regions.size(); ++r) {
      if (!(spread(h.birth_share[r]).high > 0)) continue;
      shown.push_back(r);
      head.push_back("in " + escaped(h.regions[r]));
    }
    for (const char* more : {"June survival", "annual calving ground, km²", "concentrated, km²"})
      head.emplace_back(more);
    HtmlTable table(
      fmt::format("Births of the herd {}, year by year: shares of the births by region, calves alive at the end of "
                  "June, and the ground that holds 95 % of the births",
                  escaped(h.name)),
      head);
    for (std::size_t y = 0; y < h.years.size(); ++y) {
      if (!(h.births[y] > 0)) continue;
      std::vector<std::string> row {fmt::format("{:.0f}", h.years[y]), whole(h.births[y]),
                                    say_day_of_year(h.mean_birth_doy[y])};
      for (const std::size_t r : shown) row.push_back(percent(h.birth_share[r][y]));
      row.push_back(percent(h.june_survival[y]));
      row.push_back(whole(h.annual_area[y]));
      row.push_back(whole(h.concentrated_area[y]));
      table.row(row);
    }
    if (!table.empty()) out += table.text();
  }
  return out;
}

}  // namespace rangifer::report

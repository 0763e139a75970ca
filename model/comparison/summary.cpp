#include "comparison/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "comparison/what_changed.h"

namespace rangifer::comparison {

namespace {

constexpr std::size_t line_width = 110;
constexpr double percent = 100;

std::string plural(std::size_t n, std::string_view thing)
{
  return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s");
}

std::string spaced(std::string name)
{
  std::ranges::replace(name, '_', ' ');
  return name;
}

/// With its sign and one decimal; what rounds to zero has none.
std::string with_sign(double value)
{
  const double tenths = std::round(value * 10);
  return tenths == 0 ? "0.0" : fmt::format("{:+.1f}", tenths / 10);
}

std::string share(double value, int decimals = 1)
{
  return std::isnan(value) ? "unknown" : fmt::format("{:.{}f} %", percent * value, decimals);
}

std::string in_points(const Difference& d, std::string_view if_zero = not_told_apart)
{
  return change_in_words(percent * d.difference, percent * d.low, percent * d.high, "points", if_zero);
}

std::string paragraph(std::string_view head, std::string_view text)
{
  return wrapped(fmt::format("  {}: {}", head, text), line_width, "    ") + "\n";
}

std::string years_of(const Result& r)
{
  const RunHead& head = r.head();
  if (head.years.empty()) return "no year";
  if (r.spans.count > 1) {
    return fmt::format("{} spans of {} between {} and {}", r.spans.count, plural(head.years.size(), "year"),
                       r.spans.first_year, r.spans.last_year);
  }
  if (head.years.size() == 1) return fmt::format("the year {}", head.years[0]);
  return fmt::format("the {} years {} to {}", head.years.size(), head.years.front(), head.years.back());
}

std::string compared(const Result& r)
{
  const RunHead &base = r.head(), &scenario = r.scenario_head();
  std::string herds;
  for (const std::string& herd : base.herds)
    herds +=
      fmt::format("{}{} ({} animals to an agent)", herds.empty() ? "" : ", ", herd, base.animals_per_agent(herd));
  std::string out = fmt::format("Base:     {}\nScenario: {}\n", base.title, scenario.title);
  out += wrapped(fmt::format("Compared: {} of runs with the same animals and the same draws, over {}; herd{} {}.",
                             plural(r.pairs.size(), "pair"), years_of(r), base.herds.size() == 1 ? "" : "s", herds),
                 line_width, "          ") +
         "\n";
  out += wrapped("Changed:  " + what_changed(base, scenario) + ".", line_width, "          ") + "\n";
  if (base.version != scenario.version || base.commit != scenario.commit) {
    out +=
      wrapped("Beware:   the two were run by different versions of the program, so part of what differs may be its.",
              line_width, "          ") +
      "\n";
  }
  return out;
}

std::string answer(const Result& r, std::size_t herd)
{
  std::vector<Finding> findings;
  constexpr double points = percent;
  if (const ImpactVariable* shares = r.impact.find("birth_share");
      shares != nullptr && shares->further == std::vector<std::string> {"region"}) {
    for (std::size_t region = 0; region < r.head().regions.size(); ++region) {
      const Difference& d = shares->at(herd, region);
      const std::string where = " calves are born in " + spaced(r.head().regions[region]);
      findings.push_back({"more" + where, "fewer" + where, "", points * d.difference, points * d.low, points * d.high});
    }
  }
  if (const ImpactVariable* v = r.impact.find("june_calf_survival"); v != nullptr && v->further.empty()) {
    const Difference& d = v->at(herd);
    findings.push_back({"of all calves born, more live to the end of June",
                        "of all calves born, fewer live to the end of June", "survival in June", points * d.difference,
                        points * d.low, points * d.high});
  }
  const Difference& g = r.herds[herd].growth.percent_a_year;
  findings.push_back(
    {"the herd grows faster", "the herd grows more slowly", "growth of the herd", g.difference, g.low, g.high});
  return paragraph("In short", in_short(findings));
}

std::string births_by_region(const Result& r, std::size_t herd)
{
  const ImpactVariable* shares = r.impact.find("birth_share");
  if (shares == nullptr || shares->further != std::vector<std::string> {"region"}) return "";
  if (!(r.herds[herd].displacement.births() > 0)) return "  No calf is born.\n";
  std::string out = "  Where calves are born (share of all calves in the base, in the scenario, and the change):\n";
  constexpr double worth_a_line = 0.0005;
  for (std::size_t region = 0; region < r.head().regions.size(); ++region) {
    const Difference& d = shares->at(herd, region);
    if (!(d.base > worth_a_line || d.scenario > worth_a_line)) continue;
    out += fmt::format("    {:<24} {:>7} {:>7}  {}\n", spaced(r.head().regions[region]), share(d.base),
                       share(d.scenario), in_points(d, ", may be none"));
  }
  return out;
}

/// "0.6 km west (95 %: 2.1 west to 0.9 east)"
std::string way(const Difference& d, std::string_view up, std::string_view down)
{
  constexpr double m_per_km = 1000;
  const auto one = [&](double m, std::string_view unit) {
    const double km = std::round(m / m_per_km * 10) / 10;
    return fmt::format("{:.1f}{} {}", std::abs(km), unit, km < 0 ? down : up);
  };
  if (std::isnan(d.low)) return one(d.difference, " km") + " (one year of one pair: no interval)";
  return fmt::format("{} (95 %: {} to {})", one(d.difference, " km"), one(d.low, ""), one(d.high, ""));
}

bool may_be_none(const Difference& d) { return d.low <= 0 && d.high >= 0; }

/// ". The centre of the births moves ..." where the results tell it.
std::string centre_moved(const Result& r, std::size_t herd)
{
  const ImpactVariable *x = r.impact.find("centroid_x"), *y = r.impact.find("centroid_y");
  if (x == nullptr || y == nullptr || x->units != "m" || y->units != "m") return "";
  const Difference &east = x->at(herd), &north = y->at(herd);
  if (std::isnan(east.difference) || std::isnan(north.difference)) return "";
  const std::string told =
    fmt::format(". The centre of the births moves {} and {}", way(east, "east", "west"), way(north, "north", "south"));
  if (may_be_none(east) && may_be_none(north)) return told + ", neither told apart from zero";
  if (may_be_none(east) || may_be_none(north))
    return fmt::format("{}, of which {} is not told apart from zero", told,
                       may_be_none(east) ? "the first" : "the second");
  return told;
}

std::string moved_cows(const Result& r, std::size_t herd)
{
  const HerdResult& h = r.herds[herd];
  const Displacement& d = h.displacement;
  if (!(d.in_both > 0)) return paragraph("How far mothers moved", "no mother gives birth in both.");
  std::string text = fmt::format(
    "{} of the calves have a mother who gives birth that year in both. Of these {} are born more than 1 km from the "
    "place in the base, {} more than 5 km and {} more than 20 km; {:.1f} km on average, {:.1f} km in the median. "
    "{:.0f} calves are born in the base only, {:.0f} in the scenario only.",
    share(d.in_both / d.births()), share(d.share_moved[0].value), share(d.share_moved[1].value),
    share(d.share_moved[2].value), d.mean.value, d.median.value, d.base_only, d.scenario_only);
  if (d.mean.value > 0) {
    text +=
      " Part of that is chance: an animal that once steps elsewhere meets another land. The whole ground tells more:";
  }
  text += fmt::format(" the year's two calving grounds have an affinity of {:.2f} (0 apart, 1 alike){}.",
                      h.ground.affinity_mean.value, centre_moved(r, herd));
  return paragraph("How far mothers moved", text);
}

std::string survival(const Result& r, std::size_t herd)
{
  const ImpactVariable* v = r.impact.find("june_calf_survival");
  if (v == nullptr || !v->further.empty() || !(r.herds[herd].displacement.births() > 0)) return "";
  const Difference& d = v->at(herd);
  return paragraph("Calves alive at the end of June", fmt::format("{} in the base, {} in the scenario: {}.",
                                                                  share(d.base), share(d.scenario), in_points(d)));
}

std::string herd_growth(const HerdResult& h)
{
  const Difference& d = h.growth.percent_a_year;
  if (std::isnan(d.difference)) return paragraph("Growth of the herd", "not to be told from runs this short.");
  std::string text = fmt::format("{} % a year in the base, {} % in the scenario: {}.", with_sign(d.base),
                                 with_sign(d.scenario), change_in_words(d.difference, d.low, d.high, "points"));
  if (std::isnan(h.growth.chance_base)) {
    text += " Runs of one year do not tell the chance of a decline.";
  } else {
    text += fmt::format(
      " Chance that the herd is smaller after ten years like these: {:.0f} % in the base, {:.0f} % in the scenario{}.",
      percent * h.growth.chance_base, percent * h.growth.chance_scenario,
      h.growth_years.base.years < years_ahead
        ? fmt::format(" (an extrapolation: the runs have {})", plural(h.growth_years.base.years, "year"))
        : "");
  }
  return paragraph("Growth of the herd", text);
}

std::string relative(const RelativeUse& r)
{
  if (std::isnan(r.ratio.value)) return "no use to compare";
  std::string out = fmt::format("{:.2f}", r.ratio.value);
  if (!std::isnan(r.ratio.low)) out += fmt::format(" ({:.2f} to {:.2f})", r.ratio.low, r.ratio.high);
  return out;
}

std::string near_infrastructure_text(const Result& r, std::size_t herd)
{
  if (!r.near) return "";
  struct Told {
    std::string_view season, words;
  };
  constexpr Told told[] = {{"calving", "animals in the calving season"},
                           {"post_calving", "animals after calving"},
                           {"early_summer", "animals in the mosquito season"}};
  std::string out =
    fmt::format("  Near infrastructure (use in the scenario for each 1 in the base, with 95 %):\n    {:<32}", "");
  constexpr std::size_t columns[] = {within_1_km, within_5_km, from_5_to_10_km};
  const auto end_line = [&] { out.erase(out.find_last_not_of(' ') + 1); };
  for (const std::size_t band : columns) out += fmt::format(" {:<22}", bands[band].name);
  end_line();
  const auto row = [&](std::string_view words, const std::array<RelativeUse, bands.size()>& use) {
    out += fmt::format("\n    {:<32}", words);
    for (const std::size_t band : columns) out += fmt::format(" {:<22}", relative(use[band]));
    end_line();
  };
  row("births", r.near->births[herd]);
  const std::vector<std::string>& seasons = r.head().seasons;
  for (const Told& t : told) {
    const auto found = std::ranges::find(seasons, t.season);
    if (found == seasons.end()) continue;
    row(t.words, r.near->use[herd * seasons.size() + static_cast<std::size_t>(found - seasons.begin())]);
  }
  return out + "\n";
}

std::string about_spans(const Result& r)
{
  const Spans& spans = r.spans;
  if (spans.count < 2) return "";
  if (spans.count == 2) return " They cover two spans of years, too few to tell what other weather would do.";
  return fmt::format(" The intervals draw {} spans of years, so they hold the weather from {} to {} as well.{}",
                     spans.count, spans.first_year, spans.last_year,
                     spans.overlap ? " Since these spans overlap, they are too narrow for it." : "");
}

std::string how_sure(const Result& r)
{
  std::string text = plural(r.pairs.size(), "pair") + " of runs.";
  if (r.pairs.size() < 3) {
    text += " With fewer than three the intervals come from the years alone and are likely too narrow: run replicates.";
  }
  text += about_spans(r);
  const bool years_drawn = r.pairs.size() < 3 || r.spans.count > 2;
  const ImpactVariable* v = r.impact.find("june_calf_survival");
  if (v != nullptr && v->further.empty()) {
    const Difference& d = v->at(0);
    if (!std::isnan(d.se_paired) && d.se_unpaired > 0) {
      text += fmt::format(
        " The change in June survival has a standard error of {:.2f} points since base and scenario share their "
        "draws{}; drawn apart it would be {:.2f}.",
        percent * d.se_paired, years_drawn ? " and years" : "", percent * d.se_unpaired);
    }
  }
  text +=
    " The intervals hold the model's own randomness and its years of weather only, not what is unsure about its "
    "parameters.";
  return wrapped("How sure: " + text, line_width, "  ") + "\n";
}

}  // namespace

std::string change_in_words(double difference, double low, double high, std::string_view unit, std::string_view if_zero)
{
  if (std::isnan(difference)) return "cannot be compared";
  const std::string change = fmt::format("{} {}", with_sign(difference), unit);
  if (std::isnan(low)) return change + " (one year of one pair: no interval)";
  if (low == 0 && high == 0 && difference == 0) return "no change";
  return fmt::format("{} (95 %: {} to {}){}", change, with_sign(low), with_sign(high),
                     low <= 0 && high >= 0 ? if_zero : "");
}

std::string in_short(std::span<const Finding> findings)
{
  constexpr double worth_telling = 0.05;  // shows as 0.1
  std::vector<std::string> told, alike, unknown;
  for (const Finding& f : findings) {
    if (std::isnan(f.low)) {
      if (!f.subject.empty()) unknown.push_back(f.subject);
    } else if (f.low <= 0 && f.high >= 0) {
      if (!f.subject.empty()) alike.push_back(f.subject);
    } else if (std::abs(f.difference) >= worth_telling || !f.subject.empty()) {
      told.push_back(fmt::format("{} ({} points)", f.difference > 0 ? f.if_more : f.if_less, with_sign(f.difference)));
    }
  }
  if (!alike.empty())
    told.push_back(fmt::format("{}: no difference that can be told apart from zero", fmt::join(alike, " and ")));
  if (!unknown.empty())
    told.push_back(fmt::format("{}: not to be told from runs this few", fmt::join(unknown, " and ")));
  return fmt::format("{}.", fmt::join(told, "; "));
}

std::string wrapped(std::string_view text, std::size_t width, std::string_view indent)
{
  std::string out, line;
  const std::size_t margin = text.find_first_not_of(' ');
  if (margin == std::string_view::npos) return "";
  line = text.substr(0, margin);
  bool begun = false;
  for (std::size_t at = margin; at < text.size();) {
    std::size_t end = text.find(' ', at);
    while (end < text.size() && text.substr(end + 1).starts_with('%'))
      end = text.find(' ', end + 1);  // "3 %" stays one
    end = std::min(end, text.size());
    const std::string_view word = text.substr(at, end - at);
    if (begun && line.size() + 1 + word.size() > width) {
      out += line + "\n";
      line = indent;
      begun = false;
    }
    if (begun) line += ' ';
    line += word;
    begun = true;
    at = end + 1;
  }
  return out + line;
}

std::string summary(const Result& r)
{
  std::string out = compared(r) + "\n";
  if (r.equal) return out + "The two are equal in every number.\n";
  for (std::size_t herd = 0; herd < r.herds.size(); ++herd) {
    out += fmt::format("Herd {}\n", r.herds[herd].name);
    out += answer(r, herd);
    out += births_by_region(r, herd);
    out += moved_cows(r, herd);
    out += survival(r, herd);
    out += herd_growth(r.herds[herd]);
    out += near_infrastructure_text(r, herd);
    out += "\n";
  }
  return out + how_sure(r);
}

}  // namespace rangifer::comparison

#include "app/calibration_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/version.h"

namespace rangifer::app {
namespace {

using validation::Pattern;
using validation::Verdict;

std::string number(double value)
{
  if (std::isnan(value)) return "";
  if (std::isinf(value)) return "never";
  return fmt::format("{:.4g}", value);
}

std::string band(const Pattern& p)
{
  return p.high == validation::open_end ? fmt::format("above {:g}", p.low) : fmt::format("{:g} to {:g}", p.low, p.high);
}

std::string range(double low, double high, const Factor& f)
{
  return fmt::format("{} to {}", value_text(f, low), value_text(f, high));
}

std::string verdict(const MemberScore& s, std::size_t row)
{
  return fmt::format("{}{}", number(s.measured[row]), std::isnan(s.measured[row]) ? "" : ", ") +
         std::string(name(s.verdicts[row]));
}

std::string total(const MemberScore& s)
{
  return fmt::format("{} pass, {} near, {} fail (loss {:.3f})", s.pass, s.near, s.fail, s.loss);
}

/// The name of a member as the report has it.
std::string member_text(const Calibration& c, std::size_t m)
{
  return m == 0 ? "the scenario as it was" : "member " + c.members[m].name;
}

/// Values of a key among members.
struct Extent {
  double low, high;
};
Extent extent(const Calibration& c, const std::vector<std::size_t>& members, std::size_t factor)
{
  Extent e {c.values[members.front()][factor], c.values[members.front()][factor]};
  for (const std::size_t m : members) {
    e.low = std::min(e.low, c.values[m][factor]);
    e.high = std::max(e.high, c.values[m][factor]);
  }
  return e;
}

std::string how(const Calibration& c, const std::string& scenario, const std::string& command)
{
  const std::size_t sample = c.members.size() - 1;
  const auto failed = std::ranges::count_if(c.outcomes, [](const Outcome& o) { return !o.why.empty(); });
  return fmt::format(
    "# Calibration of {}\n\n"
    "Written by `rangifer calibrate` (version {}, commit {}); this makes it again:\n\n```sh\n{}\n```\n\n"
    "{} keys were varied together over {} members, a Latin hypercube; each member is the scenario with those values, run\n"
    "and held against the published patterns as `rangifer validate` does. One more member is the scenario as it was.{}\n"
    "All members have the same draws of chance, so that they differ by their values alone.\n\n"
    "    loss = patterns that fail + half of those that are near + half of the mean of d / (1 + d)\n\n"
    "with d the distance of a row of the score sheet from its band, in half-widths of the band (in its own unit where the\n"
    "band has an open end). The last term is below one half: it orders members of equal verdicts and does no more.\n"
    "Rows that rest on a guess, and rows that no member lets one score, do not count. A row that is scored in other\n"
    "members and cannot be in this one fails.\n\n",
    scenario, version(), commit(), command, c.factors.size(), sample,
    failed == 0 ? "" : fmt::format(" {} of them failed to run and have no score.", failed));
}

std::string choice(const Calibration& c)
{
  const std::size_t chosen = c.chosen();
  std::string text = fmt::format("## What was chosen, and why\n\nChosen: **{}**, of the smallest loss of all: {}.\n",
                                 member_text(c, chosen), total(*c.scores[chosen]));
  if (chosen == 0) {
    text += "No member of the sample does better than the scenario's own values, so they stay.\n";
  } else if (c.scores[0]) {
    text += fmt::format("The scenario as it was: {}.\n", total(*c.scores[0]));
  } else {
    text += "The scenario as it was failed to run.\n";
  }
  text +=
    "The best of a sample flatters itself: part of what makes it best is chance, which another year or other draws do\n"
    "not repeat. Members whose loss is close to it are as good; the ranges of the best say how loosely a key is held.\n\n";
  return text;
}

std::string keys(const Calibration& c)
{
  const std::vector<std::size_t> best = c.best();
  std::string text = fmt::format(
    "## Keys\n\n| key | unit | evidence | before | range sampled | range of the best {} | chosen |\n"
    "|---|---|---|---|---|---|---|\n",
    best.size());
  std::vector<std::string> at_edge;
  for (std::size_t f = 0; f < c.factors.size(); ++f) {
    const Factor& factor = c.factors[f];
    const double chosen = c.values[c.chosen()][f];
    const Extent e = best.empty() ? Extent {chosen, chosen} : extent(c, best, f);
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", factor.key, factor.unit, factor.evidence,
                        value_text(factor, factor.before), range(factor.low, factor.high, factor),
                        range(e.low, e.high, factor), value_text(factor, chosen));
    const double place = coordinate_of(factor, chosen);
    if (c.chosen() != 0 && factor.kind == Factor::Kind::number && (place < 0.05 || place > 0.95)) {
      at_edge.push_back(factor.key);
    }
  }
  if (!at_edge.empty()) {
    text += fmt::format("\nAt the edge of its range (within a twentieth): {}. What lies beyond was not looked at.\n",
                        fmt::join(at_edge, ", "));
  }
  return text + "\n";
}

std::string best_members(const Calibration& c)
{
  std::string text = "## The best members\n\n| member | loss | pass | near | fail |", line = "|---|---|---|---|---|";
  for (const Factor& f : c.factors) {
    text += fmt::format(" {} |", f.key);
    line += "---|";
  }
  text += "\n" + line + "\n";
  for (std::size_t i = 0; i < std::min<std::size_t>(10, c.order.size()); ++i) {
    const std::size_t m = c.order[i];
    const MemberScore& s = *c.scores[m];
    text += fmt::format("| {} | {:.3f} | {} | {} | {} |", m == 0 ? "as it was" : c.members[m].name, s.loss, s.pass,
                        s.near, s.fail);
    for (std::size_t f = 0; f < c.factors.size(); ++f)
      text += fmt::format(" {} |", value_text(c.factors[f], c.values[m][f]));
    text += "\n";
  }
  return text + "\n";
}

/// How many of the sample have this verdict in a row; of those with a score.
std::size_t with_verdict(const Calibration& c, std::size_t row, Verdict verdict)
{
  std::size_t n = 0;
  for (std::size_t m = 1; m < c.members.size(); ++m) n += c.scores[m] && c.scores[m]->verdicts[row] == verdict;
  return n;
}

std::size_t scored_sample(const Calibration& c)
{
  std::size_t n = 0;
  for (std::size_t m = 1; m < c.members.size(); ++m) n += c.scores[m].has_value();
  return n;
}

std::string scores(const Calibration& c)
{
  std::string text =
    "## Scores\n\n| row | pattern | observed | band | unit | before | chosen | members that pass |\n"
    "|---|---|---|---|---|---|---|---|\n";
  std::vector<std::string> never, always, weak, unscored;
  const std::size_t n = scored_sample(c);
  for (std::size_t r = 0; r < c.counted.size(); ++r) {
    const Pattern& p = validation::patterns()[r];
    const std::string label = fmt::format("{} ({})", row_label(r), p.name);
    if (!c.counted[r]) {
      (p.weak ? weak : unscored).push_back(label);
      continue;
    }
    const std::size_t passing = with_verdict(c, r, Verdict::pass);
    if (passing == 0) never.push_back(label);
    if (passing == n) always.push_back(label);
    text += fmt::format("| {} | {} | {} | {} | {} | {} | {} | {} of {} |\n", row_label(r), p.name, p.observed, band(p),
                        p.unit, c.scores[0] ? verdict(*c.scores[0], r) : "failed to run",
                        verdict(*c.scores[c.chosen()], r), passing, n);
  }
  const auto list = [&](const std::string& head, const std::vector<std::string>& rows) {
    if (!rows.empty()) text += fmt::format("\n{}: {}.\n", head, fmt::join(rows, "; "));
  };
  list("No member passes, so these keys within these ranges do not settle it", never);
  list("Every member passes, so the sample learns nothing from it", always);
  list("Left out as resting on a guess", weak);
  list("Left out as no member lets one score it", unscored);
  return text + "\n";
}

/// Keys that move a row, strongest first: "calving.mean_doy +0.97 (distance -0.41)".
std::string movers(const Calibration& c, std::size_t row, std::vector<bool>& held)
{
  std::vector<Constraint> of;
  const auto strength = [](const ensemble::RankCorrelation& r) { return std::isnan(r.rho) ? 0.0 : std::abs(r.rho); };
  const auto beyond_chance = [&](const ensemble::RankCorrelation& r) {
    return strength(r) > ensemble::chance_rho(r.n);
  };
  for (const Constraint& k : c.constraints) {
    if (k.row == row && (beyond_chance(k.value) || beyond_chance(k.distance))) of.push_back(k);
  }
  std::ranges::stable_sort(of, std::greater {},
                           [&](const Constraint& k) { return std::max(strength(k.value), strength(k.distance)); });
  std::vector<std::string> texts;
  for (const Constraint& k : of) {
    if (beyond_chance(k.distance)) held[k.factor] = true;
    const auto rho = [](double r) { return std::isnan(r) ? "none" : fmt::format("{:+.2f}", r); };
    texts.push_back(fmt::format("{} {} (distance {})", c.factors[k.factor].key, rho(k.value.rho), rho(k.distance.rho)));
  }
  return fmt::format("{}", fmt::join(texts, ", "));
}

std::string constraints(const Calibration& c)
{
  const std::size_t n = scored_sample(c), pairs = c.constraints.size();
  std::string text = fmt::format(
    "## What the patterns tell about the keys\n\n"
    "Rank correlation (Spearman) over the {} members of the sample, of a key with what the row measures and, in brackets,\n"
    "with its distance from the band: a key with a distance is held by the pattern, negative where larger values come nearer to\n"
    "the band. Named are those beyond {:.2f}, which chance alone exceeds in one of twenty; of {} pairs that is about {}.\n\n"
    "| row | pattern | keys |\n|---|---|---|\n",
    n, ensemble::chance_rho(n), pairs, (pairs + 10) / 20);
  std::vector<bool> held(c.factors.size(), false);
  for (std::size_t r = 0; r < c.counted.size(); ++r) {
    if (!c.counted[r]) continue;
    text += fmt::format("| {} | {} | {} |\n", row_label(r), validation::patterns()[r].name, movers(c, r, held));
  }
  std::vector<std::string> loose;
  for (std::size_t f = 0; f < held.size(); ++f) {
    if (!held[f]) loose.push_back(c.factors[f].key);
  }
  if (!loose.empty()) {
    text += fmt::format("\nNo pattern holds {}: chosen with the rest, and no better founded than before.\n",
                        fmt::join(loose, ", "));
  }
  return text + "\n";
}

std::string held_out_text(const Calibration& c, const HeldOut& h)
{
  std::string text = fmt::format(
    "## Under conditions the calibration has not seen\n\nRun once more with `{}`, the scenario as it was and the chosen values.\n\n",
    fmt::join(h.set, "`, `"));
  if (!h.before || !h.chosen) return text + "Not scored: " + h.why + "\n\n";
  text += "| | before | chosen |\n|---|---|---|\n";
  if (c.scores[0])
    text += fmt::format("| calibration | {} | {} |\n", total(*c.scores[0]), total(*c.scores[c.chosen()]));
  text += fmt::format(
    "| unseen | {} | {} |\n\n| row | pattern | band | unit | before | chosen |\n|---|---|---|---|---|---|\n",
    total(*h.before), total(*h.chosen));
  for (std::size_t r = 0; r < c.counted.size(); ++r) {
    const Pattern& p = validation::patterns()[r];
    const bool seen = !std::isnan(h.before->measured[r]) || !std::isnan(h.chosen->measured[r]);
    if (p.weak || !seen) continue;
    text += fmt::format("| {} | {} | {} | {} | {} | {} |\n", row_label(r), p.name, band(p), p.unit,
                        verdict(*h.before, r), verdict(*h.chosen, r));
  }
  const double gain = h.before->loss - h.chosen->loss;
  text += gain > 0   ? "\nThe chosen values do better here too.\n"
          : gain < 0 ? "\nThe chosen values do worse here than those before: what was gained did not carry over.\n"
                     : "\nThe chosen values do neither better nor worse here.\n";
  return text + "\n";
}

}  // namespace

std::string calibration_report(const Calibration& c, const std::optional<HeldOut>& held_out,
                               const std::string& scenario, const std::string& command)
{
  std::string text = how(c, scenario, command) + choice(c) + keys(c) + scores(c);
  if (held_out) text += held_out_text(c, *held_out);
  text += constraints(c) + best_members(c);
  while (text.ends_with("\n\n")) text.pop_back();
  return text;
}

}  // namespace rangifer::app

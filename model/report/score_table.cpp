#include "report/score_table.h"

#include <fmt/format.h>

#include <cmath>

#include "base/error.h"
#include "report/html.h"
#include "report/words.h"
#include "validation/score.h"

namespace rangifer::report {

namespace {

using validation::Score;
using validation::Verdict;

std::string with_unit(std::string text, std::string_view unit)
{
  return unit == "1" || unit.empty() || text.empty() ? text : fmt::format("{} {}", text, escaped(unit));
}

std::string band(const validation::Pattern& p)
{
  if (std::isnan(p.low)) return "";
  if (p.high == validation::open_end) return with_unit(fmt::format("above {:g}", p.low), p.unit);
  return with_unit(fmt::format("{:g} to {:g}", p.low, p.high), p.unit);
}

std::string simulated(const Score& s)
{
  const validation::Estimate& e = s.simulated;
  if (s.verdict == Verdict::not_scored) return fmt::format("<small>{}</small>", escaped(e.needs));
  std::string text = number(e.value);
  if (!std::isnan(e.low)) text += fmt::format(" ({} to {})", number(e.low), number(e.high));
  return with_unit(text, s.pattern->unit);
}

/// A word with a shape of its own, so that nobody needs the colour.
std::string verdict(const Score& s)
{
  struct Sign {
    const char *kind, *shape, *name;
  };
  constexpr Sign signs[] = {
    {"pass", "✓", "pass"}, {"near", "≈", "near"}, {"fail", "✗", "fail"}, {"none", "–", "not scored"}};
  const Sign& sign = signs[static_cast<std::size_t>(s.verdict)];
  return fmt::format("<span class=\"verdict {}\"><span aria-hidden=\"true\">{}</span> {}</span>{}", sign.kind,
                     sign.shape, sign.name, s.pattern->weak ? " <abbr title=\"rests on a guess\">(W)</abbr>" : "");
}

std::string total_in_words(const std::vector<Score>& scores)
{
  const validation::Total t = validation::total(scores);
  return paragraph(fmt::format("Of the 30 patterns <strong>{} pass, {} near, {} fail, {} weak, {} not scored</strong>.",
                               t.pass, t.near, t.fail, t.weak, t.not_scored));
}

}  // namespace

std::string score_table(const record::ResultReader& file, const validation::Contrast& contrast)
{
  std::vector<Score> scores;
  std::string herd;
  try {
    const validation::Run runs[] = {validation::read_run(file.file())};
    herd = runs[0].herd;
    scores = validation::score(runs, contrast);
  } catch (const InputError& problem) {  // the rest of the page still stands
    return paragraph(fmt::format("The run cannot be held against the patterns: {}.", escaped(problem.what())));
  }
  HtmlTable table(fmt::format("Herd {} against published patterns. In brackets the middle 95 % of the years’ values",
                              escaped(spaced(herd))),
                  {"pattern", "observed", "band", "simulated", "verdict"});
  for (const Score& s : scores) {
    const validation::Pattern& p = *s.pattern;
    table.row(
      {fmt::format("{}. {}", p.number, escaped(p.name)), escaped(p.observed), band(p), simulated(s), verdict(s)});
  }
  return total_in_words(scores) +
         paragraph(
           "doy: day of the year, 1 on 1 January. Near: outside the band by no more than half its half-width. "
           "(W): rests on a guess, reported but never "
           "counted as failed. A year shows part of the patterns; springs, trends and growth want ten years "
           "and replicates. Patterns of the Porcupine herd say little of another herd.") +
         table.text();
}

}  // namespace rangifer::report

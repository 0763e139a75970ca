#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>

#include "app/commands.h"
#include "app/contrast.h"
#include "app/csv.h"
#include "app/version.h"
#include "base/error.h"
#include "base/json_object.h"
#include "record/score_sheet.h"
#include "validation/score.h"

namespace rangifer::app {

namespace {

using validation::Pattern;
using validation::Score;
using validation::Verdict;

/// A number as people write it; "" for none.
std::string number(double value)
{
  if (std::isnan(value)) return "";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  if (std::abs(value) < 0.005) return "0.00";  // not -0.00
  return fmt::format("{:.{}f}", value, std::abs(value) >= 100 ? 0 : std::abs(value) >= 10 ? 1 : 2);
}

std::string band(const Pattern& p)
{
  if (std::isnan(p.low)) return "";
  if (p.high == validation::open_end) return fmt::format("above {:g}", p.low);
  return fmt::format("{:g} to {:g}", p.low, p.high);
}

std::string simulated(const validation::Estimate& e, std::string_view unit)
{
  std::string text = number(e.value);
  if (!std::isnan(e.low)) text += fmt::format(" ({} to {})", number(e.low), number(e.high));
  return unit == "1" ? text : fmt::format("{} {}", text, unit);
}

std::string verdict(const Score& s) { return fmt::format("{}{}", name(s.verdict), s.pattern->weak ? " (W)" : ""); }

void print_table(std::span<const validation::Run> runs, const std::vector<Score>& scores)
{
  for (const validation::Run& run : runs) {
    fmt::print("{}: herd {}, {} year{}\n", run.file, run.herd, run.maps.years.size(),
               run.maps.years.size() == 1 ? "" : "s");
  }
  fmt::print("\n{:>2}  {:<42} {:<23} {:<14} {:<25} {}\n", "#", "pattern", "observed", "band", "simulated (95 %)",
             "verdict");
  for (const Score& s : scores) {
    const Pattern& p = *s.pattern;
    if (s.verdict == Verdict::not_scored) continue;
    fmt::print("{:>2}  {:<42} {:<23} {:<14} {:<25} {}\n", p.number, p.name, p.observed, band(p),
               simulated(s.simulated, p.unit), verdict(s));
  }
  fmt::print("\nnot scored\n");
  for (const Score& s : scores) {
    if (s.verdict != Verdict::not_scored) continue;
    fmt::print("{:>2}  {:<42} {}{}\n", s.pattern->number, s.pattern->name, s.simulated.needs,
               s.pattern->weak ? " (W)" : "");
  }
  fmt::print(
    "\nIn brackets: the middle 95 % of the years' values (of the cows' in 14, of pairs of years in 17, of 1000 draws of\n"
    "the years in 2 and 4).\n"
    "near: outside the band by no more than half its half-width. (W): rests on a guess, never counted as failed.\n");
  const validation::Total t = validation::total(scores);
  fmt::print("Of the 30 patterns {} pass, {} near, {} fail, {} weak, {} not scored.\n", t.pass, t.near, t.fail, t.weak,
             t.not_scored);
}

void write_csv(const std::filesystem::path& file, const std::vector<Score>& scores)
{
  std::ofstream out(file);
  if (!out) throw InputError(fmt::format("{}: cannot be written; is there such a folder?", file.string()));
  out << "number,pattern,observed,band_low,band_high,unit,simulated,low_95,high_95,n,verdict,weak,needs,source\n";
  for (const Score& s : scores) {
    const Pattern& p = *s.pattern;
    const validation::Estimate& e = s.simulated;
    out << fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n", p.number, csv_text(p.name), csv_text(p.observed),
                       csv_number(p.low), csv_number(p.high), csv_text(p.unit), csv_number(e.value), csv_number(e.low),
                       csv_number(e.high), e.n, name(s.verdict), p.weak ? "yes" : "no", csv_text(e.needs),
                       csv_text(p.source));
  }
  out.close();
  if (!out) throw RunError(fmt::format("{}: writing failed", file.string()));
}

void print_json(const std::vector<Score>& scores)
{
  std::string rows;
  for (const Score& s : scores) {
    const Pattern& p = *s.pattern;
    const validation::Estimate& e = s.simulated;
    rows += fmt::format("{}{}", rows.empty() ? "" : ",\n ",
                        JsonObject {}
                          .add("number", static_cast<std::size_t>(p.number))
                          .add("pattern", p.name)
                          .add("observed", p.observed)
                          .add("band_low", p.low)
                          .add("band_high", p.high)
                          .add("unit", p.unit)
                          .add("simulated", e.value)
                          .add("low_95", e.low)
                          .add("high_95", e.high)
                          .add("n", e.n)
                          .add("verdict", name(s.verdict))
                          .raw("weak", p.weak ? "true" : "false")
                          .add("needs", e.needs)
                          .add("source", p.source)
                          .text());
  }
  fmt::print("[{}]\n", rows);
}

static_assert(static_cast<std::size_t>(Verdict::not_scored) + 1 == record::sheet_verdicts.size());

record::Sheet sheet_of(std::span<const validation::Run> runs, const std::vector<Score>& scores)
{
  record::Sheet sheet {{}, {}, version(), commit()};
  for (const validation::Run& run : runs) sheet.runs.push_back(run.file);
  for (const Score& s : scores) {
    const Pattern& p = *s.pattern;
    const validation::Estimate& e = s.simulated;
    sheet.rows.push_back({p.number, std::string(p.name), std::string(p.observed), p.low, p.high, std::string(p.unit),
                          e.value, e.low, e.high, static_cast<std::int32_t>(e.n), static_cast<std::int8_t>(s.verdict),
                          p.weak, e.needs, std::string(p.source)});
  }
  return sheet;
}

bool same(const std::filesystem::path& a, const std::filesystem::path& b)
{
  std::error_code missing;  // what is not there is told when it is opened
  return std::filesystem::equivalent(a, b, missing);
}

void write_h5(const std::filesystem::path& file, std::span<const validation::Run> runs,
              const std::vector<Score>& scores)
{
  const record::Sheet sheet = sheet_of(runs, scores);
  const bool of_a_run = std::ranges::any_of(runs, [&](const validation::Run& run) { return same(file, run.file); });
  if (of_a_run) record::add_sheet_to_result(file, sheet);
  else record::write_sheet_file(file, sheet);
}

/// @throws InputError if a file is given twice or would be overwritten
void refuse_twice(const ValidateOptions& options)
{
  if (!options.h5.empty() && (options.h5 == options.csv || same(options.h5, options.csv))) {
    throw InputError(fmt::format("--h5 {}: is the CSV file too; give each its own", options.h5.string()));
  }
  for (std::size_t i = 0; i < options.runs.size(); ++i) {
    const std::string name = options.runs[i].string();
    for (std::size_t j = 0; j < i; ++j) {
      if (same(options.runs[i], options.runs[j])) {
        throw InputError(fmt::format("{}: given twice; each run counts once", name));
      }
    }
    for (const std::filesystem::path& other : options.baseline) {
      if (same(options.runs[i], other)) {
        throw InputError(fmt::format("{}: is a run to be scored and its baseline too", name));
      }
    }
    if (!options.csv.empty() && same(options.runs[i], options.csv)) {
      throw InputError(fmt::format("--csv {}: is a result that was to be read", name));
    }
  }
}

}  // namespace

void validate_command(const ValidateOptions& options)
{
  refuse_twice(options);
  std::vector<validation::Run> runs;
  for (const std::filesystem::path& file : options.runs) runs.push_back(validation::read_run(file));
  const validation::Contrast contrast =
    options.baseline.empty() ? validation::Contrast {} : contrast_with(options.runs, options.baseline);
  const std::vector<Score> scores = validation::score(runs, contrast);
  if (!options.csv.empty()) write_csv(options.csv, scores);
  if (!options.h5.empty()) write_h5(options.h5, runs, scores);
  if (options.json) print_json(scores);
  else print_table(runs, scores);
}

}  // namespace rangifer::app

#include "validation/score.h"

#include <algorithm>
#include <map>

namespace rangifer::validation {

std::string_view name(Verdict verdict) noexcept
{
  switch (verdict) {
    case Verdict::pass:
      return "pass";
    case Verdict::near:
      return "near";
    case Verdict::fail:
      return "fail";
    case Verdict::not_scored:
      break;
  }
  return "not scored";
}

Verdict judge(double value, double low, double high) noexcept
{
  if (high == open_end) return value > low ? Verdict::pass : Verdict::fail;
  const double outside = std::max({0.0, low - value, value - high}), half_width = (high - low) / 2;
  if (outside == 0.0 && !std::isnan(value)) return Verdict::pass;
  return outside > 0.0 && outside <= half_width / 2 ? Verdict::near : Verdict::fail;
}

std::vector<Score> score(std::span<const Run> runs, const Contrast& contrast)
{
  std::vector<Score> scores;
  for (const Pattern& p : patterns()) {
    Estimate e = p.measure != nullptr    ? p.measure(runs)
                 : p.contrast != nullptr ? contrast.*p.contrast
                                         : lacking(std::string(p.needs));
    const Verdict verdict = e.needs.empty() ? judge(e.value, p.low, p.high) : Verdict::not_scored;
    scores.push_back({&p, std::move(e), verdict});
  }
  return scores;
}

Total total(std::span<const Score> scores)
{
  std::map<int, Score> worst;  // by number; of the rows that are scored
  for (const Score& s : scores) {
    const auto [at, first] = worst.try_emplace(s.pattern->number, s);
    if (first || s.verdict == Verdict::not_scored) continue;
    if (at->second.verdict == Verdict::not_scored || s.verdict > at->second.verdict) at->second = s;
  }
  Total t;
  for (const auto& [number, s] : worst) {
    if (s.verdict == Verdict::not_scored) ++t.not_scored;
    else if (s.pattern->weak) ++t.weak;
    else if (s.verdict == Verdict::pass) ++t.pass;
    else if (s.verdict == Verdict::near) ++t.near;
    else ++t.fail;
  }
  return t;
}

}  // namespace rangifer::validation

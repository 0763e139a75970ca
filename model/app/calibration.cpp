#include "app/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "base/error.h"

namespace rangifer::app {
namespace {

using validation::Pattern;
using validation::Verdict;

constexpr double none = std::numeric_limits<double>::quiet_NaN();

std::size_t rows() { return validation::patterns().size(); }

/// Column `row` of all members of the sample that have a score, and the key's values beside it.
Constraint constraint(const Calibration& c, std::size_t row, std::size_t factor)
{
  std::vector<double> key, measured, apart;
  for (std::size_t m = 1; m < c.members.size(); ++m) {
    if (!c.scores[m]) continue;
    const double value = c.scores[m]->measured[row];
    key.push_back(c.values[m][factor]);
    measured.push_back(value);
    apart.push_back(std::isnan(value) ? none : distance(validation::patterns()[row], value));
  }
  return {row, factor, ensemble::rank_correlation(key, measured), ensemble::rank_correlation(key, apart)};
}

}  // namespace

std::string row_label(std::size_t row)
{
  const auto patterns = validation::patterns();
  const auto same = [&](const Pattern& p) { return p.number == patterns[row].number; };
  const auto first = static_cast<std::size_t>(std::ranges::find_if(patterns, same) - patterns.begin());
  if (std::ranges::count_if(patterns, same) == 1) return std::to_string(patterns[row].number);
  return fmt::format("{}{}", patterns[row].number, static_cast<char>('a' + (row - first)));
}

double distance(const Pattern& pattern, double value)
{
  if (std::isnan(value) || std::isinf(value)) return std::numeric_limits<double>::infinity();
  const double outside = std::max({0.0, pattern.low - value, value - pattern.high});
  return pattern.high == validation::open_end ? outside : outside / ((pattern.high - pattern.low) / 2);
}

std::vector<bool> counted_rows(std::span<const std::vector<double>> measured)
{
  std::vector<bool> counted(rows(), false);
  for (const std::vector<double>& member : measured) {
    for (std::size_t r = 0; r < rows(); ++r) {
      if (!validation::patterns()[r].weak && !std::isnan(member[r])) counted[r] = true;
    }
  }
  return counted;
}

MemberScore score_member(std::vector<double> measured, const std::vector<bool>& counted)
{
  MemberScore s;
  std::map<int, Verdict> worst;  // by pattern
  double apart = 0, n = 0;
  for (std::size_t r = 0; r < rows(); ++r) {
    const Pattern& p = validation::patterns()[r];
    const bool seen = !std::isnan(measured[r]);
    if (!seen && !counted[r]) {
      s.verdicts.push_back(Verdict::not_scored);
      continue;
    }
    s.verdicts.push_back(seen ? validation::judge(measured[r], p.low, p.high) : Verdict::fail);
    if (!counted[r]) continue;
    const double d = distance(p, measured[r]);
    apart += std::isinf(d) ? 1.0 : d / (1.0 + d);
    ++n;
    const auto at = worst.try_emplace(p.number, s.verdicts.back()).first;
    at->second = std::max(at->second, s.verdicts.back());
  }
  for (const auto& [number, verdict] : worst) {
    s.pass += verdict == Verdict::pass;
    s.near += verdict == Verdict::near;
    s.fail += verdict == Verdict::fail;
  }
  s.measured = std::move(measured);
  s.apart = n == 0 ? 0 : apart / n;
  s.loss = s.fail + s.near / 2.0 + s.apart / 2;
  return s;
}

std::optional<std::vector<double>> measured_in(const Outcome& outcome)
{
  if (!outcome.why.empty()) return std::nullopt;
  std::vector<double> measured;
  for (std::size_t r = 0; r < rows(); ++r) {
    const auto found = outcome.numbers.find(fmt::format("pattern/{}", r));
    measured.push_back(found == outcome.numbers.end() ? none : found->second);
  }
  return measured;
}

std::vector<std::size_t> Calibration::best() const
{
  std::vector<std::size_t> sample;
  std::ranges::copy_if(order, std::back_inserter(sample), [](std::size_t m) { return m != 0; });
  sample.resize(std::min(sample.size(), std::max<std::size_t>(5, sample.size() / 10)));
  return sample;
}

void score_all(Calibration& c)
{
  std::vector<std::vector<double>> measured;
  for (const Outcome& outcome : c.outcomes) {
    if (auto m = measured_in(outcome)) measured.push_back(std::move(*m));
  }
  c.counted = counted_rows(measured);
  for (std::size_t m = 0; m < c.outcomes.size(); ++m) {
    auto of = measured_in(c.outcomes[m]);
    c.scores.push_back(of ? std::optional {score_member(std::move(*of), c.counted)} : std::nullopt);
    if (of) c.order.push_back(m);
  }
  if (c.order.empty()) throw RunError("no member could be scored");
  std::ranges::stable_sort(c.order, {}, [&](std::size_t m) { return c.scores[m]->loss; });
  for (std::size_t r = 0; r < rows(); ++r) {
    for (std::size_t f = 0; c.counted[r] && f < c.factors.size(); ++f) c.constraints.push_back(constraint(c, r, f));
  }
}

}  // namespace rangifer::app

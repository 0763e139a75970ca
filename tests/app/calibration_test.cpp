#include "app/calibration.h"

#include <catch2/catch.hpp>

#include <limits>

using namespace rangifer;
using namespace rangifer::app;
using validation::Pattern;
using validation::Verdict;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN(), never = validation::open_end;

std::size_t rows() { return validation::patterns().size(); }

/// The row of a label; all others cannot be scored.
std::size_t row(const std::string& label)
{
  for (std::size_t r = 0; r < rows(); ++r) {
    if (row_label(r) == label) return r;
  }
  FAIL("no row " << label);
  return 0;
}

std::vector<double> measuring(std::initializer_list<std::pair<std::string, double>> what)
{
  std::vector<double> measured(rows(), none);
  for (const auto& [label, value] : what) measured[row(label)] = value;
  return measured;
}

MemberScore alone(const std::vector<double>& measured)
{
  return score_member(measured, counted_rows(std::vector<std::vector<double>> {measured}));
}

Pattern band(double low, double high)
{
  Pattern p {};
  p.low = low;
  p.high = high;
  return p;
}

}  // namespace

TEST_CASE("rows of one pattern are told apart by letters", "[app]")
{
  CHECK(row_label(row("1a")) + row_label(row("1b")) + row_label(row("2")) == "1a1b2");
}

TEST_CASE("a distance is in half-widths of the band; an open end has the pattern's own unit", "[app]")
{
  CHECK(distance(band(2, 6), 2) == 0);
  CHECK(distance(band(2, 6), 7) == 0.5);
  CHECK(distance(band(2, 6), 0) == 1);
  CHECK(distance(band(1, never), 0.75) == 0.25);
  CHECK(distance(band(1, never), 1e9) == 0);
  CHECK(distance(band(2, 6), never) == never);
  CHECK(distance(band(2, 6), none) == never);
}

TEST_CASE("a pattern is as good as its worst row", "[app]")
{
  const MemberScore s = alone(measuring({{"1a", 155}, {"1b", 40}, {"3", 0.9}, {"19", 0.62}}));
  CHECK(s.pass == 1);
  CHECK(s.near == 1);
  CHECK(s.fail == 1);
  CHECK(s.loss > 1.5);
  CHECK(s.loss < 2.0);
}

TEST_CASE("among equal verdicts the nearer one wins, and never against a verdict", "[app]")
{
  const double far = alone(measuring({{"3", -50}, {"19", 0.5}})).loss;
  const double close = alone(measuring({{"3", 0.5}, {"19", 0.5}})).loss;
  const double worse = alone(measuring({{"3", 0.5}, {"19", 0.62}})).loss;
  CHECK(close < far);
  CHECK(far < worse);
}

TEST_CASE("weak rows and those that nobody can score do not count", "[app]")
{
  const MemberScore s = alone(measuring({{"13", 1e9}, {"3", 0.9}}));
  CHECK(s.loss == 0);
  CHECK(s.pass == 1);
  CHECK(s.verdicts[row("13")] == Verdict::fail);
  CHECK(s.verdicts[row("19")] == Verdict::not_scored);
}

TEST_CASE("who leaves nothing to measure fails where others can be scored", "[app]")
{
  const std::vector<std::vector<double>> both {measuring({{"3", 0.9}, {"19", 0.5}}), measuring({{"19", 0.5}})};
  const std::vector<bool> counted = counted_rows(both);
  CHECK(score_member(both[0], counted).fail == 0);
  CHECK(score_member(both[1], counted).fail == 1);
  CHECK(score_member(both[1], counted).verdicts[row("3")] == Verdict::fail);
}

TEST_CASE("the smallest loss is chosen; members that failed have none", "[app]")
{
  Calibration c;
  c.factors = {{"a", Factor::Kind::number, 0, 1, "1", "E", 0.5}};
  const auto outcome = [](double share) {
    Outcome o;
    for (std::size_t r = 0; r < rows(); ++r) o.numbers["pattern/" + std::to_string(r)] = none;
    o.numbers["pattern/" + std::to_string(row("3"))] = share;
    return o;
  };
  c.members.resize(6);
  c.values = {{0.5}, {0.1}, {0.2}, {0.3}, {0.4}, {0.9}};
  c.outcomes = {outcome(0.1), outcome(0.2), outcome(0.3), outcome(0.5), outcome(0.9), {{}, "killed by signal 9"}};
  score_all(c);
  CHECK(c.order == std::vector<std::size_t> {4, 3, 2, 1, 0});
  CHECK(c.chosen() == 4);
  CHECK(c.best() == std::vector<std::size_t> {4, 3, 2, 1});
  REQUIRE(c.constraints.size() == 1);
  CHECK(c.constraints[0].value.n == 4);
  CHECK(c.constraints[0].value.rho == Approx(1));
  CHECK(c.constraints[0].distance.rho == Approx(-1));
}

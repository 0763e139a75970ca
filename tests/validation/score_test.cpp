#include "validation/score.h"

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace rangifer::validation;

TEST_CASE("inside the band, ends counted, is a pass; half of the half-width beyond is near", "[validation]")
{
  CHECK(judge(0.80, 0.8, 1.0) == Verdict::pass);
  CHECK(judge(1.00, 0.8, 1.0) == Verdict::pass);
  CHECK(judge(6.0, 2, 6) == Verdict::pass);
  CHECK(judge(7.0, 2, 6) == Verdict::near);  // half-width 2, half of it 1
  CHECK(judge(7.01, 2, 6) == Verdict::fail);
  CHECK(judge(1.0, 2, 6) == Verdict::near);
  CHECK(judge(0.99, 2, 6) == Verdict::fail);
  CHECK(judge(none, 2, 6) == Verdict::fail);
  CHECK(judge(open_end, 128, 158) == Verdict::fail);  // they never came
}

TEST_CASE("an order or a sign is right or wrong, never near", "[validation]")
{
  CHECK(judge(1e-9, 0, open_end) == Verdict::pass);
  CHECK(judge(0.0, 0, open_end) == Verdict::fail);
  CHECK(judge(-1e-9, 0, open_end) == Verdict::fail);
  CHECK(judge(none, 0, open_end) == Verdict::fail);
}

TEST_CASE("the sheet holds the 30 patterns in order, each with its source", "[validation]")
{
  std::set<int> numbers;
  int before = 1;
  for (const Pattern& p : patterns()) {
    INFO(p.number << " " << p.name);
    CHECK(p.number >= before);
    before = p.number;
    numbers.insert(p.number);
    CHECK(!p.source.empty());
    CHECK((p.measure == nullptr) == !p.needs.empty());
    if (p.measure != nullptr) CHECK(p.low < p.high);
    CHECK(p.name.size() <= 42);  // or the table on the terminal is torn
    CHECK(p.observed.size() <= 23);
  }
  CHECK(numbers.size() == 30);
  CHECK(*numbers.rbegin() == 30);
}

TEST_CASE("a pattern of several rows is as good as its worst, and a weak one never fails", "[validation]")
{
  const Pattern one {1, "", "", 0, 1, "1", false, "", "", nullptr}, two {2, "", "", 0, 1, "1", false, "", "", nullptr},
    three {3, "", "", 0, 1, "1", false, "", "", nullptr}, weak {4, "", "", 0, 1, "1", true, "", "", nullptr};
  const std::vector<Score> scores {{&one, {}, Verdict::pass},       {&one, {}, Verdict::near},
                                   {&two, {}, Verdict::not_scored}, {&two, {}, Verdict::fail},
                                   {&three, {}, Verdict::pass},     {&three, {}, Verdict::not_scored},
                                   {&weak, {}, Verdict::fail}};
  const Total t = total(scores);
  CHECK(t.pass == 1);
  CHECK(t.near == 1);
  CHECK(t.fail == 1);
  CHECK(t.weak == 1);
  CHECK(t.not_scored == 0);
}

TEST_CASE("without a run nothing is scored, and every row says why", "[validation]")
{
  for (const Score& s : score({})) {
    INFO(s.pattern->number << " " << s.pattern->name);
    CHECK(s.verdict == Verdict::not_scored);
    CHECK(s.simulated.needs.starts_with("needs"));
  }
}

#include "forcing/layer/layer_checks.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer::forcing;

TEST_CASE("a field is believable where each of its values is, and takes the same cuts", "[forcing]")
{
  const Role role {"test", "1", true, 0.0, 10.0, false, ""};
  const std::vector<double> fine {0.0, 5.0, 10.0, -0.0009, 10.0009, -0.0, 3.25, 9.999};
  std::vector<double> cut = fine, one_by_one = fine;
  CHECK(all_believable(role, cut));
  for (double& value : one_by_one) CHECK(believable(role, value));
  CHECK(cut == one_by_one);

  const double wrong = GENERATE(-0.0011, 10.0011, std::nan(""), INFINITY, -INFINITY);
  const std::size_t at = GENERATE(0U, 3U, 7U);
  std::vector<double> field = fine;
  field[at] = wrong;
  CHECK_FALSE(all_believable(role, field));
  CHECK((field[at] == wrong || std::isnan(wrong)));  // for the message
}

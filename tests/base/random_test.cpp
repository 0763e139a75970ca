#include <catch2/catch.hpp>
#include <cmath>
#include <set>

#include "base/random.h"

using namespace rangifer;

TEST_CASE("Philox4x32-10 gives the check value of Random123", "[base][reproducible]")
{
  const r123::Philox4x32::ctr_type bits = r123::Philox4x32 {}({{1, 2, 3, 4}}, {{5, 6}});
  CHECK(bits[0] == 0xc0c839bcu);
  CHECK(bits[1] == 0x889c87c5u);
  CHECK(bits[2] == 0x61986739u);
  CHECK(bits[3] == 0x2d4623d0u);
}

TEST_CASE("each argument has its own place in counter and key", "[base][reproducible]")
{
  // counter {1, 2, 3, 4 << 24 | 5}, key {6, 7}
  const auto draws = uniform4(0x0000000700000006u, 0x0000000200000001u, 3, Draw {4}, 5);
  const auto bits = r123::Philox4x32 {}({{1, 2, 3, 4u << 24 | 5}}, {{6, 7}});
  for (std::size_t i = 0; i < 4; ++i) {
    CHECK(draws[i] == (static_cast<float>(bits[i] >> 9) + 0.5f) * 0x1p-23f);
  }
}

TEST_CASE("a draw is a pure function of its arguments", "[base][reproducible]")
{
  const auto once = uniform4(1, 2, 3, Draw::mode, 4);
  (void)uniform4(9, 9, 9, Draw::start);
  CHECK(uniform4(1, 2, 3, Draw::mode, 4) == once);
  CHECK(uniform(1, 2, 3, Draw::mode, 4) == once[0]);
}

TEST_CASE("a change of any argument gives other draws", "[base]")
{
  const std::set<std::array<float, 4>> draws {
    uniform4(1, 2, 3, Draw::mode, 4),          uniform4(2, 2, 3, Draw::mode, 4),
    uniform4(1ull << 32, 2, 3, Draw::mode, 4), uniform4(1, 3, 3, Draw::mode, 4),
    uniform4(1, 2ull << 32, 3, Draw::mode, 4), uniform4(1, 2, 4, Draw::mode, 4),
    uniform4(1, 2, 3, Draw::conception, 4),    uniform4(1, 2, 3, Draw::mode, 5)};
  CHECK(draws.size() == 8);
}

TEST_CASE("draws are uniform: mean, variance and no link between the four", "[base][statistical]")
{
  constexpr int n = 250'000;
  std::array<double, 4> sum {}, squares {};
  double products = 0, next_products = 0, last = 0;
  bool inside = true;
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto draws = uniform4(20260101, i, 7, Draw::candidate_step);
    for (std::size_t k = 0; k < 4; ++k) {
      inside = inside && draws[k] > 0.0f && draws[k] < 1.0f;
      const double centred = static_cast<double>(draws[k]) - 0.5;
      sum[k] += centred;
      squares[k] += centred * centred;
    }
    products += (static_cast<double>(draws[0]) - 0.5) * (static_cast<double>(draws[1]) - 0.5);
    next_products += last * (static_cast<double>(draws[0]) - 0.5);
    last = static_cast<double>(draws[0]) - 0.5;
  }
  CHECK(inside);
  // Uniform on (0, 1): variance 1/12, fourth central moment 1/80, so the variance of the squares is
  // 1/80 - 1/144 = 1/180, and of a product of two independent ones 1/144. 5.5 standard errors: ten
  // checks together fail by chance once in 2 million seeds.
  const double most = 5.5 / std::sqrt(n);
  for (std::size_t k = 0; k < 4; ++k) {
    CHECK(std::abs(sum[k] / n) < most * std::sqrt(1.0 / 12));
    CHECK(std::abs(squares[k] / n - 1.0 / 12) < most * std::sqrt(1.0 / 180));
  }
  CHECK(std::abs(products / n) < most * std::sqrt(1.0 / 144));
  CHECK(std::abs(next_products / n) < most * std::sqrt(1.0 / 144));
}

TEST_CASE("the largest and the smallest draw are inside the interval", "[base]")
{
  // Found by search: seed 1, step 0, Draw::mode. Their first 24 bits are all ones and all zeros.
  CHECK(uniform(1, 50006286, 0, Draw::mode) == 1.0f - 0x1p-24f);
  CHECK(uniform(1, 80209704, 0, Draw::mode) == 0x1p-24f);
}

#include <bit>
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "base/deterministic_math.h"
#include "base/random.h"

using namespace rangifer;

namespace {

double relative_error(float got, double wanted) { return std::abs(static_cast<double>(got) / wanted - 1.0); }

double error(float got, double wanted) { return std::abs(static_cast<double>(got) - wanted); }

}  // namespace

TEST_CASE("exp is right to 2e-7 over its whole range", "[base]")
{
  double worst = 0;
  for (float x = -87.3f; x <= 88.0f; x += 0.0007f) {
    worst = std::max(worst, relative_error(exp_det(x), std::exp(static_cast<double>(x))));
  }
  CHECK(worst < 2e-7);
}

TEST_CASE("exp never falls as its argument rises by a step an animal could notice", "[base]")
{
  float last = 0.0f;
  int falls = 0;
  for (float x = -87.3f; x <= 88.0f; x += 0.0001f) {
    const float now = exp_det(x);
    falls += now < last ? 1 : 0;
    last = now;
  }
  CHECK(falls == 0);
}

TEST_CASE("exp is exact at 0, clamped at its ends and never 0 or infinite", "[base]")
{
  CHECK(exp_det(0.0f) == 1.0f);
  CHECK(exp_det(-0.0f) == 1.0f);
  CHECK(exp_det(-1e30f) == exp_det(-87.3f));
  CHECK(exp_det(1e30f) == exp_det(88.0f));
  CHECK(exp_det(-INFINITY) == exp_det(-87.3f));
  CHECK(exp_det(INFINITY) == exp_det(88.0f));
  CHECK(std::isnormal(exp_det(-1e30f)));
  CHECK(std::isnormal(exp_det(1e30f)));
}

TEST_CASE("log is right to 2e-7 over all normal numbers", "[base]")
{
  double worst = 0;
  for (std::uint32_t bits = 0x00800000u; bits < 0x7f800000u; bits += 1009) {
    const float x = std::bit_cast<float>(bits);
    const double wanted = std::log(static_cast<double>(x));
    worst = std::max(worst, error(log_det(x), wanted) / std::max(std::abs(wanted), 1.0));
  }
  CHECK(worst < 2e-7);
}

TEST_CASE("log keeps its relative error next to 1, where it vanishes", "[base]")
{
  double worst = 0;
  for (float x = 0.9f; x < 1.1f; x = std::nextafter(x, 2.0f)) {
    if (x != 1.0f) worst = std::max(worst, relative_error(log_det(x), std::log(static_cast<double>(x))));
  }
  CHECK(worst < 2e-7);
  CHECK(log_det(1.0f) == 0.0f);
}

TEST_CASE("log never falls between the draws it is given", "[base]")
{
  float last = log_det(0.5f * 0x1p-23f);
  int falls = 0;
  for (std::uint32_t b = 1; b < (1u << 23); ++b) {  // every value of uniform()
    const float now = log_det((static_cast<float>(b) + 0.5f) * 0x1p-23f);
    falls += now < last ? 1 : 0;
    last = now;
  }
  CHECK(falls == 0);
  CHECK(last <= 0.0f);  // so the square root in normal_pair_det has an argument it can take
}

TEST_CASE("sine and cosine are right to 2e-7 over the whole turn", "[base]")
{
  double worst = 0, worst_length = 0;
  for (std::uint32_t i = 0; i <= (1u << 20); ++i) {
    const float turn = static_cast<float>(i) * 0x1p-20f;
    const double angle = 2.0 * std::numbers::pi * static_cast<double>(turn);
    float sine = 0, cosine = 0;
    sincos_turn_det(turn, sine, cosine);
    worst = std::max({worst, error(sine, std::sin(angle)), error(cosine, std::cos(angle))});
    worst_length = std::max(worst_length, error(sine * sine + cosine * cosine, 1.0));
  }
  CHECK(worst < 2e-7);
  CHECK(worst_length < 4e-7);
}

TEST_CASE("the four winds are exact", "[base]")
{
  const auto [turn, east, north] = GENERATE(table<float, float, float>(
    {{0.0f, 1.0f, 0.0f}, {0.25f, 0.0f, 1.0f}, {0.5f, -1.0f, 0.0f}, {0.75f, 0.0f, -1.0f}, {1.0f, 1.0f, 0.0f}}));
  float sine = 9, cosine = 9;
  sincos_turn_det(turn, sine, cosine);
  CHECK(cosine == east);
  CHECK(sine == north);
}

TEST_CASE("the logistic curve rises from 0 to 1 through one half", "[base]")
{
  CHECK(logistic_det(0.0f) == 0.5f);
  CHECK(logistic_det(200.0f) == 1.0f);
  CHECK(logistic_det(-200.0f) > 0.0f);
  CHECK(logistic_det(-200.0f) < 1e-37f);
  float last = 0.0f;
  double worst = 0;
  int falls = 0;
  for (float x = -80.0f; x <= 80.0f; x += 0.001f) {
    const float now = logistic_det(x);
    falls += now < last ? 1 : 0;
    last = now;
    worst = std::max(worst, relative_error(now, 1.0 / (1.0 + std::exp(-static_cast<double>(x)))));
  }
  CHECK(falls == 0);
  CHECK(worst < 2e-7);
}

TEST_CASE("a normal pair has the moments of two independent normals", "[base][statistical]")
{
  constexpr int n = 400'000;
  double sum = 0, squares = 0, fourth = 0, products = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    const auto u = uniform4(20260101, i, 1, Draw::weather_temperature);
    float a = 0, b = 0;
    normal_pair_det(u[0], u[1], a, b);
    REQUIRE((std::isfinite(a) && std::isfinite(b)));
    const double x = static_cast<double>(a), y = static_cast<double>(b);
    sum += x + y;
    squares += x * x + y * y;
    fourth += x * x * x * x + y * y * y * y;
    products += x * y;
  }
  // Variances of x, x^2, x^4 and xy: 1, 2, 96, 1. 5.5 standard errors, as in random_test.cpp.
  const double most = 5.5 / std::sqrt(2.0 * n);
  CHECK(std::abs(sum / (2.0 * n)) < most);
  CHECK(std::abs(squares / (2.0 * n) - 1.0) < most * std::sqrt(2.0));
  CHECK(std::abs(fourth / (2.0 * n) - 3.0) < most * std::sqrt(96.0));
  CHECK(std::abs(products / n) < 5.5 / std::sqrt(n));
}

TEST_CASE("the bits are those of every machine this ran on", "[base][reproducible]")
{
  std::uint32_t sum = 0;  // order-free, wraps
  for (std::uint32_t i = 0; i < 100'000; ++i) {
    const auto u = uniform4(1, i, 0, Draw::start);
    float a = 0, b = 0;
    normal_pair_det(u[0], u[1], a, b);
    sum += std::bit_cast<std::uint32_t>(exp_det(20.0f * u[2] - 10.0f)) + std::bit_cast<std::uint32_t>(a) +
           3 * std::bit_cast<std::uint32_t>(b) + 5 * std::bit_cast<std::uint32_t>(log_det(u[3]));
  }
  CHECK(sum == 225170214u);
}

TEST_CASE("directions of the movement step are right to a millionth", "[base]")
{
  double worst = 0;
  for (int i = 0; i <= 100'000; ++i) {
    const float turn = static_cast<float>(i) / 100'000.0f;
    float cosine = 0, sine = 0;
    rangifer::direction_det(turn, cosine, sine);
    const double angle = 2 * std::numbers::pi * static_cast<double>(turn);
    worst = std::max({worst, std::abs(static_cast<double>(cosine) - std::cos(angle)),
                      std::abs(static_cast<double>(sine) - std::sin(angle))});
  }
  CHECK(worst < 1e-6);
}

#pragma once
#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

/// exp, log and sine that give the same bits with every compiler and on every x86-64 level, alone or
/// in a vector lane, provided floating-point contraction is off. The C library's do not. The constants
/// are the published single-precision ones of Cephes (Moshier). Error below 1e-7.
namespace rangifer {

/// e^x, x clamped to [-87.3, 88].
[[nodiscard]] inline float exp_det(float x) noexcept
{
  x = std::min(std::max(x, -87.3f), 88.0f);
  const float n = (x * 1.44269504f + 12582912.0f) - 12582912.0f;  // to the nearest whole number
  float r = x - n * 0.693359375f;
  r = r - n * -2.12194440e-4f;
  float p = 1.9875691500e-4f;
  p = p * r + 1.3981999507e-3f;
  p = p * r + 8.3334519073e-3f;
  p = p * r + 4.1665795894e-2f;
  p = p * r + 1.6666665459e-1f;
  p = p * r + 5.0000001201e-1f;
  p = p * (r * r) + r + 1.0f;
  return p * std::bit_cast<float>((static_cast<std::int32_t>(n) + 127) << 23);
}

/// Natural logarithm of a normal x > 0.
[[nodiscard]] inline float log_det(float x) noexcept
{
  const std::uint32_t bits = std::bit_cast<std::uint32_t>(x);
  const std::int32_t e = static_cast<std::int32_t>(bits - 0x3f3504f3u) >> 23;
  const float m = std::bit_cast<float>(bits - (static_cast<std::uint32_t>(e) << 23));
  const float f = m - 1.0f, z = f * f;
  float p = 7.0376836292e-2f;
  p = p * f - 1.1514610310e-1f;
  p = p * f + 1.1676998740e-1f;
  p = p * f - 1.2420140846e-1f;
  p = p * f + 1.4249322787e-1f;
  p = p * f - 1.6668057665e-1f;
  p = p * f + 2.0000714765e-1f;
  p = p * f - 2.4999993993e-1f;
  p = p * f + 3.3333331174e-1f;
  const float fe = static_cast<float>(e);
  float y = f * z * p;
  y = y + fe * -2.12194440e-4f;
  y = y - 0.5f * z;
  return (f + y) + fe * 0.693359375f;
}

/// Sine and cosine of `turn` whole turns, 0 <= turn <= 1.
inline void sincos_turn_det(float turn, float& sine, float& cosine) noexcept
{
  const float q = (turn * 4.0f + 12582912.0f) - 12582912.0f;
  const float r = (turn - q * 0.25f) * 6.283185307f, z = r * r;
  const float s = ((-1.9515295891e-4f * z + 8.3321608736e-3f) * z - 1.6666654611e-1f) * z * r + r;
  const float c =
    ((2.443315711809948e-5f * z - 1.388731625493765e-3f) * z + 4.166664568298827e-2f) * z * z - 0.5f * z + 1.0f;
  const int k = static_cast<int>(q);
  const bool swap = (k & 1) != 0;
  const float ss = swap ? c : s, cc = swap ? s : c;
  sine = (k & 2) != 0 ? -ss : ss;
  cosine = ((k + 1) & 2) != 0 ? -cc : cc;
}

/// Cosine and sine of `turn` whole turns, 0 <= turn <= 1, for the movement step: off by less than 1e-6 (a
/// centimetre in ten km), and two thirds of the work of sincos_turn_det(), which has to tell quadrants apart. Here sine
/// and cosine of half the angle (polynomials fitted in the Chebyshev sense on half a turn) are doubled.
inline void direction_det(float turn, float& cosine, float& sine) noexcept
{
  const float u = turn - 0.5f, z = u * u;
  const float half_sine =  // times -2
    ((((-0.15531532f * z + 1.19658257f) * z + -5.10015505f) * z + 10.33542017f) * z + -6.28318528f) * u;
  const float half_cosine = (((0.21968961f * z + -1.33187657f) * z + 4.05841135f) * z + -4.93479283f) * z + 1.0f;
  sine = half_sine * half_cosine;
  cosine = half_sine * half_sine * 0.5f - 1.0f;
}

/// A standard normal pair from two uniforms in (0, 1) (Box and Muller).
inline void normal_pair_det(float u1, float u2, float& a, float& b) noexcept
{
  const float radius = std::sqrt(-2.0f * log_det(u1));
  float sine = 0, cosine = 0;
  sincos_turn_det(u2, sine, cosine);
  a = radius * cosine;
  b = radius * sine;
}

/// 1 / (1 + e^-x)
[[nodiscard]] inline float logistic_det(float x) noexcept { return 1.0f / (1.0f + exp_det(-x)); }

}  // namespace rangifer

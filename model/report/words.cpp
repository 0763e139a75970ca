#include "report/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace rangifer::report {

namespace {

constexpr std::array<const char*, 12> months {"January", "February", "March",     "April",   "May",      "June",
                                              "July",    "August",   "September", "October", "November", "December"};

std::string day_and_month(Day day)
{
  const std::chrono::year_month_day date {day};
  return fmt::format("{} {}", static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1]);
}

}  // namespace

std::string whole(double value)
{
  if (!std::isfinite(value)) return "unknown";
  std::string digits = fmt::format("{:.0f}", std::abs(value));
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return (value < 0 && digits != "0" ? "-" : "") + digits;
}

std::string percent(double share, int decimals)
{
  return std::isfinite(share) ? fmt::format("{:.{}f}\u00a0%", 100 * share, decimals) : "unknown";
}

std::string signed_number(double value, int decimals)
{
  if (!std::isfinite(value)) return "unknown";
  const std::string text = fmt::format("{:+.{}f}", value, decimals);
  return text.find_first_of("123456789") == text.npos ? text.substr(1) : text;  // not -0.0
}

std::string number(double value)
{
  if (std::isnan(value)) return "";
  if (std::isinf(value)) return value > 0 ? "never" : "";
  if (std::abs(value) < 0.005) return "0.00";  // not -0.00
  if (std::abs(value) >= 1000) return whole(value);
  return fmt::format("{:.{}f}", value, std::abs(value) >= 100 ? 0 : std::abs(value) >= 10 ? 1 : 2);
}

std::string say_date(Day day) { return fmt::format("{} {}", day_and_month(day), year_of(day)); }

std::string say_day_of_year(double doy)
{
  if (!std::isfinite(doy)) return "unknown";
  constexpr int common_year = 2001;
  return day_and_month(make_day(common_year, 1, 1) + std::chrono::days {static_cast<int>(std::floor(doy)) - 1});
}

std::string spaced(std::string_view name)
{
  std::string out {name};
  std::ranges::replace(out, '_', ' ');
  return out;
}

std::string plural(std::size_t n, std::string_view thing)
{
  return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s");
}

Spread spread(std::span<const double> values)
{
  Spread s {0, std::nan(""), std::nan(""), 0};
  for (const double v : values) {
    if (std::isnan(v)) continue;
    s.mean += v;
    s.low = std::fmin(s.low, v);
    s.high = std::fmax(s.high, v);
    ++s.n;
  }
  s.mean = s.n > 0 ? s.mean / static_cast<double>(s.n) : std::nan("");
  return s;
}

std::string percent_by_year(std::span<const double> shares)
{
  const Spread s = spread(shares);
  if (s.n < 2) return percent(s.mean);
  return fmt::format("{} ({} to {} from year to year)", percent(s.mean), percent(s.low), percent(s.high));
}

}  // namespace rangifer::report

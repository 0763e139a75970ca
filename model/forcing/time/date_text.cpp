#include "forcing/time/date_text.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <cmath>
#include <string>

namespace rangifer::forcing {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Reads a text from its begin.
class Reader {
public:
  explicit Reader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool done() const { return rest_.empty(); }
  [[nodiscard]] char next() const { return rest_.empty() ? '\0' : rest_.front(); }
  [[nodiscard]] std::size_t digits() const
  {
    return static_cast<std::size_t>(std::ranges::find_if_not(rest_, is_digit) - rest_.begin());
  }
  bool skip(char c)
  {
    if (next() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool skip_any(std::string_view of)
  {
    const bool found = !done() && of.find(next()) != std::string_view::npos;
    if (found) rest_.remove_prefix(1);
    return found;
  }
  /// A whole number of `least` to `most` digits.
  std::optional<int> number(std::size_t least, std::size_t most)
  {
    const std::size_t n = digits();
    if (n < least || n > most) return std::nullopt;
    return take(n);
  }
  int take(std::size_t n)
  {
    int value = 0;
    std::from_chars(rest_.data(), rest_.data() + n, value);
    rest_.remove_prefix(n);
    return value;
  }
  /// Digits after a point, as a share of one.
  double fraction()
  {
    double value = 0, place = 0.1;
    for (; is_digit(next()); place /= 10) value += place * take(1);
    return value;
  }
  void skip_blanks()
  {
    while (skip_any(" \t")) {
    }
  }
  [[nodiscard]] std::string_view rest() const { return rest_; }

private:
  std::string_view rest_;
};

using Detail = DateText::Detail;

/// Year, month and day, as many as there are.
bool read_date(Reader& in, DateText& out)
{
  const bool before_year_1 = in.skip('-');
  if (!before_year_1) in.skip('+');
  const std::size_t digits = in.digits();
  out.time = {};
  if (!before_year_1 && (digits == 8 || digits == 6)) {  // 20010531, 200105
    out.time = {in.take(4), in.take(2), digits == 8 ? in.take(2) : 1, 0.0};
    out.detail = digits == 8 ? Detail::day : Detail::month;
    return true;
  }
  const auto year = in.number(1, 5);
  if (!year) return false;
  out.time = {before_year_1 ? -*year : *year, 1, 1, 0.0};
  out.detail = Detail::year;
  if (!in.skip('-')) return true;
  const auto month = in.number(1, 2);
  if (!month) return false;
  out.time.month = *month;
  out.detail = Detail::month;
  if (!in.skip('-')) return true;
  const auto day = in.number(1, 2);
  if (!day) return false;
  out.time.day = *day;
  out.detail = Detail::day;
  return true;
}

/// Hour, minute and second, as many as there are.
bool read_time(Reader& in, DateText& out)
{
  const auto hour = in.number(1, 2);
  if (!hour || *hour > 23) return false;
  out.time.second = *hour * 3600.0;
  out.detail = Detail::hour;
  if (!in.skip(':')) return true;
  const auto minute = in.number(1, 2);
  if (!minute || *minute > 59) return false;
  out.time.second += *minute * 60.0;
  out.detail = Detail::minute;
  if (!in.skip(':')) return true;
  const auto second = in.number(1, 2);
  if (!second || *second > 59) return false;
  out.time.second += *second;
  out.detail = Detail::second;
  if (in.skip('.')) out.time.second += in.fraction();
  return true;
}

/// Seconds east of Greenwich: "", "Z", "UTC", "+01:00", "-0930", "-8".
std::optional<double> read_zone(Reader& in)
{
  in.skip_blanks();
  std::string name(in.rest());
  while (!name.empty() && name.back() == ' ') name.pop_back();
  for (char& c : name) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static constexpr std::array<std::string_view, 5> utc {"", "z", "utc", "gmt", "ut"};
  if (std::ranges::find(utc, std::string_view(name)) != utc.end()) return 0.0;
  const bool west = in.skip('-');
  if (!west) in.skip('+');
  const bool together = in.digits() == 4;
  const auto hours = together ? std::optional(in.take(2)) : in.number(1, 2);
  if (!hours) return std::nullopt;
  const auto minutes = together || in.skip(':') ? in.number(2, 2) : std::optional(0);
  in.skip_blanks();
  if (!minutes || *hours > 15 || *minutes > 59 || !in.done()) return std::nullopt;
  return (west ? -1.0 : 1.0) * (*hours * 3600.0 + *minutes * 60.0);
}

}  // namespace

std::optional<DateText> parse_date_text(std::string_view text, CfCalendar calendar)
{
  Reader in(text);
  in.skip_blanks();
  DateText out;
  if (!read_date(in, out) || !exists(calendar, out.time.year, out.time.month, out.time.day)) return std::nullopt;
  const bool separated = in.skip_any("Tt_ ");
  in.skip_blanks();
  if (separated && out.detail == Detail::day && is_digit(in.next()) && !read_time(in, out)) return std::nullopt;
  const auto zone_s = read_zone(in);
  if (!zone_s) return std::nullopt;
  const CfTime& t = out.time;
  const std::int64_t day = day_number(calendar, t.year, t.month, t.day);
  // A zone at the very edge of the years that are read would leave them.
  if (t.year <= first_cf_year + 1 || t.year >= last_cf_year - 1) return out;
  out.time = time_at(calendar, day, t.second - *zone_s);
  return out;
}

}  // namespace rangifer::forcing

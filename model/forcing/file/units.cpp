#include "forcing/file/units.h"

#include <udunits2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>
#include <utility>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

using Spelling = std::pair<std::string_view, std::string_view>;

/// What files write, in lower case with single blanks, and what UDUNITS calls it.
constexpr auto misspelt = std::to_array<Spelling>({
  {"c", "degC"},
  {"deg c", "degC"},
  {"degrees c", "degC"},
  {"degree c", "degC"},
  {"degrees celsius", "degC"},
  {"degree celsius", "degC"},
  {"deg celsius", "degC"},
  {"celsius", "degC"},
  {"celcius", "degC"},
  {"degrees celcius", "degC"},
  {"centigrade", "degC"},
  {"degrees centigrade", "degC"},
  {"degc", "degC"},
  {"degreesc", "degC"},
  {"°c", "degC"},
  {"º c", "degC"},
  {"ºc", "degC"},
  {"° c", "degC"},
  {"f", "degF"},
  {"deg f", "degF"},
  {"degrees f", "degF"},
  {"degree f", "degF"},
  {"degf", "degF"},
  {"degrees fahrenheit", "degF"},
  {"degree fahrenheit", "degF"},
  {"deg fahrenheit", "degF"},
  {"fahrenheit", "degF"},
  {"°f", "degF"},
  {"ºf", "degF"},
  {"k", "K"},
  {"deg k", "K"},
  {"degrees k", "K"},
  {"degree k", "K"},
  {"degk", "K"},
  {"kelvins", "K"},
  {"kelvin", "K"},
  {"degrees kelvin", "K"},
  {"degree kelvin", "K"},
  {"deg kelvin", "K"},
  {"mm w.e.", "mm"},
  {"mm we", "mm"},
  {"mm of water equivalent", "mm"},
  {"mm of water", "mm"},
  {"mm water equivalent", "mm"},
  {"mm swe", "mm"},
  {"m of water equivalent", "m"},
  {"m water equivalent", "m"},
  {"m of water", "m"},
  {"m w.e.", "m"},
  {"cm w.e.", "cm"},
  {"cm of water equivalent", "cm"},
  {"m a.s.l.", "m"},
  {"masl", "m"},
  {"m asl", "m"},
  {"meters above sea level", "m"},
  {"metres above sea level", "m"},
  {"gpm", "m"},
  {"mm per day", "mm day-1"},
  {"mm per hour", "mm hour-1"},
  {"mm hr-1", "mm hour-1"},
  {"mm/3hr", "mm/(3 hour)"},
  {"mm 3hr-1", "mm/(3 hour)"},
  {"mm/3h", "mm/(3 hour)"},
  {"mm/6hr", "mm/(6 hour)"},
  {"mm/6h", "mm/(6 hour)"},
  {"tenths of mm", "0.1 mm"},
  {"tenths of a mm", "0.1 mm"},
  {"1/10 mm", "0.1 mm"},
  {"tenths of degrees c", "0.1 degC"},
  {"inches/day", "inch day-1"},
  {"meters per second", "m s-1"},
  {"metres per second", "m s-1"},
  {"meters/sec", "m s-1"},
  {"m/sec", "m s-1"},
  {"m sec-1", "m s-1"},
  {"pct", "%"},
  {"per cent", "%"},
  {"(0 - 1)", "1"},
  {"(0-1)", "1"},
  {"0-1", "1"},
  {"0 - 1", "1"},
  {"0 to 1", "1"},
  {"[0-1]", "1"},
  {"fraction", "1"},
  {"proportion", "1"},
  {"ratio", "1"},
  {"unitless", "1"},
  {"dimensionless", "1"},
  {"none", "1"},
  {"index", "1"},
  {"ndvi", "1"},
  {"-", "1"},
});

std::string tidy(const std::string& unit)
{
  std::string text;
  for (const char c : unit) {
    const bool blank = std::isspace(static_cast<unsigned char>(c)) != 0 || c == '_';
    if (blank && (text.empty() || text.back() == ' ')) continue;
    text += blank ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  while (!text.empty() && text.back() == ' ') text.pop_back();
  return text;
}

std::string known_spelling(const std::string& unit)
{
  const std::string text = tidy(unit);
  const auto row = std::ranges::find(misspelt, std::string_view(text), &Spelling::first);
  return row == misspelt.end() ? unit : std::string(row->second);
}

ut_system* unit_system()
{
  static ut_system* const system = [] {
    ut_set_error_message_handler(ut_ignore);
    return ut_read_xml(nullptr);
  }();
  if (system == nullptr) throw RunError("the UDUNITS-2 database cannot be read; is libudunits2-data installed?");
  return system;
}

using Unit = std::unique_ptr<ut_unit, decltype(&ut_free)>;

Unit parse(const std::string& unit)
{
  std::string text = known_spelling(unit);
  ut_trim(text.data(), UT_UTF8);
  return {ut_parse(unit_system(), text.c_str(), UT_UTF8), &ut_free};
}

/// "mm/month", "mm month-1" without the month; nothing if the unit has none.
std::optional<std::string> without_month(const std::string& unit)
{
  const std::string text = tidy(unit);
  for (const std::string_view tail :
       {" month-1", "/month", " month^-1", " month**-1", " per month", "/mon", " mon-1", "/mo", " mo-1"})
    if (text.ends_with(tail)) return text.substr(0, text.size() - tail.size());
  return std::nullopt;
}

}  // namespace

std::optional<UnitConverter> UnitConverter::between(const std::string& from, const std::string& to)
{
  const Unit a = parse(from), b = parse(to);
  if (!a || !b || ut_are_convertible(a.get(), b.get()) == 0) return std::nullopt;
  cv_converter* const converter = ut_get_converter(a.get(), b.get());
  if (converter == nullptr) return std::nullopt;
  return UnitConverter(std::shared_ptr<void>(converter, [](void* c) { cv_free(static_cast<cv_converter*>(c)); }));
}

double UnitConverter::operator()(double value) const noexcept
{
  return cv_convert_double(static_cast<const cv_converter*>(converter_.get()), value);
}

void UnitConverter::apply(std::span<double> values) const noexcept
{
  cv_convert_doubles(static_cast<const cv_converter*>(converter_.get()), values.data(), values.size(), values.data());
}

std::optional<WaterUnit> water_unit(const std::string& unit, bool daily_records)
{
  if (const auto amount = without_month(unit); amount && !daily_records) return water_unit(*amount, true);
  for (const char* const rate : {"mm day-1", "kg m-2 day-1"})
    if (const auto convert = UnitConverter::between(unit, rate)) return WaterUnit {*convert, false};
  for (const char* const amount : {"mm", "kg m-2"})
    if (const auto convert = UnitConverter::between(unit, amount)) return WaterUnit {*convert, true};
  return std::nullopt;
}

}  // namespace rangifer::forcing

#include "app/places_asked.h"

#include <fmt/format.h>

#include <cctype>
#include <charconv>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace rangifer::app {
namespace {

/// A number of degrees, and the letter behind it (N, S, E, W) or '\0'.
struct Degrees {
  double value = 0.0;
  char letter = '\0';
};

void skip_blanks(std::string_view& text)
{
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
}

std::optional<Degrees> take_degrees(std::string_view& text)
{
  skip_blanks(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  Degrees out;
  const auto [end, error] =
    std::from_chars(text.data(), text.data() + text.size(), out.value, std::chars_format::fixed);
  if (error != std::errc {}) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with("°")) text.remove_prefix(std::string_view("°").size());
  skip_blanks(text);
  if (!text.empty() && std::isalpha(static_cast<unsigned char>(text.front())) != 0) {
    out.letter = static_cast<char>(std::toupper(static_cast<unsigned char>(text.front())));
    text.remove_prefix(1);
  }
  skip_blanks(text);
  if (text.starts_with(',')) text.remove_prefix(1);
  return out;
}

/// All the numbers of a text; empty if it holds anything else.
std::vector<Degrees> degrees_of(std::string_view text)
{
  std::vector<Degrees> all;
  while (!text.empty()) {
    const auto one = take_degrees(text);
    if (!one) return {};
    all.push_back(*one);
  }
  return all;
}

/// With its sign; nothing if the letter is none of `plus` and `minus`, or says the same as a sign.
std::optional<double> signed_by(const Degrees& d, char plus, char minus)
{
  if (d.letter == '\0') return d.value;
  if (d.value < 0.0 || (d.letter != plus && d.letter != minus)) return std::nullopt;
  return d.letter == minus ? -d.value : d.value;
}

double latitude_of(const Degrees& d, const std::string& asked, const std::string& form)
{
  const auto value = signed_by(d, 'N', 'S');
  if (!value) throw InputError(fmt::format("{}: expected {}", asked, form));
  if (!(-90.0 <= *value && *value <= 90.0))
    throw InputError(fmt::format("{}: latitude {} is outside -90 to 90 (expected {})", asked, *value, form));
  return *value;
}

double longitude_of(const Degrees& d, const std::string& asked, const std::string& form)
{
  const auto value = signed_by(d, 'E', 'W');
  if (!value) throw InputError(fmt::format("{}: expected {}", asked, form));
  if (!(-360.0 <= *value && *value <= 360.0))
    throw InputError(fmt::format("{}: longitude {} is outside -360 to 360 (expected {})", asked, *value, form));
  return *value;
}

}  // namespace

forcing::Place place_asked(const std::string& text)
{
  const std::string asked = "--at " + text, form = "LATITUDE,LONGITUDE, such as 68,-145 or 68N,145W";
  const std::vector<Degrees> all = degrees_of(text);
  if (all.size() != 2) throw InputError(fmt::format("{}: expected {}", asked, form));
  return {longitude_of(all[1], asked, form), latitude_of(all[0], asked, form)};
}

forcing::Box box_asked(const std::string& text)
{
  const std::string asked = "--box " + text, form = "SOUTH,NORTH,WEST,EAST, such as 60,72,-170,-120 or 60,72,190,240";
  const std::vector<Degrees> all = degrees_of(text);
  if (all.size() != 4) throw InputError(fmt::format("{}: expected {}", asked, form));
  const forcing::Box box {latitude_of(all[0], asked, form), latitude_of(all[1], asked, form),
                          longitude_of(all[2], asked, form), longitude_of(all[3], asked, form)};
  if (box.south > box.north)
    throw InputError(
      fmt::format("{}: its south, {}, is north of its north, {} (expected {})", asked, box.south, box.north, form));
  return box;
}

}  // namespace rangifer::app

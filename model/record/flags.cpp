#include "record/flags.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <sstream>
#include <string_view>

#include "record/netcdf4.h"
#include "record/result_reader.h"

namespace rangifer::record {

namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

/// Also of letters beyond ASCII, whose bytes are none of these.
bool is_plain(char c)
{
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::ranges::count(std::string_view("_.+@-"), c) > 0;
}

std::string with_blanks_filled(std::string name)
{
  std::ranges::replace_if(
    name, [](char c) { return std::ranges::count(blanks, c) > 0; }, '_');
  return name.empty() ? "unnamed" : name;
}

}  // namespace

std::string flag_word(const std::string& name)
{
  std::string word = with_blanks_filled(name);
  std::ranges::replace_if(
    word, [](char c) { return !is_plain(c); }, '_');
  return word;
}

void write_flags(hid_t variable, Type type, std::span<const std::string> names, Flags kind)
{
  if (names.empty()) return;
  Column values {type};
  std::string meanings, lines;
  for (std::size_t i = 0; i < names.size(); ++i) {
    values.push(kind == Flags::bits ? std::uint32_t {1} << i : static_cast<std::uint32_t>(i));
    meanings += (i > 0 ? " " : "") + flag_word(names[i]);
    lines += (i > 0 ? "\n" : "") + with_blanks_filled(names[i]);
  }
  write_attribute(variable, kind == Flags::bits ? "flag_masks" : "flag_values", values);
  write_attribute(variable, "flag_meanings", meanings);
  std::ranges::replace(meanings, ' ', '\n');
  if (lines != meanings) write_attribute(variable, "names", lines);
}

std::vector<std::string> read_flag_names(hid_t variable)
{
  std::string text = text_attribute(variable, "names");
  if (text.empty()) text = text_attribute(variable, "flag_meanings");
  std::istringstream words(text);
  return {std::istream_iterator<std::string>(words), {}};
}

}  // namespace rangifer::record

#include "forcing/file/netcdf_select.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netcdf.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <optional>

#include "base/error.h"
#include "base/nearest_name.h"
#include "forcing/file/packing.h"

namespace rangifer::forcing {
namespace {

std::string trimmed(std::string_view text)
{
  const std::size_t first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == std::string_view::npos ? "" : std::string(text.substr(first, last - first + 1));
}

std::optional<double> as_number(const std::string& text)
{
  char* end = nullptr;
  const double value = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0' || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool same(double a, double b) { return std::abs(a - b) <= 1e-6 * std::max(std::abs(a), std::abs(b)); }

/// What one can choose from along a dimension.
struct Choices {
  const NetcdfVariable* coordinate = nullptr;
  std::vector<double> numbers;
  std::vector<std::string> texts;

  [[nodiscard]] std::string text(std::size_t length) const
  {
    constexpr std::size_t most = 8;
    std::vector<std::string> list;
    for (std::size_t i = 0; i < std::min(most, length); ++i)
      list.push_back(i < texts.size()     ? texts[i]
                     : i < numbers.size() ? fmt::format("{:g}", numbers[i])
                                          : fmt::format("{}", i));
    return fmt::format("{}{}", fmt::join(list, ", "), length > most ? ", ..." : "");
  }

  [[nodiscard]] std::optional<std::size_t> find(const std::string& wanted, std::size_t length) const
  {
    const auto number = as_number(wanted);
    for (std::size_t i = 0; i < length; ++i) {
      if (i < texts.size() && texts[i] == wanted) return i;
      if (i < numbers.size() && number && same(numbers[i], *number)) return i;
      if (coordinate == nullptr && number && static_cast<double>(i) == *number) return i;
    }
    return std::nullopt;
  }
};

/// The variable named like the dimension, else the only one along it that `coordinates` names.
const NetcdfVariable* coordinate_of(const NetcdfFile& file, const NetcdfVariable& of, const NetcdfDimension& dimension)
{
  const auto along = [&](const NetcdfVariable& v) {
    const bool flat = v.dimensions.size() == 1 || (v.dimensions.size() == 2 && v.text() && v.type == NC_CHAR);
    return flat && v.dimensions[0].id == dimension.id && (v.numeric() || v.text());
  };
  if (const NetcdfVariable* const v = file.find_for(of, dimension.name); v != nullptr && along(*v)) return v;
  const std::string named = " " + file.text(of, "coordinates").value_or("") + " ";
  for (const NetcdfVariable& v : file.variables())
    if (along(v) && named.find(fmt::format(" {} ", v.short_name())) != std::string::npos) return &v;
  return nullptr;
}

Choices choices(const NetcdfFile& file, const NetcdfVariable* coordinate)
{
  Choices out {coordinate, {}, {}};
  if (coordinate == nullptr) return out;
  if (coordinate->text()) {
    out.texts = file.read_texts(*coordinate);
  } else {
    out.numbers = file.read(*coordinate);
    Packing(file, *coordinate).unpack(out.numbers);
  }
  return out;
}

std::size_t index_along(const NetcdfFile& file, const NetcdfVariable& of, const NetcdfDimension& dimension,
                        const std::string* wanted)
{
  if (wanted == nullptr && dimension.length == 1) return 0;
  const Choices offered = choices(file, coordinate_of(file, of, dimension));
  if (wanted == nullptr)
    throw InputError(fmt::format(
      "{}: variable {} has {} values along {} ({}); choose one, such as select = \"{} = {}\"", file.name(), of.name,
      dimension.length, dimension.name, offered.text(dimension.length), dimension.name, offered.text(1)));
  if (const auto index = offered.find(*wanted, dimension.length)) return *index;
  throw InputError(fmt::format("{}: variable {} has no {} = {}; it has {}", file.name(), of.name, dimension.name,
                               *wanted, offered.text(dimension.length)));
}

/// "height = 2" where height is a scalar: fine if it is 2.
bool is_scalar_with_value(const NetcdfFile& file, const NetcdfVariable& of, const std::string& name,
                          const std::string& wanted)
{
  const NetcdfVariable* const v = file.find_for(of, name);
  if (v == nullptr || !v->dimensions.empty() || (!v->numeric() && !v->text())) return false;
  const Choices offered = choices(file, v);
  if (offered.find(wanted, 1)) return true;
  throw InputError(
    fmt::format("{}: variable {} has no {} = {}; it is at {}", file.name(), of.name, name, wanted, offered.text(1)));
}

void require_known_names(const NetcdfFile& file, const NetcdfVariable& of, const std::vector<std::string>& known,
                         const Selection& selection)
{
  for (const auto& [name, value] : selection) {
    if (std::ranges::find(known, name) != known.end() || is_scalar_with_value(file, of, name, value)) continue;
    if (std::ranges::find(of.dimensions, name, &NetcdfDimension::name) != of.dimensions.end())
      throw InputError(fmt::format("{}: {} of variable {} is an axis of place or time; `select` is for the others",
                                   file.name(), name, of.name));
    const std::string nearest = nearest_name(name, known);
    throw InputError(fmt::format("{}: variable {} has no dimension {} to select from; {}", file.name(), of.name, name,
                                 !nearest.empty() ? fmt::format("did you mean {}?", nearest)
                                 : known.empty()  ? "it has none but those of place and time"
                                                  : fmt::format("it has {}", fmt::join(known, ", "))));
  }
}

}  // namespace

Selection parse_selection(const std::string& file, const std::string& select)
{
  Selection out;
  std::string_view rest = select;
  while (!trimmed(rest).empty()) {
    const std::size_t comma = rest.find(',');
    const std::string_view item = rest.substr(0, comma);
    const std::size_t equals = item.find('=');
    const std::string name = trimmed(item.substr(0, equals));
    const std::string value = equals == std::string_view::npos ? "" : trimmed(item.substr(equals + 1));
    if (name.empty() || value.empty())
      throw InputError(
        fmt::format("{}: select = \"{}\" does not read \"dimension = value, dimension = value\"", file, select));
    if (std::ranges::any_of(out, [&](const auto& before) { return before.first == name; }))
      throw InputError(fmt::format("{}: select = \"{}\" names {} twice", file, select, name));
    out.emplace_back(name, value);
    rest = comma == std::string_view::npos ? std::string_view {} : rest.substr(comma + 1);
  }
  return out;
}

std::vector<std::size_t> selected_indices(const NetcdfFile& file, const NetcdfVariable& of,
                                          const std::vector<std::size_t>& extra, const Selection& selection)
{
  std::vector<std::string> names;
  for (const std::size_t d : extra) names.push_back(of.dimensions[d].name);
  require_known_names(file, of, names, selection);
  std::vector<std::size_t> indices;
  for (const std::size_t d : extra) {
    const auto chosen = std::ranges::find(selection, of.dimensions[d].name, &Selection::value_type::first);
    indices.push_back(index_along(file, of, of.dimensions[d], chosen == selection.end() ? nullptr : &chosen->second));
  }
  return indices;
}

}  // namespace rangifer::forcing

#include "config/parse.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

namespace rangifer::config {
namespace {

/// Turns the parser's tree into ours. The parser sorts keys by name and forgets places on copying.
class Reader {
public:
  Reader(const std::shared_ptr<const Source>& source, Problems& problems) : source_ {source}, problems_ {problems} {}

  Node table(const toml::table& in, toml::source_position at)
  {
    Table out;
    for (const auto& [key, value] : in) {
      const auto key_at = key.source().begin;
      if (key.str().empty() || key.str().find('.') != std::string_view::npos) {
        problems_.push_back({to_string(place(key_at)),
                             fmt::format("the name \"{}\": a name may not be empty or hold a dot", shown(key.str()))});
        continue;
      }
      out.entries.push_back({std::string {key.str()}, node(value, key_at)});
    }
    sort_by_appearance(in, out);
    return {std::move(out), place(at)};
  }

private:
  Node node(const toml::node& in, toml::source_position at)
  {
    if (const toml::table* inner = in.as_table()) {
      return table(*inner, inner->is_inline() ? at : in.source().begin);
    }
    if (const toml::array* array = in.as_array()) {
      List out;
      for (const toml::node& item : *array) out.items.push_back(node(item, item.source().begin));
      const toml::table* first = array->empty() ? nullptr : array->front().as_table();
      const bool headed = first != nullptr && !first->is_inline();  // [[layer]], not layer = [...]
      return {std::move(out), headed ? place(first->source().begin) : place(at)};
    }
    if (const auto* value = in.as_boolean()) return {value->get(), place(at)};
    if (const auto* value = in.as_integer()) return {value->get(), place(at)};
    if (const auto* value = in.as_floating_point()) return {value->get(), place(at)};
    if (const auto* value = in.as_string()) return {value->get(), place(at)};
    if (const auto* value = in.as_date()) {
      return {make_day(value->get().year, value->get().month, value->get().day), place(at)};
    }
    std::ostringstream text;
    if (const auto* value = in.as_time()) text << "the time " << value->get();
    else if (const auto* value2 = in.as_date_time()) text << "the date and time " << value2->get();
    return {Other {text.str()}, place(at)};
  }

  static void sort_by_appearance(const toml::table& in, Table& out)
  {
    const auto first_seen = [&](const Entry& entry) {
      const auto at = in.find(entry.key)->first.source().begin;
      return std::pair {at.line, at.column};
    };
    std::ranges::sort(out.entries, {}, first_seen);
  }

  [[nodiscard]] Place place(toml::source_position at) const { return {source_, at.line, at.column}; }

  std::shared_ptr<const Source> source_;
  Problems& problems_;
};

}  // namespace

std::optional<Node> parse(std::string_view text, const std::shared_ptr<const Source>& source, Problems& problems)
{
  try {
    return Reader {source, problems}.table(toml::parse(text), {1, 1});
  } catch (const toml::parse_error& error) {
    const auto at = error.source().begin;
    problems.push_back(
      {to_string(Place {source, at.line, at.column}), fmt::format("not TOML: {}", error.description())});
    return std::nullopt;
  }
}

std::optional<Node> parse_value(std::string_view text, const std::shared_ptr<const Source>& source)
{
  Problems unused;
  auto document = parse(fmt::format("value = {}", text), source, unused);
  if (!document || !unused.empty() || document->table()->entries.size() != 1) return std::nullopt;
  return std::move(document->table()->entries.front().node);
}

}  // namespace rangifer::config

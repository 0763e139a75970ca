#include "config/node.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace rangifer::config {
namespace {

/// "12" to 12; nothing for "", "-1", "1x".
std::optional<std::size_t> to_index(std::string_view text)
{
  std::size_t index = 0;
  const char* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, index);
  if (text.empty() || error != std::errc {} || stop != end) return std::nullopt;
  return index;
}

template <class... F>
struct Overloaded : F... {
  using F::operator()...;
};
template <class... F>
Overloaded(F...) -> Overloaded<F...>;  // Clang before 17 does not deduce it

}  // namespace

std::string to_string(const Place& place)
{
  if (!place.source->has_lines) return place.source->name;
  return fmt::format("{}:{}:{}", place.source->name, place.line, place.column);
}

const Node* child(const Node& parent, std::string_view key)
{
  if (const Table* table = parent.table()) {
    const auto entry = std::ranges::find(table->entries, key, &Entry::key);
    return entry == table->entries.end() ? nullptr : &entry->node;
  }
  if (const List* list = parent.list()) {
    const auto index = to_index(key);
    return index && *index < list->items.size() ? &list->items[*index] : nullptr;
  }
  return nullptr;
}

Node* child(Node& parent, std::string_view key)
{
  return const_cast<Node*>(child(std::as_const(parent), key));  // parent is ours to change
}

const Node* find(const Node& root, std::string_view path)
{
  const Node* node = &root;
  while (node != nullptr && !path.empty()) {
    const std::size_t dot = path.find('.');
    node = child(*node, path.substr(0, dot));
    path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
  }
  return node;
}

bool is_list_of_tables(const Node& node)
{
  const List* list = node.list();
  return list != nullptr && std::ranges::all_of(list->items, [](const Node& item) { return item.table() != nullptr; });
}

std::string_view role_or_name(const Node& entry)
{
  for (const std::string_view key : {"role", "name"}) {
    const Node* node = child(entry, key);
    if (node == nullptr) continue;
    if (const auto* text = std::get_if<std::string>(&node->value)) return *text;
  }
  return {};
}

std::string found(const Node& node)
{
  return std::visit(Overloaded {
                      [](bool value) -> std::string { return value ? "true" : "false"; },
                      [](std::int64_t value) { return fmt::format("the number {}", value); },
                      [](double value) { return fmt::format("the number {}", number_text(value)); },
                      [](const std::string& value) { return fmt::format("the text \"{}\"", shown(value)); },
                      [](Day value) { return "the date " + rangifer::to_string(value); },
                      [](const Other& value) { return value.what; },
                      [](const Table&) -> std::string { return "a table"; },
                      [](const List&) -> std::string { return "a list"; },
                    },
                    node.value);
}

std::string shown(std::string_view text)
{
  constexpr std::size_t most = 60;
  std::size_t length = std::min(text.size(), most);
  const auto inside_letter = [&](std::size_t at) { return (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80; };
  while (length < text.size() && length > 0 && inside_letter(length)) --length;  // UTF-8 stays whole
  std::string out {text.substr(0, length)};
  std::ranges::replace_if(
    out, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }, '?');
  return length < text.size() ? out + "..." : out;
}

std::string number_text(double value)
{
  std::string text = fmt::format("{}", value);
  if (text.find_first_not_of("-0123456789") == std::string::npos) text += ".0";
  return text;
}

std::string join(std::string_view path, std::string_view key)
{
  return path.empty() ? std::string {key} : fmt::format("{}.{}", path, key);
}

std::string_view parent_of(std::string_view path)
{
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string_view {} : path.substr(0, dot);
}

}  // namespace rangifer::config

#include "config/document.h"

#include <fmt/format.h>

#include "config/asked.h"
#include "config/assign.h"
#include "config/load.h"
#include "config/node.h"

namespace rangifer::config {

struct Document::Impl {
  Loaded scenario;
  Asked asked;  ///< grows in const members too: a question does not change the scenario

  /// `path`.`key`; else the deepest of the tables above it that is there.
  [[nodiscard]] const Node& nearest(std::string_view path, std::string_view key) const
  {
    const Node* node = find(scenario.root, path);
    if (node != nullptr && !key.empty()) {
      const Node* member = child(*node, key);
      if (member != nullptr) return *member;
    }
    while (node == nullptr) {
      path = parent_of(path);
      node = find(scenario.root, path);
    }
    return *node;
  }
};

Document::Document(const std::filesystem::path& file, std::span<const std::string> overrides, Problems& problems,
                   const std::filesystem::path& overrides_from)
    : impl_ {std::make_unique<Impl>()}
{
  impl_->scenario = load(file, overrides, problems, overrides_from);
}

Document::~Document() = default;
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;

std::vector<std::string> Document::tables_below(std::string_view path) const
{
  impl_->asked.for_table(path);
  std::vector<std::string> names;
  const Node* node = find(impl_->scenario.root, path);
  if (node == nullptr || node->table() == nullptr) return names;
  for (const auto& [key, member] : node->table()->entries) {
    if (member.table() != nullptr) names.push_back(key);
  }
  return names;
}

std::size_t Document::array_size(std::string_view name) const
{
  impl_->asked.for_list(name);
  const Node* node = find(impl_->scenario.root, name);
  return node != nullptr && is_list_of_tables(*node) ? node->list()->items.size() : 0;
}

std::filesystem::path Document::folder_of(std::string_view path, std::string_view key) const
{
  return impl_->nearest(path, key).place.source->folder;
}

std::string Document::where(std::string_view path, std::string_view key) const
{
  return to_string(impl_->nearest(path, key).place);
}

bool Document::has(std::string_view path, std::string_view key) const
{
  const Node* node = find(impl_->scenario.root, path);
  return node != nullptr && (key.empty() || child(*node, key) != nullptr);
}

const std::vector<Replaced>& Document::replaced() const noexcept { return impl_->scenario.replaced; }

const std::string& Document::text() const noexcept { return impl_->scenario.text; }

void Document::read(std::string_view path, std::span<const ParameterRow> rows, Problems& problems)
{
  impl_->asked.for_keys(path, rows);
  const Node& root = impl_->scenario.root;
  if (impl_->asked.refuse_obstacle(root, path, problems)) return;
  const Node* table = find(root, path);
  for (const ParameterRow& row : rows) {
    const Node* node = table != nullptr ? child(*table, row.key) : nullptr;
    std::string wrong;
    if (node != nullptr) wrong = assign(row, *node);
    else if (row.required && impl_->scenario.complete) wrong = ": missing; expected " + expected(row);
    if (!wrong.empty()) problems.push_back({where(path, row.key), label(root, path, row.key) + wrong});
  }
}

void Document::report_unknown(Problems& problems) const { impl_->asked.report_unknown(impl_->scenario.root, problems); }

}  // namespace rangifer::config

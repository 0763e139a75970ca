#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rangifer::report {

/// Text as HTML, also within quotes.
[[nodiscard]] std::string escaped(std::string_view text);

/// A table whose cells know the name of their column, so that a narrow screen can set each row as a card.
class HtmlTable {
public:
  /// @param caption  what the table shows, for all who read it; HTML
  HtmlTable(std::string caption, std::vector<std::string> head) : caption_ {std::move(caption)}, head_ {std::move(head)}
  {
  }
  /// Cells are HTML; the first heads its row.
  void row(const std::vector<std::string>& cells);
  [[nodiscard]] bool empty() const noexcept { return rows_.empty(); }
  [[nodiscard]] std::string text() const;

private:
  std::string caption_;
  std::vector<std::string> head_;
  std::string rows_;
};

/// <section> with its heading.
[[nodiscard]] std::string section(std::string_view id, std::string_view heading, std::string_view html);

[[nodiscard]] std::string paragraph(std::string_view html);

}  // namespace rangifer::report

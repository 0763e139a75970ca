#include "report/html.h"

#include <fmt/format.h>

namespace rangifer::report {

std::string escaped(std::string_view text)
{
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

void HtmlTable::row(const std::vector<std::string>& cells)
{
  rows_ += "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i == 0) rows_ += fmt::format("<th scope=\"row\">{}</th>", cells[i]);
    else rows_ += fmt::format("<td data-column=\"{}\">{}</td>", i < head_.size() ? head_[i] : "", cells[i]);
  }
  rows_ += "</tr>\n";
}

std::string HtmlTable::text() const
{
  std::string head;
  for (const std::string& name : head_) head += fmt::format("<th scope=\"col\">{}</th>", name);
  return fmt::format("<table><caption>{}</caption><thead><tr>{}</tr></thead><tbody>\n{}</tbody></table>\n", caption_,
                     head, rows_);
}

std::string section(std::string_view id, std::string_view heading, std::string_view html)
{
  return fmt::format(
    "<section id=\"{0}\" aria-labelledby=\"{0}-heading\">\n<h2 id=\"{0}-heading\">{1}</h2>\n{2}</section>\n", id,
    heading, html);
}

std::string paragraph(std::string_view html) { return fmt::format("<p>{}</p>\n", html); }

}  // namespace rangifer::report

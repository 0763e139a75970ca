#include "comparison/json_leaves.h"

#include <cctype>

namespace rangifer::comparison {

namespace {

class Reader {
public:
  explicit Reader(std::string_view text) : text_ {text} {}

  bool all()
  {
    const bool good = value("");
    blanks();
    return good && at_ == text_.size();
  }
  std::map<std::string, std::string> leaves;

private:
  static constexpr int deepest = 64;

  void blanks()
  {
    while (at_ < text_.size() && std::isspace(static_cast<unsigned char>(text_[at_])) != 0) ++at_;
  }
  bool take(char c)
  {
    blanks();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  /// A text with its quotes, escapes as they are.
  std::optional<std::string> quoted()
  {
    blanks();
    const std::size_t from = at_;
    if (!take('"')) return std::nullopt;
    for (; at_ < text_.size(); ++at_) {
      if (text_[at_] == '\\') ++at_;
      else if (text_[at_] == '"') return std::string(text_.substr(from, ++at_ - from));
    }
    return std::nullopt;
  }

  bool value(const std::string& path)
  {
    blanks();
    if (at_ >= text_.size()) return false;
    if (text_[at_] == '{' || text_[at_] == '[') {
      if (++depth_ > deepest) return false;
      const bool good = text_[at_] == '{' ? object(path) : array(path);
      --depth_;
      return good;
    }
    if (text_[at_] == '"') {
      const std::optional<std::string> text = quoted();
      if (text) leaves[path] = *text;
      return text.has_value();
    }
    const std::size_t from = at_;
    while (at_ < text_.size() && std::string_view(",]} \n\t\r").find(text_[at_]) == std::string_view::npos) ++at_;
    leaves[path] = text_.substr(from, at_ - from);
    return at_ > from;
  }

  bool object(const std::string& path)
  {
    take('{');
    if (take('}')) return true;
    do {
      const std::optional<std::string> key = quoted();
      if (!key || !take(':') || !value(below(path, plain(*key)))) return false;
    } while (take(','));
    return take('}');
  }

  bool array(const std::string& path)
  {
    take('[');
    if (take(']')) return true;
    std::size_t number = 0;
    do {
      if (!value(below(path, std::to_string(number++)))) return false;
    } while (take(','));
    return take(']');
  }

  static std::string below(const std::string& path, const std::string& key)
  {
    return path.empty() ? key : path + "." + key;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int depth_ = 0;
};

}  // namespace

std::optional<std::map<std::string, std::string>> json_leaves(std::string_view json)
{
  Reader reader(json);
  if (!reader.all()) return std::nullopt;
  return std::move(reader.leaves);
}

std::string plain(std::string_view value)
{
  if (value.size() < 2 || value.front() != '"' || value.back() != '"') return std::string(value);
  std::string out;
  for (std::size_t i = 1; i + 1 < value.size(); ++i) {
    if (value[i] == '\\' && i + 2 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\')) ++i;
    out += value[i];
  }
  return out;
}

}  // namespace rangifer::comparison

#include "config/load.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <optional>
#include <system_error>
#include <vector>

#include "config/merge.h"
#include "config/parse.h"

namespace rangifer::config {
namespace fs = std::filesystem;
namespace {

/// The text of a file, or in `why` the reason it cannot be had.
std::optional<std::string> read_text(const fs::path& file, std::string& why)
{
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (!fs::exists(status)) {
    why = status.type() == fs::file_type::not_found ? "no such file" : error.message();
    return std::nullopt;
  }
  if (fs::is_directory(status)) {
    why = "is a folder, not a scenario file";
    return std::nullopt;
  }
  errno = 0;
  std::ifstream in {file, std::ios::binary};
  std::string text {std::istreambuf_iterator<char> {in}, {}};
  if (!in.is_open() || in.bad()) {
    why = fmt::format("cannot be read: {}", std::generic_category().message(errno));
    return std::nullopt;
  }
  return text;
}

/// Takes `extends` out of a scenario.
std::optional<Entry> take_extends(Node& scenario)
{
  auto& entries = scenario.table()->entries;
  const auto entry = std::ranges::find(entries, "extends", &Entry::key);
  if (entry == entries.end()) return std::nullopt;
  Entry taken = std::move(*entry);
  entries.erase(entry);
  return taken;
}

/// "scenarios/../baseline.toml" is shown as "baseline.toml", unless a link makes them two files.
fs::path tidy(const fs::path& file)
{
  const fs::path short_name = file.lexically_normal();
  std::error_code error;
  const bool differs = fs::exists(file, error) && !fs::equivalent(file, short_name, error);
  return differs ? file : short_name;
}

/// Reads the chain of parents, one file at a time; child first.
class Chain {
public:
  explicit Chain(Problems& problems) : problems_ {problems} {}

  /// Reads one file; the path of its parent, if it names one.
  std::optional<fs::path> read(const fs::path& file)
  {
    const auto source = std::make_shared<const Source>(
      Source {file.string(), file.has_parent_path() ? file.parent_path() : fs::path {"."}});
    if (repeats(file)) return std::nullopt;
    std::string why;
    const auto text = read_text(file, why);
    if (!text && asked_at_.empty()) return refuse(source->name, why);
    if (!text)
      return refuse(asked_at_,
                    fmt::format("{}: {} ({})", asked_as_, why, fs::absolute(file).lexically_normal().string()));
    texts.push_back(fmt::format("# ---- {}\n{}{}", file.filename().string(), *text,
                                text->empty() || text->ends_with('\n') ? "" : "\n"));
    auto scenario = parse(*text, source, problems_);
    if (!scenario) return give_up();
    const auto extends = take_extends(*scenario);
    scenarios.push_back(std::move(*scenario));
    return extends ? parent_named_by(*extends) : std::nullopt;
  }

  std::vector<Node> scenarios;
  std::vector<std::string> texts;
  bool complete = true;

private:
  std::optional<fs::path> parent_named_by(const Entry& extends)
  {
    asked_at_ = to_string(extends.node.place);
    const auto* name = std::get_if<std::string>(&extends.node.value);
    if (name == nullptr || name->empty()) {
      return refuse(asked_at_, fmt::format("extends: expected the path of a scenario, found {}", found(extends.node)));
    }
    asked_as_ = fmt::format("extends = \"{}\"", shown(*name));
    return tidy(extends.node.place.source->folder / *name);
  }

  bool repeats(const fs::path& file)
  {
    std::error_code error;
    const fs::path real = fs::weakly_canonical(file, error);
    const bool seen = !error && std::ranges::count(real_, real) > 0;
    names_.push_back(file.string());
    real_.push_back(real);
    if (!seen) return false;
    std::string chain;
    for (std::size_t i = 0; i < names_.size(); ++i) chain += (i == 0 ? "" : " -> ") + names_[i];
    problems_.push_back({asked_at_, "a scenario that extends itself: " + chain});
    complete = false;
    return true;
  }

  std::nullopt_t refuse(const std::string& where, const std::string& why)
  {
    problems_.push_back({where, why});
    return give_up();
  }

  std::nullopt_t give_up()
  {
    complete = false;
    return std::nullopt;
  }

  Problems& problems_;
  std::string asked_at_;  ///< where the file being read was asked for; "" for the user's own
  std::string asked_as_;  ///< extends = "..."
  std::vector<std::string> names_;
  std::vector<fs::path> real_;
};

}  // namespace

Loaded load(const fs::path& file, std::span<const std::string> overrides, Problems& problems,
            const fs::path& overrides_from)
{
  Chain chain {problems};
  for (std::optional<fs::path> next = file; next;) next = chain.read(*next);

  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path {"."};
  const Place whole {std::make_shared<const Source>(Source {file.string(), folder, false})};
  Loaded loaded {{Table {}, whole}, {}, {}, chain.complete};
  for (auto scenario = chain.scenarios.rbegin(); scenario != chain.scenarios.rend(); ++scenario) {
    lay_over(loaded.root, std::move(*scenario), "", problems, loaded.replaced);
  }
  loaded.root.place = whole;
  for (auto text = chain.texts.rbegin(); text != chain.texts.rend(); ++text) loaded.text += *text;

  const auto command_line = std::make_shared<const Source>(Source {"--set", overrides_from, false});
  if (!overrides.empty()) loaded.text += "# ---- --set\n";
  for (const std::string& override_text : overrides) {
    loaded.text += override_text + "\n";
    lay_override(loaded.root, override_text, command_line, problems, loaded.replaced);
  }
  return loaded;
}

}  // namespace rangifer::config

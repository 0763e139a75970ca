#include "app/ensemble_check.h"

#include <fmt/format.h>

#include <map>

#include "app/reasons.h"
#include "base/error.h"
#include "forcing/file/sha256.h"

namespace rangifer::app {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t most_named = 10;  ///< members that repeat others: more of them say no more

void add(std::string& text, const std::vector<ParameterRow>& rows)
{
  for (const ParameterRow& row : rows) text += fmt::format("{} {}\n", row.key, value_text(row));
}

void relative_to(const fs::path& from, std::string& file)
{
  if (fs::path {file}.is_absolute()) file = fs::path {file}.lexically_relative(from).string();
}

/// Members by what is wrong with them, so that a thousand that share a slip make one line.
class Refusals {
public:
  void add(std::size_t member, const std::string& why)
  {
    const auto [at, is_new] = number_.emplace(why, all_.size());
    if (is_new) all_.push_back({member, 0, why});
    else ++all_[at->second].more;
  }

  [[nodiscard]] bool empty() const noexcept { return all_.empty(); }

  [[nodiscard]] std::vector<std::string> lines(const EnsembleFile& ensemble) const
  {
    std::vector<std::string> lines;
    for (const auto& [member, more, why] : all_) {
      const std::string others = more == 0 ? "" : fmt::format(" and {} more", more);
      lines.push_back(fmt::format("{}{}: {}", ensemble.name_of(member), others, why));
    }
    return lines;
  }

private:
  struct Refusal {
    std::size_t first, more;
    std::string why;
  };
  std::vector<Refusal> all_;
  std::map<std::string, std::size_t> number_;
};

[[noreturn]] void refuse(const EnsembleFile& ensemble, const std::vector<std::string>& lines)
{
  throw InputError(fmt::format("{}: {} problem{} with the members\n  {}", ensemble.file().string(), lines.size(),
                               lines.size() == 1 ? "" : "s", fmt::join(lines, "\n  ")));
}

void refuse_repeats(const EnsembleFile& ensemble, std::span<const std::string> fingerprints)
{
  const std::vector<ensemble::Repeat> repeats = ensemble::repeats_among(fingerprints);
  if (repeats.empty()) return;
  std::vector<std::string> lines;
  for (const auto& [first, again] : repeats) {
    if (lines.size() == most_named) {
      lines.push_back(fmt::format("and {} more", repeats.size() - most_named));
      break;
    }
    lines.push_back(fmt::format("{} repeats {}: same parameters, inputs, seed and replicate", ensemble.name_of(again),
                                ensemble.name_of(first)));
  }
  refuse(ensemble, lines);
}

}  // namespace

std::string fingerprint(Scenario s, const fs::path& from)
{
  s.rules.run.title.clear();
  s.checkpoint = {};      // changes no number
  s.has_weather = false;  // says how weather files were made, and does nothing in a run
  std::string text = parameters_json(s) + "\n";
  for (auto& layer : s.layers) {
    for (std::string* file : {&layer.spec.file, &layer.spec.delta, &layer.spec.elevation_file})
      relative_to(from, *file);
    add(text, rows_of(layer.spec));
  }
  for (auto& region : s.regions) {
    relative_to(from, region.spec.file);
    add(text, rows_of(region.spec));
  }
  for (auto& development : s.rules.developments) {
    relative_to(from, development.file);
    add(text, rows_of(development));
  }
  return forcing::sha256_of_text(text);
}

std::vector<std::string> check_members(const EnsembleFile& ensemble)
{
  Refusals refusals;
  std::vector<std::string> fingerprints;
  for (std::size_t m = 0; m < ensemble.members(); ++m) {
    try {
      fingerprints.push_back(fingerprint(ensemble.read(m), ensemble.overrides_from()));
    } catch (const InputError& e) {
      refusals.add(m, reasons(e.what()));
    }
  }
  if (!refusals.empty()) refuse(ensemble, refusals.lines(ensemble));
  refuse_repeats(ensemble, fingerprints);
  return fingerprints;
}

}  // namespace rangifer::app

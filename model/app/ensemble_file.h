#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/ensemble_rules.h"
#include "ensemble/product.h"

namespace rangifer::app {

/// An ensemble file, read and checked but for what the scenarios themselves say.
class EnsembleFile {
public:
  /// @throws InputError with every problem, one a line, each with file, line and column
  explicit EnsembleFile(const std::filesystem::path& file);

  [[nodiscard]] const std::filesystem::path& file() const noexcept { return file_; }
  [[nodiscard]] const std::string& text() const noexcept { return text_; }  ///< as read, parents first
  [[nodiscard]] const std::string& title() const noexcept { return rules_.title; }
  [[nodiscard]] std::filesystem::path folder() const { return rules_.folder; }  ///< of the members, absolute
  [[nodiscard]] const JobRules& job() const noexcept { return job_; }
  [[nodiscard]] const std::vector<ensemble::Axis>& axes() const noexcept { return axes_; }

  [[nodiscard]] std::size_t members() const noexcept { return members_; }
  [[nodiscard]] std::filesystem::path scenario_of(std::size_t member) const;
  /// As --set takes them; file names in them start from overrides_from().
  [[nodiscard]] std::vector<std::string> overrides_of(std::size_t member) const;
  [[nodiscard]] std::filesystem::path overrides_from() const;
  [[nodiscard]] Scenario read(std::size_t member) const;
  /// "member_0007"
  [[nodiscard]] std::string stem_of(std::size_t member) const { return ensemble::stem_of(member, members_); }
  /// "member 7 (scenario leasing, replicate 1)"
  [[nodiscard]] std::string name_of(std::size_t member) const;
  /// What its result carries: title, number, value along each axis.
  [[nodiscard]] std::string json_of(std::size_t member) const;

private:
  std::filesystem::path file_;
  std::string text_;
  EnsembleRules rules_;
  JobRules job_;
  std::vector<ensemble::Axis> axes_;
  std::size_t members_ = 1;
};

/// Whether a file has a table [ensemble]. False where it cannot be read.
[[nodiscard]] bool is_ensemble(const std::filesystem::path& file);

}  // namespace rangifer::app

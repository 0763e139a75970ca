#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/scenario.h"
#include "config/problem.h"
#include "ensemble/design.h"

namespace rangifer::app {

/// A key that a sample of runs varies, from `low` to `high`.
struct Factor {
  enum class Kind : std::uint8_t { number, whole, truth };
  std::string key;  ///< as --set takes it: "snow.degree_day_factor"
  Kind kind = Kind::number;
  double low = 0, high = 1;
  std::string unit, evidence;
  double before = 0;  ///< the scenario's own value
};

/// The keys asked for, each "table.key" with the range of its parameter row or "table.key=low:high" within it: those
/// of the command line, then those of `file` ("" for none; one a line, # for comments).
/// @throws InputError with every problem, one a line: not a key, a text or a date, a range that is none or too wide,
///   given twice, held fast by --set
[[nodiscard]] std::vector<Factor> read_factors(const std::vector<std::string>& asked, const std::filesystem::path& file,
                                               const std::vector<std::string>& set, Scenario& scenario);

/// The same of keys that stand at `where` in another file; what is wrong with one becomes a problem.
[[nodiscard]] std::vector<Factor> find_factors(const std::vector<std::string>& asked, const std::string& where,
                                               Scenario& scenario, config::Problems& problems);

/// The value at a coordinate from 0 to 1: whole and true or false where it must be, else with
/// as many decimals as tell a thousandth of the range.
[[nodiscard]] double value_at(const Factor& factor, double coordinate);
[[nodiscard]] double coordinate_of(const Factor& factor, double value);

/// "3.25", "12", "true"
[[nodiscard]] std::string value_text(const Factor& factor, double value);
/// "calving.sd=3.25"
[[nodiscard]] std::string setting(const Factor& factor, double value);

/// The values of each point of a design.
[[nodiscard]] std::vector<std::vector<double>> values_of(const std::vector<Factor>& factors,
                                                         const std::vector<ensemble::Point>& points);

/// Overrides of one member: "calving.sd=3.25", one a factor.
[[nodiscard]] std::vector<std::string> settings_of(const std::vector<Factor>& factors,
                                                   const std::vector<double>& values);

}  // namespace rangifer::app

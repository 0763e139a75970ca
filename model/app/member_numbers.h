#pragma once
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

namespace rangifer::app {

/// What is kept of a member of an ensemble, by name: "porcupine/june_calf_survival". NaN where there was nothing to
/// measure.
using Numbers = std::map<std::string, double>;

/// Names of the outputs of impact/ that a scenario with these regions has: its variables by year and herd, and those
/// by region as "birth_share.Alaska", blanks in a name as "_". Sorted.
[[nodiscard]] std::vector<std::string> impact_outputs(std::span<const std::string> regions);

/// Those outputs as "<herd>/<output>", each the mean over the years of all results that have a value.
/// @throws InputError for a file that is no result
[[nodiscard]] Numbers impact_numbers(std::span<const std::filesystem::path> results);

/// What each row of the score sheet measures, "pattern/<row>" from 0; NaN where the results cannot say.
[[nodiscard]] Numbers pattern_numbers(std::span<const std::filesystem::path> results);

/// Writes a record, one "name,value" a line; whole or not at all. @throws RunError
void write_numbers(const std::filesystem::path& file, const Numbers& numbers);
/// @throws InputError: not such a record
[[nodiscard]] Numbers read_numbers(const std::filesystem::path& file);

}  // namespace rangifer::app

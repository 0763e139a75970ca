#pragma once
#include <array>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace rangifer::forcing {

/// The twelve months of a climatology at given places, bilinear, in `unit`: [month - 1][place]. The file
/// must hold exactly 12 records, January first; its time axis is not looked at.
/// @param variable_or_standard_name  "" for the only variable
/// @throws InputError with file and variable: not 12 months, not these units, a place not covered or
///         without a value
[[nodiscard]] std::array<std::vector<double>, 12> read_monthly(const std::filesystem::path& file,
                                                               const std::string& variable_or_standard_name,
                                                               const std::string& unit,
                                                               std::span<const double> longitude_deg,
                                                               std::span<const double> latitude_deg);

/// A map without time (or of one record) at given places, bilinear, in `unit`.
/// @throws InputError as read_monthly
[[nodiscard]] std::vector<double> read_static_at(const std::filesystem::path& file,
                                                 const std::string& variable_or_standard_name, const std::string& unit,
                                                 std::span<const double> longitude_deg,
                                                 std::span<const double> latitude_deg);

}  // namespace rangifer::forcing

#pragma once
#include <array>
#include <filesystem>
#include <string>
#include <vector>

namespace rangifer::forcing {

/// One number a month, January first. NaN where a table gives none.
using Monthly = std::array<double, 12>;

/// What a weather station sees in an average year.
struct StationNormals {
  std::string name;
  double latitude_deg = 0.0;
  double longitude_deg = 0.0;  ///< east
  double elevation_m = 0.0;
  Monthly mean_c {};            ///< always known
  Monthly min_c {};             ///< mean of the daily minima
  Monthly max_c {};             ///< mean of the daily maxima; known where min_c is
  Monthly precipitation_mm {};  ///< sum of the month, as water
  Monthly wind_m_s {};          ///< mean speed at 10 m
};

/// Reads the table of station normals (inputs/porcupine/station_normals.csv shows the columns): one row a
/// station and month, '#' starts a comment line, fields with a comma stand in double quotes, a blank
/// field is not known. Stations come in the order of the file.
/// @throws InputError with one line for each thing wrong: file, line, column, what is there, what should be
[[nodiscard]] std::vector<StationNormals> read_station_normals(const std::filesystem::path& file);

}  // namespace rangifer::forcing

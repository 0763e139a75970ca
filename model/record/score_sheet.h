#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/column.h"

/// The score sheet as a group `validation` of an HDF5 file: beside a run's own groups, or alone in a file.
namespace rangifer::record {

inline constexpr std::string_view sheet_group = "validation";
inline constexpr std::string_view sheet_dimension = "row";
inline constexpr std::string_view sheet_title = "the score sheet";
inline constexpr std::string_view sheet_meaning =
  "Results held against published patterns of the herd. Rows of one number belong to one pattern: it is as good as the "
  "worst of them.";

/// What a verdict's number means.
inline constexpr std::array<std::string_view, 4> sheet_verdicts {"pass", "near", "fail", "not_scored"};

struct SheetRow {
  std::int32_t number = 0;
  std::string pattern, observed;
  double band_low = 0, band_high = 0;  ///< NaN: none; infinite: an open end
  std::string unit;
  double simulated = 0, low_95 = 0, high_95 = 0;  ///< NaN: none
  std::int32_t n = 0;
  std::int8_t verdict = 0;  ///< place in sheet_verdicts
  std::int8_t weak = 0;
  std::string needs, source;
};

struct Sheet {
  std::vector<SheetRow> rows;
  std::vector<std::string> runs;  ///< files that were scored, as they were named
  std::string version, commit;    ///< of the program
};

/// A variable of the group; the writer and outputs/FORMAT.md walk the same table.
struct SheetColumn {
  std::string_view name;
  Type type;
  std::string_view units;  ///< "": none
  std::string_view long_name;
  void (*take)(const SheetRow&, Column&);
};
[[nodiscard]] std::span<const SheetColumn> sheet_columns();

/// Adds the group to `file`, a result of rangifer, or writes it anew there; all else in the file stays as it is.
/// Written as a copy `<file>.partial` that takes the name when it is whole. @throws InputError, RunError
void add_sheet_to_result(const std::filesystem::path& file, const Sheet& sheet);

/// Writes `file` with nothing but the group. @throws InputError if there is a file of the name that holds more
void write_sheet_file(const std::filesystem::path& file, const Sheet& sheet);

}  // namespace rangifer::record

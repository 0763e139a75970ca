#include "record/score_sheet.h"

#include <fmt/format.h>

#include <limits>

#include "base/error.h"
#include "record/flags.h"
#include "record/netcdf4.h"
#include "record/partial_file.h"
#include "record/result_reader.h"

namespace rangifer::record {

namespace {

namespace fs = std::filesystem;

template <auto Member>
void take(const SheetRow& row, Column& out)
{
  out.push(row.*Member);
}

constexpr std::string_view file_format = "rangifer score sheet";

constexpr SheetColumn columns[] = {
  {"number", Type::i32, "1", "number of the pattern", &take<&SheetRow::number>},
  {"pattern", Type::text, "", "what is measured", &take<&SheetRow::pattern>},
  {"observed", Type::text, "", "what was seen of the herd, as published", &take<&SheetRow::observed>},
  {"band_low", Type::f64, "", "lower end of the band in which the model must lie, in `unit`",
   &take<&SheetRow::band_low>},
  {"band_high", Type::f64, "", "upper end of the band, in `unit`; infinite if open", &take<&SheetRow::band_high>},
  {"unit", Type::text, "", "of the band and of the simulated value", &take<&SheetRow::unit>},
  {"simulated", Type::f64, "", "what the runs say, in `unit`; missing if they cannot say", &take<&SheetRow::simulated>},
  {"low_95", Type::f64, "", "lower end of the middle 95 %; missing if there is but one value",
   &take<&SheetRow::low_95>},
  {"high_95", Type::f64, "", "upper end of the middle 95 %", &take<&SheetRow::high_95>},
  {"n", Type::i32, "1", "values behind it: mostly years, over all runs", &take<&SheetRow::n>},
  {"verdict", Type::i8, "1", "how the simulated value stands to the band", &take<&SheetRow::verdict>},
  {"weak", Type::i8, "1", "1: rests on a guess, reported but never counted as failed", &take<&SheetRow::weak>},
  {"needs", Type::text, "", "what the runs lack, where not scored", &take<&SheetRow::needs>},
  {"source", Type::text, "", "who published the pattern", &take<&SheetRow::source>},
};

void write_group(hid_t file, const Sheet& sheet)
{
  const Handle group = create_group(file, std::string {sheet_group});
  std::string runs;
  for (const std::string& run : sheet.runs) runs += (runs.empty() ? "" : "\n") + run;
  write_attribute(group.get(), "title", std::string {sheet_title});
  write_attribute(group.get(), "comment", std::string {sheet_meaning});
  write_attribute(group.get(), "runs", runs);
  write_attribute(group.get(), "version", sheet.version);
  write_attribute(group.get(), "commit", sheet.commit);
  const hsize_t start = 0, rows = sheet.rows.size();
  const Handle dimension = create_bare_dimension(group.get(), std::string {sheet_dimension}, rows);
  for (const SheetColumn& column : columns) {
    Shape shape {{rows}, {}, {}};
    if (column.type == Type::f64) shape.missing = std::numeric_limits<double>::quiet_NaN();
    const Handle variable = create_variable(group.get(), std::string {column.name}, column.type, shape);
    write_attribute(variable.get(), "long_name", std::string {column.long_name});
    if (!column.units.empty()) write_attribute(variable.get(), "units", std::string {column.units});
    if (column.name == "verdict") write_flags(variable.get(), column.type, names_of(sheet_verdicts));
    attach_dimension(variable.get(), dimension.get(), 0);
    Column values {column.type};
    for (const SheetRow& row : sheet.rows) column.take(row, values);
    write_block(variable.get(), {&start, 1}, {&rows, 1}, values);
  }
}

void close_and_commit(Handle& file, PartialFile& on_disk)
{
  file.close(fmt::format("close {}", on_disk.partial().string()));
  on_disk.commit();
}

bool holds_only_a_sheet(const fs::path& file)
{
  const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0) return false;
  const Handle open(id, H5Fclose, "open a file");
  return text_attribute(id, "format") == file_format;
}

}  // namespace

std::span<const SheetColumn> sheet_columns() { return columns; }

void add_sheet_to_result(const fs::path& path, const Sheet& sheet)
{
  silence_hdf5();
  PartialFile on_disk(path);
  std::error_code problem;
  fs::copy_file(path, on_disk.partial(), fs::copy_options::overwrite_existing, problem);
  if (problem) {
    throw RunError(
      fmt::format("{}: cannot be copied to {}: {}", path.string(), on_disk.partial().string(), problem.message()));
  }
  Handle file = open_to_change(on_disk.partial());
  const std::string name {sheet_group};
  if (H5Lexists(file.get(), name.c_str(), H5P_DEFAULT) > 0) {
    check(H5Ldelete(file.get(), name.c_str(), H5P_DEFAULT), "remove the score sheet of before");
  }
  write_group(file.get(), sheet);
  close_and_commit(file, on_disk);
}

void write_sheet_file(const fs::path& path, const Sheet& sheet)
{
  silence_hdf5();
  if (fs::is_regular_file(path) && !holds_only_a_sheet(path)) {
    throw InputError(
      fmt::format("{}: is there already, and is neither one of the runs named nor a score sheet; choose another name",
                  path.string()));
  }
  PartialFile on_disk(path);
  Handle file = create_file(on_disk.partial());
  write_attribute(file.get(), "Conventions", std::string {"CF-1.10"});
  write_attribute(file.get(), "title", std::string {sheet_title});
  write_attribute(file.get(), "source", "rangifer " + sheet.version);
  write_attribute(file.get(), "format", std::string {file_format});
  write_group(file.get(), sheet);
  close_and_commit(file, on_disk);
}

}  // namespace rangifer::record

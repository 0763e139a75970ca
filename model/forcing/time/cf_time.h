#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "forcing/time/cf_calendar.h"
#include "forcing/time/dated_files.h"

namespace rangifer::forcing {

class NetcdfFile;
struct NetcdfVariable;

/// When the records of a file are, in its own calendar.
struct RecordTimes {
  std::string file;      ///< for messages
  std::string variable;  ///< of the file, for messages; "file name", "GRIB_VALID_TIME", ...
  std::string units;     ///< as written, such as "days since 1850-01-01"
  CfCalendar calendar = CfCalendar::standard;
  std::string calendar_name = "standard";  ///< as written
  std::vector<CfTime> stamps;
  std::vector<CfTime> bounds;  ///< begin and end of each record in turn; or empty
  bool climatology = false;    ///< means over many years: bounds, if any, span them
  bool begins = false;         ///< stamps are where records begin, as dates in the names of MODIS composites are
};

/// Moments of coordinate values such as 42 "days since 1850-01-01 12:00", rounded to `quantum_s`: whole
/// seconds, or 1/10, 1/1000, ... of one.
///
/// Units: weeks, days, hours, minutes, seconds (and milli-, micro-, nanoseconds) since a date with or
/// without time and zone; common_years since (365 days); months and years since: whole calendar months and
/// years of that calendar, the last day of a month standing for those it lacks, and a fraction being that
/// share of the way to the next (in 360_day the same as cftime's 30 days); "day as %Y%m%d.%f"; and, where
/// the units are "" or "1", numbers yyyymmdd, yyyymm, yyyymmddhh.
/// @throws InputError (without the file's name): units or reference date not understood, not a number, a
///         year out of reach
[[nodiscard]] std::vector<CfTime> decode_times(std::span<const double> values, const std::string& units,
                                               CfCalendar calendar, double quantum_s = 1.0);

/// Dates as text: "2001-05-31", "2001-05-31T12:00:00Z", "20010531", "200105".
/// @throws InputError (without the file's name)
[[nodiscard]] std::vector<CfTime> parse_times(std::span<const std::string> texts,
                                              CfCalendar calendar = CfCalendar::standard);

/// "2001", "2001-05", "2001-05-31", "2001-05-31 12:00", "2001-05-31T12:00Z": begin of it, and what comes
/// after its end in the same calendar. Nothing if it is no time.
struct TimeSpan {
  CfTime begin, end;
};
[[nodiscard]] std::optional<TimeSpan> parse_time_span(const std::string& text, CfCalendar calendar);

/// The time coordinate of a netCDF variable with its bounds: numbers or text.
/// @throws InputError with file and time variable
[[nodiscard]] RecordTimes read_record_times(const NetcdfFile& file, const NetcdfVariable& time);

/// The time axes of many files as one, and which file (of those given) comes when.
struct MergedTimes {
  RecordTimes times;
  std::vector<std::size_t> order;
};
/// Sorts by first record. Gaps are found by TimeAxis.
/// @throws InputError naming the files: they overlap, differ in calendar, or only some have bounds; records
///         of one are not in order
[[nodiscard]] MergedTimes merged(std::span<const RecordTimes> files);

}  // namespace rangifer::forcing

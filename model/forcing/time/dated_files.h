#pragma once
#include <optional>
#include <string>
#include <vector>

#include "forcing/time/cf_calendar.h"

namespace rangifer::forcing {

/// One of many files, with the date in its name.
struct DatedFile {
  std::string file;
  std::optional<CfTime> time;  ///< nothing if the pattern has no codes
};

/// All files that match a path with *, ?, [...] (see glob(7)) and date codes: %Y, %m, %d, %j (day of the
/// year), %H. By date, then by name. What is left out is the first: %Y is 1 January. Without %Y the files
/// are of one year that stands for every year, 2001 or, if there is a 29 February, 2000. A path that is
/// there as it is written is taken as that.
/// @throws InputError: no file matches (with the nearest name there is), a date that does not exist, two
///         files of one date, codes that make no date
[[nodiscard]] std::vector<DatedFile> matching_files(const std::string& pattern);

/// Whether a path has any of *, ?, [ or a date code, and is not there as it is written.
[[nodiscard]] bool is_pattern(const std::string& path);

}  // namespace rangifer::forcing

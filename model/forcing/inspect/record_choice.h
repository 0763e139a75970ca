#pragma once
#include <cstddef>
#include <optional>
#include <string>

#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// Which record of a file is asked for: a time or a number, not both.
struct RecordChoice {
  std::string time;  ///< "2005-07", "2005-07-16", "2005-07-16 12:00"; "" for none
  std::optional<std::size_t> record;
};

/// The one record that is asked for; nothing is interpolated between records. A time means the record
/// whose bounds it touches; in a file without bounds the one stamped within it, else the one of its
/// calendar month (monthly files) or of its date (daily files).
/// @throws InputError: several records or none, with the first and the last there are
[[nodiscard]] std::size_t choose_record(const Raster& raster, const RecordChoice& choice);

/// "12 records, 2006-12-16 12:00 to 2007-11-16 00:00"; "1 record, ..."
[[nodiscard]] std::string records_text(const Raster& raster);

/// "2005-07-16 12:00" or, with bounds, "2005-07-01 to 2005-08-01"; "" without times.
[[nodiscard]] std::string time_of_record(const Raster& raster, std::size_t record);

}  // namespace rangifer::forcing

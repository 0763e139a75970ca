#pragma once
#include <gdal_priv.h>

#include <cstdint>
#include <string>
#include <vector>

#include "forcing/time/cf_time.h"

namespace rangifer::forcing {

/// All messages of a GRIB file that hold one quantity at one level: a series in time.
struct GribField {
  std::string element;    ///< GRIB_ELEMENT: "TMP", "2T", "APCP06"
  std::string level;      ///< "2-HTGL"
  std::string step_type;  ///< "instant", "avg", "accum", "max", "min"
  std::string units, comment;
  struct Message {
    int band;
    std::int64_t begin_s, end_s;  ///< since 1970-01-01; equal for a value of one moment
  };
  std::vector<Message> messages;  ///< by time
  [[nodiscard]] std::string name() const { return element + " " + level; }
};

/// @throws InputError for messages without a time
[[nodiscard]] std::vector<GribField> grib_fields(GDALDataset& data, const std::string& file);

/// The field of that element in any case of letters, or "element level", or "element level step"; for "" the
/// only one. @throws InputError with those to choose from; two messages of one time
[[nodiscard]] GribField pick_grib_field(const std::vector<GribField>& fields, const std::string& file,
                                        const std::string& wanted);

[[nodiscard]] RecordTimes grib_times(const GribField& field);

/// @throws InputError if messages lie on grids that GDAL does not place right (Gaussian ones become even, reduced
///         ones are filled up) or on several different grids
void require_readable_grib_grids(const std::string& file);

}  // namespace rangifer::forcing

#pragma once
#include <cstddef>
#include <functional>
#include <string>

#include "forcing/file/raster.h"
#include "forcing/inspect/cells.h"
#include "forcing/inspect/record_choice.h"

namespace rangifer::forcing {

/// What is asked of a raster file, and how the answer is to be given.
struct Question {
  RasterRequest raster;
  RecordChoice record;
  std::string role;      ///< "" to guess the unit from names and units
  std::string units;     ///< "" for the model's unit
  bool nearest = false;  ///< the closest cell, instead of bilinear between the cells around a place
};

/// A value at a place as the model reads it.
struct PointValue {
  double value = 0.0;
  std::string unit;
  double value_in_file_unit = 0.0;
  std::string file_unit;
  std::string variable;
  std::string method;  ///< "bilinear", "nearest"
  SourceCell cell;     ///< the one whose centre is nearest
  Place cell_centre;
  std::string time, calendar;  ///< "" of a map without time
  std::size_t record = 0, records = 1;
};

/// @throws InputError: the file, the record, a place outside the raster, no value there
[[nodiscard]] PointValue value_at(const Question& question, const Place& place);

/// One record of a series; NaN where there is no value.
struct SeriesValue {
  std::string time;  ///< number of the record where the file has no times
  double value = 0.0;
};

/// The value of every record at a place, in their order. @return its unit
/// @throws InputError: the file, a place outside the raster
std::string series_at(const Question& question, const Place& place, const std::function<void(const SeriesValue&)>& out);

}  // namespace rangifer::forcing

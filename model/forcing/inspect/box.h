#pragma once
#include <cstddef>
#include <functional>
#include <string>

#include "forcing/inspect/point.h"

namespace rangifer::forcing {

/// Degrees; `west` to `east` going east, in any convention (190 to 240, -170 to -120, 170 to -170).
struct Box {
  double south = 0.0, north = 0.0, west = 0.0, east = 0.0;
};

/// What a record has in the cells whose centres lie in a box, edges included.
struct BoxValue {
  std::size_t cells = 0, missing = 0;
  std::size_t rows = 0, columns = 0;  ///< of a grid along latitudes and longitudes; else 0
  double lowest = 0.0, highest = 0.0;
  double mean = 0.0;    ///< over the cells with a value
  std::string weights;  ///< "area", "equal": all cells count the same
  std::string unit, file_unit, variable, time, calendar;
  std::size_t record = 0, records = 1;
};

/// @throws InputError: the file, the record, no cell or no value in the box
[[nodiscard]] BoxValue value_in(const Question& question, const Box& box);

/// The mean of every record over a box, in their order. @return its unit
std::string series_in(const Question& question, const Box& box, const std::function<void(const SeriesValue&)>& out);

}  // namespace rangifer::forcing

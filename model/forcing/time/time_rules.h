#pragma once

namespace rangifer::forcing {

/// Whether a quantity is a state (temperature), that changes smoothly between records, or a flux
/// (precipitation), that keeps its rate over the bounds of its record.
enum class Quantity { state, flux };

/// What sums in records shorter than a day are sums over.
enum class Accumulation {
  unstated,
  record,  ///< since the record before, ending at its stamp (ERA5)
  day,     ///< since midnight UTC; the one stamped 00:00 is the sum of the day before (ERA5-Land)
};

struct TimeRules {
  Quantity quantity = Quantity::state;
  Accumulation accumulation = Accumulation::unstated;
  bool sums = false;        ///< values are amounts over a record (mm), not rates
  bool every_year = false;  ///< the records are of one year, and stand for every year
};

}  // namespace rangifer::forcing

#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "forcing/file/netcdf_grid.h"

namespace rangifer::forcing {

/// Whether a quantity is a state (temperature), that changes smoothly between records, or a flux
/// (precipitation), that keeps its rate over the bounds of its record.
enum class Quantity { state, flux };

/// Part of a day's value that one record makes up; the weights of a day sum to 1.
struct Share {
  std::size_t record;
  double weight;
};

/// Days since 1970-01-01 of coordinate values such as 42 "days since 1850-01-01 12:00". Rounded to
/// `quantum_s`. Also "day as %Y%m%d.%f" and plain yyyymmdd numbers (units "" or "1").
/// In the standard calendar dates before 1582-10-15 are Julian.
/// @throws InputError (without the file's name) for other calendars and for months and years as units
[[nodiscard]] std::vector<double> decode_times(std::span<const double> values, const std::string& units,
                                               const std::string& calendar, double quantum_s = 1.0);

/// Which records make up which day.
///
/// Records a day apart: each stands for the day its stamp falls in (the middle of its bounds, where
/// given: some files stamp a day at its end). Records further apart, monthly means say: states are
/// linear in time between the middles of the bounds and constant in the outer half of the first and
/// last; fluxes are constant over the bounds. Without bounds, records in consecutive months stand for
/// those calendar months, others reach half way to their neighbours.
class TimeAxis {
public:
  /// `bounds_d`: begin and end of each record in turn, or empty.
  /// @throws InputError (without the file's name): no records, unsorted, repeated or missing days,
  ///         bounds with holes, several records a day
  TimeAxis(std::span<const double> stamps_d, std::span<const double> bounds_d);

  [[nodiscard]] bool daily() const noexcept { return daily_; }
  [[nodiscard]] Day first() const noexcept;
  [[nodiscard]] Day last() const noexcept;
  /// How long a record is.
  [[nodiscard]] double length_d(std::size_t record) const noexcept;
  /// @param day within first() .. last()
  [[nodiscard]] std::vector<Share> on(Day day, Quantity quantity) const;

private:
  bool daily_ = false;
  std::vector<double> begin_d_, end_d_;  ///< whole days if daily
  void make_daily(std::span<const double> stamps_d);
  void make_bounds(std::span<const double> stamps_d);
  void check_joints() const;
  [[nodiscard]] double middle_d(std::size_t i) const noexcept { return 0.5 * (begin_d_[i] + end_d_[i]); }
};

/// The calendar attribute as written; "standard" if there is none.
[[nodiscard]] std::string calendar_of(const NetcdfFile& file, const GridVariable& of);

/// @throws InputError with file and time variable
[[nodiscard]] TimeAxis read_time_axis(const NetcdfFile& file, const GridVariable& of);

}  // namespace rangifer::forcing

#pragma once
#include <optional>
#include <string_view>

#include "forcing/time/cf_calendar.h"

namespace rangifer::forcing {

/// A date as people write it, and how far it goes into detail.
struct DateText {
  enum class Detail { year, month, day, hour, minute, second };
  CfTime time;  ///< begin of what is named, in UTC
  Detail detail = Detail::day;
};

/// "1850-1-1", "2001", "2001-05", "20010531", "200105", "2001-05-31T12:00:00.5Z", "2001-05-31_12:00:00",
/// "1990-1-1 0:0:0.0 -9", "... +01:00", "... UTC". Nothing if it is no such text, or the calendar has no
/// such date.
[[nodiscard]] std::optional<DateText> parse_date_text(std::string_view text, CfCalendar calendar);

}  // namespace rangifer::forcing

#pragma once
#include <optional>
#include <span>
#include <vector>

#include "validation/estimate.h"
#include "validation/read_run.h"

/// Patterns 9 to 14 and 16: how fast the herd goes, how far, and when it leaves in autumn.
namespace rangifer::validation {

/// Mean km a day of a cow; NaN where the days hold nothing of the season.
struct Rates {
  double winter = none;  ///< days 1 to 59 and from 336
  double spring = none;  ///< days 110 to 149
  double july = none;    ///< days 182 to 212
};
[[nodiscard]] Rates seasonal_rates(std::span<const Daily> parts);

/// Twice the greatest distance (km) between any two places of a year, for each followed cow that lived through it
/// and each year of which 300 days are in the track. Some 180 places a year are looked at.
[[nodiscard]] std::vector<double> round_trips(const Tracks& tracks);

struct Fall {
  double start_doy = none;       ///< first of 7 days that each take the mean cow more than 2 km south
  double deep_taiga_doy = none;  ///< nine tenths of the way from the August to the December latitude are done
};
/// By year, on northings smoothed over 7 days; NaN where the year does not tell.
[[nodiscard]] std::vector<Fall> falls(const Daily& daily);

/// Mean km a day of the followed cows as fixes every `interval_h` would show it, from `first_doy` to the end of
/// `last_doy` of `year`. Nothing if the steps do not divide the interval or the track does not cover these days.
[[nodiscard]] std::optional<double> rate_by_fixes(const Tracks& tracks, double step_h, int year, int first_doy,
                                                  int last_doy, double interval_h);

[[nodiscard]] Estimate order_of_rates(std::span<const Run> runs);
[[nodiscard]] Estimate post_calving_rate(std::span<const Run> runs);
[[nodiscard]] Estimate mosquito_rate(std::span<const Run> runs);
[[nodiscard]] Estimate oestrid_rate(std::span<const Run> runs);
[[nodiscard]] Estimate winter_rate(std::span<const Run> runs);
[[nodiscard]] Estimate two_hour_decay(std::span<const Run> runs);
[[nodiscard]] Estimate weekly_decay(std::span<const Run> runs);
[[nodiscard]] Estimate annual_path(std::span<const Run> runs);
[[nodiscard]] Estimate mean_round_trip(std::span<const Run> runs);
[[nodiscard]] Estimate longest_round_trip(std::span<const Run> runs);
[[nodiscard]] Estimate fall_start(std::span<const Run> runs);
[[nodiscard]] Estimate deep_taiga(std::span<const Run> runs);

}  // namespace rangifer::validation

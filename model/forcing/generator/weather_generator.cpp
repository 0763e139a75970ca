#include "forcing/generator/weather_generator.h"

#include <algorithm>
#include <chrono>
#include <cmath>

#include "base/calendar.h"
#include "base/deterministic_math.h"
#include "forcing/generator/noise_field.h"
#include "forcing/generator/spring_shift.h"
#include "forcing/generator/station_normals.h"
#include "forcing/generator/weather_climate.h"
#include "forcing/generator/weather_file.h"
#include "forcing/generator/year_curve.h"

namespace rangifer::forcing {
namespace {

constexpr float least_half_range_k = 0.05f;  // keeps minimum < mean < maximum after packing

/// Where a day lies in a year of 365 days (0..365, its middle); February stretches in leap years.
double place_of(Day day)
{
  const std::chrono::year_month_day date {day};
  const auto month = static_cast<std::size_t>(month_of(day)) - 1;
  const std::chrono::year_month_day_last end {date.year(), std::chrono::month_day_last {date.month()}};
  const double length = static_cast<unsigned>(end.day()), standard = days_in_month(month);
  const double start = middle_of_month(month) - 0.5 * standard;
  return start + (static_cast<unsigned>(date.day()) - 0.5) * standard / length;
}

/// 1 on 15 January, 0 on 15 July, a cosine in between.
double winterliness(double place)
{
  const double turn = (place - 14.5) / 365.0;
  float sine = 0, cosine = 0;
  sincos_turn_det(static_cast<float>(turn - std::floor(turn)), sine, cosine);
  return 0.5 + 0.5 * static_cast<double>(cosine);
}

/// Share of a standard normal above x [Abramowitz and Stegun, 26.2.17]; absolute error below 1e-6.
float share_above(float x) noexcept
{
  const float z = std::abs(x), t = 1.0f / (1.0f + 0.2316419f * z);
  const float series =
    t * (0.319381530f + t * (-0.356563782f + t * (1.781477937f + t * (-1.821255978f + t * 1.330274429f))));
  const float above = std::max(0.3989422804f * exp_det(-0.5f * z * z) * series, 1e-7f);
  return x < 0 ? 1.0f - above : above;
}

/// Makes the days one after the other.
class Generator {
public:
  Generator(const WeatherClimate& climate, const WeatherRules& rules, int first_day)
      : climate_(climate),
        rules_(rules),
        warm_(field(rules.anomaly_correlation_km, rules.anomaly_memory, Draw::weather_temperature, 0, first_day)),
        rain_(field(rules.rain_correlation_km, rules.rain_memory, Draw::weather_rain, 0, first_day)),
        wind_x_(field(rules.anomaly_correlation_km, rules.wind_memory, Draw::weather_wind, 0, first_day)),
        wind_y_(field(rules.anomaly_correlation_km, rules.wind_memory, Draw::weather_wind, 1, first_day))
  {
  }

  const WeatherDay& make(Day day, double spring_shift_d)
  {
    const double place = place_of(day);
    add_rain(place);
    add_temperature(place, place - spring_shift_d * spring_taper(rules_, place));
    add_wind(place);
    return today_;
  }

private:
  [[nodiscard]] NoiseField field(double length_km, double memory, Draw purpose, int component, int first_day) const
  {
    return {climate_.grid, 1000.0 * length_km, memory,   static_cast<std::uint64_t>(rules_.seed),
            purpose,       component,          first_day};
  }

  // Wet where the field is above the quantile of the wet days; there the rest of the quantile gives an
  // exponential amount, so that the long-run mean is the climate's.
  void add_rain(double place)
  {
    rain_.next(noise_);
    const YearPlace at = place_in_year(place);
    const auto wet_share = static_cast<float>(rules_.wet_day_fraction);
    today_.precipitation_mm.assign(noise_.size(), 0.0f);
    for (std::size_t c = 0; c < noise_.size(); ++c) {
      const float above = share_above(noise_[c]);
      if (above >= wet_share) continue;
      const float mean_of_wet_mm = at.between(climate_.precipitation_mm_day, c) / wet_share;
      today_.precipitation_mm[c] = -mean_of_wet_mm * log_det(above / wet_share);
    }
  }

  void add_temperature(double place, double shifted_place)
  {
    warm_.next(noise_);
    const YearPlace season = place_in_year(shifted_place), at = place_in_year(place);
    const double summer_k = rules_.anomaly_sd_summer_k, winter_k = rules_.anomaly_sd_winter_k;
    const auto sd_k = static_cast<float>(summer_k + (winter_k - summer_k) * winterliness(place));
    const auto wet_share = static_cast<float>(rules_.wet_day_fraction);
    const auto wet_range_factor = static_cast<float>(rules_.wet_day_range);
    const float dry_range_factor = (1.0f - wet_range_factor * wet_share) / (1.0f - wet_share);  // mean 1
    for (auto* out : {&today_.mean_c, &today_.min_c, &today_.max_c}) out->resize(noise_.size());
    for (std::size_t c = 0; c < noise_.size(); ++c) {
      const float mean_c = season.between(climate_.temperature_c, c) + sd_k * noise_[c];
      const float factor = today_.precipitation_mm[c] > 0 ? wet_range_factor : dry_range_factor;
      const float half_k = std::max(0.5f * factor * at.between(climate_.daily_range_k, c), least_half_range_k);
      today_.mean_c[c] = mean_c;
      today_.min_c[c] = mean_c - half_k;
      today_.max_c[c] = mean_c + half_k;
    }
  }

  void add_wind(double place)
  {
    wind_x_.next(noise_);
    wind_y_.next(noise_y_);
    const YearPlace at = place_in_year(place);
    for (auto* out : {&today_.wind_x_m_s, &today_.wind_y_m_s, &today_.wind_speed_m_s}) out->resize(noise_.size());
    for (std::size_t c = 0; c < noise_.size(); ++c) {
      const float sd = at.between(climate_.wind_sd_m_s, c);
      const float x = at.between(climate_.wind_x_m_s, c) + sd * noise_[c];
      const float y = at.between(climate_.wind_y_m_s, c) + sd * noise_y_[c];
      today_.wind_x_m_s[c] = x;
      today_.wind_y_m_s[c] = y;
      today_.wind_speed_m_s[c] = std::sqrt(x * x + y * y);
    }
  }

  const WeatherClimate& climate_;
  const WeatherRules& rules_;
  NoiseField warm_, rain_, wind_x_, wind_y_;
  std::vector<float> noise_, noise_y_;
  WeatherDay today_;
};

}  // namespace

void make_weather(const Grid& frame, const WeatherRules& rules, const LapseRate& lapse,
                  const std::filesystem::path& out, const std::function<void(int, int)>& progress)
{
  const auto stations = read_station_normals(rules.stations);
  const WeatherClimate climate = make_climate(weather_grid(frame, rules.cell_m), rules, lapse, stations);

  const int first_year = static_cast<int>(rules.first_year), years = static_cast<int>(rules.years);
  SpringShifts springs;
  for (int y = 0; y < years; ++y)
    springs.push_back(
      static_cast<float>(rules.spring_shift_sd_d * spring_lateness(static_cast<std::uint64_t>(rules.seed), y)));

  const Day first = make_day(first_year, 1, 1) - std::chrono::days {rules.lead_days};
  const Day last = make_day(first_year + years - 1, 12, 31);
  WeatherFile file(out, climate, rules, lapse, springs, first, last);
  Generator generator(climate, rules, days_since_1970(first));
  for (Day day = first; day <= last; day += std::chrono::days {1}) {
    const int year = year_of(day) - first_year;  // -1 in the lead, whose spring, if any, is normal
    file.append(generator.make(day, year < 0 ? 0.0 : springs[static_cast<std::size_t>(year)]));
    const bool year_done = year >= 0 && year_of(day + std::chrono::days {1}) != year_of(day);
    if (year_done && progress) progress(year + 1, years);
  }
  file.close();
}

}  // namespace rangifer::forcing

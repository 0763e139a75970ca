#pragma once
#include <array>
#include <string_view>

namespace rangifer::engine {

/// The periods of the herd's published calendar [russell1993]: by date, so that maps of different
/// years and scenarios show the same days. (What animals do follows cues instead.)
struct UseSeason {
  std::string_view name;
  int first_doy;  ///< of a common year
};

inline constexpr std::array<UseSeason, 9> use_seasons {{
  {"winter", 335},           // 1 December to 31 March
  {"spring_migration", 91},  // 1 April
  {"pre_calving", 140},      // 20 May
  {"calving", 152},          // 1 June
  {"post_calving", 162},     // 11 June
  {"early_summer", 182},     // 1 July: mosquitoes
  {"mid_summer", 197},       // 16 July: oestrids
  {"fall_migration", 220},   // 8 August
  {"rut_late_fall", 281},    // 8 October
}};

/// Index of the period that a day of the year belongs to.
[[nodiscard]] constexpr std::size_t use_season_of(int day_of_year) noexcept
{
  if (day_of_year >= use_seasons[0].first_doy) return 0;
  std::size_t season = 0;
  for (std::size_t s = 1; s < use_seasons.size(); ++s) {
    if (day_of_year >= use_seasons[s].first_doy) season = s;
  }
  return season;
}

}  // namespace rangifer::engine

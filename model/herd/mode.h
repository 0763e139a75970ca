#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace rangifer::herd {

/// What an animal is about: the ten movement states of the annual cycle. Append only: the numbers
/// stand in result files.
enum class Mode : std::uint8_t {
  winter,
  spring_migration,
  pre_calving,
  calving,
  post_calving,
  mosquito,  ///< harassed by mosquitoes, this step
  oestrid,   ///< harassed by warble and nose-bot flies, this step
  late_summer,
  fall_migration,
  rut,
};

inline constexpr std::array<std::string_view, 10> mode_names {
  "winter",   "spring_migration", "pre_calving", "calving",        "post_calving",
  "mosquito", "oestrid",          "late_summer", "fall_migration", "rut"};
inline constexpr std::size_t mode_count = mode_names.size();

/// Age and sex classes in which animals are counted.
enum class Cohort : std::uint8_t { cow, bull, yearling, calf };
inline constexpr std::array<std::string_view, 4> cohort_names {"cow", "bull", "yearling", "calf"};
inline constexpr std::size_t cohort_count = cohort_names.size();

/// Why an animal left the herd.
enum class Loss : std::uint8_t { natural, calf_june, calf_later, old_age, emigrated, wolves, starvation, harvest };
inline constexpr std::array<std::string_view, 8> loss_names {"natural",   "calf_june", "calf_later", "old_age",
                                                             "emigrated", "wolves",    "starvation", "harvest"};
inline constexpr std::size_t loss_count = loss_names.size();

}  // namespace rangifer::herd

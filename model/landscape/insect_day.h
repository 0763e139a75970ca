#pragma once
#include <algorithm>
#include <cstddef>
#include <limits>

#include "base/grid.h"

namespace rangifer::landscape {

/// How active insects are by warmth alone, 0..1: nothing below `from_c`, then a straight line that reaches 1
/// at `full_c`. Below `from_c` of minus infinity and with no slope it is 1 everywhere.
struct WarmRamp {
  float from_c = -std::numeric_limits<float>::infinity();
  float full_c = 0.0f;
  float per_k = 0.0f;

  [[nodiscard]] float at(float temperature_c) const noexcept
  {
    const float warm = std::clamp(1.0f - (full_c - temperature_c) * per_k, 0.0f, 1.0f);
    return temperature_c < from_c ? 0.0f : warm;
  }
};

/// Insects of one day in a form that gives any hour with four look-ups: one value per cell in every field.
/// The temperature of an hour is middle + swing * cosine, the cosine that of day_cosine(); an index is the
/// ramp at that temperature times season and calm. The fields mean something only while `any` is set, and
/// middle and swing only where mosquito or oestrid is above 0.
struct InsectDay {
  bool any = false;  ///< insects can be about somewhere today
  Field middle_c, swing_c;
  Field mosquito, oestrid;  ///< 0..1, season times calm
  WarmRamp mosquito_warm, oestrid_warm;

  /// Asks for what is known of a cell that will be looked at soon.
  void fetch(std::size_t cell) const noexcept
  {
    for (const Field* f : {&middle_c, &swing_c, &mosquito, &oestrid}) __builtin_prefetch(f->data() + cell);
  }

  [[nodiscard]] float mosquito_index(std::size_t cell, float cosine) const noexcept
  {
    return mosquito[cell] * mosquito_warm.at(middle_c[cell] + swing_c[cell] * cosine);
  }
  [[nodiscard]] float oestrid_index(std::size_t cell, float cosine) const noexcept
  {
    return oestrid[cell] * oestrid_warm.at(middle_c[cell] + swing_c[cell] * cosine);
  }
};

}  // namespace rangifer::landscape

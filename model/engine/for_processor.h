#pragma once
// For files that Highway's foreach_target.h compiles once per processor level, as move_lanes.cpp; after highway.h.
#include <hwy/highway.h>

#include "engine/processor.h"

/// The best that there is of a function compiled so.
#if (HWY_TARGETS & HWY_AVX2) && HWY_STATIC_TARGET != HWY_AVX2
#define RANGIFER_FOR_PROCESSOR(function) \
  (::rangifer::engine::processor_level() != "baseline" ? N_AVX2::function : HWY_STATIC_DISPATCH(function))
#else
#define RANGIFER_FOR_PROCESSOR(function) HWY_STATIC_DISPATCH(function)
#endif

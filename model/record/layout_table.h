#pragma once
#include <span>

#include "record/layout.h"

/// The rows themselves; layout.cpp serves them.
namespace rangifer::record::table {

[[nodiscard]] std::span<const Dimension> dimensions();
[[nodiscard]] std::span<const Variable> variables();

}  // namespace rangifer::record::table

#pragma once
#include <string>

#include "forcing/inspect/box.h"

namespace rangifer::app {

/// "68,-145", "68N,145W", "68.5 N 145 W": latitude first. @throws InputError
[[nodiscard]] forcing::Place place_asked(const std::string& text);

/// "60,72,190,240" or "60N,72N,170W,120W": south, north, west, east. @throws InputError
[[nodiscard]] forcing::Box box_asked(const std::string& text);

}  // namespace rangifer::app

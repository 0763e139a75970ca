#pragma once
#include <string>

namespace rangifer::bench {

/// Whether the plain program and the model's step do the same work: both walk the same animals for 30 steps, and the
/// means of place and greenness differ by no more than sampling allows.
struct Agreement {
  bool agree;
  std::string text;  ///< one line, for people
};
[[nodiscard]] Agreement walk_alike();

}  // namespace rangifer::bench

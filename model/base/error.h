#pragma once
#include <stdexcept>

namespace rangifer {

/// What the user gave cannot be used: scenario, raster, command line. The program ends with code 2.
class InputError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// The run itself went wrong: a full disk, a broken conservation law. The program ends with code 1.
class RunError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

}  // namespace rangifer

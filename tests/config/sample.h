#pragma once
#include <array>
#include <cstdint>
#include <limits>
#include <string>

#include "base/parameter.h"

/// One parameter of each type.
struct Sample {
  double step_h = 1.0;
  double share = 0.5;
  double free = 0.0;
  std::int64_t seed = 7;
  bool quiet = false;
  std::string title = "none";
  rangifer::Day start = rangifer::make_day(2000, 1, 1);

  static constexpr std::array<rangifer::Parameter<Sample>, 7> table {{
    {"step", &Sample::step_h, "h", 0.5, 24, "E", "", "time step"},
    {"share", &Sample::share, "1", 0, 1, "E", "", "a share"},
    {"free", &Sample::free, "m", 0, std::numeric_limits<double>::infinity(), "E", "", "without an upper end"},
    {"seed", &Sample::seed, "", 0, 1000, "-", "", "random seed"},
    {"quiet", &Sample::quiet, "", 0, 0, "-", "", "a switch"},
    {"title", &Sample::title, "", 0, 0, "-", "", "a word"},
    {"start", &Sample::start, "", 0, 0, "-", "", "a day"},
  }};
};

/// Two that a scenario must give.
struct Needed {
  std::int64_t seed = -1;
  std::string file;

  static constexpr std::array<rangifer::Parameter<Needed>, 2> table {{
    {"seed", &Needed::seed, "", 0, 1000, "-", "", "random seed", true},
    {"file", &Needed::file, "", 0, 0, "-", "", "a path", true},
  }};
};

/// Two of an input layer.
struct Layer {
  std::string role;
  double offset = 0.0;

  static constexpr std::array<rangifer::Parameter<Layer>, 2> table {{
    {"role", &Layer::role, "", 0, 0, "-", "", "what it stands for"},
    {"offset", &Layer::offset, "degC", -20, 20, "-", "", "added"},
  }};
};

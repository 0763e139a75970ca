#pragma once
#include <chrono>
#include <map>
#include <string>

namespace rangifer::engine {

/// Seconds spent in each part of the run, and how much was done. The parts share out all of simulate();
/// "records" is the time the observer took.
struct Timing {
  std::map<std::string, double> seconds;
  double agent_steps = 0;
  bool stopped = false;  ///< before the last day, because the observer wanted it
};

/// Real time since it was made, as people wait for it.
class Clock {
public:
  [[nodiscard]] double seconds() const
  {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

private:
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

/// Adds the time until it goes out of scope to one entry of Timing.
class Stopwatch {
public:
  Stopwatch(Timing& timing, const char* part) : seconds_ {timing.seconds[part]} {}
  ~Stopwatch() { seconds_ += clock_.seconds(); }
  Stopwatch(const Stopwatch&) = delete;
  Stopwatch& operator=(const Stopwatch&) = delete;

private:
  double& seconds_;
  Clock clock_;
};

}  // namespace rangifer::engine

#pragma once
#include "engine/simulation.h"

namespace rangifer {

/// This many threads for as long as it lives; then as many as before.
class Threads {
public:
  explicit Threads(int n) : before_ {engine::use_threads(0)} { engine::use_threads(n); }
  ~Threads() { engine::use_threads(before_); }
  Threads(const Threads&) = delete;
  Threads& operator=(const Threads&) = delete;

private:
  int before_;
};

}  // namespace rangifer

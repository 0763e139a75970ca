#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>

#include "base/calendar.h"

namespace rangifer::app {

/// Makes one day of those that several runs tell of, from any thread: the last to tell passes on the sum of agents.
class DayTogether {
public:
  DayTogether(std::size_t runs, std::function<void(Day, std::int64_t)> listener)
      : runs_ {runs}, listener_ {std::move(listener)}
  {
  }

  void day_done(Day day, std::int64_t agents)
  {
    const std::scoped_lock held {lock_};
    agents_ += agents;
    if (++told_ < runs_) return;
    listener_(day, agents_);
    told_ = 0;
    agents_ = 0;
  }

private:
  std::size_t runs_;
  std::function<void(Day, std::int64_t)> listener_;
  std::mutex lock_;  ///< of the two below
  std::size_t told_ = 0;
  std::int64_t agents_ = 0;
};

}  // namespace rangifer::app

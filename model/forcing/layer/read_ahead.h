#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/calendar.h"
#include "landscape/source.h"

namespace rangifer::forcing {

/// Another source, read a few days ahead on a thread of its own while the model is busy with today.
///
/// From the first read() on, only that thread touches the source behind, and with it netCDF-C and GDAL,
/// whose open files bear one thread. What the source throws comes out of read() on the day it belongs to.
class ReadAhead : public landscape::Source {
public:
  /// @param last        no day after it is read ahead
  /// @param ahead_days  how many days may lie ready; 0: no thread, a day is read when it is asked for
  /// @param on_start    called first on the thread
  ReadAhead(std::unique_ptr<landscape::Source> from, Day last, int ahead_days, std::function<void()> on_start = {});
  /// Waits for the day that is being read, no longer.
  ~ReadAhead() override;

  /// Fields are handed over by swap: those of the day before, which `out` brings, are filled anew. The
  /// first day may be any; one out of turn starts the reading again from there.
  void read(Day day, landscape::Weather& out) override;
  [[nodiscard]] double waited_s() const override { return waited_s_; }

private:
  struct Slot {
    landscape::Weather weather;
    std::exception_ptr error;
  };
  std::unique_ptr<landscape::Source> from_;
  Day last_, next_ {};
  std::function<void()> on_start_;
  double waited_s_ = 0.0;

  std::vector<Slot> slots_;  ///< a ring; those ready begin at head_
  std::size_t head_ = 0, ready_ = 0;
  bool stop_ = false;
  std::mutex lock_;  ///< of ready_ and stop_
  std::condition_variable day_ready_, slot_free_;
  std::thread reader_;

  void start(Day first);
  void stop();
  void read_days(Day first);
  void take(landscape::Weather& out);
};

}  // namespace rangifer::forcing

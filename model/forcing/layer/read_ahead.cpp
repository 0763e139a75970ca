#include "forcing/layer/read_ahead.h"

#include <utility>

#include "forcing/forcing.h"

namespace rangifer::forcing {

using landscape::Weather;
using Clock = std::chrono::steady_clock;

ReadAhead::ReadAhead(std::unique_ptr<landscape::Source> from, Day last, int ahead_days, std::function<void()> on_start)
    : from_(std::move(from)),
      last_(last),
      on_start_(std::move(on_start)),
      slots_(ahead_days > 0 ? static_cast<std::size_t>(ahead_days) : 0)
{
}

ReadAhead::~ReadAhead() { stop(); }

void ReadAhead::read(Day day, Weather& out)
{
  const Clock::time_point begin = Clock::now();
  if (slots_.empty() || day > last_) {
    stop();
    from_->read(day, out);
  } else {
    if (!reader_.joinable() || day != next_) start(day);
    take(out);
    next_ = day + std::chrono::days {1};
  }
  waited_s_ += std::chrono::duration<double>(Clock::now() - begin).count();
}

void ReadAhead::take(Weather& out)
{
  {
    std::unique_lock<std::mutex> held(lock_);
    day_ready_.wait(held, [&] { return ready_ > 0; });
  }
  Slot& slot = slots_[head_];  // the reader leaves a slot alone once it is ready
  if (slot.error) std::rethrow_exception(slot.error);
  std::swap(out, slot.weather);
  {
    const std::lock_guard<std::mutex> held(lock_);
    head_ = (head_ + 1) % slots_.size();
    --ready_;
  }
  slot_free_.notify_one();
}

void ReadAhead::start(Day first)
{
  stop();
  for (Slot& slot : slots_) slot.error = nullptr;
  head_ = ready_ = 0;
  stop_ = false;
  next_ = first;
  reader_ = std::thread([this, first] { read_days(first); });
}

void ReadAhead::stop()
{
  if (!reader_.joinable()) return;
  {
    const std::lock_guard<std::mutex> held(lock_);
    stop_ = true;
  }
  slot_free_.notify_one();
  reader_.join();
}

/// The reader's thread: up to the last day, the first one that fails, or stop().
void ReadAhead::read_days(Day first)
{
  if (on_start_) on_start_();
  for (Day day = first; day <= last_; day += std::chrono::days {1}) {
    Slot* slot = nullptr;
    {
      std::unique_lock<std::mutex> held(lock_);
      slot_free_.wait(held, [&] { return stop_ || ready_ < slots_.size(); });
      if (stop_) return;
      slot = &slots_[(head_ + ready_) % slots_.size()];
    }
    try {
      from_->read(day, slot->weather);
    } catch (...) {
      slot->error = std::current_exception();
    }
    const bool failed = slot->error != nullptr;
    {
      const std::lock_guard<std::mutex> held(lock_);
      ++ready_;
    }
    day_ready_.notify_one();
    if (failed) return;
  }
}

std::unique_ptr<landscape::Source> read_ahead(std::unique_ptr<landscape::Source> from, Day last, int ahead_days,
                                              std::function<void()> on_start)
{
  return std::make_unique<ReadAhead>(std::move(from), last, ahead_days, std::move(on_start));
}

}  // namespace rangifer::forcing

#include "record/behind.h"

#include <chrono>
#include <utility>

namespace rangifer::record {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

}  // namespace

Behind::Behind(std::size_t most_waiting, std::function<void()> on_start)
    : most_waiting_ {most_waiting}, on_start_ {std::move(on_start)}
{
  if (most_waiting_ > 0) worker_ = std::thread([this] { work(); });
}

Behind::~Behind()
{
  if (!worker_.joinable()) return;
  {
    const std::lock_guard<std::mutex> held(lock_);
    stop_ = true;
    waiting_.clear();
  }
  posted_.notify_one();
  worker_.join();
}

void Behind::post(std::function<void()> task)
{
  if (most_waiting_ == 0) {
    const Clock::time_point begin = Clock::now();
    do_timed(task);
    waited_s_ += since(begin);
    return;
  }
  {
    std::unique_lock<std::mutex> held(lock_);
    wait_until(held, [this] { return error_ || waiting_.size() < most_waiting_; });
    waiting_.push_back(std::move(task));
  }
  posted_.notify_one();
}

void Behind::finish()
{
  if (most_waiting_ == 0) return;
  std::unique_lock<std::mutex> held(lock_);
  wait_until(held, [this] { return error_ || (waiting_.empty() && !in_hand_); });
}

void Behind::wait_until(std::unique_lock<std::mutex>& held, const std::function<bool()>& so)
{
  if (!so()) {
    const Clock::time_point begin = Clock::now();
    moved_on_.wait(held, so);
    waited_s_ += since(begin);
  }
  if (error_) std::rethrow_exception(error_);
}

void Behind::do_timed(const std::function<void()>& task)
{
  const Clock::time_point begin = Clock::now();
  task();
  busy_s_ = busy_s_ + since(begin);  // one thread writes it
}

/// The worker's thread: until the destructor says stop, or a task throws.
void Behind::work()
{
  if (on_start_) on_start_();
  std::unique_lock<std::mutex> held(lock_);
  while (!error_) {
    posted_.wait(held, [this] { return stop_ || !waiting_.empty(); });
    if (stop_) return;
    std::function<void()> task = std::move(waiting_.front());
    waiting_.pop_front();
    in_hand_ = true;
    held.unlock();
    moved_on_.notify_one();
    std::exception_ptr thrown;
    try {
      do_timed(task);
    } catch (...) {
      thrown = std::current_exception();
    }
    task = nullptr;  // what it holds goes before anybody is told that it is done
    held.lock();
    in_hand_ = false;
    error_ = thrown;
    if (thrown) waiting_.clear();
    moved_on_.notify_one();
  }
}

}  // namespace rangifer::record

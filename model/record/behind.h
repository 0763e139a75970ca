#pragma once
#include <atomic>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>

namespace rangifer::record {

/// Does tasks one after the other, in the order they were posted, on a thread of its own, so that whoever
/// posts them need not wait for a file. Tasks own what they read: the poster goes on changing its arrays.
///
/// The first task that throws ends the work: those behind it are dropped, and what it threw comes out of
/// the next post() or finish().
class Behind {
public:
  /// @param most_waiting  posts beyond these wait for their turn; 0: no thread, a task is done where it is posted
  /// @param on_start      called first on the thread
  explicit Behind(std::size_t most_waiting, std::function<void()> on_start = {});
  /// Waits for the task in hand and drops the rest: call finish() first to have them done.
  ~Behind();
  Behind(const Behind&) = delete;
  Behind& operator=(const Behind&) = delete;

  void post(std::function<void()> task);
  /// Waits until all is done.
  void finish();

  /// Seconds that post() and finish() stood waiting.
  [[nodiscard]] double waited_s() const noexcept { return waited_s_; }
  /// Seconds that the tasks took.
  [[nodiscard]] double busy_s() const noexcept { return busy_s_; }

private:
  void work();
  void do_timed(const std::function<void()>& task);
  void wait_until(std::unique_lock<std::mutex>& held, const std::function<bool()>& so);

  std::size_t most_waiting_;
  std::function<void()> on_start_;
  double waited_s_ = 0;
  std::atomic<double> busy_s_ {0};

  std::mutex lock_;  ///< of all below but the thread
  std::condition_variable posted_, moved_on_;
  std::deque<std::function<void()>> waiting_;
  bool in_hand_ = false, stop_ = false;
  std::exception_ptr error_;
  std::thread worker_;
};

}  // namespace rangifer::record

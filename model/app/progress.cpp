#include "app/progress.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>

#include "app/messages.h"

namespace rangifer::app {

Progress::Progress(Day first, Day last, double steps_per_day, bool quiet)
    : first_ {first},
      last_ {last},
      steps_per_day_ {steps_per_day},
      quiet_ {quiet},
      terminal_ {isatty(STDERR_FILENO) == 1}
{
}

void Progress::day_done(Day day, std::int64_t agents)
{
  agent_steps_ += static_cast<double>(agents) * steps_per_day_;
  const auto now = std::chrono::steady_clock::now();
  const bool new_month = month_of(day) != month_of(day + std::chrono::days {1});
  const bool rewrite = terminal_ && !quiet_ && (now - shown_ >= std::chrono::milliseconds {200} || day == last_);
  if (!rewrite && !new_month) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const auto done = static_cast<double>((day - first_).count() + 1);
  const auto all = static_cast<double>((last_ - first_).count() + 1);
  const std::string line =
    fmt::format("{}  {:5.1f} %  {} agents  {:.2f} million agent-steps/s  {:.0f} s left", to_string(day),
                100.0 * done / all, agents, agent_steps_ / 1e6 / (seconds + 1e-9), seconds * (all - done) / done);
  if (rewrite) {
    fmt::print(stderr, "\r\x1b[K{}", line);
    std::fflush(stderr);
  }
  if (!new_month) return;
  if (terminal_) note_in_log(line);
  else say(line);
}

void Progress::finish()
{
  if (terminal_ && !quiet_) fmt::print(stderr, "\r\x1b[K");
}

}  // namespace rangifer::app

#include "app/stop_signal.h"

#include <csignal>

namespace rangifer::app {
namespace {

/// The last one that came: all that a signal handler may do.
volatile std::sig_atomic_t asked_by = 0;

extern "C" void note_signal(int number) { asked_by = number; }

}  // namespace

void listen_for_stop_signals() noexcept
{
  struct sigaction action {};
  action.sa_handler = note_signal;
  for (const int number : {SIGTERM, SIGINT, SIGUSR1}) {
    action.sa_flags = SA_RESTART | (number == SIGINT ? static_cast<int>(SA_RESETHAND) : 0);
    sigaction(number, &action, nullptr);
  }
}

bool stop_asked() noexcept { return asked_by != 0; }

std::string_view stop_signal_name() noexcept
{
  switch (asked_by) {
    case SIGTERM:
      return "SIGTERM";
    case SIGINT:
      return "SIGINT";
    case SIGUSR1:
      return "SIGUSR1";
    default:
      return "";
  }
}

}  // namespace rangifer::app

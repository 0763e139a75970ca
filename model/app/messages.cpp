#include "app/messages.h"

#include <fmt/format.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <memory>

#include "base/error.h"

namespace rangifer::app {
namespace {

/// One for each place a message goes to; a command that opens none has the terminal's.
struct Loggers {
  std::shared_ptr<spdlog::logger> terminal, file;
};

std::shared_ptr<spdlog::logger> logger_to(spdlog::sink_ptr sink, const char* pattern, spdlog::level::level_enum from)
{
  auto logger = std::make_shared<spdlog::logger>("rangifer", std::move(sink));
  logger->set_pattern(pattern);
  logger->set_level(from);
  logger->flush_on(from);
  return logger;
}

spdlog::level::level_enum least(Verbosity verbosity)
{
  return verbosity == Verbosity::quiet    ? spdlog::level::off
         : verbosity == Verbosity::normal ? spdlog::level::info
                                          : spdlog::level::debug;
}

std::shared_ptr<spdlog::logger> to_terminal(Verbosity verbosity)
{
  return logger_to(std::make_shared<spdlog::sinks::stderr_sink_mt>(), "%v", least(verbosity));
}

Loggers& loggers()
{
  static Loggers all {to_terminal(Verbosity::normal), nullptr};
  return all;
}

void write(spdlog::level::level_enum level, const std::string& message)
{
  if (loggers().file) loggers().file->log(level, "{}", message);
}

}  // namespace

void open_messages(Verbosity verbosity, const std::filesystem::path& log)
{
  loggers().terminal = to_terminal(verbosity);
  if (log.empty()) return;
  const auto folder = log.has_parent_path() ? log.parent_path() : std::filesystem::path {"."};
  if (!std::filesystem::is_directory(folder)) {  // spdlog would make it
    throw InputError(fmt::format("--log {}: there is no folder {}; make it first", log.string(), folder.string()));
  }
  try {
    loggers().file = logger_to(std::make_shared<spdlog::sinks::basic_file_sink_mt>(log.string()),
                               "%Y-%m-%d %H:%M:%S  %v", spdlog::level::debug);
  } catch (const spdlog::spdlog_ex& e) {
    throw InputError(fmt::format("--log {}: cannot be written: {}", log.string(), e.what()));
  }
}

void say(const std::string& message)
{
  loggers().terminal->info("{}", message);
  write(spdlog::level::info, message);
}

void say_in_detail(const std::string& message)
{
  loggers().terminal->debug("{}", message);
  write(spdlog::level::debug, message);
}

void note_in_log(const std::string& message) { write(spdlog::level::info, message); }

}  // namespace rangifer::app

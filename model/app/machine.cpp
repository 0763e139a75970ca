#include "app/machine.h"

#include <fmt/format.h>
#include <sys/resource.h>

#include <cstdlib>
#include <fstream>
#include <limits>
#include <string_view>
#include <thread>

namespace rangifer::app {
namespace {

/// What stands behind `key :` in one of Linux's lists in /proc; "" elsewhere.
std::string proc_value(const char* list, std::string_view key)
{
  std::ifstream lines {list};
  for (std::string line; std::getline(lines, line);) {
    const auto value = line.find_first_not_of(" \t", line.find(':') + 1);
    if (line.starts_with(key) && value != line.npos) return line.substr(value);
  }
  return "";
}

}  // namespace

std::string machine_name()
{
  const unsigned threads = std::thread::hardware_concurrency();
  const std::string processor = proc_value("/proc/cpuinfo", "model name");
  return fmt::format("{}, {} hardware thread{}", processor.empty() ? "unknown processor" : processor, threads,
                     threads == 1 ? "" : "s");
}

double peak_memory_mb()
{
  // getrusage() would also count the shell or script that started the program.
  const std::string peak_kb = proc_value("/proc/self/status", "VmHWM");
  if (!peak_kb.empty()) return std::strtod(peak_kb.c_str(), nullptr) / 1024.0;
  rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

double available_memory_mb()
{
  const std::string available_kb = proc_value("/proc/meminfo", "MemAvailable");
  if (available_kb.empty()) return std::numeric_limits<double>::infinity();
  return std::strtod(available_kb.c_str(), nullptr) / 1024.0;
}

}  // namespace rangifer::app

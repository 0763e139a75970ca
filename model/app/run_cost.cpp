#include "app/run_cost.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <vector>

#include "app/machine.h"
#include "engine/processor.h"

namespace rangifer::app {
namespace {

double movement_rate(const engine::Timing& timing)
{
  const auto movement = timing.seconds.find("movement");
  return movement == timing.seconds.end() || movement->second <= 0 ? 0.0 : timing.agent_steps / movement->second;
}

std::uint64_t all_bytes(const RunCost& cost)
{
  return std::accumulate(cost.bytes.begin(), cost.bytes.end(), std::uint64_t {0},
                         [](std::uint64_t sum, const auto& of) { return sum + of.second; });
}

/// "movement 61 %, surfaces 20 %, ...", the longest first; what does not reach half a percent is left out.
std::string shares(const RunCost& cost)
{
  std::vector<std::pair<double, std::string>> parts;
  for (const auto& [name, seconds] : parts_of(cost)) parts.emplace_back(seconds / cost.wall_s, name);
  std::ranges::sort(parts, std::greater {});
  std::string text;
  for (auto& [share, name] : parts) {
    if (share < 0.005) continue;
    std::ranges::replace(name, '_', ' ');
    text += fmt::format("{}{} {:.0f} %", text.empty() ? "" : ", ", name, 100.0 * share);
  }
  return text;
}

}  // namespace

std::map<std::string, double> parts_of(const RunCost& cost)
{
  std::map<std::string, double> parts {cost.timing.seconds.begin(), cost.timing.seconds.end()};
  parts["opening_inputs"] = cost.opening_s;
  parts["closing"] = cost.closing_s;
  double sum = 0;
  for (const auto& [name, seconds] : parts) sum += seconds;
  parts["other"] = cost.wall_s - sum;
  return parts;
}

std::string group_word(const std::string& group) { return group == "/" ? "root" : group; }

record::Performance performance_of(const RunCost& cost)
{
  record::Performance p;
  p.number["wall_time_s"] = cost.wall_s;
  for (const auto& [part, seconds] : parts_of(cost)) p.number["seconds_" + part] = seconds;
  p.number["seconds_waiting_for_input"] = cost.waiting_for_input_s;
  p.number["seconds_waiting_for_output"] = cost.waiting_for_output_s;
  p.number["seconds_writing"] = cost.writing_s;
  p.number["agent_steps"] = cost.timing.agent_steps;
  p.number["agent_steps_per_s"] = movement_rate(cost.timing);
  p.number["threads"] = cost.threads;
  p.number["runs_together"] = static_cast<double>(cost.together);
  p.number["peak_memory_MB"] = cost.peak_memory_mb;
  for (const auto& [group, bytes] : cost.bytes) p.number["bytes_" + group_word(group)] = static_cast<double>(bytes);
  p.number["bytes"] = static_cast<double>(all_bytes(cost));
  p.text["processor"] = std::string {engine::processor_level()};
  p.text["machine"] = machine_name();
  p.text["resumed_after"] = cost.resumed_after;
  p.text["compiler"] = __VERSION__;
  return p;
}

std::string closing_lines(const RunCost& cost)
{
  return fmt::format(
    "  {:.1f} s on {} thread{} ({}), {:.1f} million agent-steps/s in movement; peak memory {:.0f} MB, result {:.1f} MB\n"
    "  {}\n"
    "  waited {:.1f} s for input and {:.1f} s for output; writing took {:.1f} s beside the run",
    cost.wall_s, cost.threads, cost.threads == 1 ? "" : "s", engine::processor_level(),
    movement_rate(cost.timing) / 1e6, cost.peak_memory_mb, static_cast<double>(cost.file_bytes) / 1e6, shares(cost),
    cost.waiting_for_input_s, cost.waiting_for_output_s, cost.writing_s);
}

}  // namespace rangifer::app

#include "report.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <ctime>

#include "app/machine.h"
#include "app/version.h"
#include "engine/processor.h"

namespace rangifer::bench {
namespace {

/// "K10/plain/agents:218000/threads:2" -> "agents:218000/threads:2"
std::string after_program(const std::string& row) { return row.substr(row.find('/', 4) + 1); }

/// The same row and "agents" -> "218000"
std::string value_of(const std::string& row, const std::string& key)
{
  const auto at = row.find(key + ":");
  if (at == std::string::npos) return "";
  const auto begin = at + key.size() + 1;
  return row.substr(begin, row.find('/', begin) - begin);
}

/// The same row -> "plain"
std::string program_of(const std::string& row) { return row.substr(4, row.find('/', 4) - 4); }

std::string or_dash(double number, int digits)
{
  return std::isnan(number) ? "-" : fmt::format("{:.{}f}", number, digits);
}

/// Of a model's row: to the plain program with as many agents and threads.
double ratio(const Rows& rows, const std::string& row)
{
  return rows.number(row, "agent_steps_per_s") / rows.number("K10/plain/" + after_program(row), "agent_steps_per_s");
}

std::string k10(const Rows& rows)
{
  std::string text;
  for (const std::string& row : rows.names("K10/")) {
    const bool plain = program_of(row) == "plain";
    text +=
      fmt::format("| {} | {} | {} | {} | {} | {} | {} |\n", program_of(row), value_of(row, "agents"),
                  value_of(row, "threads"), rows.label(row), or_dash(rows.number(row, "agent_steps_per_s") / 1e6, 2),
                  plain ? "1" : or_dash(ratio(rows, row), 1), or_dash(rows.number(row, "ns_per_candidate"), 2));
  }
  if (text.empty()) return "";
  return "## K10: the movement step\n\n"
         "`model` sorts its animals by place as often as a run does by default, and the time of that is in it;\n"
         "`model_unsorted` never does; `model_<level>` is held to one processor level. Ratios are to the plain\n"
         "program with the same animals and threads in the same run.\n\n"
         "| program | agents | threads | level | million agent-steps/s | ratio to plain | ns per candidate |\n"
         "| --- | --: | --: | --- | --: | --: | --: |\n" +
         text + "\n";
}

std::string scaling(const Rows& rows)
{
  std::string text;
  for (const std::string& row : rows.names("K10/")) {
    const std::string threads = value_of(row, "threads");
    if (threads == "1") continue;
    const std::string one = row.substr(0, row.rfind(':') + 1) + "1";
    const double times = rows.number(row, "agent_steps_per_s") / rows.number(one, "agent_steps_per_s");
    if (std::isnan(times)) continue;
    text += fmt::format("| {} | {} | {} | {:.2f} |\n", program_of(row), value_of(row, "agents"), threads, times);
  }
  if (text.empty()) return "";
  return "## Threads: times the speed of one\n\n"
         "Threads run where the system puts them: OMP_PROC_BIND made no difference beyond noise on two cores. How\n"
         "they wait does: with the default they spin, which is as fast as can be on a machine of one's own and many\n"
         "times slower where other programs run; OMP_WAIT_POLICY=passive costs little at 218,000 agents (2 % on two\n"
         "cores) and much at 10,000 (half the speed); GOMP_SPINCOUNT=5000, for GCC's OpenMP, costs nothing on a\n"
         "machine of one's own and little elsewhere.\n\n"
         "| program | agents | threads | times |\n| --- | --: | --: | --: |\n" +
         text + "\n";
}

std::string costs(const Rows& rows)
{
  const double random = rows.number("machine/gather/4MiB/random", "ns_per_look_up");
  const double sorted = rows.number("machine/gather/4MiB/sorted", "ns_per_look_up");
  const double table = rows.number("machine/gather/32KiB/random", "ns_per_look_up");
  const double draw = rows.number("machine/philox", "ns_per_draw");
  if (std::isnan(random + sorted + table + draw)) return "";
  // Three draws of four words serve ten candidates and the choice among them.
  const double asked = random + 2 * table + 0.3 * draw;
  std::string text = fmt::format(
    "## What the machine asks for a candidate, on one thread\n\n"
    "| | ns |\n| --- | --: |\n"
    "| look-up in 4 MiB, random (gather) | {:.2f} |\n"
    "| look-up in 4 MiB, sorted | {:.2f} |\n"
    "| look-up in 32 KiB, random | {:.2f} |\n"
    "| Philox draw of four words | {:.2f} |\n"
    "| a candidate: one look-up in the surface (random), two in the tables of the step, 0.3 draws | {:.2f} |\n",
    random, sorted, table, draw, asked);
  for (const std::string& row : rows.names("K10/model/")) {
    if (value_of(row, "threads") != "1") continue;
    const double step = rows.number(row, "ns_per_candidate");
    text += fmt::format("| a candidate of the model's step, {} agents ({:.1f} times that) | {:.2f} |\n",
                        value_of(row, "agents"), step / asked, step);
  }
  return text + "\n";
}

std::string submodels(const Rows& rows)
{
  std::string text;
  for (const std::string& row : rows.names("submodel/")) {
    const double cell = rows.number(row, "ns_per_cell"), agent = rows.number(row, "ns_per_agent");
    text += fmt::format("| {} | {} | {:.2f} | {} | {} |\n", row.substr(9, row.rfind('/') - 9), value_of(row, "threads"),
                        rows.number(row, "ms"), or_dash(cell, 2), or_dash(agent, 2));
  }
  if (text.empty()) return "";
  return "## Submodels\n\n"
         "One call each, on an early July day in a made-up country of the baseline's size. Surfaces and destinations:\n"
         "ns per cell of each of them that is built.\n\n"
         "| part | threads | ms | ns per cell | ns per agent |\n| --- | --: | --: | --: | --: |\n" +
         text + "\n";
}

std::string years(const Rows& rows)
{
  std::string text;
  for (const std::string& row : rows.names("year/")) {
    std::string seconds;
    for (const std::string& counter : rows.counters(row)) {
      if (!counter.starts_with("s_") || counter == "s_a_year") continue;
      std::string words = counter.substr(2);
      std::replace(words.begin(), words.end(), '_', ' ');
      seconds += fmt::format("{}{} {:.2f}", seconds.empty() ? "" : ", ", words, rows.number(row, counter));
    }
    text +=
      fmt::format("| {} | {} | {:.2f} | {:.2f} | {} |\n", row.substr(5, row.rfind('/') - 5), value_of(row, "threads"),
                  rows.number(row, "s_a_year"), rows.number(row, "agent_steps_per_s") / 1e6, seconds);
  }
  if (text.empty()) return "";
  return "## A model year\n\n"
         "Every part of the day, of a small herd on a coarse grid, and the baseline with its files (reading and\n"
         "writing go on beside the engine; waiting is what they cost it).\n\n"
         "| run | threads | s a year | million agent-steps/s | s of which |\n| --- | --: | --: | --: | --- |\n" +
         text + "\n";
}

std::string environment_variable(const char* name)
{
  const char* value = std::getenv(name);
  return value == nullptr ? fmt::format("{} not set", name) : fmt::format("{}={}", name, value);
}

std::string caches()
{
  std::string text;
  for (const auto& cache : benchmark::CPUInfo::Get().caches) {
    if (cache.type == "Instruction") continue;
    const int kib = cache.size / 1024;
    text += fmt::format("{}L{} {}", text.empty() ? "" : ", ", cache.level,
                        kib < 1024 ? fmt::format("{} KiB", kib) : fmt::format("{} MiB", kib / 1024));
  }
  return text.empty() ? "not known" : text;
}

/// Programs that ran or wanted to in the minute before.
std::string load()
{
  const auto& average = benchmark::CPUInfo::Get().load_avg;
  return average.empty() ? "not known" : fmt::format("{:.1f} programs on average over a minute", average.front());
}

}  // namespace

std::string tables(const Rows& rows) { return k10(rows) + scaling(rows) + costs(rows) + submodels(rows) + years(rows); }

std::string machine()
{
  return fmt::format(
    "- Machine: {}, caches of a core {}\n"
    "- Processor level: {}\n"
    "- Compiler: {} {}\n"
    "- Threads: {}, {}, {}, {}\n"
    "- Other load when the run began: {}\n"
    "- Date: {:%Y-%m-%d}; commit {}\n",
    app::machine_name(), caches(), engine::processor_level(),
#if defined(__clang__)
    "Clang",
#else
    "GCC",
#endif
    __VERSION__, environment_variable("OMP_WAIT_POLICY"), environment_variable("GOMP_SPINCOUNT"),
    environment_variable("OMP_PROC_BIND"), environment_variable("OMP_PLACES"), load(), fmt::gmtime(std::time(nullptr)),
    app::commit());
}

}  // namespace rangifer::bench

#pragma once
#include <cstdint>
#include <map>
#include <string>

#include "engine/simulation.h"
#include "record/run_file.h"

namespace rangifer::app {

/// What a run has taken: the group performance/ of its result and the closing lines on the screen.
struct RunCost {
  double wall_s = 0;     ///< from the start of the command to the last byte of the results
  double opening_s = 0;  ///< of these: scenario, inputs, their checksums
  engine::Timing timing;
  double waiting_for_input_s = 0;   ///< the engine, for days of weather; within the part `forcing`
  double waiting_for_output_s = 0;  ///< the engine, for the writer; within the part in which it waited, or `closing`
  double closing_s = 0;             ///< after the last day: until all is written
  double writing_s = 0;             ///< the writer's own time, beside the engine's
  int threads = 0;
  std::size_t together = 1;   ///< runs that shared the weather and the time
  std::string resumed_after;  ///< day of the checkpoint from which the run went on; "": none
  double peak_memory_mb = 0;
  std::map<std::string, std::uint64_t> bytes;  ///< by group
  std::uintmax_t file_bytes = 0;               ///< of the result as it lies there, closed
};

/// Parts of the run that follow each other: name to seconds; they add up to the wall time.
[[nodiscard]] std::map<std::string, double> parts_of(const RunCost& cost);

/// "map/" as people write it; "root" for the root group.
[[nodiscard]] std::string group_word(const std::string& group);

[[nodiscard]] record::Performance performance_of(const RunCost& cost);

/// A few lines for people, without a line break at the end.
[[nodiscard]] std::string closing_lines(const RunCost& cost);

}  // namespace rangifer::app

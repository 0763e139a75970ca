#include <array>

#include "record/layout.h"

namespace rangifer::record {

namespace {

constexpr std::array rows {
  PerformanceAttribute {"wall_time_s", "from the start of the command until the results are written"},
  PerformanceAttribute {"seconds_<part>", "parts of the run, which follow each other and add up to wall_time_s"},
  PerformanceAttribute {"seconds_waiting_for_input", "the run stood still for days of weather; within seconds_forcing"},
  PerformanceAttribute {"seconds_waiting_for_output",
                        "the run stood still for the writer; within the part it happened in, or seconds_closing"},
  PerformanceAttribute {"seconds_writing", "the writer's own time, beside the run where HDF5 bears threads"},
  PerformanceAttribute {"agent_steps", "movement steps, summed over the agents"},
  PerformanceAttribute {"agent_steps_per_s", "agent_steps by seconds_movement"},
  PerformanceAttribute {"threads", "of the parallel loops"},
  PerformanceAttribute {"runs_together", "runs that went side by side, on these threads and in this time; 1: alone"},
  PerformanceAttribute {"peak_memory_MB", "the most memory held at once, in 2^20 bytes"},
  PerformanceAttribute {"bytes_<group>", "what the data of each group take in this file, compressed; / is root"},
  PerformanceAttribute {"bytes", "the same, summed; the file's own bookkeeping comes on top"},
  PerformanceAttribute {"processor", "vector instructions of the movement step: avx512, avx2 or baseline"},
  PerformanceAttribute {"machine", "processor by its maker's name, hardware threads"},
  PerformanceAttribute {"resumed_after",
                        "day of the checkpoint behind which the numbers here begin; empty: with the run"},
  PerformanceAttribute {"compiler", "version of the compiler"},
};

}  // namespace

std::span<const PerformanceAttribute> performance_attributes() { return rows; }

}  // namespace rangifer::record

#pragma once
#include <cstdint>
#include <filesystem>
#include <string>

#include "base/calendar.h"
#include "base/snapshot.h"

namespace rangifer::record {

/// Of which run a state is: who goes on from it compares.
struct StateOrigin {
  std::string title;
  std::string version, commit;  ///< of the program
  std::string parameters_json, inputs_json;
  std::string branched_from;  ///< JSON: the state of another run that it began with; "": none
  std::uint64_t seed = 0;
  std::int64_t replicate = 0;
  Day day {};                      ///< at whose end the state is kept
  std::uint64_t result_bytes = 0;  ///< length of the result that was kept with it
};

/// The state of a run as an HDF5 file of its own, one data set of bytes a part, each with a checksum. It is for the
/// program alone: results are for people.
/// @throws InputError, RunError: cannot be written
void write_state(const std::filesystem::path& file, const StateOrigin& origin, const Snapshot& state);

/// @throws InputError: no such file, not a state of rangifer, broken
[[nodiscard]] StateOrigin read_origin(const std::filesystem::path& file);
/// @throws InputError likewise; a part whose checksum fails is broken
[[nodiscard]] Snapshot read_state(const std::filesystem::path& file);

}  // namespace rangifer::record

#pragma once
#include <filesystem>
#include <vector>

#include "record/state_file.h"

namespace rangifer::record {

/// A checkpoint: the state of a run at the end of a day, and its result as far as it was then.
struct Checkpoint {
  Day day {};
  std::filesystem::path state, result;
};

/// The checkpoints of a run, in a folder beside its result: `<result>.checkpoints/2003-12-31.state.h5` and
/// `2003-12-31.result.h5`. A state that bears its name is whole, and so is the result beside it. The two newest are
/// kept: the older one's copy of the result is brought up to date and becomes the next, so that a checkpoint writes
/// what is new.
class Checkpoints {
public:
  explicit Checkpoints(const std::filesystem::path& result);

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

  /// Newest first; those whose names say that they are whole.
  [[nodiscard]] std::vector<Checkpoint> list() const;

  /// Keeps a state and a copy of the result as it lies there now; when it returns, both are on the disk.
  /// @param origin  of the state; its result_bytes is found here
  /// @throws RunError: no space left, ...
  void keep(StateOrigin origin, const Snapshot& state, const std::filesystem::path& result) const;

  /// Removes them all, and the folder if nothing else is in it.
  void remove() const noexcept;

private:
  [[nodiscard]] Checkpoint of(Day day) const;
  void make_room(Day day) const;

  std::filesystem::path folder_;
};

}  // namespace rangifer::record

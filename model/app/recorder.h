#pragma once
#include <atomic>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include "app/inputs.h"
#include "engine/observer.h"
#include "record/behind.h"
#include "record/checkpoints.h"
#include "record/run_file.h"

namespace rangifer::app {

/// What the result says of the run before its first day; the followed agents are not known yet.
[[nodiscard]] record::RunDescription describe_run(Scenario& scenario, const Inputs& inputs);

/// Told after each day: the day, agents alive.
using DayListener = std::function<void(Day, std::int64_t)>;

/// When a run keeps checkpoints, and from where it goes on.
struct Pauses {
  CheckpointRules rules;
  record::StateOrigin origin;                   ///< of the states kept; their days are found as they come
  std::optional<std::filesystem::path> result;  ///< copy of a result to go on in
  std::function<bool()> stop_asked = [] { return false; };
};

/// Writes what the engine tells into the result file, on a thread of its own where HDF5 bears that: the
/// engine hands over a copy of each day and goes on. What goes wrong there comes out of a later call.
class Recorder : public engine::Observer {
public:
  /// @param run  what the result says of the run, less the followed agents
  Recorder(std::filesystem::path path, record::RunDescription run, const Inputs& inputs, Day last_day,
           DayListener listener, Pauses pauses = {});
  ~Recorder() override;

  void tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t> herds,
                     std::span<const std::int32_t> cohorts) override;
  void step_done(double hours_since_1970, std::span<const herd::TrackPoint> points) override;
  void day_done(const herd::DayReport& day, std::int64_t agents) override;
  void year_done(const herd::YearMaps& maps, std::span<const herd::Birth> births,
                 std::span<const herd::ImpactYear> impact) override;
  After after(Day day) override;
  void keep(Day day, Snapshot state) override;
  void run_done(std::int32_t herd, std::span<const Field> use_by_season) override;

  /// Waits until the state that was kept last is on the disk. @throws RunError
  void finish_checkpoint() { behind_.finish(); }
  /// The newest checkpoint from which this run can go on, if it is stopped or fails.
  [[nodiscard]] std::optional<record::Checkpoint> newest() const;
  /// After close(): the run is done and its checkpoints with it, unless they are to be kept.
  void drop_checkpoints() const;
  /// All that is needed to know the size of the file has been done. @throws RunError
  void finish();
  /// What each group takes in the file; after finish().
  [[nodiscard]] std::map<std::string, std::uint64_t> bytes() const { return file_->bytes(); }
  /// Seconds that the engine stood waiting for the writer.
  [[nodiscard]] double waited_s() const noexcept { return behind_.waited_s(); }
  /// Seconds spent writing, beside the engine or not.
  [[nodiscard]] double writing_s() const noexcept { return behind_.busy_s(); }
  void close(const record::Performance& performance);

private:
  /// Steps of the followed agents that wait for the end of the day: a step must cost no call of HDF5.
  struct Steps {
    std::vector<double> hours_since_1970;
    std::vector<herd::TrackPoint> points;
  };
  void post_steps();

  std::filesystem::path path_;
  const Inputs& inputs_;
  record::RunDescription description_;
  Day last_day_;
  DayListener listener_;
  Pauses pauses_;
  record::Checkpoints checkpoints_;
  std::atomic<bool> has_kept_ = false;     ///< a checkpoint of this run is on the disk
  std::unique_ptr<record::RunFile> file_;  ///< made when the followed animals are known
  Steps steps_;
  record::Behind behind_;  ///< last, so that its thread is gone before what it writes to
};

}  // namespace rangifer::app

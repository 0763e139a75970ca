#pragma once
#include <filesystem>
#include <functional>
#include <memory>

#include "app/inputs.h"
#include "engine/observer.h"
#include "record/run_file.h"

namespace rangifer::app {

/// Told after each day: the day, agents alive.
using DayListener = std::function<void(Day, std::int64_t)>;

/// Writes what the engine tells into the result file.
class Recorder : public engine::Observer {
public:
  Recorder(std::filesystem::path path, Scenario& scenario, const Inputs& inputs, DayListener listener);
  ~Recorder() override;

  void tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t> herds,
                     std::span<const std::int32_t> cohorts) override;
  void step_done(double hours_since_1970, std::span<const herd::TrackPoint> points) override;
  void day_done(const herd::DayReport& day, std::int64_t agents) override;
  void year_done(const herd::YearMaps& maps, std::span<const herd::Birth> births,
                 std::span<const herd::ImpactYear> impact) override;
  void run_done(std::int32_t herd, std::span<const Field> use_by_season) override;

  /// Seconds spent writing.
  [[nodiscard]] double seconds() const noexcept { return seconds_; }
  void close(const record::Performance& performance);

private:
  std::filesystem::path path_;
  const Inputs& inputs_;
  record::RunDescription description_;
  DayListener listener_;
  std::unique_ptr<record::RunFile> file_;  ///< made when the followed animals are known
  double seconds_ = 0;
};

}  // namespace rangifer::app

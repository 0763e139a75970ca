#pragma once
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/grid.h"
#include "herd/report.h"
#include "landscape/regions.h"
#include "landscape/terrain.h"

namespace rangifer::record {

/// Everything about a run that is known before its first day.
struct RunDescription {
  std::string title;
  std::string scenario_text;    ///< as read, parents first
  std::string parameters_json;  ///< every resolved parameter
  std::string inputs_json;      ///< role, file, variable, SHA-256
  std::string ensemble_json;    ///< which member of which ensemble it is; "" for a run on its own
  std::string version;
  std::string commit;
  std::uint64_t seed = 0;
  std::int64_t replicate = 0;
  double step_h = 0;
  std::string crs_wkt;                                    ///< WKT2 of grid.crs
  std::map<std::string, std::string> crs_text;            ///< CF grid-mapping attributes: words
  std::map<std::string, std::vector<double>> crs_number;  ///< CF grid-mapping attributes: one or more numbers
  Day first_day {};
  std::string branched_from;  ///< JSON: the state of another run that this one began with; "": none
  std::vector<std::string> herds;
  std::vector<std::string> seasons;            ///< of map/use
  std::vector<std::int32_t> season_first_doy;  ///< day of the year on which each begins; it lasts until another does
  std::vector<std::string> communities;
  std::vector<double> latitude_band_edge_deg;  ///< of crossing/: one more than there are bands
  std::vector<std::uint64_t> track_ids;        ///< agents that track/ follows
  std::vector<std::int32_t> track_herd;
  std::vector<std::int32_t> track_cohort;
};

/// What a run took: lands on the `performance` group as attributes, apart from every result.
struct Performance {
  std::map<std::string, double> number;     ///< name (with unit) -> value
  std::map<std::string, std::string> text;  ///< compiler, threads, machine
};

/// One run, one file, valid netCDF-4 in HDF5. Written as `<path>.partial`; close() flushes, checks
/// and renames it, so that a file under its final name is whole. An earlier result under the same
/// name stays until then. Not closed: the partial file is removed.
class RunFile {
public:
  /// @throws InputError if the path cannot be written
  RunFile(std::filesystem::path path, const RunDescription& run, const landscape::Terrain& terrain,
          const landscape::Regions& regions);
  /// Goes on behind the last row of `copy`, a file that write_out() left in a run of the same description; `copy` stays
  /// as it is. @throws RunError if it is not such a file
  RunFile(std::filesystem::path path, const RunDescription& run, const landscape::Terrain& terrain,
          const landscape::Regions& regions, const std::filesystem::path& copy);
  ~RunFile();
  RunFile(const RunFile&) = delete;
  RunFile& operator=(const RunFile&) = delete;

  void append(const herd::DayReport& day);
  void append(std::span<const herd::Birth> births);
  /// `hours_since_1970`: end of the step; one point per followed agent, in the order of track_ids.
  void append_track(double hours_since_1970, std::span<const herd::TrackPoint> points);
  /// Several steps at once: all points of the first, then all of the second, ...
  void append_tracks(std::span<const double> hours_since_1970, std::span<const herd::TrackPoint> points);
  void append(const herd::YearMaps& maps);
  void append(const herd::ImpactYear& impact);
  /// Animal-days per season and cell, [season][cell], for one herd; called once, at the end.
  void write_use(std::int32_t herd, std::span<const Field> use);
  /// Writes the rows that are held back and brings the file, as far as it is, onto the disk's side of HDF5: a copy of
  /// partial() taken before the next call is whole.
  void write_out();
  [[nodiscard]] const std::filesystem::path& partial() const;
  /// Writes the rows that are held back; after that only close() may follow.
  void finish();
  /// What each group takes in the file by now, data as compressed: call finish() first. The file's own
  /// bookkeeping is not in it.
  [[nodiscard]] std::map<std::string, std::uint64_t> bytes() const;
  void close(const Performance& performance);

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rangifer::record

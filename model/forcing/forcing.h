#pragma once
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "base/grid.h"
#include "forcing/layer.h"
#include "landscape/regions.h"
#include "landscape/source.h"
#include "landscape/terrain.h"

/// Rasters and polygons of any making into landscape. The folders of this room:
///
/// - file/: opens a file, netCDF by its CF axes and the rest by GDAL; units; a trial in a child process
/// - space/: projections, where the cells of a source lie, resampling to the model's
/// - time/: calendars, time axes, dates in file names; which records make up a day
/// - layer/: one role of a scenario out of these; series, gaps, heights, changes, winds; reading ahead
/// - generator/: daily weather from monthly climate and station normals (rangifer weather)
/// - inspect/: what was understood of a file (rangifer inspect)
namespace rangifer::forcing {

/// A layer whose file name is absolute and whose place in the scenario is known.
struct ResolvedLayer {
  LayerSpec spec;
  std::string where;  ///< "baseline.toml:12:1"
};

/// How much temperature falls with height, by season [E: free-air values are -6.5 K km-1; winter
/// inversions in the interior make the yearly mean smaller].
struct LapseRate {
  double summer_k_per_km = -6.0;
  double winter_k_per_km = -1.5;
  static constexpr std::array<Parameter<LapseRate>, 2> table {{
    {"summer", &LapseRate::summer_k_per_km, "K km-1", -10, 0, "E", "free atmosphere -6.5",
     "lapse rate of temperature around 15 July"},
    {"winter", &LapseRate::winter_k_per_km, "K km-1", -10, 5, "E", "valley inversions of the interior",
     "lapse rate around 15 January; a cosine in between"},
  }};
  /// K km-1 on a day of the year (1..366).
  [[nodiscard]] double on(int day_of_year) const noexcept;
};

/// What a layer turned out to be, for `rangifer check` and the metadata of the result.
struct LayerFact {
  std::string role, file, variable, units, calendar, grid, resampling;
  std::string sha256;                   ///< "" until hash_inputs()
  std::string first_day, last_day;      ///< "" for a static map; "every year" for a climatology
  std::string time {};                  ///< "daily", "24 a day", "monthly", ...; "" for a static map
  std::vector<std::string> files {};    ///< those of a series along time, in its order; empty: `file` alone
  std::string note {};                  ///< what a user should know: cells that were filled, speeds that are bounds
  std::vector<std::string> changes {};  ///< what the scenario puts on the values: "+1.5 K (offset)"
};

/// SHA-256 of the file; of a series the SHA-256 of its lines "<sha256>  <name without folder>\n", which is
/// what `sha256sum * | sha256sum` prints in its folder.
/// @throws InputError if a file cannot be read
[[nodiscard]] std::string checksum(const LayerFact& fact);

/// Fills in `sha256` of all. It reads every byte of every input, so only a run asks for it. Each file is read once.
void hash_inputs(std::span<LayerFact> facts);

/// Reads the static layers (elevation, land, lake, river) through GDAL, warped to `grid` by area mean
/// where the model is coarser and bilinear where finer; longitude and latitude through PROJ.
/// Adds one line to `problems` for each layer that is missing, unreadable, of another place, of units
/// that do not convert, without any value, or outside what its role can be.
[[nodiscard]] landscape::Terrain read_terrain(const Grid& grid, std::span<const ResolvedLayer> layers,
                                              std::vector<std::string>& problems, std::vector<LayerFact>& facts);

/// Opens the daily layers and checks cover of the grid and of [first, last] before the first step;
/// every gap becomes a line in `problems` with file, variable, date or place. nullptr if there is one.
/// Two records of a variable are held at a time and two files of a series are open, so memory does not
/// grow with the files.
[[nodiscard]] std::unique_ptr<landscape::Source> open_weather(const landscape::Terrain& terrain, const LapseRate& lapse,
                                                              std::span<const ResolvedLayer> layers, Day first,
                                                              Day last, std::vector<std::string>& problems,
                                                              std::vector<LayerFact>& facts);

/// The same source, read up to `ahead_days` days ahead of the run by a thread of its own, which starts with
/// the first day that is asked for; 0: no thread (for an HDF5 library that is not thread-safe).
/// @param on_start  called first on that thread: what libraries keep per thread, such as HDF5 whether it prints
[[nodiscard]] std::unique_ptr<landscape::Source> read_ahead(std::unique_ptr<landscape::Source> from, Day last,
                                                            int ahead_days, std::function<void()> on_start = {});

/// `[[region]]` of a scenario.
struct RegionSpec {
  std::string name, file, kind = "overlay";
  std::string country;
  static constexpr std::array<Parameter<RegionSpec>, 4> table {{
    {"name", &RegionSpec::name, "", 0, 0, "-", "", "value of the `name` field of the polygons", true},
    {"file", &RegionSpec::file, "", 0, 0, "-", "", "vector file with that field, any format OGR reads", true},
    {"kind", &RegionSpec::kind, "", 0, 0, "-", "",
     "\"jurisdiction\" (they must not overlap, and share out the land) or \"overlay\""},
    {"country", &RegionSpec::country, "", 0, 0, "-", "", "two letters: US, CA"},
  }};
};
struct ResolvedRegion {
  RegionSpec spec;
  std::string where;
};

/// Polygons by OGR, reprojected to the grid; a cell belongs to a region if its centre does. Adds the
/// jurisdiction "elsewhere" at the end. Overlapping jurisdictions, a name the file does not have (with
/// the nearest it has) and a region outside the grid are problems.
[[nodiscard]] landscape::Regions read_regions(const Grid& grid, std::span<const ResolvedRegion> specs,
                                              std::vector<std::string>& problems, std::vector<LayerFact>& facts);

/// What is read of a `[[development]]`.
struct ResolvedDevelopment {
  std::string name;
  std::string file;    ///< absolute
  std::string filter;  ///< SQL condition on the fields of a feature; empty: all count
  double reach = 1;    ///< factor on the zones
  double width_m = 0;  ///< of lines and points, for the footprint
  std::string where;
};

/// Points, lines and polygons by OGR, reprojected to the grid: nearness to each within each of these zones, the
/// distance to the nearest, 50 km at most, the ground they are built on, and the pieces of the lines. Distances are
/// taken on cells of 250 m, from the middle of one to that of the nearest that a shape touches. A file without a shape,
/// a filter that does not fit its fields and infrastructure outside the grid are problems.
[[nodiscard]] landscape::Developments read_developments(const Grid& grid, std::span<const ResolvedDevelopment> specs,
                                                        std::span<const double> zones_km,
                                                        std::vector<std::string>& problems,
                                                        std::vector<LayerFact>& facts);

/// CF grid-mapping attributes and WKT2:2019 (one line) of a CRS. A name that comes twice in `number`
/// (`standard_parallel` of a cone with two) is one attribute with two values. A projection without a CF
/// name has its WKT alone.
struct CrsDescription {
  std::string wkt;
  std::vector<std::pair<std::string, std::string>> text;
  std::vector<std::pair<std::string, double>> number;
};
/// @throws InputError if PROJ does not know the CRS
[[nodiscard]] CrsDescription describe_crs(const std::string& crs);

/// Projected places to longitude and latitude (WGS 84), both in degrees, and back.
class Projection {
public:
  explicit Projection(const std::string& crs);  ///< @throws InputError if PROJ does not know it
  ~Projection();
  Projection(const Projection&) = delete;
  Projection& operator=(const Projection&) = delete;
  void to_geographic(std::span<const double> x_m, std::span<const double> y_m, std::span<double> longitude_deg,
                     std::span<double> latitude_deg) const;
  void to_projected(std::span<const double> longitude_deg, std::span<const double> latitude_deg, std::span<double> x_m,
                    std::span<double> y_m) const;

private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rangifer::forcing

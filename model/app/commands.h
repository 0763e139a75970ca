#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "app/ensemble_options.h"

namespace rangifer::app {

struct RunOptions {
  std::vector<std::filesystem::path> scenarios;
  std::string replicates;          ///< "", "3", "0..9", "0,3,5": of each scenario
  std::filesystem::path scenario;  ///< of one run (runs_asked.h), as is its replicate
  std::filesystem::path out;       ///< "" for outputs/<scenario>.h5 in the current folder; of several runs a folder
  std::vector<std::string> set;
  int threads = 0;      ///< 0: all the machine offers
  long replicate = -1;  ///< -1: as the scenario says
  bool quiet = false, verbose = false;
  std::filesystem::path log;             ///< all messages, at the end of this file, too; "": none
  bool resume = false;                   ///< go on from the newest checkpoint of `out`, if there is one
  bool anew = false;                     ///< from the beginning, though there is a checkpoint
  std::filesystem::path resume_from;     ///< state of another run to begin with; "": none
  std::string command_line;              ///< as it was typed: what to say of going on
  long member = -1;                      ///< of the ensemble file that `scenario` names; -1: a scenario
  std::filesystem::path set_from = ".";  ///< where relative paths in `set` start
};

/// Exit code of a run that a signal stopped after it had kept a checkpoint, so that a scheduler starts it again
/// (EX_TEMPFAIL of sysexits.h).
inline constexpr int stopped_code = 75;

/// The simulation, or several side by side. Returns 0, or stopped_code. @throws InputError, RunError
int run_command(const RunOptions& options);

struct EstimateOptions {
  std::filesystem::path scenario;
  std::vector<std::string> set;
  int threads = 0;  ///< 0: all the machine offers
  bool json = false;
};

/// Memory, bytes of each group of the result and wall time of a run, from a short probe of it. @throws InputError
void estimate_command(const EstimateOptions& options);

/// Reads everything, opens every input, checks cover in space and time; runs nothing.
void check_command(const std::filesystem::path& scenario, const std::vector<std::string>& set);

/// Daily weather rasters from monthly climate and station normals.
void weather_command(const std::filesystem::path& scenario, const std::filesystem::path& out,
                     const std::vector<std::string>& set, bool quiet);

/// The daily fields of a scenario as the model sees them, on its grid, as CF netCDF.
void fields_command(const std::filesystem::path& scenario, const std::filesystem::path& out,
                    const std::vector<std::string>& set, bool quiet);

struct InspectOptions {
  std::string file, variable, select;
  std::string at, box;  ///< "68,-145", "60,72,190,240"; "" for what was understood of the file
  std::string time;     ///< "2005-07"; "" for none
  long record = -1;     ///< -1: none
  std::string role, units;
  std::filesystem::path scenario;  ///< whose grid is the domain; "" for the default one
  bool nearest = false, series = false, json = false;
};

/// What was understood of a raster or vector file, or its values at a place or in a box. @throws InputError
void inspect_command(const InspectOptions& options);

struct ValidateOptions {
  std::vector<std::filesystem::path> runs;      ///< results; their years are put together
  std::vector<std::filesystem::path> baseline;  ///< results of the baseline of the runs; none: patterns 27, 29 wait
  std::filesystem::path csv;                    ///< "": none
  std::filesystem::path h5;                     ///< one of the runs or a file of its own; "": none
  bool json = false;
};

/// The score sheet: results against 30 published patterns of the herd. @throws InputError
void validate_command(const ValidateOptions& options);

struct ExportOptions {
  std::filesystem::path file;    ///< result of run or compare
  std::filesystem::path folder;  ///< made if it is not there
  bool overwrite = false;
};

/// Maps as GeoTIFF, calving grounds, births and tracks as GeoPackage, from a result. @throws InputError, RunError
void export_command(const ExportOptions& options);

struct ReportOptions {
  std::filesystem::path file;                   ///< result of run or compare
  std::filesystem::path out;                    ///< HTML file to write; replaced if it is there
  std::vector<std::filesystem::path> baseline;  ///< as in ValidateOptions; not of a comparison
};

/// One HTML page of a result that stands by itself. @throws InputError, RunError
void report_command(const ReportOptions& options);

struct CompareOptions {
  std::string base, scenario;      ///< a result, or a folder of results; with an ensemble, values along its axes
  std::filesystem::path ensemble;  ///< ensemble file; "" without
  std::filesystem::path out;
  int samples = 2000;
  bool json = false;
};

/// A scenario's results against those of its base, run by run and birth by birth. @throws InputError
void compare_command(const CompareOptions& options);

struct CollectOptions {
  std::vector<std::filesystem::path> members;  ///< results, or folders of results
  std::filesystem::path out;
  std::filesystem::path check;  ///< an ensemble to look after, in place of making one
  bool copy = false;            ///< values too, not only where they lie
  bool fill = false;            ///< members that cannot be collected become missing values
};

/// Members of an ensemble in one file, along a dimension `member`. @throws InputError, RunError
void collect_command(const CollectOptions& options);

struct SensitivityOptions {
  EnsembleOptions ensemble;
  std::vector<std::string> outputs;  ///< of impact/: "june_calf_survival", "birth_share.Alaska"
  std::string herd;                  ///< "": the scenario's first
  int trajectories = 10, levels = 4;
};

/// Morris's elementary effects of any keys on outputs of impact/: which keys matter. @throws InputError, RunError
void sensitivity_command(const SensitivityOptions& options);

struct CalibrateOptions {
  EnsembleOptions ensemble;
  int samples = 100;
  std::filesystem::path report;        ///< "": CALIBRATION.md in the folder
  std::vector<std::string> final_set;  ///< the chosen values are scored once more under these
};

/// A Latin hypercube of parameters held against the published patterns: the best values, and what the patterns can
/// tell about each. @throws InputError, RunError
void calibrate_command(const CalibrateOptions& options);

struct SubmitOptions {
  std::filesystem::path ensemble;
  std::filesystem::path script;  ///< "": submit.sh in the members' folder
  bool now = false;              ///< hand it to sbatch
  bool local = false;            ///< run the members on this machine instead
  int jobs = 0;                  ///< of --local, at a time; 0: as many as cores and memory bear
  int threads = 0;               ///< of each; 0: as [ensemble.job] says
};

/// All members of an ensemble that are not done yet: as a SLURM array, or here and now. The exit code of the program.
/// @throws InputError, RunError
[[nodiscard]] int submit_command(const SubmitOptions& options);

struct StatusOptions {
  std::filesystem::path ensemble;  ///< the file, or the folder of its members
  bool json = false;
};

/// How far the members of an ensemble are. @throws InputError
void status_command(const StatusOptions& options);

enum class Page { text, markdown, json };
enum class KeysOf { scenario, ensemble };
/// Every key of such a file: unit, range, default, evidence, source.
/// @param filter  a table, a key or part of a name; "": all
/// @throws InputError if nothing fits the filter, with the nearest names
[[nodiscard]] std::string parameter_page(Page page, KeysOf file, const std::string& filter = "");

}  // namespace rangifer::app

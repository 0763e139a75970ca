#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include <algorithm>
#include <exception>
#include <span>
#include <string>
#include <vector>

#include "app/command_line.h"
#include "app/command_pages.h"
#include "app/commands.h"
#include "app/messages.h"
#include "app/version.h"
#include "base/error.h"
#include "base/nearest_name.h"

namespace {

using rangifer::app::add_scenario, rangifer::app::add_set;

constexpr int failure = 1, wrong_input = 2;

std::vector<std::string> command_names(const CLI::App& program)
{
  std::vector<std::string> names;
  for (const CLI::App* command : program.get_subcommands([](const CLI::App*) { return true; })) {
    names.push_back(command->get_name());
  }
  return names;
}

/// What CLI11 would call a missing subcommand: no command at all, or one that there is not.
/// @throws InputError
void refuse_unknown_command(const CLI::App& program, std::span<char*> arguments)
{
  const std::vector<std::string> names = command_names(program);
  if (arguments.size() < 2) {
    throw rangifer::InputError(fmt::format("which command? {}; rangifer --help explains them", fmt::join(names, ", ")));
  }
  const std::string first = arguments[1];
  if (first.starts_with("-") || std::ranges::count(names, first) > 0) return;
  const std::string near = rangifer::nearest_name(first, names);
  throw rangifer::InputError(fmt::format(
    "no such command: {}; {}", first,
    near.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : fmt::format("did you mean {}?", near)));
}

/// "rangifer run: no option --outptu; did you mean --output?"
void refuse_unknown_option(const CLI::App& program)
{
  for (const CLI::App* command : program.get_subcommands()) {
    std::vector<std::string> names;
    for (const CLI::Option* option : command->get_options()) {
      for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
    }
    for (const std::string& word : command->remaining()) {
      if (!word.starts_with("-")) continue;
      const std::string option = word.substr(0, word.find('='));
      const std::string near = rangifer::nearest_name(option, names);
      throw rangifer::InputError(fmt::format(
        "{}: no option {}; {}", command->get_name(), option,
        near.empty() ? fmt::format("there are {}", fmt::join(names, ", ")) : fmt::format("did you mean {}?", near)));
    }
  }
}

/// Errors are told whatever the verbosity.
void complain(std::string_view why)
{
  const std::string message = fmt::format("rangifer: {}", why);
  fmt::print(stderr, "{}\n", message);
  rangifer::app::note_in_log(message);
}

void add_run(CLI::App& program, rangifer::app::RunOptions& options, std::span<char*> words, int& code)
{
  CLI::App* run = program.add_subcommand(
    "run", "run a scenario and write its result (HDF5, readable as netCDF-4); or several, side by side");
  run->add_option("scenario", options.scenarios, rangifer::app::scenario_file)->required();
  add_set(run, options.set);
  run->add_option("-o,--output", options.out,
                  "result file [outputs/<scenario>.h5]; of several runs a folder: <scenario>/<replicate>.h5 in it");
  run->add_option("--threads", options.threads, "threads [all]; the numbers do not depend on it")
    ->check(CLI::Range(1, 1024));
  run
    ->add_option("--replicate", options.replicates,
                 "replicate number: other animals, other draws; 0..9 or 0,3: of each")
    ->type_name("K");
  run->add_option("--member", options.member, "number of a member, from 0: the scenario is an ensemble file")
    ->check(CLI::Range(0, 100000));
  CLI::Option* resume =
    run->add_flag("--resume", options.resume, "go on from the newest checkpoint, or start where there is none");
  CLI::Option* anew = run->add_flag("--anew", options.anew, "start at the beginning, though there is a checkpoint");
  run->add_option("--resume-from", options.resume_from, "begin with the state another run has kept (*.state.h5)");
  resume->excludes(anew);
  CLI::Option* quiet = run->add_flag("-q,--quiet", options.quiet, "no progress, no closing lines");
  run->add_flag("-v,--verbose", options.verbose, "say what is read, kept and written, and how long it took")
    ->excludes(quiet);
  run->add_option("--log", options.log, "write every message, with its time, to the end of this file");
  run->callback([&options, &code, words] {
    options.command_line = rangifer::app::shell_line(words);
    code = rangifer::app::run_command(options);
  });
}

void add_estimate(CLI::App& program, rangifer::app::EstimateOptions& options)
{
  CLI::App* estimate =
    program.add_subcommand("estimate", "say what a run will take, from a short probe: wall time, memory, bytes");
  add_scenario(estimate, options.scenario, options.set);
  estimate->add_option("--threads", options.threads, "threads of the run [all]")->check(CLI::Range(1, 1024));
  estimate->add_flag("--json", options.json, "answer in JSON");
  estimate->callback([&options] { rangifer::app::estimate_command(options); });
}

void add_inspect(CLI::App& program, rangifer::app::InspectOptions& options)
{
  CLI::App* inspect =
    program.add_subcommand("inspect", "say what is understood of a raster or vector file, or a value of it");
  inspect->add_option("file", options.file, "any file that GDAL, netCDF or OGR reads")->required();
  inspect->add_option("--variable", options.variable, "name or CF standard name; number or description of a band");
  inspect->add_option("--select", options.select, "place along further dimensions, such as \"number = 0\"");
  inspect->add_option("--at", options.at, "print the value there: 68,-145 or 68N,145W")->type_name("LAT,LON");
  inspect->add_option("--box", options.box, "print size, range and mean of a box: 60,72,-170,-120")
    ->type_name("S,N,W,E");
  inspect->add_option("--time", options.time, "of this record: 2005-07, 2005-07-16, \"2005-07-16 12:00\"");
  inspect->add_option("--record", options.record, "of this record, by number from 0")->check(CLI::NonNegativeNumber);
  inspect->add_flag("--series", options.series, "of every record, as CSV");
  inspect->add_flag("--nearest", options.nearest, "value of the closest cell [bilinear between cell centres]");
  inspect->add_option("--units", options.units, "convert to these [the model's]");
  inspect->add_option("--role", options.role, "convert to the unit of this role, such as temperature");
  inspect->add_option("--scenario", options.scenario, "cover is told of the grid of this scenario [the default grid]");
  inspect->add_flag("--json", options.json, "answer in JSON");
  inspect->callback([&options] { rangifer::app::inspect_command(options); });
}

void add_validate(CLI::App& program, rangifer::app::ValidateOptions& options)
{
  CLI::App* validate =
    program.add_subcommand("validate", "hold results against 30 published patterns of the herd: the score sheet");
  validate->add_option("runs", options.runs, "results of rangifer run; years of several are put together")->required();
  validate->add_option(
    "--baseline", options.baseline,
    "results of the runs' baseline, paired by seed, replicate and first day: scores patterns 27 and 29");
  validate->add_option("--csv", options.csv, "write the sheet to this file as well");
  validate->add_option(
    "--h5", options.h5,
    "write it as group validation of this HDF5 file: one of the runs, which keeps all else, or a new one");
  validate->add_flag("--json", options.json, "answer in JSON");
  validate->callback([&options] { rangifer::app::validate_command(options); });
}

void add_export(CLI::App& program, rangifer::app::ExportOptions& options)
{
  CLI::App* command = program.add_subcommand(
    "export", "write a result for GIS: maps as GeoTIFF, calving grounds, births and tracks as GeoPackage");
  command->add_option("result", options.file, "result of rangifer run or rangifer compare")->required();
  command->add_option("-o,--output", options.folder, "folder to write to, made if it is not there")->required();
  command->add_flag("--overwrite", options.overwrite, "replace files of the same names");
  command->callback([&options] { rangifer::app::export_command(options); });
}

void add_report(CLI::App& program, rangifer::app::ReportOptions& options)
{
  CLI::App* report = program.add_subcommand(
    "report", "make one HTML page of a result, which needs nothing else: words, maps, charts, provenance");
  report->add_option("result", options.file, "result of rangifer run or rangifer compare")->required();
  report->add_option("-o,--output", options.out, "HTML file to write")->required();
  report->add_option("--baseline", options.baseline,
                     "results of the run's baseline, paired by seed and replicate: scores patterns 27 and 29");
  report->callback([&options] { rangifer::app::report_command(options); });
}

void add_compare(CLI::App& program, rangifer::app::CompareOptions& options)
{
  CLI::App* compare = program.add_subcommand(
    "compare", "say what a scenario changes: its results against those of its base, pair by pair");
  compare->add_option("base", options.base, "result of rangifer run, or a folder of results (*.h5)")->required();
  compare->add_option("scenario", options.scenario, "the same of the scenario; paired by seed, replicate and first day")
    ->required();
  compare->add_option(
    "--ensemble", options.ensemble,
    "ensemble file; base and scenario are then values along its axes: footprint=none footprint=most,year=2004");
  compare->add_option("-o,--output", options.out, "file to write (HDF5, readable as netCDF-4)")->required();
  compare->add_option("--samples", options.samples, "draws of the bootstrap, where ten pairs or more are drawn [2000]")
    ->check(CLI::Range(100, 1000000));
  compare->add_flag("--json", options.json, "answer in JSON");
  compare->callback([&options] { rangifer::app::compare_command(options); });
}

void add_collect(CLI::App& program, rangifer::app::CollectOptions& options)
{
  CLI::App* collect =
    program.add_subcommand("collect", "join the members of an ensemble in one file, along a dimension member");
  collect->add_option("members", options.members, "results of rangifer run, or folders of results (*.h5)");
  collect->add_option("-o,--output", options.out, "file to write (HDF5, readable as netCDF-4)");
  collect->add_flag("--copy", options.copy,
                    "copy all values, so that the file stands by itself [they stay in the members' files]");
  collect->add_flag("--fill", options.fill, "leave members that are missing, broken or mismatched as missing values");
  collect->add_option("--check", options.check, "say whether all members of this ensemble are there as collected")
    ->type_name("ENSEMBLE");
  collect->callback([&options] { rangifer::app::collect_command(options); });
}

/// What `sensitivity` and `calibrate` have in common.
void add_ensemble(CLI::App* command, rangifer::app::EnsembleOptions& options)
{
  add_scenario(command, options.scenario, options.set);
  command->add_option("--keys", options.keys, "keys to vary, each within the range of its parameter or KEY=LOW:HIGH")
    ->delimiter(',')
    ->allow_extra_args(false)
    ->type_name("KEY,...");
  command->add_option("--keys-file", options.keys_file, "the same, one a line; # begins a comment");
  command->add_option("-o,--folder", options.folder, "folder of the members [outputs/<scenario>_<command>]");
  command->add_option("--years", options.years, "years of each run, from its first day on [as the scenario says]")
    ->check(CLI::Range(1, 1000));
  command->add_option("--replicates", options.replicates, "runs of each member, put together [1]")
    ->check(CLI::Range(1, 10000));
  command->add_option("--seed", options.seed, "of the sample; the runs have the scenario's [1]")
    ->check(CLI::Range(0l, 1000000000l));
  command->add_option("--jobs", options.jobs, "runs at a time [1]")->check(CLI::Range(1, 1024));
  command->add_option("--threads", options.threads, "threads of each run [all, shared out among the jobs]")
    ->check(CLI::Range(1, 1024));
  command->add_flag("--keep-results", options.keep_results, "keep the result file of every run, not its numbers alone");
  command->add_flag("-q,--quiet", options.quiet, "no progress");
}

void add_sensitivity(CLI::App& program, rangifer::app::SensitivityOptions& options)
{
  CLI::App* sensitivity =
    program.add_subcommand("sensitivity", "rank keys by their effect on outputs (Morris), from a sample of runs");
  add_ensemble(sensitivity, options.ensemble);
  sensitivity->add_option("--output", options.outputs, "outputs of impact/, such as june_calf_survival,annual_area")
    ->delimiter(',')
    ->allow_extra_args(false)
    ->required()
    ->type_name("NAME,...");
  sensitivity->add_option("--herd", options.herd, "whose outputs [the first herd]");
  sensitivity->add_option("--trajectories", options.trajectories, "ways through the sample, each of keys + 1 runs [10]")
    ->check(CLI::Range(2, 10000));
  sensitivity->add_option("--levels", options.levels, "values that each key takes, an even number [4]")
    ->check(CLI::Range(2, 1000));
  sensitivity->callback([&options] { rangifer::app::sensitivity_command(options); });
}

void add_calibrate(CLI::App& program, rangifer::app::CalibrateOptions& options)
{
  CLI::App* calibrate = program.add_subcommand(
    "calibrate", "hold a sample of parameters against the published patterns, and report the best values");
  add_ensemble(calibrate, options.ensemble);
  calibrate->add_option("--samples", options.samples, "points of the Latin hypercube [100]")
    ->check(CLI::Range(2, 1000000));
  calibrate->add_option("--report", options.report, "the report, as Markdown [CALIBRATION.md in the folder]");
  calibrate
    ->add_option("--final-set", options.final_set,
                 "run the chosen values once more with this override, and report that score too; may be repeated")
    ->allow_extra_args(false)
    ->type_name("TABLE.KEY=VALUE");
  calibrate->callback([&options] { rangifer::app::calibrate_command(options); });
}

void add_pages(CLI::App& program)
{
  CLI::App* completion =
    program.add_subcommand("completion", "print a completion script for bash; for zsh, after bashcompinit");
  completion->callback([&program] { fmt::print("{}", rangifer::app::bash_completion(program)); });
  CLI::App* manual = program.add_subcommand("manual", "print the manual page: rangifer manual | man -l -");
  manual->callback([&program] { fmt::print("{}", rangifer::app::manual_page(program, rangifer::app::version())); });
}

void add_submit(CLI::App& program, rangifer::app::SubmitOptions& options, int& code)
{
  CLI::App* submit =
    program.add_subcommand("submit", "run the members of an ensemble: as a SLURM array, or on this machine");
  submit->add_option("ensemble", options.ensemble, "ensemble file (TOML), such as inputs/ensembles/leasing_1002.toml")
    ->required();
  submit->add_flag("--now", options.now, "hand the script to sbatch [write it only]");
  submit->add_option("-o,--output", options.script, "where to write the script [submit.sh in the members' folder]");
  submit->add_flag("--local", options.local, "no SLURM: run the members here; started again, what is missing");
  submit->add_option("--jobs", options.jobs, "of --local: members at a time [as many as cores and memory bear]")
    ->check(CLI::Range(1, 1024));
  submit->add_option("--threads", options.threads, "of --local: threads of each [as the ensemble file says]")
    ->check(CLI::Range(1, 1024));
  submit->callback([&options, &code] { code = rangifer::app::submit_command(options); });
}

void add_status(CLI::App& program, rangifer::app::StatusOptions& options)
{
  CLI::App* status = program.add_subcommand("status", "say how far the members of an ensemble are");
  status->add_option("ensemble", options.ensemble, "ensemble file, or the folder of its members")->required();
  status->add_flag("--json", options.json, "answer in JSON");
  status->callback([&options] { rangifer::app::status_command(options); });
}

}  // namespace

int main(int argc, char** argv)
{
  using namespace rangifer;
  CLI::App program {
    "rangifer: where caribou go, calve and fare, animal by animal, on a grid driven by climate rasters.\n"
    "Start with: rangifer check inputs/porcupine/baseline.toml"};
  program.set_version_flag("--version", app::version());
  program.require_subcommand(1);
  program.footer(
    "Exit codes: 0 done, 1 a failure of the run, 2 wrong usage or input, 75 stopped by a signal (run --resume goes on).");

  int code = 0;
  app::RunOptions options;
  add_run(program, options, {argv, static_cast<std::size_t>(argc)}, code);

  CLI::App* check = program.add_subcommand("check", "read a scenario and open all its inputs, run nothing");
  add_scenario(check, options.scenario, options.set);
  check->callback([&] { app::check_command(options.scenario, options.set); });

  app::EstimateOptions estimate_options;
  add_estimate(program, estimate_options);

  app::InspectOptions inspect_options;
  add_inspect(program, inspect_options);

  std::filesystem::path weather_out;
  CLI::App* weather =
    program.add_subcommand("weather", "make daily weather rasters from monthly climate and station normals");
  add_scenario(weather, options.scenario, options.set);
  weather->add_option("-o,--output", weather_out, "netCDF file to write")->required();
  weather->add_flag("-q,--quiet", options.quiet, "no progress");
  weather->callback([&] { app::weather_command(options.scenario, weather_out, options.set, options.quiet); });

  std::filesystem::path fields_out;
  CLI::App* fields =
    program.add_subcommand("fields", "write the daily fields of a scenario as the model sees them (CF netCDF)");
  add_scenario(fields, options.scenario, options.set);
  fields->add_option("-o,--output", fields_out, "netCDF file to write")->required();
  fields->add_flag("-q,--quiet", options.quiet, "no progress");
  fields->callback([&] { app::fields_command(options.scenario, fields_out, options.set, options.quiet); });

  app::ValidateOptions validate_options;
  add_validate(program, validate_options);

  app::ExportOptions export_options;
  add_export(program, export_options);

  app::ReportOptions report_options;
  add_report(program, report_options);

  app::CompareOptions compare_options;
  add_compare(program, compare_options);

  app::CollectOptions collect_options;
  add_collect(program, collect_options);

  app::SensitivityOptions sensitivity_options;
  add_sensitivity(program, sensitivity_options);

  app::CalibrateOptions calibrate_options;
  add_calibrate(program, calibrate_options);

  app::SubmitOptions submit_options;
  add_submit(program, submit_options, code);

  app::StatusOptions status_options;
  add_status(program, status_options);

  bool markdown = false, json = false, of_ensembles = false;
  std::string filter;
  CLI::App* parameters =
    program.add_subcommand("parameters", "list every key of a scenario: unit, range, default, source");
  parameters->add_option("filter", filter, "a table or a key, such as development or offset: only what fits");
  parameters->add_flag("--markdown", markdown, "as a page of Markdown tables");
  parameters->add_flag("--json", json, "as JSON")->excludes("--markdown");
  parameters->add_flag("--ensemble", of_ensembles, "those of an ensemble file instead");
  parameters->callback([&] {
    const app::Page page = json ? app::Page::json : markdown ? app::Page::markdown : app::Page::text;
    fmt::print("{}", app::parameter_page(page, of_ensembles ? app::KeysOf::ensemble : app::KeysOf::scenario, filter));
  });

  add_pages(program);

  try {
    try {
      refuse_unknown_command(program, {argv, static_cast<std::size_t>(argc)});
      program.parse(argc, argv);
      return code;
    } catch (const CLI::ExtrasError&) {
      refuse_unknown_option(program);
      throw;
    }
  } catch (const CLI::ParseError& e) {
    return program.exit(e) == 0 ? 0 : wrong_input;
  } catch (const InputError& e) {
    complain(e.what());
    return wrong_input;
  } catch (const std::exception& e) {
    complain(e.what());
    return failure;
  }
}

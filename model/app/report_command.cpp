#include <fmt/format.h>

#include <fstream>

#include "app/commands.h"
#include "app/contrast.h"
#include "app/used_parameters.h"
#include "app/version.h"
#include "base/error.h"
#include "report/page.h"

namespace rangifer::app {

namespace {

namespace fs = std::filesystem;
using record::ResultReader;

/// @throws InputError before the work that takes time
void check_output(const ReportOptions& options)
{
  const std::string out = options.out.string();
  std::error_code missing;  // what is not there is told when it is opened
  if (fs::is_directory(options.out))
    throw InputError(fmt::format("-o {}: is a folder; name a file in it, such as report.html", out));
  if (fs::equivalent(options.out, options.file, missing))
    throw InputError(fmt::format("-o {}: is the result that was to be read; choose another name", out));
  const fs::path folder = options.out.parent_path();
  if (!folder.empty() && !fs::is_directory(folder))
    throw InputError(fmt::format("-o {}: there is no folder {}", out, folder.string()));
}

std::string page_of(const ReportOptions& options)
{
  const ResultReader file(options.file, record::Openable::comparisons_too);
  const std::string program = fmt::format("rangifer {} {}", version(), commit());
  if (!file.is_comparison()) {
    const validation::Contrast contrast =
      options.baseline.empty() ? validation::Contrast {} : contrast_with({options.file}, options.baseline);
    return report::page_of_run(file, used_parameters(file.root_text("parameters")), contrast, program);
  }
  if (!options.baseline.empty())
    throw InputError(
      fmt::format("--baseline: {} is a comparison, which has its base; leave it out", options.file.string()));
  return report::page_of_comparison(file, program);
}

/// Whole or not at all: a page that is there stays until the new one is.
void write_page(const fs::path& path, const std::string& page)
{
  const fs::path partial = path.string() + ".partial";
  std::ofstream out(partial, std::ios::binary);
  if (!out) throw InputError(fmt::format("{}: cannot be written", path.string()));
  out << page;
  out.close();
  std::error_code problem;
  if (out) fs::rename(partial, path, problem);
  if (!out || problem) {
    fs::remove(partial, problem);
    throw RunError(fmt::format("{}: writing failed", path.string()));
  }
}

}  // namespace

void report_command(const ReportOptions& options)
{
  check_output(options);
  const std::string page = page_of(options);
  write_page(options.out, page);
  constexpr double megabyte = 1e6;
  fmt::print("{}: {:.1f} MB, one page for any browser; it needs no other file and no network\n", options.out.string(),
             static_cast<double>(page.size()) / megabyte);
}

}  // namespace rangifer::app

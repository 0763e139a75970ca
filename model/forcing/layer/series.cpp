#include "forcing/layer/series.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/error.h"
#include "forcing/file/probe.h"
#include "forcing/time/dated_files.h"

namespace rangifer::forcing {

namespace {

constexpr std::size_t most_open = 2;  // a day of the model may need the last record of one and the first of the next

std::string short_name(const std::string& file) { return std::filesystem::path {file}.filename().string(); }

RecordTimes one_time(const std::string& file, const CfTime& time)
{
  RecordTimes times;
  times.file = file;
  times.variable = "file name";
  times.begins = true;
  times.stamps.push_back(time);
  return times;
}

/// When the records of a file are; its name says it of a single one.
RecordTimes times_of(const Raster& raster, const std::optional<CfTime>& dated, bool months)
{
  if (dated && raster.records == 1) return one_time(raster.file, *dated);
  if (raster.times) return *raster.times;
  if (months && raster.records == 12) return twelve_months(raster.file);
  if (!raster.times_problem.empty()) throw InputError(raster.times_problem);
  throw InputError(fmt::format("{}: variable {} has no time axis{}", raster.file, raster.variable,
                               raster.records > 1 ? fmt::format(" for its {} records", raster.records) : ""));
}

void require_same(const Raster& first, const Raster& other)
{
  if (other.units != first.units)
    throw InputError(fmt::format("{}: variable {} is in '{}', but in {} it is in '{}'", other.file, other.variable,
                                 other.units, short_name(first.file), first.units));
  if (!(other.grid == first.grid))
    throw InputError(fmt::format("{}: variable {} lies on another grid ({}; {}) than in {} ({}; {})", other.file,
                                 other.variable, grid_text(other.grid), extent_text(other.grid), short_name(first.file),
                                 grid_text(first.grid), extent_text(first.grid)));
}

}  // namespace

RecordTimes twelve_months(const std::string& file)
{
  RecordTimes times;
  times.file = file;
  times.variable = "twelve records without times";
  times.calendar = CfCalendar::noleap;
  times.calendar_name = "noleap";
  for (int month = 1; month <= 12; ++month) {
    times.stamps.push_back({2001, month, 15, 0.0});
    times.bounds.push_back({2001, month, 1, 0.0});
    times.bounds.push_back(month < 12 ? CfTime {2001, month + 1, 1, 0.0} : CfTime {2002, 1, 1, 0.0});
  }
  return times;
}

Series::Series(RasterRequest request, bool months) : request_(std::move(request))
{
  std::vector<DatedFile> files {{request_.file, std::nullopt}};
  if (is_pattern(request_.file)) files = matching_files(request_.file);
  probe({files.front().file, request_.variable, request_.select});
  if (files.size() > 1) probe({files.back().file, request_.variable, request_.select});

  std::vector<RecordTimes> times;
  for (const DatedFile& file : files) {
    Raster raster = open_raster(RasterRequest {file.file, request_.variable, request_.select});
    if (!times.empty()) require_same(about_, raster);
    times.push_back(times_of(raster, file.time, months));
    if (times.size() > 1) continue;
    about_ = std::move(raster);
    about_.read = nullptr;  // closes the file
    about_.times.reset();
  }
  MergedTimes all = merged(times);
  times_ = std::move(all.times);
  std::size_t first = 0;
  for (const std::size_t i : all.order) {
    parts_.push_back({files[i].file, first, times[i].stamps.size()});
    first += times[i].stamps.size();
  }
}

void Series::forget_times()
{
  times_.stamps = {};
  times_.bounds = {};
}

std::vector<std::string> Series::files() const
{
  std::vector<std::string> names;
  for (const Part& part : parts_) names.push_back(part.file);
  return names;
}

std::string Series::name(std::size_t record) const
{
  return fmt::format("{}: variable {}", file_of(record), about_.variable);
}

std::string Series::name() const { return fmt::format("{}: variable {}", request_.file, about_.variable); }

std::size_t Series::part_of(std::size_t record) const
{
  const auto after = std::ranges::upper_bound(parts_, record, {}, &Part::first);
  return static_cast<std::size_t>(after - parts_.begin()) - 1;
}

Raster& Series::opened(std::size_t part)
{
  const auto held = std::ranges::find(open_, part, [](const auto& one) { return one.first; });
  if (held != open_.end()) {
    open_.splice(open_.begin(), open_, held);
    return open_.front().second;
  }
  if (open_.size() == most_open) open_.pop_back();
  Raster raster = open_raster(RasterRequest {parts_[part].file, request_.variable, request_.select});
  if (raster.records != parts_[part].records)
    throw InputError(fmt::format("{}: has {} records now; it had {} when the run began", raster.file, raster.records,
                                 parts_[part].records));
  raster.times.reset();
  open_.emplace_front(part, std::move(raster));
  return open_.front().second;
}

std::vector<double> Series::read(std::size_t record, const Window& window)
{
  const std::size_t part = part_of(record);
  return opened(part).read(record - parts_[part].first, window);
}

}  // namespace rangifer::forcing

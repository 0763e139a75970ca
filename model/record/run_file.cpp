#include "record/run_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <optional>

#include "base/error.h"
#include "record/audit.h"
#include "record/file_copy.h"
#include "record/group_writer.h"
#include "record/layout.h"
#include "record/partial_file.h"

namespace rangifer::record {

namespace {

Stamp stamp_of(Day day)
{
  const double from = days_since_1970(day);
  return {.from_d = from, .until_d = from + 1.0, .year = year_of(day)};
}

Stamp stamp_of_year(int year) { return {.year = year}; }

Handle create(const std::filesystem::path& partial)
{
  silence_hdf5();
  try {
    return create_file(partial);
  } catch (const RunError& e) {
    std::string message = e.what();
    if (message.find("lock") != message.npos)
      message += "; on a network file system without locks, set HDF5_USE_FILE_LOCKING=FALSE";
    throw InputError(message);
  }
}

Handle take_over(const std::filesystem::path& copy, const std::filesystem::path& partial)
{
  silence_hdf5();
  copy_to_disk(copy, partial);
  return open_to_change(partial);
}

void write_performance(hid_t file, const Performance& performance)
{
  const Handle group = create_group(file, std::string {performance_group});
  for (const auto& [name, text] : performance.text) write_attribute(group.get(), name, text);
  for (const auto& [name, number] : performance.number) write_attribute(group.get(), name, number);
}

}  // namespace

struct RunFile::Impl {
  Impl(std::filesystem::path path, const Context& context, const std::filesystem::path* copy)
      : on_disk {std::move(path)},
        file {copy == nullptr ? create(on_disk.partial()) : take_over(*copy, on_disk.partial())},
        herd_names {context.run.herds},
        regions {context.regions.list},
        track_size {context.run.track_ids.size()}
  {
    const auto in = copy == nullptr ? GroupWriter::In::new_file : GroupWriter::In::kept_file;
    if (copy == nullptr) {
      for (const RootAttribute& a : root_attributes()) {
        if (a.only_if != nullptr && !a.only_if(context.run)) continue;
        write_attribute(file.get(), std::string {a.name}, a.value(context.run));
      }
    }
    for (const Group& group : groups()) writers.emplace_back(file.get(), group, context, in);
    flush();
  }

  [[nodiscard]] GroupWriter& in(std::string_view group)
  {
    silence_hdf5();  // every door leads through here, and the silence is per thread
    return *std::ranges::find(writers, group, &GroupWriter::name);
  }

  void flush() { check(H5Fflush(file.get(), H5F_SCOPE_GLOBAL), fmt::format("write {}", on_disk.partial().string())); }

  [[nodiscard]] std::vector<Audit> audited(const herd::DayReport& day) const
  {
    if (day.herd.size() != herd_names.size())
      throw RunError(fmt::format("{}: {} herds were reported, but the run has {}", to_string(day.day), day.herd.size(),
                                 herd_names.size()));
    std::vector<Audit> out;
    for (std::size_t h = 0; h < day.herd.size(); ++h) {
      out.push_back(audit(day.herd[h], regions));
      require_balanced(out.back(), day.day, herd_names[h]);
    }
    return out;
  }

  /// A file that its own library cannot open again must not get its final name.
  void require_readable() const
  {
    const auto& path = on_disk.partial();
    const Handle again {H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose,
                        fmt::format("open {} again", path.string())};
    for (const GroupWriter& writer : writers)
      if (writer.exists())
        const Handle group {H5Gopen2(again.get(), writer.name().c_str(), H5P_DEFAULT), H5Gclose,
                            fmt::format("find group {} in {} again", writer.name(), path.string())};
  }

  PartialFile on_disk;  // first, so that it is removed after the file is closed
  Handle file;
  std::vector<GroupWriter> writers;
  std::vector<std::string> herd_names;
  std::vector<landscape::Region> regions;
  std::size_t track_size;
  std::map<int, std::vector<std::optional<herd::ImpactYear>>> waiting_impact;  ///< by year: herds so far
};

RunFile::RunFile(std::filesystem::path path, const RunDescription& run, const landscape::Terrain& terrain,
                 const landscape::Regions& regions)
    : impl_ {std::make_unique<Impl>(std::move(path), Context {run, terrain, regions}, nullptr)}
{
}

RunFile::RunFile(std::filesystem::path path, const RunDescription& run, const landscape::Terrain& terrain,
                 const landscape::Regions& regions, const std::filesystem::path& copy)
    : impl_ {std::make_unique<Impl>(std::move(path), Context {run, terrain, regions}, &copy)}
{
}

RunFile::~RunFile() = default;

void RunFile::append(const herd::DayReport& day)
{
  assert(impl_);
  const std::vector<Audit> books = impl_->audited(day);
  const Stamp stamp = stamp_of(day.day);
  const std::span<const herd::HerdDay> herds {day.herd};
  impl_->in("crossing").add_row(stamp, herds);
  impl_->in("region").add_row(stamp, herds);
  impl_->in("audit").add_row(stamp, std::span<const Audit> {books});
  if (impl_->in("herd").add_row(stamp, herds)) impl_->flush();  // a chunk of days is full
}

void RunFile::append(std::span<const herd::Birth> births)
{
  assert(impl_);
  GroupWriter& calving = impl_->in("calving");
  for (const herd::Birth& birth : births) calving.add_row(stamp_of(birth.day), std::span {&birth, 1});
}

void RunFile::append_track(double hours_since_1970, std::span<const herd::TrackPoint> points)
{
  append_tracks({&hours_since_1970, 1}, points);
}

void RunFile::append_tracks(std::span<const double> hours_since_1970, std::span<const herd::TrackPoint> points)
{
  assert(impl_);
  const std::size_t each = impl_->track_size;
  if (points.size() != each * hours_since_1970.size())
    throw RunError(fmt::format("track: {} points were reported, but {} agents are followed over {} step{}",
                               points.size(), each, hours_since_1970.size(), hours_since_1970.size() == 1 ? "" : "s"));
  GroupWriter& track = impl_->in("track");
  for (std::size_t step = 0; step < hours_since_1970.size(); ++step) {
    const double at = hours_since_1970[step] / 24.0;
    track.add_row(Stamp {.from_d = at, .until_d = at}, points.subspan(step * each, each));
  }
}

void RunFile::append(const herd::YearMaps& maps)
{
  assert(impl_);
  for (const std::string_view group : {"map", "/"})
    impl_->in(group).add_row(stamp_of_year(maps.year), std::span {&maps, 1});
}

/// A row of the file is a year with all its herds: it is written when the last of them has reported.
void RunFile::append(const herd::ImpactYear& impact)
{
  assert(impl_);
  const std::size_t herds = impl_->herd_names.size();
  const auto h = static_cast<std::size_t>(impact.herd);
  if (impact.herd < 0 || h >= herds)
    throw RunError(fmt::format("impact of {}: herd {}, but the run has {}", impact.year, impact.herd, herds));
  auto& year = impl_->waiting_impact[impact.year];
  year.resize(herds);
  year[h] = impact;
  if (std::ranges::count(year, true, &std::optional<herd::ImpactYear>::has_value) < std::ssize(year)) return;

  std::vector<herd::ImpactYear> row;
  for (const auto& of_herd : year) row.push_back(*of_herd);
  impl_->in("impact").add_row(stamp_of_year(impact.year), std::span<const herd::ImpactYear> {row});
  impl_->waiting_impact.erase(impact.year);
}

void RunFile::write_use(std::int32_t herd, std::span<const Field> use)
{
  assert(impl_);
  GroupWriter& map = impl_->in("map");
  for (std::size_t season = 0; season < use.size(); ++season) {
    Column values {Type::f32};
    values.push(use[season]);
    map.write_layer("use", {static_cast<hsize_t>(herd), season}, values);
  }
}

void RunFile::write_out()
{
  assert(impl_);
  Impl& run = *impl_;
  silence_hdf5();
  if (!run.waiting_impact.empty())
    throw RunError(fmt::format("impact of {}: not all herds have reported", run.waiting_impact.begin()->first));
  for (GroupWriter& writer : run.writers) writer.write_rows();
  run.flush();
}

const std::filesystem::path& RunFile::partial() const
{
  assert(impl_);
  return impl_->on_disk.partial();
}

void RunFile::finish() { write_out(); }

std::map<std::string, std::uint64_t> RunFile::bytes() const
{
  assert(impl_);
  silence_hdf5();
  std::map<std::string, std::uint64_t> out;
  for (const GroupWriter& writer : impl_->writers)
    if (writer.exists()) out[writer.name()] = writer.bytes();
  return out;
}

void RunFile::close(const Performance& performance)
{
  finish();
  Impl& run = *impl_;
  write_performance(run.file.get(), performance);
  run.flush();
  for (GroupWriter& writer : run.writers) writer.close();
  run.file.close(fmt::format("close {}", run.on_disk.partial().string()));
  run.require_readable();
  run.on_disk.commit();
  impl_.reset();
}

}  // namespace rangifer::record

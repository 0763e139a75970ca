#include "record/ensemble_file.h"

#include <fmt/format.h>

#include <optional>

#include "base/error.h"
#include "record/ensemble_group.h"
#include "record/member_columns.h"
#include "record/partial_file.h"
#include "record/result_reader.h"

namespace rangifer::record {

namespace {

namespace fs = std::filesystem;

fs::path sources_of(const fs::path& path) { return path.string() + std::string {sources_suffix}; }

/// "" if the file does not say.
std::string format_of(const fs::path& file)
{
  silence_hdf5();
  const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0) return "";
  const Handle open(id, H5Fclose, "open a file");
  return text_attribute(id, "format");
}

std::string lines(const std::vector<std::string>& names)
{
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "\n") + name;
  return out;
}

void write_members(hid_t file, const Ensemble& what, const std::vector<std::string>& names)
{
  const Handle group = create_group(file, std::string {members_group});
  write_attribute(group.get(), "title", std::string {"the members"});
  write_attribute(group.get(), "comment", std::string {"What each is, and where it comes from."});
  const MemberColumns written = write_member_columns(group.get(), what, names, true);
}

/// One member at a time, so that no more than one variable of one member is in memory.
void copy_values(const Ensemble& what, std::vector<CopiedVariable>& variables)
{
  for (std::size_t i = 0; i < what.members.size(); ++i) {
    const EnsembleMember& member = what.members[i];
    if (!member.whole()) continue;
    const ResultReader file(member.file);
    for (const CopiedVariable& v : variables) {
      const auto found = member.shape.find(v.path);
      if (found == member.shape.end()) continue;
      const std::vector<hsize_t>& length = found->second.length;
      const Handle from {H5Dopen2(file.id(), v.path.c_str(), H5P_DEFAULT), H5Dclose,
                         fmt::format("open {} of {}", v.path, member.file.string())};
      const std::vector<std::byte> values = read_bytes(from.get(), v.type);
      if (values.empty()) continue;
      std::vector<hsize_t> start(length.size() + 1, 0), count {1};
      start[0] = i;
      count.insert(count.end(), length.begin(), length.end());
      write_block(v.variable.get(), start, count, v.type, values.data());
    }
  }
  for (CopiedVariable& v : variables) v.variable.close(fmt::format("close {}", v.path));
}

void write_groups(EnsembleContext& context, std::vector<CopiedVariable>& to_copy)
{
  for (const Group& g : groups()) {
    EnsembleGroup group(context, g);
    if (group.is_there()) group.write(to_copy);
  }
}

void refuse_another_file(const fs::path& path)
{
  if (fs::is_regular_file(path) && !is_ensemble(path))
    throw InputError(fmt::format("{}: is there already, and is no ensemble; choose another name", path.string()));
}

/// What is left of an ensemble of virtual variables whose name a copy took.
void remove_sources(const fs::path& path)
{
  const fs::path left = sources_of(path);
  std::error_code ignored;
  if (fs::is_regular_file(left) && format_of(left) == ensemble_sources_format) fs::remove(left, ignored);
}

void close_and_commit(Handle& file, PartialFile& on_disk)
{
  file.close(fmt::format("close {}", on_disk.partial().string()));
  on_disk.commit();
}

}  // namespace

std::string seen_from(const fs::path& file, const fs::path& beside)
{
  const fs::path folder = beside.has_parent_path() ? beside.parent_path() : fs::path {"."};
  return fs::weakly_canonical(file).lexically_relative(fs::weakly_canonical(folder)).string();
}

bool is_ensemble(const fs::path& file) { return format_of(file) == ensemble_format; }

void write_ensemble(const fs::path& path, const Ensemble& what, Storage storage)
{
  silence_hdf5();
  refuse_another_file(path);
  std::vector<std::string> names;
  for (const EnsembleMember& m : what.members) names.push_back(seen_from(m.file, path));
  PartialFile on_disk(path);
  std::optional<PartialFile> sources_on_disk;
  Handle sources;
  if (storage == Storage::virtual_variables) {
    sources_on_disk.emplace(sources_of(path));
    sources = create_file(sources_on_disk->partial(), true);
    write_attribute(sources.get(), "format", std::string {ensemble_sources_format});
    write_attribute(sources.get(), "member_files", lines(names));
  }
  Handle file = create_file(on_disk.partial(), storage == Storage::virtual_variables);
  for (const auto& [name, value] : what.attributes) write_attribute(file.get(), name, value);
  write_attribute(file.get(), "member_files", lines(names));
  MemberFiles members(what);
  EnsembleContext context {what, members, names, file.get(), sources.get(), sources_of(path).filename().string()};
  std::vector<CopiedVariable> to_copy;
  write_groups(context, to_copy);
  write_members(file.get(), what, names);
  copy_values(what, to_copy);
  if (sources_on_disk) close_and_commit(sources, *sources_on_disk);
  close_and_commit(file, on_disk);
  if (!sources_on_disk) remove_sources(path);
}

}  // namespace rangifer::record

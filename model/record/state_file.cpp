#include "record/state_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/error.h"
#include "record/handle.h"
#include "record/netcdf4.h"
#include "record/partial_file.h"
#include "record/result_reader.h"

namespace rangifer::record {
namespace {

constexpr std::string_view format_name = "rangifer state";
constexpr hsize_t chunk_bytes = hsize_t {1} << 20;

/// "animals/7" is kept as "animals.7": one list, no groups.
std::string dataset_name(std::string part)
{
  std::ranges::replace(part, '/', '.');
  return part;
}

std::string part_name(std::string dataset)
{
  std::ranges::replace(dataset, '.', '/');
  return dataset;
}

void write_part(hid_t file, const std::string& name, const std::vector<std::byte>& bytes)
{
  const std::string what = fmt::format("write {}", name);
  const hsize_t length = bytes.size();
  const Handle space {H5Screate_simple(1, &length, nullptr), H5Sclose, what};
  const Handle how {H5Pcreate(H5P_DATASET_CREATE), H5Pclose, what};
  if (length > 0) {
    const hsize_t chunk = std::min(length, chunk_bytes);
    check(H5Pset_chunk(how.get(), 1, &chunk), what);
    check(H5Pset_fletcher32(how.get()), what);
  }
  Handle part {
    H5Dcreate2(file, dataset_name(name).c_str(), H5T_NATIVE_UINT8, space.get(), H5P_DEFAULT, how.get(), H5P_DEFAULT),
    close_dataset, what};
  if (length > 0) check(H5Dwrite(part.get(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), what);
  part.close(what);
}

std::vector<std::byte> read_part(hid_t file, const std::string& name)
{
  const std::string what = fmt::format("read {}", name);
  const Handle part {H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, what};
  std::vector<std::byte> bytes(extent_of(part.get()).at(0));
  if (!bytes.empty()) {
    check(H5Dread(part.get(), H5T_NATIVE_UINT8, H5S_ALL, H5S_ALL, H5P_DEFAULT, bytes.data()), what);
  }
  return bytes;
}

std::uint64_t number(hid_t file, const char* name)
{
  const std::string what = fmt::format("read attribute {}", name);
  const Handle attribute {H5Aopen(file, name, H5P_DEFAULT), H5Aclose, what};
  std::uint64_t value = 0;
  check(H5Aread(attribute.get(), H5T_NATIVE_UINT64, &value), what);
  return value;
}

Handle open_state(const std::filesystem::path& file)
{
  silence_hdf5();
  if (!std::filesystem::exists(file)) throw InputError(fmt::format("{}: no such file", file.string()));
  const hid_t id = H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0) throw InputError(fmt::format("{}: not an HDF5 file, or a broken one; expected a state", file.string()));
  Handle opened {id, H5Fclose, "open a state"};
  if (text_attribute(id, "format") != format_name) {
    throw InputError(fmt::format("{}: not a state that rangifer run kept: attribute format is '{}', expected '{}'",
                                 file.string(), text_attribute(id, "format"), format_name));
  }
  return opened;
}

/// What goes wrong in reading is the fault of the file, which is somebody's input here.
template <class F>
auto as_input(const std::filesystem::path& file, F&& f)
{
  try {
    return f(open_state(file));
  } catch (const RunError& e) {
    throw InputError(fmt::format("{}: broken: {}", file.string(), e.what()));
  }
}

}  // namespace

void write_state(const std::filesystem::path& file, const StateOrigin& origin, const Snapshot& state)
{
  PartialFile on_disk {file};
  silence_hdf5();
  Handle out = create_file(on_disk.partial());
  const hid_t id = out.get();
  write_attribute(id, "format", std::string {format_name});
  write_attribute(id, "title", origin.title);
  write_attribute(id, "version", origin.version);
  write_attribute(id, "commit", origin.commit);
  write_attribute(id, "parameters", origin.parameters_json);
  write_attribute(id, "inputs", origin.inputs_json);
  write_attribute(id, "branched_from", origin.branched_from);
  write_attribute(id, "seed", origin.seed);
  write_attribute(id, "replicate", static_cast<std::uint64_t>(origin.replicate));
  write_attribute(id, "day", to_string(origin.day));
  write_attribute(id, "result_bytes", origin.result_bytes);
  for (const auto& [name, bytes] : state) write_part(id, name, bytes);
  out.close(fmt::format("close {}", on_disk.partial().string()));
  on_disk.commit();
}

StateOrigin read_origin(const std::filesystem::path& file)
{
  return as_input(file, [&](const Handle& in) {
    const hid_t id = in.get();
    StateOrigin o;
    o.title = text_attribute(id, "title");
    o.version = text_attribute(id, "version");
    o.commit = text_attribute(id, "commit");
    o.parameters_json = text_attribute(id, "parameters");
    o.inputs_json = text_attribute(id, "inputs");
    o.branched_from = text_attribute(id, "branched_from");
    o.seed = number(id, "seed");
    o.replicate = static_cast<std::int64_t>(number(id, "replicate"));
    o.result_bytes = number(id, "result_bytes");
    const std::optional<Day> day = parse_day(text_attribute(id, "day"));
    if (!day) throw RunError("attribute day is no date");
    o.day = *day;
    return o;
  });
}

Snapshot read_state(const std::filesystem::path& file)
{
  return as_input(file, [&](const Handle& in) {
    Snapshot state;
    for (const std::string& name : links_of(in.get())) state[part_name(name)] = read_part(in.get(), name);
    return state;
  });
}

}  // namespace rangifer::record

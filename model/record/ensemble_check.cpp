#include "record/ensemble_check.h"

#include <fmt/format.h>

#include <cstring>
#include <optional>
#include <sstream>

#include "base/error.h"
#include "record/ensemble_file.h"
#include "record/result_reader.h"

namespace rangifer::record {

namespace {

namespace fs = std::filesystem;

/// What the ensemble noted of a member.
struct Noted {
  std::string file;
  std::int64_t state = 0, bytes = 0, seed = 0, replicate = 0;
};

Handle open_file(const fs::path& path, const char* expected)
{
  silence_hdf5();
  std::error_code ignored;
  if (!fs::exists(path, ignored)) throw InputError(fmt::format("{}: no such file", path.string()));
  const hid_t id = H5Fopen(path.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT);
  if (id < 0)
    throw InputError(fmt::format("{}: not an HDF5 file, or a broken one; expected {}", path.string(), expected));
  return {id, H5Fclose, "open a file"};
}

std::vector<std::int64_t> numbers(hid_t file, const char* column)
{
  const std::string name = fmt::format("{}/{}", members_group, column);
  const Handle variable {H5Dopen2(file, name.c_str(), H5P_DEFAULT), H5Dclose, fmt::format("open {}", name)};
  const std::vector<std::byte> bytes = read_bytes(variable.get(), Type::i64);
  std::vector<std::int64_t> out(bytes.size() / sizeof(std::int64_t));
  std::memcpy(out.data(), bytes.data(), bytes.size());
  return out;
}

std::vector<Noted> noted_members(hid_t file)
{
  const auto state = numbers(file, "member_state"), bytes = numbers(file, "bytes"), seed = numbers(file, "seed"),
             replicate = numbers(file, "replicate");
  std::istringstream names(text_attribute(file, "member_files"));
  std::vector<Noted> members;
  std::string name;
  for (std::size_t i = 0; i < state.size() && std::getline(names, name); ++i)
    members.push_back({name, state[i], bytes.at(i), seed.at(i), replicate.at(i)});
  if (members.size() != state.size())
    throw RunError(fmt::format("found {} files of members, expected {}", members.size(), state.size()));
  return members;
}

/// "" if the file is the run that was collected.
std::string problem_of(const fs::path& file, const Noted& noted)
{
  std::error_code ignored;
  if (!fs::exists(file, ignored)) return "no such file: its values are missing in the ensemble";
  const auto bytes = static_cast<std::int64_t>(fs::file_size(file, ignored));
  if (bytes != noted.bytes) return fmt::format("found {} bytes, expected {}: another file", bytes, noted.bytes);
  try {
    const ResultReader result(file);
    const double seed = result.root_number("seed"), replicate = result.root_number("replicate");
    if (seed == static_cast<double>(noted.seed) && replicate == static_cast<double>(noted.replicate)) return "";
    return fmt::format("found seed {:.0f} and replicate {:.0f}, expected {} and {}", seed, replicate, noted.seed,
                       noted.replicate);
  } catch (const InputError& e) {
    return e.what();
  }
}

/// "" if the file of the sources belongs to the ensemble.
std::string problem_of_sources(const fs::path& path, const std::string& member_files)
{
  try {
    const Handle file = open_file(path, "the sources of the ensemble");
    if (text_attribute(file.get(), "format") == ensemble_sources_format &&
        text_attribute(file.get(), "member_files") == member_files)
      return "";
    return fmt::format("{}: belongs to another ensemble", path.string());
  } catch (const InputError& e) {
    return e.what();
  }
}

}  // namespace

std::vector<std::string> problems_of_ensemble(const fs::path& path)
{
  const Handle file = open_file(path, "what rangifer collect writes");
  if (text_attribute(file.get(), "format") != ensemble_format)
    throw InputError(fmt::format("{}: not an ensemble of rangifer collect (no attribute format = \"{}\")",
                                 path.string(), ensemble_format));
  if (text_attribute(file.get(), "storage") == "copy") return {};
  std::vector<std::string> problems;
  const auto note = [&problems](std::string line) {
    if (!line.empty()) problems.push_back(std::move(line));
  };
  note(problem_of_sources(path.string() + std::string {sources_suffix}, text_attribute(file.get(), "member_files")));
  try {
    for (const Noted& member : noted_members(file.get())) {
      if (member.state != static_cast<std::int64_t>(MemberState::whole)) continue;
      const fs::path at = path.parent_path() / member.file;
      if (const std::string line = problem_of(at, member); !line.empty())
        note(fmt::format("{}: {}", at.lexically_normal().string(), line));
    }
  } catch (const RunError& e) {
    throw InputError(fmt::format("{}: {}; the file is broken", path.string(), e.what()));
  }
  return problems;
}

}  // namespace rangifer::record

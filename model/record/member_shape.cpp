#include "record/member_shape.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

#include "base/error.h"
#include "record/ensemble_layout.h"
#include "record/flags.h"
#include "record/netcdf4.h"

namespace rangifer::record {

namespace {

/// FNV-1a (Fowler, Noll and Vo): tells apart by accident, not by intent.
class Hash {
public:
  void add(std::span<const std::byte> bytes)
  {
    for (const std::byte b : bytes) value_ = (value_ ^ static_cast<std::uint64_t>(b)) * 0x100000001b3ull;
  }
  [[nodiscard]] std::uint64_t value() const noexcept { return value_; }

private:
  std::uint64_t value_ = 0xcbf29ce484222325ull;
};

/// Of texts the names at the numbers, not the texts beside them: HDF5 1.10 falls over a broken heap of texts.
std::uint64_t content_of(hid_t variable, Type type)
{
  Hash hash;
  for (std::string name : read_flag_names(variable)) {
    name += '\n';
    hash.add(std::as_bytes(std::span(name)));
  }
  if (type != Type::text) hash.add(read_bytes(variable, type));
  return hash.value();
}

bool is_ragged(std::string_view dimension)
{
  return std::ranges::count(ragged_dimensions(), dimension, &RaggedDimension::name) > 0;
}

std::string by(const std::vector<hsize_t>& length) { return fmt::format("{}", fmt::join(length, " x ")); }

MemberVariable read(hid_t group, const Variable& v)
{
  const Handle variable {H5Dopen2(group, std::string {v.name}.c_str(), H5P_DEFAULT), H5Dclose, "open it"};
  MemberVariable out {extent_of(variable.get())};
  if (out.length.size() != split(v.dimensions, ' ').size())
    throw RunError(fmt::format("found {} dimensions, expected ({})", out.length.size(), v.dimensions));
  // The maps of the root are those of map/ once more.
  if (is_common(v) && v.group != "/") out.content = content_of(variable.get(), v.type);
  return out;
}

/// Lengths along the dimensions of which all members must have the same.
std::vector<hsize_t> fixed_lengths(const Variable& v, const std::vector<hsize_t>& length)
{
  const auto names = split(v.dimensions, ' ');
  std::vector<hsize_t> fixed;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!is_ragged(names[i])) fixed.push_back(length[i]);
  return fixed;
}

/// "" if they agree.
std::string difference(const Variable& v, const MemberShape& found, const MemberShape& expected)
{
  const std::string name = path_of(v);
  const auto f = found.find(name), e = expected.find(name);
  const bool common = is_common(v);
  if (f == found.end() || e == expected.end()) {
    if ((f == found.end()) == (e == expected.end()) || !common || v.group == "track") return "";
    return fmt::format("{}: found {}, expected {}", name, f == found.end() ? "none" : by(f->second.length),
                       e == expected.end() ? "none" : by(e->second.length));
  }
  const auto is = fixed_lengths(v, f->second.length), should = fixed_lengths(v, e->second.length);
  if (is != should) return fmt::format("{}: found {} values, expected {}", name, by(is), by(should));
  if (f->second.content == e->second.content) return "";
  return fmt::format("{}: found other values than expected", name);
}

}  // namespace

std::string path_of(const Variable& v)
{
  return v.group == "/" ? std::string {v.name} : fmt::format("{}/{}", v.group, v.name);
}

MemberShape shape_of(const ResultReader& file)
{
  MemberShape shape;
  for (const Group& group : groups()) {
    const std::string name {group.name};
    if (name != "/" && !file.has(name)) continue;
    const Handle open {H5Gopen2(file.id(), name.c_str(), H5P_DEFAULT), H5Gclose, fmt::format("open {}", name)};
    for (const Variable& v : variables_of(group.name)) {
      if (H5Lexists(open.get(), std::string {v.name}.c_str(), H5P_DEFAULT) <= 0) continue;
      try {
        shape.emplace(path_of(v), read(open.get(), v));
      } catch (const RunError& e) {
        throw InputError(fmt::format("{}: {}: {}; the file is broken", file.file(), path_of(v), e.what()));
      }
    }
  }
  return shape;
}

std::vector<std::string> differences_between(const MemberShape& found, const MemberShape& expected)
{
  std::vector<std::string> lines;
  for (const Group& group : groups()) {
    for (const Variable& v : variables_of(group.name)) {
      std::string line = difference(v, found, expected);
      if (!line.empty()) lines.push_back(std::move(line));
    }
  }
  return lines;
}

}  // namespace rangifer::record

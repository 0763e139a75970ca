#include "forcing/file/netcdf_file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <netcdf.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <numeric>
#include <set>
#include <sstream>

#include "base/error.h"
#include "base/lower_case.h"
#include "base/nearest_name.h"
#include "forcing/file/local_file.h"
#include "forcing/file/netcdf_classic.h"

namespace rangifer::forcing {
namespace {

void check(int status, const std::string& file, std::string_view what)
{
  if (status != NC_NOERR) throw InputError(fmt::format("{}: {}: {}", file, what, nc_strerror(status)));
}

std::vector<std::string> words(const std::string& text)
{
  std::istringstream in(text);
  std::vector<std::string> list;
  for (std::string word; in >> word;) list.push_back(word);
  return list;
}

/// Two-dimensional latitudes and longitudes.
bool is_place(const NetcdfFile& file, const NetcdfVariable& v)
{
  static const std::set<std::string> names {"lat",  "lon",  "latitude", "longitude", "xlat",    "xlong",
                                            "glat", "glon", "lat2d",    "lon2d",     "nav_lat", "nav_lon"};
  const std::string unit = lower_case(file.text(v, "units").value_or(""));
  return names.contains(lower_case(v.short_name())) ||
         (unit.starts_with("degree") &&
          (unit.find("north") != std::string::npos || unit.find("east") != std::string::npos));
}

/// Bounds that no attribute refers to.
bool is_bounds(const NetcdfVariable& v)
{
  const std::string name = lower_case(v.short_name());
  const auto ends = [&](const char* tail) { return name.ends_with(tail); };
  return ends("_bnds") || ends("_bounds") || ends("_vertices");
}

std::vector<std::string> names_of(const std::vector<const NetcdfVariable*>& variables)
{
  std::vector<std::string> names;
  for (const NetcdfVariable* const v : variables) names.push_back(v->name);
  return names;
}

}  // namespace

bool NetcdfVariable::numeric() const noexcept { return type >= NC_BYTE && type <= NC_UINT64 && type != NC_CHAR; }

bool NetcdfVariable::text() const noexcept { return type == NC_CHAR || type == NC_STRING; }

std::string_view NetcdfVariable::short_name() const noexcept
{
  return std::string_view(name).substr(group_path().size());
}

std::string_view NetcdfVariable::group_path() const noexcept
{
  const std::size_t slash = name.rfind('/');
  return slash == std::string::npos ? std::string_view {} : std::string_view(name).substr(0, slash + 1);
}

bool NetcdfVariable::has_dimension(int dimension) const noexcept
{
  return std::ranges::find(dimensions, dimension, &NetcdfDimension::id) != dimensions.end();
}

NetcdfFile::NetcdfFile(const std::filesystem::path& path) : name_(path.string())
{
  require_local_file(name_);
  require_whole_classic_file(name_);
  check(nc_open(name_.c_str(), NC_NOWRITE, &id_), name_, "cannot be opened as netCDF");
  try {
    list_variables(id_, "");
  } catch (...) {
    nc_close(id_);
    throw;
  }
}

NetcdfFile::~NetcdfFile() { nc_close(id_); }

void NetcdfFile::list_variables(int group, const std::string& path)
{
  int count = 0;
  check(nc_inq_nvars(group, &count), name_, "its variables cannot be listed");
  for (int v = 0; v < count; ++v) {
    std::array<char, NC_MAX_NAME + 1> text {};
    std::array<int, NC_MAX_VAR_DIMS> dimensions {};
    int rank = 0;
    NetcdfVariable variable;
    variable.id = v;
    variable.group = group;
    check(nc_inq_var(group, v, text.data(), &variable.type, &rank, dimensions.data(), nullptr), name_,
          "a variable cannot be described");
    variable.name = path + text.data();
    for (int d = 0; d < rank; ++d) {
      NetcdfDimension dimension;
      dimension.id = dimensions[static_cast<std::size_t>(d)];
      check(nc_inq_dim(group, dimension.id, text.data(), &dimension.length), name_, "a dimension cannot be described");
      dimension.name = text.data();
      variable.dimensions.push_back(dimension);
    }
    variables_.push_back(variable);
  }
  int groups = 0;
  check(nc_inq_grps(group, &groups, nullptr), name_, "its groups cannot be listed");
  std::vector<int> inner(static_cast<std::size_t>(groups));
  if (groups > 0) check(nc_inq_grps(group, nullptr, inner.data()), name_, "its groups cannot be listed");
  for (const int g : inner) {
    std::array<char, NC_MAX_NAME + 1> text {};
    check(nc_inq_grpname(g, text.data()), name_, "a group cannot be described");
    list_variables(g, path + text.data() + "/");
  }
}

const NetcdfVariable* NetcdfFile::find(std::string_view name) const noexcept
{
  if (name.starts_with('/')) name.remove_prefix(1);
  const auto found = std::ranges::find(variables_, name, &NetcdfVariable::name);
  if (found != variables_.end()) return &*found;
  const auto same = [&](const NetcdfVariable& v) { return v.short_name() == name; };
  return std::ranges::count_if(variables_, same) == 1 ? &*std::ranges::find_if(variables_, same) : nullptr;
}

const NetcdfVariable* NetcdfFile::find_for(const NetcdfVariable& of, std::string_view name) const
{
  std::string path(of.group_path());
  while (true) {
    const auto found = std::ranges::find(variables_, path + std::string(name), &NetcdfVariable::name);
    if (found != variables_.end()) return &*found;
    if (path.empty()) return find(name);
    path.pop_back();
    const std::size_t slash = path.rfind('/');
    path.erase(slash == std::string::npos ? 0 : slash + 1);
  }
}

std::vector<const NetcdfVariable*> NetcdfFile::data_variables() const
{
  std::set<const NetcdfVariable*> coordinates;
  for (const NetcdfVariable& v : variables_)
    for (const char* const attribute : {"coordinates", "bounds", "climatology", "grid_mapping", "cell_measures"})
      for (const std::string& word : words(text(v, attribute).value_or(""))) coordinates.insert(find_for(v, word));
  std::vector<const NetcdfVariable*> list;
  for (const NetcdfVariable& v : variables_)
    if (v.numeric() && v.dimensions.size() >= 2 && !coordinates.contains(&v) && !is_place(*this, v) && !is_bounds(v))
      list.push_back(&v);
  return list;
}

const NetcdfVariable& NetcdfFile::pick(const std::string& wanted) const
{
  std::vector<const NetcdfVariable*> matches;
  if (wanted.empty()) {
    matches = data_variables();
  } else {
    if (const NetcdfVariable* const exact = find(wanted)) return *exact;
    for (const NetcdfVariable& v : variables_)
      if (v.name == wanted || v.short_name() == wanted || text(v, "standard_name") == wanted) matches.push_back(&v);
  }
  if (matches.size() == 1) return *matches.front();
  if (matches.size() > 1)
    throw InputError(fmt::format("{}: {} variables {}: {}; name one with `variable`", name_, matches.size(),
                                 wanted.empty() ? "could be meant" : "have standard_name " + wanted,
                                 fmt::join(names_of(matches), ", ")));
  if (wanted.empty()) throw InputError(fmt::format("{}: has no gridded variable", name_));

  const std::vector<const NetcdfVariable*> offered = data_variables();
  std::vector<std::string> names = names_of(offered);
  for (const NetcdfVariable* const v : offered) {
    names.emplace_back(v->short_name());
    if (const auto standard = text(*v, "standard_name")) names.push_back(*standard);
  }
  const std::string nearest = nearest_name(wanted, names);
  throw InputError(fmt::format("{}: no variable {}; {}", name_, wanted,
                               !nearest.empty()  ? fmt::format("did you mean {}?", nearest)
                               : offered.empty() ? "it has no gridded variable"
                                                 : fmt::format("it has {}", fmt::join(names_of(offered), ", "))));
}

int NetcdfFile::attribute_type(const NetcdfVariable& of, const char* attribute) const
{
  nc_type type = 0;
  return nc_inq_atttype(of.group, of.id, attribute, &type) == NC_NOERR ? type : 0;
}

std::optional<std::string> NetcdfFile::text(const NetcdfVariable& of, const char* attribute) const
{
  nc_type type = 0;
  std::size_t length = 0;
  const int found = nc_inq_att(of.group, of.id, attribute, &type, &length);
  if (found == NC_ENOTATT) return std::nullopt;
  check(found, name_, fmt::format("attribute {} of {} cannot be read", attribute, of.name));
  if (length > most_values)
    throw InputError(fmt::format("{}: attribute {} of {} is broken", name_, attribute, of.name));
  std::string value;
  if (type == NC_CHAR) {
    value.resize(length);
    check(nc_get_att_text(of.group, of.id, attribute, value.data()), name_,
          fmt::format("attribute {} of {} cannot be read", attribute, of.name));
  } else if (type == NC_STRING && length > 0) {
    std::vector<char*> lines(length);
    check(nc_get_att_string(of.group, of.id, attribute, lines.data()), name_,
          fmt::format("attribute {} of {} cannot be read", attribute, of.name));
    if (lines[0] != nullptr) value = lines[0];
    nc_free_string(length, lines.data());
  } else {
    return std::nullopt;
  }
  while (!value.empty() && (value.back() == '\0' || value.back() == ' ')) value.pop_back();
  return value;
}

std::vector<double> NetcdfFile::numbers(const NetcdfVariable& of, const char* attribute) const
{
  nc_type type = 0;
  std::size_t length = 0;
  const int found = nc_inq_att(of.group, of.id, attribute, &type, &length);
  if (found == NC_ENOTATT) return {};
  check(found, name_, fmt::format("attribute {} of {} cannot be read", attribute, of.name));
  if (length > most_values)
    throw InputError(fmt::format("{}: attribute {} of {} is broken", name_, attribute, of.name));
  if (type == NC_CHAR || type < NC_BYTE || type > NC_UINT64) return {};
  std::vector<double> values(length);
  check(nc_get_att_double(of.group, of.id, attribute, values.data()), name_,
        fmt::format("attribute {} of {} cannot be read", attribute, of.name));
  return values;
}

/// Checked before anything is allocated: a broken header may claim any length.
std::size_t NetcdfFile::checked_size(const NetcdfVariable& of, std::span<const std::size_t> count) const
{
  std::size_t size = 1;
  for (const std::size_t n : count) {
    if (n != 0 && size > most_values / n)
      throw InputError(fmt::format("{}: variable {} would need {} values at once, more than the {} that are read",
                                   name_, of.name, fmt::join(count, " x "), most_values));
    size *= n;
  }
  return size;
}

std::vector<double> NetcdfFile::read(const NetcdfVariable& of, std::span<const std::size_t> start,
                                     std::span<const std::size_t> count) const
{
  if (!of.numeric())
    throw InputError(fmt::format("{}: variable {} does not hold numbers{}", name_, of.name,
                                 of.text() ? " but text" : " but a type of the file's own"));
  std::vector<double> values(checked_size(of, count));
  if (values.empty()) return values;
  fit_chunk_cache(of, start, count);
  check(nc_get_vara_double(of.group, of.id, start.data(), count.data(), values.data()), name_,
        fmt::format("variable {} cannot be read", of.name));
  return values;
}

/// Makes room for the chunks of a block where the next read will want them again: the next day of chunks
/// that hold many. Where it will not they need no room, and netCDF-C would take ten times their size.
void NetcdfFile::fit_chunk_cache(const NetcdfVariable& of, std::span<const std::size_t> start,
                                 std::span<const std::size_t> count) const
{
  constexpr double most_bytes = 256.0 * (1 << 20);
  int storage = 0;
  std::size_t value_bytes = 0;
  std::vector<std::size_t> chunk(count.size());
  if (count.empty() || nc_inq_var_chunking(of.group, of.id, &storage, chunk.data()) != NC_NOERR ||
      storage != NC_CHUNKED || nc_inq_type(of.group, of.type, nullptr, &value_bytes) != NC_NOERR)
    return;
  auto bytes = static_cast<double>(value_bytes);
  bool wanted_again = false;
  for (std::size_t d = 0; d < count.size(); ++d) {
    if (chunk[d] == 0) return;
    const std::size_t chunks = (start[d] + count[d] - 1) / chunk[d] - start[d] / chunk[d] + 1;
    bytes *= static_cast<double>(chunks) * static_cast<double>(chunk[d]);
    wanted_again = wanted_again || (count[d] == 1 && chunk[d] > 1);
  }
  const std::size_t room = wanted_again ? static_cast<std::size_t>(std::min(bytes, most_bytes)) : 0;
  const auto [known, is_new] = chunk_cache_.try_emplace({of.group, of.id}, room);
  if (!is_new && known->second >= room) return;
  known->second = room;
  constexpr std::size_t slots = 1009;
  nc_set_var_chunk_cache(of.group, of.id, room, slots, 0.75F);  // if it fails the default stays
}

std::vector<double> NetcdfFile::read(const NetcdfVariable& of) const
{
  std::vector<std::size_t> start(of.dimensions.size(), 0), count;
  for (const NetcdfDimension& d : of.dimensions) count.push_back(d.length);
  return read(of, start, count);
}

std::vector<std::string> NetcdfFile::read_texts(const NetcdfVariable& of) const
{
  std::vector<std::size_t> count;
  for (const NetcdfDimension& d : of.dimensions) count.push_back(d.length);
  const std::size_t size = checked_size(of, count);
  const std::string failed = fmt::format("variable {} cannot be read", of.name);
  std::vector<std::string> texts;
  if (of.type == NC_STRING) {
    std::vector<char*> read(size, nullptr);
    if (size > 0) check(nc_get_var_string(of.group, of.id, read.data()), name_, failed);
    for (const char* const text : read) texts.emplace_back(text == nullptr ? "" : text);
    if (size > 0) nc_free_string(size, read.data());
  } else if (of.type == NC_CHAR) {
    const std::size_t length = count.empty() ? 1 : count.back();
    std::string all(size, '\0');
    if (size > 0) check(nc_get_var_text(of.group, of.id, all.data()), name_, failed);
    for (std::size_t at = 0; at < size; at += length) texts.push_back(all.substr(at, length));
  } else {
    throw InputError(fmt::format("{}: variable {} does not hold text", name_, of.name));
  }
  for (std::string& text : texts) {
    const std::size_t end = text.find_last_not_of(std::string_view(" \0", 2));
    text.erase(end == std::string::npos ? 0 : end + 1);
  }
  return texts;
}

bool looks_like_netcdf(const std::filesystem::path& file)
{
  std::ifstream in(file, std::ios::binary);
  std::array<char, 4> head {};
  in.read(head.data(), head.size());
  const std::string_view text(head.data(), head.size());
  return text.starts_with("CDF") || text == "\x89HDF";
}

}  // namespace rangifer::forcing

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
#include "base/nearest_name.h"
#include "forcing/file/local_file.h"

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

}  // namespace

bool NetcdfVariable::numeric() const noexcept { return type >= NC_BYTE && type <= NC_UINT64 && type != NC_CHAR; }

NetcdfFile::NetcdfFile(const std::filesystem::path& path) : name_(path.string())
{
  require_local_file(name_);
  check(nc_open(name_.c_str(), NC_NOWRITE, &id_), name_, "cannot be opened as netCDF");
  try {
    list_variables();
  } catch (...) {
    nc_close(id_);
    throw;
  }
}

NetcdfFile::~NetcdfFile() { nc_close(id_); }

void NetcdfFile::list_variables()
{
  int count = 0;
  check(nc_inq_nvars(id_, &count), name_, "its variables cannot be listed");
  for (int v = 0; v < count; ++v) {
    std::array<char, NC_MAX_NAME + 1> text {};
    std::array<int, NC_MAX_VAR_DIMS> dimensions {};
    int rank = 0;
    NetcdfVariable variable;
    variable.id = v;
    check(nc_inq_var(id_, v, text.data(), &variable.type, &rank, dimensions.data(), nullptr), name_,
          "a variable cannot be described");
    variable.name = text.data();
    for (int d = 0; d < rank; ++d) {
      NetcdfDimension dimension;
      dimension.id = dimensions[static_cast<std::size_t>(d)];
      check(nc_inq_dim(id_, dimension.id, text.data(), &dimension.length), name_, "a dimension cannot be described");
      dimension.name = text.data();
      variable.dimensions.push_back(dimension);
    }
    variables_.push_back(variable);
  }
}

const NetcdfVariable* NetcdfFile::find(std::string_view name) const noexcept
{
  const auto found = std::ranges::find(variables_, name, &NetcdfVariable::name);
  return found == variables_.end() ? nullptr : &*found;
}

std::vector<std::string> NetcdfFile::data_variables() const
{
  std::set<std::string> coordinates;
  for (const NetcdfVariable& v : variables_)
    for (const char* const attribute : {"coordinates", "bounds", "climatology", "grid_mapping"})
      for (const std::string& word : words(text(v, attribute).value_or(""))) coordinates.insert(word);
  std::vector<std::string> list;
  for (const NetcdfVariable& v : variables_) {
    const std::string unit = text(v, "units").value_or("");
    const bool place =
      unit.starts_with("degree") && (unit.find("north") != std::string::npos || unit.find("east") != std::string::npos);
    if (v.numeric() && v.dimensions.size() >= 2 && !place && !coordinates.contains(v.name)) list.push_back(v.name);
  }
  return list;
}

const NetcdfVariable& NetcdfFile::pick(const std::string& wanted) const
{
  std::vector<std::string> matches;
  if (wanted.empty()) {
    matches = data_variables();
  } else {
    if (const NetcdfVariable* const exact = find(wanted)) return *exact;
    for (const NetcdfVariable& v : variables_)
      if (text(v, "standard_name") == wanted) matches.push_back(v.name);
  }
  if (matches.size() == 1) return *find(matches.front());
  if (matches.size() > 1)
    throw InputError(fmt::format("{}: {} variables {}: {}; name one with `variable`", name_, matches.size(),
                                 wanted.empty() ? "could be meant" : "have standard_name " + wanted,
                                 fmt::join(matches, ", ")));
  if (wanted.empty()) throw InputError(fmt::format("{}: has no gridded variable", name_));

  std::vector<std::string> names = data_variables();
  for (std::size_t i = 0, n = names.size(); i < n; ++i)
    if (const auto standard = text(*find(names[i]), "standard_name")) names.push_back(*standard);
  const std::string nearest = nearest_name(wanted, names);
  throw InputError(fmt::format("{}: no variable {}; {}", name_, wanted,
                               nearest.empty() ? fmt::format("it has {}", fmt::join(data_variables(), ", "))
                                               : fmt::format("did you mean {}?", nearest)));
}

int NetcdfFile::attribute_type(const NetcdfVariable& of, const char* attribute) const
{
  nc_type type = 0;
  return nc_inq_atttype(id_, of.id, attribute, &type) == NC_NOERR ? type : 0;
}

std::optional<std::string> NetcdfFile::text(const NetcdfVariable& of, const char* attribute) const
{
  nc_type type = 0;
  std::size_t length = 0;
  if (nc_inq_att(id_, of.id, attribute, &type, &length) != NC_NOERR) return std::nullopt;
  std::string value;
  if (type == NC_CHAR) {
    value.resize(length);
    check(nc_get_att_text(id_, of.id, attribute, value.data()), name_, "an attribute cannot be read");
  } else if (type == NC_STRING && length > 0) {
    std::vector<char*> lines(length);
    check(nc_get_att_string(id_, of.id, attribute, lines.data()), name_, "an attribute cannot be read");
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
  if (nc_inq_att(id_, of.id, attribute, &type, &length) != NC_NOERR) return {};
  if (type == NC_CHAR || type < NC_BYTE || type > NC_UINT64) return {};
  std::vector<double> values(length);
  if (nc_get_att_double(id_, of.id, attribute, values.data()) != NC_NOERR) return {};
  return values;
}

std::vector<double> NetcdfFile::read(const NetcdfVariable& of, std::span<const std::size_t> start,
                                     std::span<const std::size_t> count) const
{
  if (!of.numeric()) throw InputError(fmt::format("{}: variable {} does not hold numbers", name_, of.name));
  const std::size_t size = std::accumulate(count.begin(), count.end(), std::size_t {1}, std::multiplies<>());
  std::vector<double> values(size);
  check(nc_get_vara_double(id_, of.id, start.data(), count.data(), values.data()), name_,
        fmt::format("variable {} cannot be read", of.name));
  return values;
}

std::vector<double> NetcdfFile::read(const NetcdfVariable& of) const
{
  std::vector<std::size_t> start(of.dimensions.size(), 0), count;
  for (const NetcdfDimension& d : of.dimensions) count.push_back(d.length);
  return read(of, start, count);
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

#include "forcing/file/netcdf_classic.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

/// The file ends within its header, or the header claims what cannot be. netCDF-C believes some of such
/// headers and asks for all memory there is.
struct HeaderBroken {};

constexpr std::uint64_t most_dimensions = 1024;  ///< NC_MAX_VAR_DIMS

/// Big-endian numbers and padded texts, as "The NetCDF Classic Format Specification" has them.
class Header {
public:
  explicit Header(const std::string& file) : in_(file, std::ios::binary)
  {
    std::error_code failed;
    size_ = std::filesystem::file_size(file, failed);
    if (failed) size_ = 0;
    std::array<char, 4> magic {};
    in_.read(magic.data(), magic.size());
    if (in_.gcount() == 4 && std::string_view(magic.data(), 3) == "CDF") version_ = magic[3];
  }

  [[nodiscard]] bool classic() const noexcept { return version_ == 1 || version_ == 2 || version_ == 5; }
  std::uint64_t tag() { return bytes(4); }
  /// A count or a length.
  std::uint64_t count() { return bytes(version_ == 5 ? 8 : 4); }
  std::uint64_t offset() { return bytes(version_ == 1 ? 4 : 8); }
  [[nodiscard]] std::uint64_t unknown_count() const noexcept { return version_ == 5 ? ~std::uint64_t {0} : 0xffffffff; }

  std::string name()
  {
    const std::uint64_t length = count();
    if (length > size_) throw HeaderBroken {};
    std::string text(length, ' ');
    in_.read(text.data(), static_cast<std::streamsize>(length));
    skip(padded(length) - length);
    return text;
  }

  void skip_attributes()
  {
    tag();
    for (std::uint64_t n = count(); n > 0; --n) {
      name();
      const std::uint64_t type = tag();
      const std::uint64_t values = count();
      if (values > size_) throw HeaderBroken {};
      skip(padded(values * size_of(type)));
    }
  }

  [[nodiscard]] static std::uint64_t size_of(std::uint64_t type)
  {
    static constexpr std::array<std::uint64_t, 12> sizes {0, 1, 1, 2, 4, 4, 8, 1, 2, 4, 8, 8};
    if (type == 0 || type >= sizes.size()) throw HeaderBroken {};
    return sizes[type];
  }
  [[nodiscard]] static std::uint64_t padded(std::uint64_t length) noexcept { return (length + 3) / 4 * 4; }

private:
  std::ifstream in_;
  std::uint64_t size_ = 0;
  int version_ = 0;

  std::uint64_t bytes(int many)
  {
    std::uint64_t value = 0;
    for (; many > 0; --many) {
      const int byte = in_.get();
      if (byte < 0) throw HeaderBroken {};
      value = value << 8 | static_cast<std::uint64_t>(byte);
    }
    return value;
  }
  void skip(std::uint64_t many)
  {
    if (many > 0) in_.seekg(static_cast<std::streamoff>(many), std::ios::cur);
    if (!in_) throw HeaderBroken {};
  }
};

struct ClassicVariable {
  std::string name;
  bool in_records;
  double bytes;  ///< of all of it, or of one record
  double begin;
};

struct ClassicFile {
  std::optional<double> records;  ///< nothing: to be told from the size of the file
  std::vector<ClassicVariable> variables;
};

ClassicFile read_header(Header& header)
{
  ClassicFile out;
  const std::uint64_t records = header.count();
  if (records != header.unknown_count()) out.records = static_cast<double>(records);
  header.tag();
  std::vector<std::uint64_t> lengths;
  for (std::uint64_t n = header.count(); n > 0; --n) {
    header.name();
    lengths.push_back(header.count());
  }
  header.skip_attributes();
  header.tag();
  for (std::uint64_t n = header.count(); n > 0; --n) {
    ClassicVariable variable {header.name(), false, 1, 0};
    const std::uint64_t rank = header.count();
    if (rank > most_dimensions) throw HeaderBroken {};
    for (std::uint64_t d = 0; d < rank; ++d) {
      const std::uint64_t id = header.count();
      if (id >= lengths.size()) throw HeaderBroken {};
      if (d == 0 && lengths[id] == 0) variable.in_records = true;
      else variable.bytes *= static_cast<double>(lengths[id]);
    }
    header.skip_attributes();
    variable.bytes *= static_cast<double>(Header::size_of(header.tag()));
    header.count();  // its own idea of the size, which is wrong for large variables
    variable.begin = static_cast<double>(header.offset());
    out.variables.push_back(variable);
  }
  return out;
}

/// Bytes from one record to the next: each variable's part is padded, unless it is alone.
double record_bytes(const ClassicFile& file)
{
  double sum = 0, last = 0;
  int count = 0;
  for (const ClassicVariable& variable : file.variables) {
    if (!variable.in_records) continue;
    ++count;
    last = variable.bytes;
    sum += std::ceil(variable.bytes / 4) * 4;
  }
  return count == 1 ? last : sum;
}

}  // namespace

void require_whole_classic_file(const std::string& file)
{
  Header header(file);
  if (!header.classic()) return;
  ClassicFile classic;
  try {
    classic = read_header(header);
  } catch (const HeaderBroken&) {
    throw InputError(fmt::format("{}: is broken: its netCDF header ends early or claims what cannot be", file));
  }
  std::error_code failed;
  const auto size = static_cast<double>(std::filesystem::file_size(file, failed));
  if (failed) return;
  const double step = record_bytes(classic);
  for (const ClassicVariable& variable : classic.variables) {
    if (variable.bytes == 0 || (variable.in_records && classic.records.value_or(0) == 0)) continue;
    const double before = variable.in_records ? (*classic.records - 1) * step : 0;
    const double end = variable.begin + before + variable.bytes;
    if (end > size)
      throw InputError(fmt::format("{}: is cut off: variable {} ends at byte {:.0f}, the file has {:.0f}", file,
                                   variable.name, end, size));
  }
}

}  // namespace rangifer::forcing

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "forcing/file/gdal_grib.h"

namespace rangifer::forcing {
namespace {

using Bytes = std::vector<std::uint8_t>;

std::uint64_t number(std::span<const std::uint8_t> bytes)
{
  std::uint64_t value = 0;
  for (const std::uint8_t byte : bytes) value = value << 8 | byte;
  return value;
}

Bytes read_at(std::ifstream& in, std::uint64_t offset, std::size_t count)
{
  Bytes bytes(count);
  in.clear();
  in.seekg(static_cast<std::streamoff>(offset));
  in.read(reinterpret_cast<char*>(bytes.data()), static_cast<std::streamsize>(count));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  return bytes;
}

/// What a message says of its grid: kind, shape and first point, so that equal ones are equal grids.
struct GribGrid {
  int edition;
  std::uint64_t kind;
  bool reduced;
  Bytes description;
  bool operator==(const GribGrid&) const = default;
};

struct Message {
  std::uint64_t length;
  std::vector<GribGrid> grids;
};

/// WMO FM 92 GRIB edition 1: section 1 from octet 9 on, then the grid description if a flag says so.
std::optional<Message> message_of_edition_1(std::ifstream& in, std::uint64_t at, const Bytes& head)
{
  const Bytes product = read_at(in, at + 8, 8);
  if (product.size() < 8) return std::nullopt;
  Message message {number(std::span(head).subspan(4, 3)), {}};
  if ((product[7] & 0x80) == 0) return message;
  const Bytes grid = read_at(in, at + 8 + number(std::span(product).first(3)), 17);
  if (grid.size() < 17) return std::nullopt;
  const bool reduced = grid[6] == 0xff && grid[7] == 0xff;
  message.grids.push_back({1, grid[5], reduced, Bytes(grid.begin() + 5, grid.end())});
  return message;
}

/// Edition 2: sections of known length after 16 octets; number 3 is a grid, and there may be several.
std::optional<Message> message_of_edition_2(std::ifstream& in, std::uint64_t at)
{
  const Bytes head = read_at(in, at, 16);
  if (head.size() < 16) return std::nullopt;
  Message message {number(std::span(head).subspan(8, 8)), {}};
  for (std::uint64_t offset = 16; offset + 5 < message.length;) {
    const Bytes section = read_at(in, at + offset, 54);
    if (section.size() < 5 || std::string_view(reinterpret_cast<const char*>(section.data()), 4) == "7777") break;
    const std::uint64_t length = number(std::span(section).first(4));
    if (length < 5) return std::nullopt;
    if (section[4] == 3 && section.size() == 54) {
      const std::uint64_t kind = number(std::span(section).subspan(12, 2));
      const bool reduced = number(std::span(section).subspan(30, 4)) == 0xffffffff;
      const std::ptrdiff_t first_point_ends = kind <= 3 || (kind >= 40 && kind <= 43) ? 54 : 46;
      message.grids.push_back({2, kind, reduced, Bytes(section.begin() + 6, section.begin() + first_point_ends)});
    }
    offset += length;
  }
  return message;
}

std::optional<Message> message_at(std::ifstream& in, std::uint64_t at)
{
  const Bytes head = read_at(in, at, 8);
  if (head.size() < 8 || std::string_view(reinterpret_cast<const char*>(head.data()), 4) != "GRIB") return std::nullopt;
  return head[7] == 2 ? message_of_edition_2(in, at) : message_of_edition_1(in, at, head);
}

void require_known(const GribGrid& grid, const std::string& file)
{
  const bool gaussian = grid.edition == 1 ? grid.kind == 4 : grid.kind == 40;
  const bool lon_lat = grid.edition == 1 ? grid.kind == 0 : grid.kind == 0 || grid.kind == 1;
  const bool projected = grid.edition == 1 ? grid.kind == 1 || grid.kind == 3 || grid.kind == 5
                                           : grid.kind == 10 || grid.kind == 12 || grid.kind == 20 || grid.kind == 30 ||
                                               grid.kind == 31 || grid.kind == 140;
  constexpr std::string_view advice = "make it netCDF first (cdo -R -f nc4 copy)";
  if (gaussian)
    throw InputError(fmt::format("{}: is on a {}Gaussian grid, whose uneven latitudes are lost in reading GRIB; {}",
                                 file, grid.reduced ? "reduced " : "", advice));
  if (grid.reduced && lon_lat)
    throw InputError(fmt::format("{}: has rows of different length (a reduced grid); {}", file, advice));
  if (!lon_lat && !projected)
    throw InputError(
      fmt::format("{}: is on a grid of GRIB{} type {}, which is not read; {}", file, grid.edition, grid.kind, advice));
}

}  // namespace

void require_readable_grib_grids(const std::string& file)
{
  std::ifstream in(file, std::ios::binary);
  std::optional<GribGrid> first;
  std::uint64_t at = 0;
  const Bytes begin = read_at(in, 0, 4096);
  const std::size_t found = std::string_view(reinterpret_cast<const char*>(begin.data()), begin.size()).find("GRIB");
  if (found == std::string_view::npos) return;
  at = found;
  while (const auto message = message_at(in, at)) {
    for (const GribGrid& grid : message->grids) {
      require_known(grid, file);
      if (!first) first = grid;
      if (!(grid == *first))
        throw InputError(fmt::format("{}: holds messages on different grids; split it (grib_copy)", file));
    }
    if (message->length < 8) return;
    at += message->length;
  }
}

}  // namespace rangifer::forcing

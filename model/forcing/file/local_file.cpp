#include "forcing/file/local_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/error.h"
#include "base/nearest_name.h"

namespace rangifer::forcing {
namespace {

/// "; did you mean land.tif?" if the folder holds a file of nearly that name, or what is amiss with the folder.
std::string near_by(const std::filesystem::path& file)
{
  std::error_code failed;
  const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : ".";
  if (!std::filesystem::is_directory(folder, failed)) return fmt::format("; nor is there a folder {}", folder.string());
  std::vector<std::string> names;
  for (std::filesystem::directory_iterator entry(folder, failed), end; !failed && entry != end; entry.increment(failed))
    names.push_back(entry->path().filename().string());
  std::ranges::sort(names);
  const std::string nearest = nearest_name(file.filename().string(), names);
  return nearest.empty() ? "" : fmt::format("; did you mean {}?", nearest);
}

}  // namespace

/// An absolute path swallows one slash ("/home/me/https:/host"), so the second one is not asked for.
bool is_network_address(std::string text)
{
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static constexpr std::array<std::string_view, 18> marks {
    "http:/",   "https:/", "ftp:/",  "dods:/", "s3:/",     "gs:/",    "az:/",      "file:/",   "://",
    "/vsicurl", "/vsis3",  "/vsigs", "/vsiaz", "/vsiadls", "/vsioss", "/vsiswift", "/vsihdfs", "/vsiwebhdfs"};
  for (const std::string_view mark : marks)
    if (text.find(mark) != std::string::npos) return true;
  return false;
}

void require_local_file(const std::string& file)
{
  if (file.empty()) throw InputError("no file is named");
  if (is_network_address(file))
    throw InputError(fmt::format("{}: is a network address; inputs must be files of this machine", file));
  std::error_code failed;
  const auto status = std::filesystem::status(file, failed);
  if (!std::filesystem::exists(status)) throw InputError(fmt::format("{}: no such file{}", file, near_by(file)));
  if (std::filesystem::is_directory(status)) throw InputError(fmt::format("{}: is a folder", file));
}

std::string place_text(double longitude_deg, double latitude_deg)
{
  const double lon = std::remainder(longitude_deg, 360.0);
  return fmt::format("{:.3f} {} {:.3f} {}", std::abs(latitude_deg), latitude_deg < 0 ? "S" : "N", std::abs(lon),
                     lon < 0 ? "W" : "E");
}

}  // namespace rangifer::forcing

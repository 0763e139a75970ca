#include "forcing/file/gdal_bands.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iterator>
#include <string_view>

#include "base/error.h"
#include "base/nearest_name.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/local_file.h"

namespace rangifer::forcing {
namespace {

/// The texts between <tag ...> and </tag>.
std::vector<std::string> contents(const std::string& xml, const std::string& tag)
{
  std::vector<std::string> list;
  for (std::size_t at = xml.find("<" + tag); at != std::string::npos; at = xml.find("<" + tag, at + 1)) {
    const std::size_t start = xml.find('>', at), end = xml.find('<', at + 1);
    if (start == std::string::npos || end == std::string::npos) break;
    if (start < end) list.push_back(xml.substr(start + 1, end - start - 1));
  }
  return list;
}

/// GDAL finds out only when the pixels are read, and says so darkly.
void refuse_network_mosaic(GDALDataset& data, const std::string& file)
{
  if (std::string_view(data.GetDriverName()) != "VRT") return;
  std::ifstream in(file, std::ios::binary);
  const std::string xml {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  for (const char* const tag : {"SourceFilename", "SourceDataset"})
    for (const std::string& source : contents(xml, tag))
      if (is_network_address(source))
        throw InputError(
          fmt::format("{}: names the network address {}; inputs must be files of this machine", file, source));
}

std::string without_quotes(std::string text)
{
  std::erase(text, '"');
  return text;
}

std::vector<std::string> names_of(const std::vector<GdalPart>& parts)
{
  std::vector<std::string> names;
  for (const GdalPart& part : parts) names.push_back(part.name);
  return names;
}

/// "1 (red), 2 (near infrared), 3"; of many bands the first ones.
std::string band_list(GDALDataset& data, const std::vector<int>& bands)
{
  constexpr std::size_t most = 12;
  std::vector<std::string> words;
  for (const int band : bands) {
    if (words.size() == most) {
      words.emplace_back("...");
      break;
    }
    GDALRasterBand& of = *data.GetRasterBand(band);
    const GDALColorInterp color = of.GetColorInterpretation();
    std::string description = of.GetDescription();
    if (description.empty() && color >= GCI_RedBand && color <= GCI_BlueBand)
      description = GDALGetColorInterpretationName(color);
    words.push_back(description.empty() ? std::to_string(band) : fmt::format("{} ({})", band, description));
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

}  // namespace

GdalDataset open_gdal(const std::string& file)
{
  start_gdal();
  const QuietGdal quiet;
  GdalDataset data(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR),
                   GDALDatasetUniquePtrDeleter {});
  if (!data) {
    std::string why = quiet.failure().empty() ? last_gdal_error() : quiet.failure();
    if (why.starts_with(file + ": ")) why.erase(0, file.size() + 2);
    throw InputError(why.find("not recognized as a supported file format") != std::string::npos
                       ? fmt::format("{}: is no raster of a known format", file)
                       : fmt::format("{}: cannot be opened as a raster: {}", file, why));
  }
  refuse_network_mosaic(*data, file);
  return data;
}

std::vector<GdalPart> parts_of(GDALDataset& data)
{
  std::vector<GdalPart> parts;
  char** const list = data.GetMetadata("SUBDATASETS");
  for (int i = 1; list != nullptr; ++i) {
    const char* const name = CSLFetchNameValue(list, fmt::format("SUBDATASET_{}_NAME", i).c_str());
    if (name == nullptr) break;
    const char* const description = CSLFetchNameValue(list, fmt::format("SUBDATASET_{}_DESC", i).c_str());
    const std::string full = name;
    parts.push_back(
      {without_quotes(full.substr(full.find_last_of(':') + 1)), full, description == nullptr ? "" : description});
  }
  return parts;
}

GdalDataset choose_part(GdalDataset data, const std::string& file, std::string& wanted)
{
  const std::vector<GdalPart> parts = parts_of(*data);
  const bool own_bands = data->GetRasterCount() > 0;
  std::vector<GdalPart> matches;
  for (const GdalPart& part : parts)
    if (part.name == wanted || part.gdal_name == wanted || (wanted.empty() && !own_bands)) matches.push_back(part);
  if (matches.empty() && own_bands) return data;
  const std::vector<std::string> names = names_of(parts);
  if (names.empty()) throw InputError(fmt::format("{}: has no raster band", file));
  if (matches.empty()) {
    const std::string nearest = nearest_name(wanted, names);
    throw InputError(fmt::format(
      "{}: no variable {}; {}", file, wanted,
      nearest.empty() ? fmt::format("it has {}", fmt::join(names, ", ")) : fmt::format("did you mean {}?", nearest)));
  }
  if (matches.size() > 1)
    throw InputError(fmt::format("{}: {} variables could be meant: {}; name one with `variable`", file, matches.size(),
                                 fmt::join(wanted.empty() ? names : names_of(matches), ", ")));
  wanted.clear();
  return open_gdal(matches.front().gdal_name);
}

std::vector<int> value_bands(GDALDataset& data)
{
  std::vector<int> bands;
  for (int b = 1; b <= data.GetRasterCount(); ++b)
    if (data.GetRasterBand(b)->GetColorInterpretation() != GCI_AlphaBand) bands.push_back(b);
  return bands;
}

int pick_band(GDALDataset& data, const std::string& file, const std::string& wanted)
{
  const int count = data.GetRasterCount();
  if (count == 0) throw InputError(fmt::format("{}: has no raster band", file));
  if (wanted.empty()) {
    const std::vector<int> bands = value_bands(data);
    if (bands.size() == 1) return bands.front();
    throw InputError(
      fmt::format("{}: has {} bands: {}; name one with `variable`", file, count, band_list(data, bands)));
  }
  int number = 0;
  const auto [end, failed] = std::from_chars(wanted.data(), wanted.data() + wanted.size(), number);
  if (failed == std::errc {} && end == wanted.data() + wanted.size()) {
    if (number >= 1 && number <= count) return number;
    throw InputError(fmt::format("{}: no band {}; it has {}", file, number, count));
  }
  std::vector<std::string> names;
  for (int b = 1; b <= count; ++b) {
    names.emplace_back(data.GetRasterBand(b)->GetDescription());
    if (names.back() == wanted || fmt::format("band {}", b) == wanted) return b;
  }
  const std::string nearest = nearest_name(wanted, names);
  throw InputError(fmt::format("{}: no band called {}{}", file, wanted,
                               nearest.empty() ? fmt::format("; it has {} band{}", count, count == 1 ? "" : "s")
                                               : fmt::format("; did you mean {}?", nearest)));
}

}  // namespace rangifer::forcing

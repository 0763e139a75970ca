#include "forcing/file/gdal_support.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "base/error.h"

namespace rangifer::forcing {

namespace {

/// Formats of files, rasters and outlines. All others go: many of them speak to servers, and a VRT may name any.
constexpr std::array<std::string_view, 42> kept_drivers {
  "GTiff",     "COG",        "VRT",          "GRIB",    "HDF4",        "HDF4Image",  "HDF5",
  "HDF5Image", "MEM",        "Memory",       "AAIGrid", "AIG",         "ENVI",       "EHdr",
  "HFA",       "SRTMHGT",    "DTED",         "USGSDEM", "JP2OpenJPEG", "PNG",        "JPEG",
  "GSAG",      "GSBG",       "GS7BG",        "XYZ",     "SAGA",        "RST",        "ERS",
  "PCIDSK",    "PCRaster",   "ILWIS",        "GPKG",    "MBTiles",     "SQLite",     "ESRI Shapefile",
  "GeoJSON",   "GeoJSONSeq", "MapInfo File", "KML",     "GML",         "FlatGeobuf", "OpenFileGDB"};

void forget_other_drivers()
{
  GDALDriverManager& drivers = *GetGDALDriverManager();
  for (int i = drivers.GetDriverCount() - 1; i >= 0; --i) {
    GDALDriver* const driver = drivers.GetDriver(i);
    if (std::ranges::find(kept_drivers, std::string_view(driver->GetDescription())) != kept_drivers.end()) continue;
    drivers.DeregisterDriver(driver);
    delete driver;  // no longer the manager's
  }
}

/// What codecs only warn of although the values after it are made up.
bool tells_of_damage(std::string text)
{
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  static constexpr std::array<std::string_view, 7> marks {
    "premature", "corrupt", "lack of data", "truncated", "not enough", "may be incomplete", "may be incorrect"};
  return std::ranges::any_of(marks, [&](std::string_view mark) { return text.find(mark) != std::string::npos; });
}

void CPL_STDCALL note_error(CPLErr kind, CPLErrorNum, const char* message)
{
  auto& here = *static_cast<QuietGdal*>(CPLGetErrorHandlerUserData());
  if (kind >= CE_Failure || (kind == CE_Warning && tells_of_damage(message))) here.note_failure(message);
}

}  // namespace

void start_gdal()
{
  [[maybe_unused]] static const bool started = [] {
    // The only file that /vsicurl/ and its relatives may open: none. Also holds for what a VRT names.
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "none");
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");  // writes no .aux.xml beside the user's files
    CPLSetConfigOption("GDAL_VRT_ENABLE_PYTHON", "NO");
    CPLSetConfigOption("GDAL_ERROR_ON_LIBJPEG_WARNING", "YES");
    CPLSetConfigOption("GRIB_NORMALIZE_UNITS", "NO");  // kelvins stay kelvins: UDUNITS converts
    CPLSetConfigOption("GDAL_CACHEMAX", "64");
    GDALAllRegister();
    forget_other_drivers();
    return true;
  }();
}

QuietGdal::QuietGdal()
{
  CPLPushErrorHandlerEx(note_error, this);
  CPLErrorReset();
}

QuietGdal::~QuietGdal() { CPLPopErrorHandler(); }

void QuietGdal::note_failure(const char* message)
{
  if (failure_.empty()) failure_ = message;
  if (failure_.empty()) failure_ = "unknown error";
}

std::string last_gdal_error()
{
  const std::string text = CPLGetLastErrorMsg();
  return text.empty() ? "unknown error" : text;
}

OGRSpatialReference spatial_reference(const std::string& crs)
{
  const QuietGdal quiet;
  OGRSpatialReference reference;
  static constexpr std::array<const char*, 2> options {"ALLOW_NETWORK_ACCESS=NO", nullptr};
  if (reference.SetFromUserInput(crs.c_str(), const_cast<char**>(options.data())) != OGRERR_NONE)
    throw InputError(fmt::format("PROJ does not know the coordinate reference system '{}'", crs));
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

std::string crs_name(const std::string& crs)
{
  const OGRSpatialReference reference = spatial_reference(crs);
  const char* const name = reference.GetName();
  if (name != nullptr && std::string_view(name) != "unknown" && std::string_view(name) != "unnamed") return name;
  const char* const method = reference.GetAttrValue("PROJECTION");  // "Lambert_Azimuthal_Equal_Area"
  if (method == nullptr) return "unnamed projection";
  std::string words = method;
  for (char& c : words) c = c == '_' ? ' ' : static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return words;
}

std::string wkt_of(const OGRSpatialReference& crs)
{
  static constexpr std::array<const char*, 3> options {"FORMAT=WKT2_2019", "MULTILINE=NO", nullptr};
  char* text = nullptr;
  const OGRErr status = crs.exportToWkt(&text, options.data());
  std::string wkt = text == nullptr ? "" : text;
  CPLFree(text);
  if (status != OGRERR_NONE || wkt.empty()) throw InputError("a coordinate reference system has no WKT");
  // The rotated poles of GDAL's GRIB driver stand on spheres of flattening 1/infinity, which PROJ writes as 0.
  constexpr std::string_view endless = ",Inf,";
  if (const std::size_t at = wkt.find(endless); at != std::string::npos) wkt.replace(at, endless.size(), ",0,");
  return wkt;
}

}  // namespace rangifer::forcing

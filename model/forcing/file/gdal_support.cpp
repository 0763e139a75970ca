#include "forcing/file/gdal_support.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>
#include <gdal_priv.h>

#include <array>
#include <cctype>

#include "base/error.h"

namespace rangifer::forcing {

void start_gdal()
{
  [[maybe_unused]] static const bool started = [] {
    // The only file that /vsicurl/ and its relatives may open: none. Also holds for what a VRT names.
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "none");
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");  // writes no .aux.xml beside the user's files
    CPLSetConfigOption("GDAL_SKIP",
                       "HTTP,WMS,WCS,WMTS,DAAS,EEDA,EEDAI,PLMOSAIC,PLSCENES,OGCAPI,NGW,STACTA,STACIT,"
                       "WFS,OAPIF,CSW,GMLAS,Elasticsearch,Carto,AmigoCloud,PostgreSQL,MySQL");
    GDALAllRegister();
    return true;
  }();
}

QuietGdal::QuietGdal()
{
  CPLPushErrorHandler(CPLQuietErrorHandler);
  CPLErrorReset();
}

QuietGdal::~QuietGdal() { CPLPopErrorHandler(); }

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
  return wkt;
}

}  // namespace rangifer::forcing

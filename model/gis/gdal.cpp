#include "gis/gdal.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <fmt/format.h>

#include <array>

#include "base/error.h"

namespace rangifer::gis {

namespace {

void start_gdal()
{
  [[maybe_unused]] static const bool started = [] {
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "none");  // no network
    CPLSetConfigOption("GDAL_PAM_ENABLED", "NO");                  // no .aux.xml beside the files
    CPLSetConfigOption("GDAL_CACHEMAX", "64");
    CPLSetConfigOption("OGR_SQLITE_SYNCHRONOUS", "OFF");  // the file gets its name only when it is whole
    // GeoPackage says of each layer when it last changed: today's date would make equal exports differ.
    CPLSetConfigOption("OGR_CURRENT_DATE", "2000-01-01T00:00:00.000Z");
    GDALAllRegister();
    return true;
  }();
}

void CPL_STDCALL note_failure(CPLErr kind, CPLErrorNum, const char* message)
{
  if (kind >= CE_Failure) static_cast<Gdal*>(CPLGetErrorHandlerUserData())->note(message);
}

}  // namespace

Gdal::Gdal()
{
  start_gdal();
  CPLPushErrorHandlerEx(note_failure, this);
  CPLErrorReset();
}

Gdal::~Gdal() { CPLPopErrorHandler(); }

void Gdal::note(const char* failure)
{
  if (failure_.empty()) failure_ = failure;
}

void Gdal::require(bool well, const std::filesystem::path& file) const
{
  if (well && failure_.empty()) return;
  throw RunError(
    fmt::format("{}: cannot be written: {}", file.string(), failure_.empty() ? "unknown error" : failure_));
}

GDALDriver& driver(const char* name)
{
  GDALDriver* const found = GetGDALDriverManager()->GetDriverByName(name);
  if (found == nullptr) throw RunError(fmt::format("GDAL was built without its driver {}", name));
  return *found;
}

OGRSpatialReference spatial_reference(const std::string& crs)
{
  OGRSpatialReference reference;
  static constexpr std::array<const char*, 2> options {"ALLOW_NETWORK_ACCESS=NO", nullptr};
  if (reference.SetFromUserInput(crs.c_str(), const_cast<char**>(options.data())) != OGRERR_NONE)
    throw InputError(fmt::format("PROJ does not know the coordinate reference system '{}'", crs));
  reference.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

}  // namespace rangifer::gis

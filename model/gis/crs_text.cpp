#include "gis/crs_text.h"

#include <cpl_conv.h>

#include "gis/gdal.h"

namespace rangifer::gis {

std::string crs_text(const std::string& crs)
{
  const Gdal gdal;
  char* text = nullptr;
  const OGRErr status = spatial_reference(crs).exportToProj4(&text);
  std::string out = status == OGRERR_NONE && text != nullptr ? text : crs;
  CPLFree(text);
  return out;
}

}  // namespace rangifer::gis

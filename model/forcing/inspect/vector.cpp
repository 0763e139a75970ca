#include "forcing/inspect/vector.h"

#include <fmt/format.h>
#include <gdal_alg.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>

#include "base/error.h"
#include "forcing/file/gdal_support.h"
#include "forcing/file/local_file.h"
#include "forcing/file/netcdf_file.h"
#include "forcing/inspect/cells.h"
#include "forcing/layer/vector_layer.h"

namespace rangifer::forcing {
namespace {

using Dataset = std::unique_ptr<GDALDataset, GDALDatasetUniquePtrDeleter>;

constexpr std::size_t most_names = 8;
constexpr std::chrono::seconds patience {4};

Dataset open_vectors(const std::string& file)
{
  start_gdal();
  return Dataset(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR));
}

std::string fields_of(const OGRFeatureDefn& definition)
{
  std::string text;
  for (int i = 0; i < definition.GetFieldCount(); ++i) {
    const OGRFieldDefn* const field = definition.GetFieldDefn(i);
    text += fmt::format("{}{} ({})", i == 0 ? "" : ", ", field->GetNameRef(),
                        OGRFieldDefn::GetFieldTypeName(field->GetType()));
  }
  return text;
}

/// A raster in memory of which every cell is 0, in the frame of the domain.
Dataset blank(const Grid& domain)
{
  constexpr int finest = 400;
  const int columns = std::min(domain.columns, finest), rows = std::min(domain.rows, finest);
  Dataset data(GetGDALDriverManager()->GetDriverByName("MEM")->Create("", columns, rows, 1, GDT_Byte, nullptr));
  if (!data) throw RunError("no memory for a raster");
  std::array<double, 6> t {domain.x_min_m,
                           (domain.x_max_m() - domain.x_min_m) / columns,
                           0,
                           domain.y_max_m(),
                           0,
                           -(domain.y_max_m() - domain.y_min_m) / rows};
  const OGRSpatialReference crs = spatial_reference(domain.crs);
  if (data->SetGeoTransform(t.data()) != CE_None || data->SetSpatialRef(&crs) != CE_None)
    throw RunError(fmt::format("a raster in memory cannot be set up: {}", last_gdal_error()));
  return data;
}

double share_set(GDALDataset& raster)
{
  const int columns = raster.GetRasterXSize(), rows = raster.GetRasterYSize();
  std::vector<unsigned char> cells(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  if (raster.GetRasterBand(1)->RasterIO(GF_Read, 0, 0, columns, rows, cells.data(), columns, rows, GDT_Byte, 0, 0,
                                        nullptr) != CE_None)
    throw RunError(fmt::format("a raster in memory cannot be read: {}", last_gdal_error()));
  return static_cast<double>(std::ranges::count(cells, 1)) / static_cast<double>(cells.size());
}

/// Goes through the features once: their names, and the part of the domain that polygons cover.
class Features {
public:
  Features(OGRLayer& layer, const Grid& domain, VectorLayer& out) : out_(&out), raster_(blank(domain))
  {
    const OGRSpatialReference target = spatial_reference(domain.crs);
    if (const OGRSpatialReference* const own = layer.GetSpatialRef()) {
      OGRSpatialReference source(*own);
      source.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
      segment_ = source.IsGeographic() != 0 ? 0.1 : 5000.0 / source.GetLinearUnits();
      way_.reset(OGRCreateCoordinateTransformation(&source, &target));
    }
    name_ = layer.GetLayerDefn()->GetFieldIndex("name");
    const auto deadline = std::chrono::steady_clock::now() + patience;
    layer.ResetReading();
    while (const OGRFeatureUniquePtr feature {layer.GetNextFeature()}) {
      add(*feature);
      if (std::chrono::steady_clock::now() < deadline) continue;
      out.notes.push_back("too many features to look at all: the cover may be larger");
      break;
    }
    out.cover = share_set(*raster_);
  }

private:
  VectorLayer* out_;
  Dataset raster_;
  std::unique_ptr<OGRCoordinateTransformation> way_;
  double segment_ = 0.0;
  int name_ = -1;

  void add(const OGRFeature& feature)
  {
    if (name_ >= 0 && feature.IsFieldSetAndNotNull(name_) != 0 && out_->names.size() <= most_names) {
      const std::string name = feature.GetFieldAsString(name_);
      if (std::ranges::count(out_->names, name) == 0) out_->names.push_back(name);
    }
    const OGRGeometry* const geometry = feature.GetGeometryRef();
    if (geometry == nullptr || way_ == nullptr) return;
    if (const std::string wrong = impossible_latitude(*geometry); !wrong.empty()) {
      if (std::ranges::count(out_->notes, wrong) == 0) out_->notes.push_back(wrong);
      return;
    }
    const OGRwkbGeometryType type = wkbFlatten(geometry->getGeometryType());
    if (type != wkbPolygon && type != wkbMultiPolygon) return;
    out_->polygons = true;
    const std::unique_ptr<OGRGeometry> polygon(geometry->clone());
    polygon->segmentize(segment_);
    if (polygon->transform(way_.get()) == OGRERR_NONE) burn(*polygon);
  }

  void burn(OGRGeometry& polygon)
  {
    int band = 1;
    double one = 1.0;
    OGRGeometryH handle = OGRGeometry::ToHandle(&polygon);
    GDALRasterizeGeometries(GDALDataset::ToHandle(raster_.get()), 1, &band, 1, &handle, nullptr, nullptr, &one, nullptr,
                            nullptr, nullptr);
  }
};

/// Corners and edges of the layer's extent, in degrees.
std::string extent_of(OGRLayer& layer, const std::string& crs)
{
  OGREnvelope box;
  if (layer.GetExtent(&box, 1) != OGRERR_NONE) return "";
  SourceGrid edges {crs, false, {}, {}};
  constexpr int points = 20;
  for (int i = 0; i <= points; ++i) {
    edges.x.push_back(box.MinX + (box.MaxX - box.MinX) * i / points);
    edges.y.push_back(box.MinY + (box.MaxY - box.MinY) * i / points);
  }
  return extent_in_degrees(edges);
}

void describe_place(OGRLayer& layer, const Grid& domain, VectorLayer& out)
{
  const OGRSpatialReference* const reference = layer.GetSpatialRef();
  if (reference == nullptr) {
    out.notes.push_back("has no coordinate reference system, so nobody knows where it lies");
    return;
  }
  const std::string wkt = wkt_of(*reference);
  out.crs = crs_name(wkt);
  out.extent_in_degrees = extent_of(layer, wkt);
  const Features all(layer, domain, out);
  if (out.polygons && layer.GetLayerDefn()->GetFieldIndex("name") < 0)
    out.notes.push_back("has no field `name`, which [[region]] goes by");
}

VectorLayer describe(OGRLayer& layer, const Grid& domain)
{
  VectorLayer out;
  out.name = layer.GetName();
  out.features = static_cast<std::size_t>(std::max<GIntBig>(0, layer.GetFeatureCount(1)));
  out.fields = fields_of(*layer.GetLayerDefn());
  const OGRwkbGeometryType type = layer.GetGeomType();
  if (type == wkbNone) {
    out.notes.push_back("a table without places");
    return out;
  }
  out.geometry = OGRGeometryTypeToName(type);
  describe_place(layer, domain, out);
  return out;
}

}  // namespace

bool is_vector_file(const std::string& file)
{
  require_local_file(file);
  if (looks_like_netcdf(file)) return false;
  const QuietGdal quiet;
  start_gdal();
  const Dataset raster(GDALDataset::Open(file.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
  if (raster) return false;
  constexpr std::array<std::string_view, 5> endings {".geojson", ".json", ".gpkg", ".shp", ".kml"};
  if (std::ranges::any_of(endings, [&](std::string_view ending) { return file.ends_with(ending); }))
    return true;  // a broken one, too, so that its own trouble is told
  const Dataset vectors = open_vectors(file);
  return vectors && vectors->GetLayerCount() > 0;
}

VectorSummary summarize_vectors(const std::string& file, const Grid& domain)
{
  const QuietGdal quiet;
  const Dataset data = open_vectors(file);
  if (!data) throw InputError(fmt::format("{}: cannot be opened as a vector file: {}", file, last_gdal_error()));
  VectorSummary out {file, data->GetDriverName(), {}};
  for (OGRLayer* const layer : data->GetLayers()) out.layers.push_back(describe(*layer, domain));
  return out;
}

}  // namespace rangifer::forcing

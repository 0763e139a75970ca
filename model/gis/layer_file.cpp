#include "gis/layer_file.h"

#include <fmt/format.h>

#include <array>
#include <cassert>
#include <chrono>
#include <cmath>

#include "gis/gdal.h"
#include "gis/ogr_shapes.h"

namespace rangifer::gis {

namespace {

OGRwkbGeometryType type_of(ShapeKind kind)
{
  return kind == ShapeKind::points ? wkbPoint : kind == ShapeKind::lines ? wkbLineString : wkbMultiPolygon;
}

OGRFieldType type_of(const Values& values)
{
  static constexpr std::array<OGRFieldType, 4> types {OFTInteger64, OFTReal, OFTString, OFTDate};
  return types[values.index()];
}

/// Sets one field of a feature; a missing value stays null.
struct Set {
  OGRFeature& feature;
  int field;
  std::size_t row;

  void operator()(const std::vector<std::optional<std::int64_t>>& values) const
  {
    if (values[row]) feature.SetField(field, static_cast<GIntBig>(*values[row]));
  }
  void operator()(const std::vector<double>& values) const
  {
    if (std::isfinite(values[row])) feature.SetField(field, values[row]);
  }
  void operator()(const std::vector<std::string>& values) const
  {
    if (!values[row].empty()) feature.SetField(field, values[row].c_str());
  }
  void operator()(const std::vector<Day>& values) const
  {
    const std::chrono::year_month_day date {values[row]};
    feature.SetField(field, static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
                     static_cast<int>(static_cast<unsigned>(date.day())));
  }
};

OGRLayer* create(GDALDataset& data, OGRSpatialReference& crs, const Layer& layer)
{
  const std::string title = "IDENTIFIER=" + layer.name, meaning = "DESCRIPTION=" + layer.meaning;
  std::array<const char*, 3> options {title.c_str(), meaning.c_str(), nullptr};
  OGRLayer* const made =
    data.CreateLayer(layer.name.c_str(), &crs, type_of(layer.kind), const_cast<char**>(options.data()));
  for (const Column& column : layer.columns) {
    OGRFieldDefn field(column.name.c_str(), type_of(column.values));
    if (made == nullptr || made->CreateField(&field) != OGRERR_NONE) return nullptr;
  }
  return made;
}

bool fill(OGRLayer& out, const Layer& layer)
{
  for (std::size_t row = 0; row < layer.shapes.size(); ++row) {
    OGRFeature feature(out.GetLayerDefn());
    for (std::size_t c = 0; c < layer.columns.size(); ++c)
      std::visit(Set {feature, static_cast<int>(c), row}, layer.columns[c].values);
    feature.SetGeometryDirectly(to_ogr(layer.shapes[row]).release());
    if (out.CreateFeature(&feature) != OGRERR_NONE) return false;
  }
  return true;
}

std::string quoted(const std::string& text)
{
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
  return out + "'";
}

/// What the fields mean, as the schema extension of GeoPackage has it; GDAL writes it itself only from 3.7 on.
std::vector<std::string> schema_of(std::span<const Layer> layers)
{
  std::vector<std::string> sql {
    "CREATE TABLE IF NOT EXISTS gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, "
    "title TEXT, description TEXT, mime_type TEXT, constraint_name TEXT, "
    "CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))",
    "CREATE TABLE IF NOT EXISTS gpkg_data_column_constraints (constraint_name TEXT NOT NULL, "
    "constraint_type TEXT NOT NULL, value TEXT, min NUMERIC, min_is_inclusive BOOLEAN, max NUMERIC, "
    "max_is_inclusive BOOLEAN, description TEXT, "
    "CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))"};
  for (const char* table : {"gpkg_data_columns", "gpkg_data_column_constraints"}) {
    sql.push_back(
      fmt::format("INSERT INTO gpkg_extensions VALUES ('{}', NULL, 'gpkg_schema', "
                  "'http://www.geopackage.org/spec/#extension_schema', 'read-write')",
                  table));
  }
  for (const Layer& layer : layers) {
    for (const Column& column : layer.columns) {
      sql.push_back(fmt::format(
        "INSERT INTO gpkg_data_columns (table_name, column_name, name, description) VALUES ({0}, {1}, {1}, {2})",
        quoted(layer.name), quoted(column.name), quoted(column.meaning)));
    }
  }
  return sql;
}

void describe_fields(const std::filesystem::path& file, std::span<const Layer> layers, const Gdal& gdal)
{
  GDALDatasetUniquePtr data(GDALDataset::Open(file.c_str(), GDAL_OF_VECTOR | GDAL_OF_UPDATE));
  gdal.require(data != nullptr && data->StartTransaction() == OGRERR_NONE, file);
  for (const std::string& sql : schema_of(layers)) data->ReleaseResultSet(data->ExecuteSQL(sql.c_str(), nullptr, ""));
  gdal.require(data->CommitTransaction() == OGRERR_NONE, file);
}

}  // namespace

void write_layers(const std::filesystem::path& file, const std::string& crs, std::span<const Layer> layers)
{
  const Gdal gdal;
  OGRSpatialReference reference = spatial_reference(crs);
  GDALDatasetUniquePtr data(driver("GPKG").Create(file.c_str(), 0, 0, 0, GDT_Unknown, nullptr));
  gdal.require(data != nullptr, file);
  for (const Layer& layer : layers) {
    gdal.require(data->StartTransaction() == OGRERR_NONE, file);
    OGRLayer* const made = create(*data, reference, layer);
    gdal.require(made != nullptr && fill(*made, layer), file);
    gdal.require(data->CommitTransaction() == OGRERR_NONE, file);
  }
  data.reset();  // the last bytes are written now
  gdal.require(true, file);
  describe_fields(file, layers, gdal);
  gdal.require(true, file);
}

}  // namespace rangifer::gis

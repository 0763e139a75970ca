#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "base/calendar.h"
#include "gis/shapes.h"

namespace rangifer::gis {

/// One value a feature; a missing one is nothing, NaN or "".
using Values = std::variant<std::vector<std::optional<std::int64_t>>, std::vector<double>, std::vector<std::string>,
                            std::vector<Day>>;

struct Column {
  std::string name;
  std::string meaning;  ///< and unit: the description of the field
  Values values;
};

enum class ShapeKind : std::uint8_t { points, lines, polygons };

struct Layer {
  std::string name;
  std::string meaning;
  ShapeKind kind = ShapeKind::points;
  std::vector<Column> columns;
  std::vector<Shape> shapes;
};

/// A GeoPackage. Equal layers give equal bytes. @throws InputError, RunError
void write_layers(const std::filesystem::path& file, const std::string& crs, std::span<const Layer> layers);

}  // namespace rangifer::gis

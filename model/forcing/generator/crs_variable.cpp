#include "forcing/generator/crs_variable.h"

#include <map>
#include <span>
#include <vector>

#include "forcing/forcing.h"

namespace rangifer::forcing {

void define_crs(NetcdfWriter& out, const std::string& crs)
{
  const CrsDescription description = describe_crs(crs);
  const int id = out.variable("crs", NetcdfWriter::Type::int32, {});
  out.attribute(id, "long_name", std::string("projection"));
  for (const auto& [name, text] : description.text) out.attribute(id, name, text);
  std::map<std::string, std::vector<double>> numbers;
  for (const auto& [name, number] : description.number) numbers[name].push_back(number);
  for (const auto& [name, values] : numbers) out.attribute(id, name, std::span<const double>(values));
  out.attribute(id, "crs_wkt", description.wkt);
}

}  // namespace rangifer::forcing

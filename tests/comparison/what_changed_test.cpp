#include "comparison/what_changed.h"

#include <catch2/catch.hpp>

using namespace rangifer::comparison;

namespace {

RunHead with(std::map<std::string, std::string> parameters, std::map<std::string, std::string> inputs = {})
{
  RunHead head;
  head.parameters = std::move(parameters);
  head.inputs = std::move(inputs);
  return head;
}

using Leaves = std::map<std::string, std::string>;

Leaves temperatures(const std::string& key, const std::string& value)
{
  Leaves leaves;
  for (const char* role : {"temperature", "temperature_max", "temperature_min"})
    leaves[std::string("layer.") + role + "." + key] = value;
  return leaves;
}

}  // namespace

TEST_CASE("a development goes by its name, wherever it stands in the list", "[comparison]")
{
  const Leaves road {
    {"development.0.name", "\"A road\""}, {"development.0.file", "\"road.gpkg\""}, {"development.0.width", "30"}};
  const Leaves moved {{"development.0.name", "\"My block\""},  {"development.0.file", "\"block.geojson\""},
                      {"development.0.width", "20"},           {"development.1.name", "\"A road\""},
                      {"development.1.file", "\"road.gpkg\""}, {"development.1.width", "30"}};
  const Leaves inputs {{"development, My block, block.geojson", "\"ab\""}};
  CHECK(what_changed(with(road), with(moved, inputs)) == "development My block added (block.geojson)");
  CHECK(what_changed(with(moved, inputs), with(road)) == "development My block taken away (block.geojson)");
  Leaves wide = road;
  wide["development.0.width"] = "60";
  CHECK(what_changed(with(road), with(wide)) == "development A road: width from 30 to 60");
}

TEST_CASE("layers that change alike are told together", "[comparison]")
{
  CHECK(what_changed(with(temperatures("offset", "0")), with(temperatures("offset", "1.5"))) ==
        "temperature, temperature_max and temperature_min offset from 0 to 1.5");
  Leaves before = temperatures("delta", "\"\""), after = temperatures("delta", "\"mayjune.nc\"");
  before.merge(temperatures("delta_variable", "\"\""));
  after.merge(temperatures("delta_variable", "\"tas\""));
  CHECK(what_changed(with(before), with(after, {{"temperature (changes), tas, mayjune.nc", "\"12\""}})) ==
        "temperature, temperature_max and temperature_min changed by mayjune.nc");
  CHECK(what_changed(with(after), with(before)) ==
        "temperature, temperature_max and temperature_min no longer changed by mayjune.nc");
}

TEST_CASE("twelve numbers of months are one change", "[comparison]")
{
  Leaves months;
  for (int m = 0; m < 12; ++m) months["layer.temperature.offset_by_month." + std::to_string(m)] = m == 4 ? "1.5" : "0";
  CHECK(what_changed(with({}), with(months)) == "temperature offset_by_month from none to 0 0 0 0 1.5 0 0 0 0 0 0 0");
}

TEST_CASE("few parameters are told with their values, many by table, and files of other content", "[comparison]")
{
  CHECK(what_changed(with({{"snow.a", "1"}, {"run.title", "\"x\""}}),
                     with({{"snow.a", "2"}, {"run.title", "\"y\""}})) == "snow.a from 1 to 2");
  Leaves many;
  for (const char* key : {"snow.a", "snow.b", "snow.c", "snow.d", "snow.e", "ice.a"}) many[key] = "1";
  CHECK(what_changed(with({}), with(many)) == "ice (1 value); snow (5 values)");
  CHECK(what_changed(with({}, {{"land, band 1, land.tif", "\"a\""}}),
                     with({}, {{"land, band 1, land.tif", "\"b\""}})) == "another land.tif");
  CHECK(what_changed(with({}), with({})) == "nothing");
}

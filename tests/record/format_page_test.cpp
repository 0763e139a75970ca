#include "record/format_page.h"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <set>

#include "record/layout.h"

using namespace rangifer::record;

TEST_CASE("the format page in outputs/ is the one the table makes", "[record][format]")
{
  const std::string path = RANGIFER_SOURCE_DIR "/outputs/FORMAT.md";
  if (std::getenv("RANGIFER_WRITE_FORMAT") != nullptr) std::ofstream(path) << format_page();
  std::ifstream in(path);
  const std::string page {std::istreambuf_iterator<char>(in), {}};
  INFO("write it anew with RANGIFER_WRITE_FORMAT=1 test_record \"[format]\"");
  CHECK(page == format_page());
}

TEST_CASE("every row of the layout says what it is, once", "[record][format]")
{
  for (const Group& group : groups()) {
    std::set<std::string_view> seen;
    for (const Variable& v : variables_of(group.name)) {
      INFO(group.name << "/" << v.name);
      CHECK(seen.insert(v.name).second);
      CHECK_FALSE(v.long_name.empty());
      if (v.role == Role::data && v.type != Type::text) CHECK_FALSE(v.units.empty());
      for (const auto name : split(v.dimensions, ' ')) CHECK_NOTHROW(dimension(name));
    }
    int growing = 0;
    for (const Dimension* d : dimensions_of(group.name)) growing += d->unlimited();
    CHECK(growing == 1);
  }
}

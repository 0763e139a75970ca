#include "report/pack.h"

#include <catch2/catch.hpp>
#include <cmath>

using namespace rangifer::report;

TEST_CASE("bytes as base64, the three ends of RFC 4648", "[report]")
{
  const auto of = [](std::string_view text) {
    const std::vector<std::uint8_t> bytes(text.begin(), text.end());
    return base64(bytes);
  };
  CHECK(of("").empty());
  CHECK(of("f") == "Zg==");
  CHECK(of("fo") == "Zm8=");
  CHECK(of("foobar") == "Zm9vYmFy");
}

TEST_CASE("a layer counts equal values where that is shorter", "[report]")
{
  const Layer even {300, 1, 1, std::vector<std::uint8_t>(300, 7)};
  const std::vector<std::uint8_t> counted {255, 7, 43, 7};  // 256 and 44 of them
  CHECK_THAT(layer_json(even), Catch::Contains("\"runs\": true") && Catch::Contains(base64(counted)));
  const Layer uneven {3, 1, 1, {1, 2, 3}};
  CHECK_THAT(layer_json(uneven), Catch::Contains("\"runs\": false") && Catch::Contains(base64(uneven.values)));
}

TEST_CASE("blocks of cells, the last ones cut by the edge", "[report]")
{
  const float none = std::nanf("");
  const std::vector<float> map {1, 3, 5, none, none, 7};  // 3 columns, 2 rows
  const Coarse mean = coarse(map, 3, 2, 2, Of::mean), least = coarse(map, 3, 2, 2, Of::least),
               sum = coarse(map, 3, 2, 2, Of::sum);
  CHECK((mean.columns == 2 && mean.rows == 1));
  CHECK(mean.values == std::vector<float> {2, 6});
  CHECK(least.values == std::vector<float> {1, 5});
  CHECK(sum.values == std::vector<float> {4, 12});
  CHECK(std::isnan(coarse(std::vector<float> {none}, 1, 1, 1, Of::mean).values[0]));
}

TEST_CASE("classes end at the step below the greatest value", "[report]")
{
  CHECK(class_edges(45, 3) == std::vector<double> {3, 10, 30});
  CHECK(class_edges(25, 3) == std::vector<double> {1, 3, 10});
  CHECK(class_edges(0, 3).empty());
  const std::vector<double> edges {3, 10, 30};
  CHECK((class_of(2.9, edges) == 0 && class_of(3, edges) == 1 && class_of(1000, edges) == 3));
}

TEST_CASE("a place takes 16 bits, and nowhere is a place of its own", "[report]")
{
  std::vector<std::uint8_t> bytes;
  put_place(bytes, 0, 0, 65534);
  put_place(bytes, 258, 0, 65534);
  put_place(bytes, 1e9, 0, 65534);
  put_place(bytes, std::nan(""), 0, 65534);
  CHECK(bytes == std::vector<std::uint8_t> {0, 0, 2, 1, 254, 255, 255, 255});
}

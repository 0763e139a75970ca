#include "forcing/file/packing.h"

#include <catch2/catch.hpp>
#include <cmath>

#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;

namespace {

/// Stored numbers of one variable, unpacked.
std::vector<double> unpacked(int type, const std::vector<double>& stored,
                             const std::function<void(testing::NcMaker&, int)>& describe)
{
  const testing::TempFolder folder;
  {
    testing::NcMaker nc(folder / "p.nc");
    const int d = nc.dimension("n", stored.size());
    const int v = nc.variable("v", type, {d});
    describe(nc, v);
    nc.put(v, stored);
  }
  const NetcdfFile file(folder / "p.nc");
  std::vector<double> values = file.read(*file.find("v"));
  Packing(file, *file.find("v")).unpack(values);
  return values;
}

}  // namespace

TEST_CASE("packed shorts become values, their codes gaps", "[forcing]")
{
  const auto v = unpacked(NC_SHORT, {0, 100, -32767, -32766}, [](auto& nc, int id) {
    nc.number(id, "scale_factor", NC_DOUBLE, {0.01}).number(id, "add_offset", NC_DOUBLE, {250});
    nc.number(id, "_FillValue", NC_SHORT, {-32767}).number(id, "missing_value", NC_SHORT, {-32766});
  });
  CHECK(v[0] == Approx(250));
  CHECK(v[1] == Approx(251));
  CHECK(std::isnan(v[2]));
  CHECK(std::isnan(v[3]));
}

TEST_CASE("a negative scale turns the range round, not the values away", "[forcing]")
{
  const auto v = unpacked(NC_SHORT, {10, 900}, [](auto& nc, int id) {
    nc.number(id, "scale_factor", NC_DOUBLE, {-0.5}).number(id, "valid_range", NC_SHORT, {0, 100});
  });
  CHECK(v[0] == Approx(-5));
  CHECK(std::isnan(v[1]));
}

TEST_CASE("1e20 given as a double is missing in a float variable", "[forcing]")
{
  const auto v = unpacked(NC_FLOAT, {1e20, 5, std::nan("")},
                          [](auto& nc, int id) { nc.number(id, "missing_value", NC_DOUBLE, {1e20}); });
  CHECK(std::isnan(v[0]));
  CHECK(v[1] == 5);
  CHECK(std::isnan(v[2]));
}

TEST_CASE("several missing codes, one of them NaN, without _FillValue", "[forcing]")
{
  const auto v = unpacked(NC_SHORT, {-9999, -8888, 3}, [](auto& nc, int id) {
    nc.number(id, "missing_value", NC_FLOAT, {-9999, -8888, std::nan("")});
  });
  CHECK(std::isnan(v[0]));
  CHECK(std::isnan(v[1]));
  CHECK(v[2] == 3);
}

TEST_CASE("what was never written is missing", "[forcing]")
{
  const auto v = unpacked(NC_FLOAT, {static_cast<double>(NC_FILL_FLOAT), 1}, [](auto&, int) {});
  CHECK(std::isnan(v[0]));
  CHECK(v[1] == 1);
}

TEST_CASE("unsigned bytes stored as signed ones", "[forcing]")
{
  const auto v = unpacked(NC_BYTE, {-1, -56, 7}, [](auto& nc, int id) {
    nc.text(id, "_Unsigned", "true").number(id, "_FillValue", NC_BYTE, {-1});
    nc.number(id, "scale_factor", NC_FLOAT, {0.5});
  });
  CHECK(std::isnan(v[0]));
  CHECK(v[1] == Approx(100));
  CHECK(v[2] == Approx(3.5));
}

TEST_CASE("valid_min and valid_max shut out what lies beyond", "[forcing]")
{
  const auto plain = unpacked(NC_FLOAT, {-300, 10, 400}, [](auto& nc, int id) {
    nc.number(id, "valid_min", NC_FLOAT, {-100}).number(id, "valid_max", NC_FLOAT, {100});
  });
  CHECK(std::isnan(plain[0]));
  CHECK(plain[1] == 10);
  CHECK(std::isnan(plain[2]));

  // Real bounds on packed whole numbers are of the values, whole ones of what is stored.
  const auto packed = unpacked(NC_SHORT, {-10, 10, 1100, 500}, [](auto& nc, int id) {
    nc.number(id, "scale_factor", NC_FLOAT, {0.1}).number(id, "valid_range", NC_FLOAT, {0, 100});
  });
  CHECK(std::isnan(packed[0]));
  CHECK(packed[1] == Approx(1.0));
  CHECK(std::isnan(packed[2]));
  CHECK(packed[3] == Approx(50.0));
}

TEST_CASE("a NaN fill on a short leaves the default one in force", "[forcing][packing]")
{
  const auto v = unpacked(NC_SHORT, {7, NC_FILL_SHORT}, [](auto& nc, int id) {
    nc.number(id, "missing_value", NC_FLOAT, {std::nan("")}).number(id, "scale_factor", NC_FLOAT, {0.5});
  });
  CHECK(v[0] == 3.5);
  CHECK(std::isnan(v[1]));
}

TEST_CASE("a missing value written as text counts if it is a number", "[forcing][packing]")
{
  const auto v = unpacked(NC_SHORT, {-999, 5}, [](auto& nc, int id) { nc.text(id, "missing_value", "-999"); });
  CHECK(std::isnan(v[0]));
  CHECK(v[1] == 5);
  const auto w = unpacked(NC_SHORT, {-999, 5}, [](auto& nc, int id) { nc.text(id, "missing_value", "none"); });
  CHECK(w[0] == -999);
}

TEST_CASE("a valid range that signed numbers cannot fill makes them unsigned", "[forcing][packing]")
{
  const auto bytes = unpacked(NC_BYTE, {-2, -1, 100}, [](auto& nc, int id) {
    nc.number(id, "valid_range", NC_SHORT, {0, 254}).number(id, "scale_factor", NC_DOUBLE, {2});
  });
  CHECK(bytes[0] == 508);
  CHECK(std::isnan(bytes[1]));
  CHECK(bytes[2] == 200);
  const auto shorts = unpacked(NC_SHORT, {-2, -1, 0, 1}, [](auto& nc, int id) {
    nc.text(id, "_Unsigned", "true").number(id, "valid_range", NC_SHORT, {1, -2});
  });
  CHECK(shorts[0] == 65534);
  CHECK(std::isnan(shorts[1]));
  CHECK(std::isnan(shorts[2]));
  CHECK(shorts[3] == 1);
  const auto plain = unpacked(NC_BYTE, {-5}, [](auto& nc, int id) {
    nc.number(id, "valid_range", NC_BYTE, {-100, 100});
  });
  CHECK(plain[0] == -5);
}

TEST_CASE("1e20 in single precision is missing in double data that hold 1e20", "[forcing][packing]")
{
  const auto v = unpacked(NC_DOUBLE, {1e20, static_cast<double>(1e20F), 3},
                          [](auto& nc, int id) { nc.number(id, "missing_value", NC_FLOAT, {1e20}); });
  CHECK(std::isnan(v[0]));
  CHECK(std::isnan(v[1]));
  CHECK(v[2] == 3);
}

TEST_CASE("a packing that cannot be meant is refused", "[forcing][packing]")
{
  const auto with = [](const std::function<void(testing::NcMaker&, int)>& describe) {
    return testing::refusal([&] { (void)unpacked(NC_SHORT, {1}, describe); });
  };
  using Catch::Matchers::Contains;
  CHECK_THAT(with([](auto& nc, int id) { nc.number(id, "scale_factor", NC_FLOAT, {0}); }),
             Contains("p.nc: variable v: scale_factor is 0"));
  CHECK_THAT(with([](auto& nc, int id) { nc.number(id, "scale_factor", NC_FLOAT, {std::nan("")}); }),
             Contains("scale_factor is nan"));
  CHECK_THAT(with([](auto& nc, int id) { nc.text(id, "add_offset", "zero"); }), Contains("add_offset is no number"));
  CHECK_THAT(with([](auto& nc, int id) {
               nc.number(id, "valid_range", NC_SHORT, {10, -10});
             }),
             Contains("valid range begins at 10 and ends at -10"));
}

TEST_CASE("whole numbers of 64 bits and their default fill", "[forcing][packing]")
{
  const auto v = unpacked(NC_INT64, {5e15, -3, static_cast<double>(NC_FILL_INT64)}, [](auto&, int) {});
  CHECK(v[0] == 5e15);
  CHECK(v[1] == -3);
  CHECK(std::isnan(v[2]));
}

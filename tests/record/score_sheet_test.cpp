#include "record/score_sheet.h"

#include <catch2/catch.hpp>

#include <cmath>
#include <fstream>

#include <unistd.h>

#include "base/error.h"
#include "record/handle.h"

using namespace rangifer;
using Catch::Matchers::Contains;
namespace fs = std::filesystem;

namespace {

record::Sheet two_rows()
{
  record::SheetRow scored;
  scored.number = 19;
  scored.pattern = "first-year survival";
  scored.simulated = 0.51;
  scored.verdict = 0;
  record::SheetRow lacking;
  lacking.number = 20;
  lacking.simulated = std::nan("");
  lacking.verdict = 3;
  lacking.needs = "needs the mothers' ages";
  return {{scored, lacking}, {"a.h5", "b.h5"}, "0.1.0", "abc"};
}

template <class Number>
std::vector<Number> numbers(const fs::path& file, const char* name, hid_t type)
{
  const record::Handle open {H5Fopen(file.c_str(), H5F_ACC_RDONLY, H5P_DEFAULT), H5Fclose, "open"};
  const record::Handle set {H5Dopen2(open.get(), name, H5P_DEFAULT), H5Dclose, name};
  std::vector<Number> out(2);
  record::check(H5Dread(set.get(), type, H5S_ALL, H5S_ALL, H5P_DEFAULT, out.data()), name);
  return out;
}

}  // namespace

TEST_CASE("a score sheet is written to a file of its own, and over another sheet only", "[record]")
{
  // More of it is the matter of tests/program/validate_test.py, which opens it in other tools.
  const fs::path file = fs::temp_directory_path() / ("rangifer_score_sheet_" + std::to_string(::getpid()) + ".h5");
  record::write_sheet_file(file, two_rows());
  record::write_sheet_file(file, two_rows());
  CHECK(numbers<int>(file, "validation/number", H5T_NATIVE_INT) == std::vector {19, 20});
  CHECK(numbers<int>(file, "validation/verdict", H5T_NATIVE_INT) == std::vector {0, 3});
  const auto simulated = numbers<double>(file, "validation/simulated", H5T_NATIVE_DOUBLE);
  CHECK(simulated[0] == 0.51);
  CHECK(std::isnan(simulated[1]));

  std::ofstream(file) << "somebody's notes";
  CHECK_THROWS_WITH(record::write_sheet_file(file, two_rows()), Contains("choose another name"));
  CHECK(fs::file_size(file) == 16);
  CHECK_FALSE(fs::exists(file.string() + ".partial"));
  fs::remove(file);
}

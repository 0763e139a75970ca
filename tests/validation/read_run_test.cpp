#include "validation/read_run.h"

#include <catch2/catch.hpp>

#include <fstream>

#include "base/error.h"

using namespace rangifer;

namespace {

std::string refusal(const std::filesystem::path& file)
{
  try {
    (void)validation::read_run(file);
  } catch (const InputError& e) {
    return e.what();
  }
  return "";
}

}  // namespace

TEST_CASE("what is no result is refused by name", "[validation]")
{
  // Spoilt results proper are the matter of tests/program/validate_test.py.
  const auto file = std::filesystem::temp_directory_path() / "rangifer_read_run_test.h5";
  std::ofstream(file) << "\x89HDF\r\n\x1a\n and then nothing";
  CHECK(refusal(file) == file.string() + ": not an HDF5 file, or a broken one; expected a result of rangifer run");
  std::filesystem::remove(file);
  CHECK(refusal(file) == file.string() + ": no such file");
  CHECK(refusal(std::filesystem::temp_directory_path())
          .ends_with("is a folder, not a result file; name one result in it, or compare two folders first"));
}

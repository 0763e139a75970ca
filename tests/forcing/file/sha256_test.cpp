#include "forcing/file/sha256.h"

#include <catch2/catch.hpp>

#include "make_files.h"

using namespace rangifer;
using Catch::Matchers::Contains;

TEST_CASE("SHA-256 of a whole file [FIPS 180-2]", "[forcing]")
{
  const testing::TempFolder folder;
  std::ofstream(folder / "abc") << "abc";
  std::ofstream(folder / "empty") << "";
  std::ofstream(folder / "a") << std::string(1'000'000, 'a');
  CHECK(forcing::sha256_of(folder / "abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(forcing::sha256_of(folder / "empty") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  CHECK(forcing::sha256_of(folder / "a") == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  CHECK_THAT(testing::refusal([&] { (void)forcing::sha256_of(folder / "gone"); }), Contains("gone: cannot be read"));
}

#include "forcing/file/guarded.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <vector>

#include "base/error.h"
#include "make_files.h"

using namespace rangifer;
using namespace rangifer::forcing;
using Catch::Matchers::Contains;
using testing::refusal;

namespace {

std::string refusal_of(const std::function<std::string()>& work, const GuardLimits& limits = {})
{
  return refusal([&] { (void)guarded("snow.nc", work, limits); });
}

double seconds_since(std::chrono::steady_clock::time_point start)
{
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

TEST_CASE("a child's text comes back whole, however long", "[guarded]")
{
  CHECK(guarded("snow.nc", [] { return std::string(); }).empty());
  const std::string text = guarded("snow.nc", [] {
    std::string all;
    for (int i = 0; i < 5'000'000; ++i) all += static_cast<char>('a' + i % 26);
    return all;
  });
  REQUIRE(text.size() == 5'000'000);
  CHECK(text.substr(4'999'998) ==
        std::string {static_cast<char>('a' + 4'999'998 % 26)} + static_cast<char>('a' + 4'999'999 % 26));
}

TEST_CASE("a library that crashes ends the child only", "[guarded]")
{
  CHECK(refusal_of([] { return std::raise(SIGSEGV) == 0 ? std::string("survived") : std::string(); }) ==
        "snow.nc: the library that reads it crashed (segmentation fault): the file is broken");
  CHECK_THAT(refusal_of([]() -> std::string { std::abort(); }), Contains("crashed (abort)"));
  CHECK_THAT(refusal_of([] { return std::raise(SIGFPE) == 0 ? std::string("survived") : std::string(); }),
             Contains("crashed (floating point exception)"));
  CHECK_THAT(refusal_of([]() -> std::string { _exit(7); }), Contains("gave up (exit code 7)"));
}

TEST_CASE("a library that hangs is stopped in time, asleep or at work", "[guarded]")
{
  const auto start = std::chrono::steady_clock::now();
  CHECK(refusal_of(
          [] {
            sleep(30);
            return std::string();
          },
          {0.3, std::size_t {1} << 30}) ==
        "snow.nc: reading it took longer than 0.3 s: the file is broken or far too large");
  CHECK_THAT(refusal_of(
               [] {
                 for (volatile bool on = true; on;) {
                 }
                 return std::string();
               },
               {0.3, std::size_t {1} << 30}),
             Contains("took longer"));
  CHECK(seconds_since(start) < 5.0);
}

#if !defined(__SANITIZE_ADDRESS__)
TEST_CASE("a library that swallows memory is stopped", "[guarded]")
{
  const GuardLimits little {9.0, std::size_t {64} << 20};
  CHECK(refusal_of([] { return std::to_string(std::vector<double>(100'000'000, 1.0).size()); }, little) ==
        "snow.nc: the library that reads it wants more than 64 MB of memory: the file is broken or far too large");
  CHECK(guarded(
          "snow.nc", [] { return std::to_string(std::vector<double>(1'000'000, 1.0).size()); }, little) == "1000000");
}
#endif

TEST_CASE("what is thrown in the child is thrown again", "[guarded]")
{
  CHECK(refusal_of([]() -> std::string { throw InputError("snow.nc: no variable depht"); }) ==
        "snow.nc: no variable depht");
  CHECK_THROWS_AS(guarded("snow.nc", []() -> std::string { throw RunError("disk"); }), RunError);
  CHECK(refusal_of([]() -> std::string { throw std::out_of_range("an index"); }) ==
        "snow.nc: cannot be read: an index");
}

TEST_CASE("what a library prints is not heard, and what is in memory stays as it is", "[guarded]")
{
  int changed = 1;
  CHECK(guarded("snow.nc", [&] {
          changed = 2;
          std::fputs("HDF5-DIAG: Error detected\n", stderr);
          return std::to_string(changed);
        }) == "2");
  CHECK(changed == 1);
}

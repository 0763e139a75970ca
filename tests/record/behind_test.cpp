#include "record/behind.h"

#include <unistd.h>

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "base/error.h"
#include "record/handle.h"
#include "tiny_run.h"

using namespace rangifer;
using record::Behind;

namespace {

/// A door that a task waits at until the test opens it.
struct Door {
  std::atomic<bool> open {false};
  void wait() const
  {
    while (!open) std::this_thread::sleep_for(std::chrono::milliseconds {1});
  }
};

}  // namespace

TEST_CASE("tasks are done in the order they were posted", "[record][behind]")
{
  const std::size_t most_waiting = GENERATE(0u, 1u, 3u, 1000u);
  std::vector<int> done;  // one thread at a time touches it
  {
    Behind behind {most_waiting};
    for (int i = 0; i < 200; ++i) behind.post([i, &done] { done.push_back(i); });
    behind.finish();
    REQUIRE(done.size() == 200);
    CHECK(std::ranges::is_sorted(done));
    CHECK(behind.busy_s() >= 0.0);
  }
  CHECK(done.size() == 200);
}

TEST_CASE("a poster goes on while a task is in hand, until as many wait as may", "[record][behind]")
{
  Door door;
  std::atomic<int> done {0}, posted {0};
  Behind behind {2};
  std::thread poster {[&] {
    for (int i = 0; i < 5; ++i) {
      behind.post([&] {
        door.wait();
        ++done;
      });
      ++posted;
    }
  }};
  while (posted < 3) std::this_thread::sleep_for(std::chrono::milliseconds {1});  // one in hand, two wait
  std::this_thread::sleep_for(std::chrono::milliseconds {50});
  CHECK(posted == 3);
  CHECK(done == 0);
  door.open = true;
  poster.join();
  behind.finish();
  CHECK(done == 5);
  CHECK(behind.waited_s() >= 0.02);  // the fourth stood before the queue for as long as the door was shut
}

TEST_CASE("without a thread a task is done where it is posted", "[record][behind]")
{
  Behind behind {0};
  std::thread::id where;
  behind.post([&] { where = std::this_thread::get_id(); });
  CHECK(where == std::this_thread::get_id());
}

TEST_CASE("what a task throws comes out of a later call, as it was, and ends the work", "[record][behind]")
{
  Behind behind {4};
  std::atomic<int> after {0};
  Door door;
  behind.post([&] {
    door.wait();
    throw InputError("the disk is full");
  });
  behind.post([&] { ++after; });
  door.open = true;
  CHECK_THROWS_AS(behind.finish(), InputError);
  CHECK_THROWS_WITH(behind.finish(), "the disk is full");
  CHECK_THROWS_WITH(behind.post([&] { ++after; }), "the disk is full");
  std::this_thread::sleep_for(std::chrono::milliseconds {50});  // time enough to do wrong in
  CHECK(after == 0);
  CHECK_THROWS_WITH(behind.finish(), "the disk is full");
}

TEST_CASE("a poster that waits for its turn hears of an error", "[record][behind]")
{
  Door door;
  Behind behind {1};
  std::atomic<bool> heard {false};
  std::thread poster {[&] {
    try {
      for (int i = 0; i < 4; ++i) {
        behind.post([&] {
          door.wait();
          throw RunError("no");
        });
      }
    } catch (const RunError&) {
      heard = true;
    }
  }};
  std::this_thread::sleep_for(std::chrono::milliseconds {20});
  door.open = true;
  poster.join();
  CHECK(heard);
}

TEST_CASE("left early, only the task in hand is done", "[record][behind]")
{
  std::atomic<int> done {0};
  Door door;
  auto behind = std::make_unique<Behind>(10);
  std::atomic<bool> begun {false};
  behind->post([&] {
    begun = true;
    door.wait();
    ++done;
  });
  for (int i = 0; i < 5; ++i) behind->post([&] { ++done; });
  while (!begun) std::this_thread::sleep_for(std::chrono::milliseconds {1});
  std::thread leaver {[&] { behind.reset(); }};
  std::this_thread::sleep_for(std::chrono::milliseconds {20});
  door.open = true;
  leaver.join();
  CHECK(done == 1);
}

TEST_CASE("a result written by another thread, many steps at once, is the same to the byte", "[record][behind]")
{
  if (!record::hdf5_bears_threads()) {
    WARN("skipped: this HDF5 was built for one thread");
    return;
  }
  const auto folder = std::filesystem::temp_directory_path() / ("rangifer-behind-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  tiny::write(folder / "plain.h5");
  {
    record::RunFile file(folder / "behind.h5", tiny::description(), tiny::terrain(), tiny::regions());
    Behind behind {3, record::silence_hdf5};
    for (int d = 0; d < tiny::days; ++d) {
      std::vector<double> hours;
      std::vector<herd::TrackPoint> points;
      for (int s = d * tiny::steps_a_day; s < (d + 1) * tiny::steps_a_day; ++s) {
        hours.push_back(24.0 * days_since_1970(tiny::day(0).day) + 3.0 * (s + 1));
        for (const herd::TrackPoint& point : tiny::track(s)) points.push_back(point);
      }
      behind.post([&file, day = tiny::day(d)] { file.append(day); });
      behind.post([&file, hours, points] { file.append_tracks(hours, points); });
    }
    behind.post([&file] { tiny::append_years(file); });
    behind.finish();
    file.close({});
  }
  const auto bytes_of = [](const std::filesystem::path& path) {
    std::ifstream in {path, std::ios::binary};
    return std::string {std::istreambuf_iterator<char> {in}, {}};
  };
  const std::string plain = bytes_of(folder / "plain.h5");
  CHECK(plain.size() > 100'000);
  CHECK(plain == bytes_of(folder / "behind.h5"));
  std::filesystem::remove_all(folder);
}

#include "cluster/tasks.h"

#include <catch2/catch.hpp>

using namespace rangifer::cluster;
using Numbers = std::vector<std::size_t>;

TEST_CASE("numbers are told in ranges, as SLURM takes them", "[cluster]")
{
  CHECK(ranges_text(Numbers {}).empty());
  CHECK(ranges_text(Numbers {5}) == "5");
  CHECK(ranges_text(Numbers {0, 1, 2, 3, 7, 9, 10, 12}) == "0-3,7,9-10,12");
}

TEST_CASE("what SLURM tells in ranges comes back as numbers", "[cluster]")
{
  CHECK(numbers_in("0-3,7,9-10,12") == Numbers {0, 1, 2, 3, 7, 9, 10, 12});
  CHECK(numbers_in("3-5%2") == Numbers {3, 4, 5});
  CHECK(numbers_in("0-6:3") == Numbers {0, 3, 6});
  for (const char* nonsense : {"", "N/A", "3-", "5-3", "1,,2", "0-4:0", "0-99999999999"}) {
    INFO(nonsense);
    CHECK_FALSE(numbers_in(nonsense));
  }
}

TEST_CASE("a task holds the members of its pack, and only tasks with something to do are listed", "[cluster]")
{
  CHECK(tasks_of(Numbers {0, 1, 2}, 1) == Numbers {0, 1, 2});
  CHECK(tasks_of(Numbers {0, 1, 2, 9, 10, 31}, 10) == Numbers {0, 1, 3});
  CHECK(tasks_of(Numbers {}, 10).empty());
}

TEST_CASE("long members get a task of their own, short ones fill about an hour together", "[cluster]")
{
  CHECK(members_per_task(600) == 1);
  CHECK(members_per_task(86400) == 1);
  CHECK(members_per_task(599) == 6);
  CHECK(members_per_task(60) == 60);
  CHECK(members_per_task(0.01) == 3600);
}

TEST_CASE("a time limit is whole minutes, never less than needed", "[cluster]")
{
  CHECK(time_text(0) == "00:01:00");
  CHECK(time_text(10) == "00:10:00");
  CHECK(time_text(10.01) == "00:11:00");
  CHECK(time_text(24 * 60) == "1-00:00:00");
  CHECK(time_text(3 * 24 * 60 + 61) == "3-01:01:00");
}

TEST_CASE("squeue's answer names tasks that run one by one, and those that wait in ranges", "[cluster]")
{
  const auto tasks = tasks_in("12|0|RUNNING|None\n12|3-4%2|PENDING|JobArrayTaskLimit\n 15|N/A|RUNNING|None\n\nerror\n");
  REQUIRE(tasks.size() == 3);
  CHECK(tasks[0].job == "12");
  CHECK(tasks[0].task == 0);
  CHECK(tasks[0].state == "RUNNING");
  CHECK(tasks[1].task == 3);
  CHECK(tasks[2].task == 4);
  CHECK(tasks[2].reason == "JobArrayTaskLimit");
}

#include "engine/block_density.h"

#include <catch2/catch.hpp>
#include <numeric>

#include "behaviour/company.h"
#include "engine/company_day.h"
#include "small_world.h"

using namespace rangifer;
using namespace small_world;

namespace {

/// The whole field of what `each` of these animals adds.
Field density_of(const landscape::Terrain& t, double block_km, const std::vector<std::int32_t>& cell, std::int64_t each)
{
  engine::BlockDensity density {t, block_km};
  density.count(cell, [&](std::size_t) { return each; });
  Field per_km2(t.grid.size());
  const auto columns = static_cast<std::size_t>(t.grid.columns);
  for (int r = 0; r < t.grid.rows; ++r) density.row(r, {0, columns}, &per_km2[t.grid.index(0, r)]);
  return per_km2;
}

herd::Herd some_animals(std::size_t n)
{
  return scattered(terrain(), n, {behaviour::Season::post_calving}, {herd::Mode::post_calving});
}

Field company_of(engine::Rules r, const herd::Herd& a, std::int64_t animals_per_agent)
{
  const landscape::Terrain t = terrain();
  r.herds[0].animals_per_agent = animals_per_agent;
  landscape::Presence presence;
  presence.resize(t.grid);
  engine::BlockDensity density {t, r.company.block_km};
  engine::company_day(r, a, density, presence);
  return presence.company;
}

}  // namespace

TEST_CASE("as many animals everywhere are as many per km2 everywhere, beside the sea and at the edge too", "[engine]")
{
  const landscape::Terrain t = terrain();
  std::vector<std::int32_t> cell;
  for (std::size_t i = 0; i < t.grid.size(); ++i) {
    if (t.sea[i] == 0) cell.push_back(static_cast<std::int32_t>(i));
  }
  const double block_km = GENERATE(4.0, 8.0, 20.0);
  const Field density = density_of(t, block_km, cell, 32);  // in cells of 4 km
  for (std::size_t i = 0; i < density.size(); ++i) REQUIRE(density[i] == Approx(t.sea[i] != 0 ? 0.0 : 2.0));
}

TEST_CASE("no animal is lost in the density, and none is noticed from farther than two blocks", "[engine]")
{
  const landscape::Terrain t = flat_land();
  const auto cell = t.grid.cell_at(2000, 2000);
  const Field density = density_of(t, 8.0, {cell}, 640);
  const double cell_km2 = t.grid.cell_m * t.grid.cell_m / 1e6;
  CHECK(std::accumulate(density.begin(), density.end(), 0.0) * cell_km2 == Approx(640));
  for (std::size_t i = 0; i < density.size(); ++i) {
    const double dx = t.grid.x_of(static_cast<int>(i) % t.grid.columns) - 2000;
    const double dy = t.grid.y_of(static_cast<int>(i) / t.grid.columns) - 2000;
    if (std::max(std::abs(dx), std::abs(dy)) > 20'000) REQUIRE(density[i] == 0.0f);
  }
  CHECK(density[static_cast<std::size_t>(cell)] > 1.0f);
}

TEST_CASE("whoever is around in a row is around within its reach, wherever others were counted before", "[engine]")
{
  const landscape::Terrain t = terrain();
  const auto columns = static_cast<std::size_t>(t.grid.columns);
  const double block_km = GENERATE(4.0, 8.0, 12.0, 20.0);
  const auto each = [](std::size_t i) { return 10 + static_cast<std::int64_t>(i); };
  engine::BlockDensity again {t, block_km};
  int empty_rows = 0;
  for (const std::size_t n : {400u, 3u, 1u, 0u, 5u}) {
    const std::vector<std::int32_t> cell = some_animals(n).cell;
    engine::BlockDensity fresh {t, block_km};
    fresh.count(cell, each);
    again.count(cell, each);
    for (int r = 0; r < t.grid.rows; ++r) {
      CAPTURE(block_km, n, r);
      Field whole(columns, -1.0f), pieces(columns, -1.0f);
      fresh.row(r, {0, columns}, whole.data());
      in_pieces({0, columns}, 7, [&](const Stretch& s) { again.row(r, s, &pieces[s.first]); });
      REQUIRE((pieces == whole));
      const Stretch reach = again.reach(r);
      for (std::size_t c = 0; c < columns; ++c) REQUIRE((whole[c] == 0.0f || (reach.first <= c && c < reach.last)));
      empty_rows += reach.empty() ? 1 : 0;
    }
  }
  CHECK(empty_rows > t.grid.rows);
}

TEST_CASE("a row of many cells has the same density in pieces of any length, even where a block is a cell", "[engine]")
{
  landscape::Terrain t;
  t.grid = {"", 0, 0, 1000, 3 * static_cast<int>(engine::BlockDensity::longest_piece) + 1, 4};
  t.sea.assign(t.grid.size(), 0);
  std::vector<std::int32_t> cell(t.grid.size());
  std::iota(cell.begin(), cell.end(), 0);
  engine::BlockDensity density {t, GENERATE(1.0, 2.0, 3.0)};
  density.count(cell, [](std::size_t i) { return static_cast<std::int64_t>(i * i % 11); });
  const auto columns = static_cast<std::size_t>(t.grid.columns);
  const auto in_pieces_of = [&](std::size_t longest) {
    Field per_km2(columns, -1.0f);
    in_pieces({0, columns}, longest, [&](const Stretch& s) { density.row(2, s, &per_km2[s.first]); });
    return per_km2;
  };
  const Field one_by_one = in_pieces_of(1);
  CHECK((in_pieces_of(7) == one_by_one));
  CHECK((in_pieces_of(engine::BlockDensity::longest_piece) == one_by_one));
  CHECK(*std::ranges::min_element(one_by_one) > 0.0f);
}

TEST_CASE("company is that of this morning, not of yesterday", "[engine]")
{
  const engine::Rules r = rules();
  const landscape::Terrain t = terrain();
  landscape::Presence presence;
  presence.resize(t.grid);
  engine::BlockDensity density {t, r.company.block_km};
  for (const std::size_t n : {300u, 4u, 0u, 9u}) {
    const herd::Herd a = some_animals(n);
    const auto version = presence.version.company;
    engine::company_day(r, a, density, presence);
    CAPTURE(n);
    CHECK((presence.company == company_of(r, a, r.herds[0].animals_per_agent)));
    CHECK((n == 0) == (presence.company == Field(t.grid.size(), behaviour::company(0.0f))));
    CHECK(presence.version.company == version + 1);
  }
}

TEST_CASE("ten agents of fifty animals make the company of fifty of ten at the same places", "[engine]")
{
  const herd::Herd ten = some_animals(10);
  herd::Herd fifty;
  for (int copy = 0; copy < 5; ++copy) {
    for (std::size_t i = 0; i < ten.size(); ++i) {
      const std::size_t at = herd::add(fifty);
      fifty.cell[at] = ten.cell[i];
    }
  }
  const Field company = company_of(rules(), ten, 50);
  CHECK(company == company_of(rules(), fifty, 10));
  CHECK(*std::max_element(company.begin(), company.end()) > 0.2f);
}

TEST_CASE("company is the same on any number of threads and in any order of the herd", "[engine][reproducible]")
{
  const herd::Herd a = some_animals(1501);
  const auto of = [&](int threads, const herd::Herd& animals) {
    const Threads these {threads};
    return company_of(rules(), animals, 10);
  };
  const Field one = of(1, a);
  CHECK(of(2, a) == one);
  CHECK(of(7, a) == one);
  CHECK(of(3, shuffled(a)) == one);
}

TEST_CASE("animals draw together where they like company and space out where they do not", "[engine][statistical]")
{
  const auto company_kept = [](double beta) {
    engine::Rules r = rules();
    r.herds[0].animals_per_agent = 400;  // some 20 animals a km2
    r.modes.winter = {};
    r.modes.winter.mean_step_km = 3.0;
    r.modes.winter.density = beta;
    const auto stage = flat_stage(r);
    herd::Herd a = scattered(stage->terrain, 2000, {behaviour::Season::winter}, {herd::Mode::winter});
    for (std::size_t i = 0; i < a.size(); i += 2) {  // half of the herd in a quarter of the land's width
      a.x_m[i] *= 0.25f;
      a.cell[i] = stage->terrain.grid.cell_near(a.x_m[i], a.y_m[i]);
    }
    engine::BlockDensity density {stage->terrain, 8.0};
    for (int day = 0; day <= 20; ++day) {
      engine::company_day(r, a, density, stage->presence);
      if (day < 20) stage->walk(a, 8);
    }
    double sum = 0;
    for (const std::int32_t cell : a.cell)
      sum += static_cast<double>(stage->presence.company[static_cast<std::size_t>(cell)]);
    return sum / static_cast<double>(a.size());
  };
  const double indifferent = company_kept(0.0);
  CHECK(company_kept(0.3) > indifferent);
  CHECK(company_kept(-0.3) < indifferent);
}

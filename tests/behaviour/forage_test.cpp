#include "behaviour/forage.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace rangifer;
using namespace rangifer::behaviour;

namespace {

/// Tundra in July, green and bare.
Pasture summer()
{
  Pasture p;
  p.ndvi = 0.6f;
  p.ndvi_bare = 0.2f;
  p.days_since_green_up = 10;
  return p;
}

/// The same in March.
Pasture winter(float depth_m, float icing = 0.0f)
{
  Pasture p;
  p.ndvi = p.ndvi_bare = 0.2f;
  p.snow_cover = 1.0f;
  p.snow_depth_m = depth_m;
  p.icing = icing;
  p.locked = 0.5f;
  return p;
}

std::vector<Pasture> many()
{
  std::vector<Pasture> all;
  for (const bool forest : {false, true}) {
    for (const float cover : {0.0f, 0.3f, 1.0f}) {
      for (const float depth : {0.0f, 0.2f, 0.4f, 0.69f, 1.0f}) {
        for (const float icing : {0.0f, 0.5f, 1.0f}) {
          for (const float ndvi : {0.1f, 0.2f, 0.5f, 0.8f}) {
            for (const int days : {-3, 0, 20, 50, 90}) {
              Pasture p {ndvi, 0.2f, forest, 0.5f, cover, depth, 280.0f, icing, 0.5f, days};
              all.push_back(p);
            }
          }
        }
      }
    }
  }
  return all;
}

}  // namespace

TEST_CASE("NDVI tells the biomass that Raynolds found", "[behaviour]")
{
  Forage p;
  p.ndvi_slope = 0.383;
  p.ndvi_offset = 0.994;
  CHECK(biomass_g_m2(p, 0.4f) == Approx(212).margin(0.5));
  CHECK(biomass_g_m2(p, 0.5f) == Approx(275).margin(0.5));
  CHECK(biomass_g_m2(p, 0.6f) == Approx(357).margin(0.5));
  CHECK(biomass_g_m2(p, 0.7f) == Approx(464).margin(0.5));
}

TEST_CASE("green forage is at its best for two weeks and old after ten", "[behaviour]")
{
  Forage p;
  p.peak_until_d = 15;
  p.late_from_d = 70;
  CHECK(forage_age(p, -4) == 0.0f);
  CHECK(forage_age(p, 15) == 0.0f);
  CHECK(forage_age(p, 26) == Approx(0.2));
  CHECK(forage_age(p, 70) == 1.0f);
  CHECK(forage_age(p, 200) == 1.0f);
}

TEST_CASE("half of a cow's fastest bite comes at the forage told, and more forage never slows her", "[behaviour]")
{
  Forage p;
  p.half_at_g_m2 = 20;
  p.fastest_g_min = 7;
  p.lichen_tundra_g_m2 = 20;
  Pasture here = summer();
  here.ndvi = here.ndvi_bare;
  CHECK(grazing(p, here).dry_g_min == Approx(3.5));
  float before = 0;
  for (float ndvi = 0.2f; ndvi < 0.9f; ndvi += 0.05f) {
    here.ndvi = ndvi;
    const float intake = grazing(p, here).dry_g_min;
    REQUIRE(intake >= before);
    REQUIRE(intake < 7.0f);
    before = intake;
  }
}

TEST_CASE("winter forage is as digestible as told, and so is green where there is nothing else", "[behaviour]")
{
  Forage p;
  p.digestible_winter = 0.62;
  p.digestible_peak = 0.72;
  p.digestible_late = 0.50;
  p.nitrogen_winter = 0.5;
  p.nitrogen_peak = 2.5;
  p.energy_mj_kg = 18.5;
  p.metabolisable = 0.82;
  p.peak_until_d = 15;
  p.late_from_d = 70;
  const Grazing old = grazing(p, winter(0.0f));
  CHECK(old.energy_kj_min == Approx(old.dry_g_min * 18.5 * 0.62 * 0.82));
  CHECK(old.protein_g_min == Approx(old.dry_g_min * 6.25 * 0.005));
  p.lichen_tundra_g_m2 = 0;
  const Grazing green = grazing(p, summer());
  CHECK(green.energy_kj_min == Approx(green.dry_g_min * 18.5 * 0.72 * 0.82));
  CHECK(green.protein_g_min == Approx(green.dry_g_min * 6.25 * 0.025));
  Pasture late = summer();
  late.days_since_green_up = 70;
  const Grazing last = grazing(p, late);
  CHECK(last.energy_kj_min == Approx(last.dry_g_min * 18.5 * 0.50 * 0.82));
  CHECK(last.protein_g_min == Approx(last.dry_g_min * 6.25 * 0.00125));
}

TEST_CASE("green at its best is chosen, old green is left", "[behaviour]")
{
  Forage p;
  p.prefer_green = 3;
  p.prefer_old = 0.3;
  Forage even = p;
  even.prefer_green = even.prefer_old = 1;
  Pasture here = summer();
  CHECK(grazing(p, here).energy_kj_min > grazing(even, here).energy_kj_min);
  here.days_since_green_up = 90;
  CHECK(grazing(p, here).energy_kj_min > grazing(even, here).energy_kj_min);  // now what is left is the better
}

TEST_CASE("deeper snow never gives more, half is in reach at the depth told, and in the end nothing", "[behaviour]")
{
  Forage p;
  p.half_reach_m = 0.60;
  p.reach_steepness = 4;
  CHECK(reach_under_snow(p, 0.0f) == 1.0f);
  CHECK(reach_under_snow(p, 0.60f) == Approx(0.5));
  CHECK(reach_under_snow(p, 0.30f) == Approx(1 / (1 + 1.0 / 16)));
  CHECK(reach_under_snow(p, 1.20f) == Approx(1 / (1 + 16.0)));
  for (float depth = 0; depth < 1; depth += 0.02f) {
    const Grazing here = grazing(p, winter(depth)), deeper = grazing(p, winter(depth + 0.02f));
    REQUIRE(deeper.dry_g_min <= here.dry_g_min);
    REQUIRE(deeper.energy_kj_min <= here.energy_kj_min);
    REQUIRE(deeper.protein_g_min <= here.protein_g_min);
  }
  const Grazing none = grazing(p, winter(6.0f)), bare = grazing(p, winter(0.0f));
  CHECK(none.dry_g_min < 0.001f * bare.dry_g_min);
  CHECK(none.energy_kj_min < 0.001f * bare.energy_kj_min);
}

TEST_CASE("a crust never gives more, and a whole one locks away the share told", "[behaviour]")
{
  Forage p;
  p.half_at_g_m2 = 20;
  p.lichen_tundra_g_m2 = 60;
  p.digging_share = 0;
  p.fastest_g_min = 7;
  for (float icing = 0; icing < 1; icing += 0.1f) {
    REQUIRE(grazing(p, winter(0.3f, icing + 0.1f)).dry_g_min <= grazing(p, winter(0.3f, icing)).dry_g_min);
  }
  CHECK(grazing(p, winter(0.001f, 1.0f)).dry_g_min == Approx(7.0 * 30 / 50));  // half of 60 g m-2
}

TEST_CASE("a digging stroke costs what Fancy and White measured", "[behaviour]")
{
  Forage p;
  p.stroke_light_j = 118;
  p.stroke_dense_j = 219;
  p.stroke_crust_j = 481;
  CHECK(stroke_j(p, 150, 0) == 118.0f);
  CHECK(stroke_j(p, 220, 0) == 118.0f);
  CHECK(stroke_j(p, 360, 0) == 219.0f);
  CHECK(stroke_j(p, 290, 0) == Approx(0.5 * (118 + 219)));
  CHECK(stroke_j(p, 500, 0) == 219.0f);
  for (const float density : {150.0f, 290.0f, 400.0f}) CHECK(stroke_j(p, density, 1) == Approx(481));
  for (float icing = 0; icing < 1; icing += 0.1f) REQUIRE(stroke_j(p, 300, icing + 0.1f) > stroke_j(p, 300, icing));
}

TEST_CASE("a winter's day of digging costs a tenth to half a megajoule", "[behaviour]")
{
  Forage p;
  p.strokes_min = 3;
  Pasture light = winter(0.3f), dense = winter(0.3f);
  light.snow_density_kg_m3 = 220;
  dense.snow_density_kg_m3 = 360;
  const float min_in_craters = 350;
  CHECK(grazing(p, light).digging_kj_min * min_in_craters == Approx(124).epsilon(0.01));  // 1,050 strokes of 118 J
  CHECK(grazing(p, dense).digging_kj_min * min_in_craters == Approx(230).epsilon(0.01));
}

TEST_CASE("digging takes its share of feeding time, for the share that lies under snow", "[behaviour]")
{
  Forage p;
  p.digging_share = 0.4;
  Pasture bare = winter(0.0f), under = winter(0.001f), half = winter(0.001f);  // all of it in reach
  bare.snow_cover = 0.0f;
  half.snow_cover = 0.5f;
  const float open = grazing(p, bare).dry_g_min;
  CHECK(grazing(p, bare).digging_kj_min == 0.0f);
  CHECK(grazing(p, under).dry_g_min == Approx(0.6 * static_cast<double>(open)));
  CHECK(grazing(p, half).dry_g_min == Approx(0.8 * static_cast<double>(open)));
  CHECK(grazing(p, half).digging_kj_min == Approx(0.5 * static_cast<double>(grazing(p, under).digging_kj_min)));
}

TEST_CASE("lichen of the plain is the share told of that of other tundra; forest is forest", "[behaviour]")
{
  Forage p;
  p.lichen_tundra_g_m2 = 60;
  p.lichen_forest_g_m2 = 90;
  p.plain_winter = 0.5;
  p.half_at_g_m2 = 20;
  p.fastest_g_min = 7;
  Pasture here = winter(0.0f);
  here.snow_cover = 0;
  CHECK(grazing(p, here).dry_g_min == Approx(7.0 * 60 / 80));
  here.plain = 1;
  CHECK(grazing(p, here).dry_g_min == Approx(7.0 * 30 / 50));
  here.forest = true;
  CHECK(grazing(p, here).dry_g_min == Approx(7.0 * 90 / 110));
}

TEST_CASE("whatever the pasture, nothing that it gives is below nothing or beyond what forage can be", "[behaviour]")
{
  const Forage p;
  for (const Pasture& here : many()) {
    const Grazing g = grazing(p, here);
    REQUIRE((g.dry_g_min >= 0.0f && g.dry_g_min < static_cast<float>(p.fastest_g_min)));
    REQUIRE(g.energy_kj_min >= 0.0f);
    REQUIRE(g.energy_kj_min <= g.dry_g_min * static_cast<float>(p.energy_mj_kg * p.metabolisable) * 0.85f);
    REQUIRE((g.protein_g_min >= 0.0f && g.protein_g_min <= g.dry_g_min));
    REQUIRE(g.digging_kj_min >= 0.0f);
  }
}

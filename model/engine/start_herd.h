#pragma once
#include <cstdint>
#include <vector>

#include "engine/destinations.h"
#include "engine/rules.h"
#include "herd/herd.h"
#include "landscape/terrain.h"

namespace rangifer::engine {

/// The seed that draws of a run are keyed on: replicates of one scenario differ by it.
[[nodiscard]] std::uint64_t draw_seed(const RunRules& run) noexcept;

/// The animals of every herd on the first day: in their winter areas, with sexes, ages, pregnancies,
/// and the calving range they inherited. That range is no place in a scenario: it follows from the
/// lie of the land (CalvingMemory).
/// @throws InputError if a winter area has no land, or no low tundra can be reached from it and the herd's others
[[nodiscard]] herd::Herd start_herd(const Rules& rules, const landscape::Terrain& terrain,
                                    const Destinations& destinations);

/// One of `areas`, drawn by their shares with a uniform `u` in (0, 1).
[[nodiscard]] std::size_t choose_area(const std::vector<WinterArea>& areas, float u);

/// Body size of an animal over that of others of its age and sex, its own for life; within three standard deviations.
[[nodiscard]] float frame_of(const behaviour::Body& body, std::uint64_t seed, std::uint64_t id) noexcept;

/// Decides who is pregnant and when due, in `year`, by live mass; the state of before is overwritten.
/// @param mass_kg  of each animal, in the rut
void conceive(const Rules& rules, int birth_year, Day today, const std::vector<float>& mass_kg, herd::Herd& animals);

/// Live mass of each animal, kg.
[[nodiscard]] std::vector<float> live_masses(const behaviour::Body& body, const herd::Herd& animals);

}  // namespace rangifer::engine

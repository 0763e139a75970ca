#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "herd/mode.h"

namespace rangifer::herd {

/// Every living agent, one array per attribute; index i is the same agent in all of them. An agent
/// stands for one or several animals alike. Order means nothing: follow an agent by its id.
struct Herd {
  std::vector<std::uint64_t> id;            ///< unique for ever; a calf's is made of mother and year
  std::vector<std::uint8_t> herd;           ///< which herd, in scenario order
  std::vector<std::uint8_t> male;           ///< 0 or 1
  std::vector<std::int16_t> birth_year;     ///< born in June of this year
  std::vector<float> x_m, y_m;              ///< the run's projection
  std::vector<std::int32_t> cell;           ///< Grid::cell_near(x_m, y_m), kept by whoever moves the agent
  std::vector<float> heading_turn;          ///< direction of the last step, fraction of a turn from east, [0, 1)
  std::vector<std::uint8_t> season;         ///< behaviour::Season
  std::vector<std::int32_t> season_since;   ///< day number it began
  std::vector<std::uint8_t> mode;           ///< Mode of the last step, with insect flight
  std::vector<std::uint16_t> aim;           ///< where it is bound for in this mode: index in engine::Surfaces
  std::vector<std::uint8_t> winter_area;    ///< destination in fall, index in the herd's list
  std::vector<std::uint8_t> calving_group;  ///< destination in spring, index in the herd's groups
  std::vector<float> remembered_x_m, remembered_y_m;  ///< calving place; NaN if she knows none
  std::vector<std::uint8_t> pregnant;
  std::vector<std::int32_t> due_day;         ///< day number, if pregnant
  std::vector<std::uint8_t> calf;            ///< 1 with a calf at heel
  std::vector<std::int32_t> calf_born;       ///< day number, if with calf
  std::vector<std::uint8_t> country;         ///< last jurisdiction's country: 0 none yet, 1 US, 2 CA
  std::vector<float> stride;                 ///< factor on the length of tentative steps, 0..1, above 0
  std::vector<float> longest_share;          ///< the same on the longest step
  std::vector<float> frame;                  ///< body size over that of others of its age and sex
  std::vector<float> fat_kg, protein_kg;     ///< in the body, without a calf in the womb
  std::vector<float> fed;                    ///< 0..1, eaten over appetite, running mean of a week
  std::vector<std::uint8_t> nursing;         ///< 1 while she gives milk
  std::vector<float> calf_kg, calf_born_kg;  ///< of the calf at heel, now and at birth

  // Of today, summed over its steps.
  std::vector<float> walked_km;
  std::vector<float> mosquito, oestrid, harassed;                       ///< indices; harassed: the greater of the two
  std::vector<float> walk_kj_kg, climb_m;                               ///< what the path cost, and uphill
  std::vector<float> graze_kg, graze_mj, graze_protein_kg, digging_kj;  ///< what its feeding time offered
  std::vector<std::uint8_t> held_back;                                  ///< 1 if a road or pipeline stopped it

  [[nodiscard]] std::size_t size() const noexcept { return id.size(); }

  /// Calls f(vector) for every attribute: what copies, grows or drops agents walks this list.
  template <class F>
  void for_each_attribute(F&& f)
  {
    f(id);
    f(herd);
    f(male);
    f(birth_year);
    f(x_m);
    f(y_m);
    f(cell);
    f(heading_turn);
    f(season);
    f(season_since);
    f(mode);
    f(aim);
    f(winter_area);
    f(calving_group);
    f(remembered_x_m);
    f(remembered_y_m);
    f(pregnant);
    f(due_day);
    f(calf);
    f(calf_born);
    f(country);
    f(stride);
    f(longest_share);
    f(frame);
    f(fat_kg);
    f(protein_kg);
    f(fed);
    f(nursing);
    f(calf_kg);
    f(calf_born_kg);
    for_each_sum_of_today(f);
  }

  /// As StateWriter and StateReader want it, by number in the list above.
  template <class Keeper>
  void keep(Keeper& state)
  {
    int number = 0;
    for_each_attribute([&](auto& attribute) { state(std::to_string(number++), attribute); });
  }

  /// Calls f(vector) for what is summed over the steps of a day and starts anew each morning.
  template <class F>
  void for_each_sum_of_today(F&& f)
  {
    f(walked_km);
    f(mosquito);
    f(oestrid);
    f(harassed);
    f(walk_kj_kg);
    f(climb_m);
    f(graze_kg);
    f(graze_mj);
    f(graze_protein_kg);
    f(digging_kj);
    f(held_back);
  }
};

/// Adds one agent that nothing slows, all its other attributes zero; returns its index.
std::size_t add(Herd& herd);

/// Drops the agents whose `gone` is not 0; the last of the living fill the gaps, so that it costs as much as there are
/// dead, not as there are living.
void drop(Herd& herd, const std::vector<std::uint8_t>& gone);

/// The id of the calf that `mother` bears in `year`: the same in every scenario, never that of an
/// animal of the start (those are small numbers).
[[nodiscard]] std::uint64_t calf_id(std::uint64_t mother, int year) noexcept;

/// Class of an agent on a day: a calf until the June after its birth, a yearling for a year, then
/// cow or bull.
[[nodiscard]] Cohort cohort_of(bool male, int birth_year, Day today) noexcept;

}  // namespace rangifer::herd

// The blocks of selection surfaces that are wanted, built in parallel; surfaces.cpp says which those are.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/error.h"
#include "engine/surfaces.h"

namespace rangifer::engine {
namespace {

constexpr int longest_stretch = 256;  // scores of a row of blocks over so many columns stay in the cache

}  // namespace

/// The surfaces with blocks that are wanted.
std::vector<Surfaces::Task> Surfaces::tasks() const
{
  std::vector<Task> all;
  const auto rows = static_cast<std::size_t>(blocks_.rows());
  for (const std::int32_t first : first_cell_) {
    if (first < 0) continue;
    const std::size_t p = static_cast<std::size_t>(first) / terrain_.grid.size();
    if (std::memchr(&any_want_[p * rows], 1, rows) != nullptr) add_place(p, all);
  }
  return all;
}

/// What any of these surfaces wants in a row of blocks.
std::vector<Surfaces::Stretch> Surfaces::wanted_in(int block_row, std::span<const std::size_t> places) const
{
  std::vector<Stretch> all;
  for (int column = 0; column < blocks_.columns(); ++column) {
    const std::size_t block = blocks_.index(column, block_row);
    const bool wanted = std::any_of(places.begin(), places.end(), [&](std::size_t p) {
      return (known_[p * blocks_.size() + block] & is_wanted) != 0;
    });
    if (!wanted) continue;
    const int first = column * Blocks::side, last = std::min(first + Blocks::side, terrain_.grid.columns);
    if (all.empty() || all.back().last != first) all.push_back({first, first});
    all.back().last = last;
  }
  return all;
}

/// At most longest_stretch columns of a row of blocks: the score without the way once, then each destination where it
/// is wanted.
void Surfaces::build_stretch(int block_row, const Stretch& columns, const Task& task, const std::vector<Wanted>& wanted,
                             const landscape::Environment& environment, const Destinations& destinations,
                             float& largest_score)
{
  std::array<float, longest_stretch * Blocks::side> score;
  const Grid& grid = terrain_.grid;
  const int row = block_row * Blocks::side;
  const std::size_t first = grid.index(columns.first, row);
  Patch patch {static_cast<std::size_t>(std::min(Blocks::side, grid.rows - row)),
               static_cast<std::size_t>(columns.last - columns.first), static_cast<std::size_t>(grid.columns)};
  const std::size_t score_stride = patch.columns;
  const behaviour::ModeRules& mode = *rules_.modes.all()[task.mode];
  const double minds = task.cohort == cohort_mothers ? 1.0 : rules_.movement.others_mind;
  const float largest = cells_.scores(mode, environment, *presence_, static_cast<float>(minds), closed_, first, patch,
                                      score.data(), loops_);
  largest_score = std::max(largest_score, largest);
  for (const Wanted& of : wanted) {
    const Field& to_go_km = destinations.to_go_km[places_[of.place].pair % destinations_];
    for (const Stretch& all : of.columns) {
      const Stretch part = all.within(columns);
      if (part.first >= part.last) continue;
      patch.columns = static_cast<std::size_t>(part.last - part.first);
      const std::size_t i = grid.index(part.first, row);
      loops_.pack(&score[static_cast<std::size_t>(part.first - columns.first)], score_stride,
                  static_cast<float>(mode.destination), &to_go_km[i], &closed_[i], patch,
                  &weights_[of.place * grid.size() + i]);
    }
  }
}

/// A row of blocks.
void Surfaces::build_row(int block_row, const std::vector<Task>& tasks, const landscape::Environment& environment,
                         const Destinations& destinations, float* largest_score)
{
  const auto row = static_cast<std::size_t>(block_row), rows = static_cast<std::size_t>(blocks_.rows());
  std::vector<std::size_t> places;
  std::vector<Wanted> each;
  for (const Task& task : tasks) {
    places.clear();
    each.clear();
    for (const std::size_t p : task.places) {
      if (any_want_[p * rows + row] == 0) continue;
      places.push_back(p);
      each.push_back({p, wanted_in(block_row, {&p, 1})});
    }
    if (places.empty()) continue;
    for (const Stretch& all : wanted_in(block_row, places)) {
      for (int first = all.first; first < all.last; first += longest_stretch) {
        const Stretch columns {first, std::min(first + longest_stretch, all.last)};
        build_stretch(block_row, columns, task, each, environment, destinations, largest_score[task.mode]);
      }
    }
    for (const std::size_t p : places) {
      any_want_[p * rows + row] = 0;
      std::uint8_t* known = &known_[p * blocks_.size() + blocks_.index(0, block_row)];
      for (int c = 0; c < blocks_.columns(); ++c) {
        if ((known[c] & is_wanted) != 0) known[c] = static_cast<std::uint8_t>((known[c] | is_built) & ~is_wanted);
      }
    }
  }
}

void Surfaces::build(const landscape::Environment& environment, const Destinations& destinations)
{
  const std::vector<Task> tasks = this->tasks();
  if (tasks.empty()) return;
  const auto looks_around = [&](const Task& task) { return rules_.modes.all()[task.mode]->broad_snow != 0.0; };
  if (std::any_of(tasks.begin(), tasks.end(), looks_around)) cells_.look_for_snow(environment);
  cells_.look_at_water(environment);
  cells_.look_for_activity(*presence_);
  loops_ = score_loops();

  std::array<float, herd::mode_count> most {};
  float* largest_score = most.data();
#pragma omp parallel for default(none) shared(tasks, environment, destinations) \
  reduction(max                                                                 \
            : largest_score[:herd::mode_count]) schedule(dynamic, 1)
  for (int row = 0; row < blocks_.rows(); ++row) build_row(row, tasks, environment, destinations, largest_score);

  for (const Task& task : tasks) {
    if (most[task.mode] <= highest_cell_score) continue;
    for (const std::size_t p : task.places) places_[p].made = {};
    throw InputError(
      fmt::format("movement.{}: the coefficients make a score of {:.0f} somewhere, without the way to "
                  "the destination; expected at most {:.0f}, so smaller ones",
                  herd::mode_names[task.mode], most[task.mode], highest_cell_score));
  }
}

}  // namespace rangifer::engine

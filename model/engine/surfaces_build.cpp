// The blocks of selection surfaces that are wanted, built in parallel; surfaces.cpp says which those are.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

#include "base/error.h"
#include "engine/surfaces.h"

namespace rangifer::engine {
namespace {

constexpr int longest_stretch = 256;  // scores of so many cells stay in the cache

}  // namespace

/// The surfaces with blocks that are wanted.
std::vector<Surfaces::Task> Surfaces::tasks() const
{
  std::vector<Task> all;
  for (const std::int32_t first : first_cell_) {
    if (first < 0) continue;
    const std::size_t p = static_cast<std::size_t>(first) / terrain_.grid.size();
    const std::span known {&known_[p * blocks_.size()], blocks_.size()};
    if (std::any_of(known.begin(), known.end(), [](std::uint8_t b) { return (b & is_wanted) != 0; })) add_place(p, all);
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
    const int first = column * Blocks::side;
    if (all.empty() || all.back().last != first) all.push_back({first, first});
    all.back().last = first + Blocks::side;
  }
  return all;
}

/// Cells of a row, at most longest_stretch: the score without the way once, then each destination where it is wanted.
void Surfaces::build_cells(int row, const Stretch& s, const Task& task, const std::vector<std::vector<Stretch>>& wanted,
                           const landscape::Environment& environment, const Destinations& destinations,
                           float& largest_score)
{
  std::array<float, longest_stretch> score;
  const std::size_t begin = terrain_.grid.index(0, row), first = begin + static_cast<std::size_t>(s.first);
  const auto n = static_cast<std::size_t>(s.last - s.first);
  const behaviour::ModeRules& mode = *rules_.modes.all()[task.mode];
  const double minds = task.cohort == cohort_mothers ? 1.0 : rules_.movement.others_mind;
  cells_.scores(mode, environment, static_cast<float>(minds), first, {score.data(), n}, loops_);
  largest_score = std::max(largest_score, loops_.largest(score.data(), &closed_[first], n));
  for (std::size_t t = 0; t < task.places.size(); ++t) {
    const std::size_t p = task.places[t];
    const Field& to_go_km = destinations.to_go_km[places_[p].pair % destinations_];
    for (const Stretch& all : wanted[t]) {
      const Stretch part = all.within(s);
      if (part.first >= part.last) continue;
      const std::size_t i = begin + static_cast<std::size_t>(part.first);
      loops_.pack(&score[static_cast<std::size_t>(part.first - s.first)], static_cast<float>(mode.destination),
                  &to_go_km[i], &closed_[i], static_cast<std::size_t>(part.last - part.first),
                  &weights_[p * terrain_.grid.size() + i]);
    }
  }
}

/// A row of blocks.
void Surfaces::build_row(int block_row, const std::vector<Task>& tasks, const landscape::Environment& environment,
                         const Destinations& destinations, float* largest_score)
{
  const int end = std::min((block_row + 1) * Blocks::side, terrain_.grid.rows);
  for (const Task& task : tasks) {
    const std::vector<Stretch> any = wanted_in(block_row, task.places);
    if (any.empty()) continue;
    std::vector<std::vector<Stretch>> each;
    for (const std::size_t p : task.places) each.push_back(wanted_in(block_row, {&p, 1}));
    for (int row = block_row * Blocks::side; row < end; ++row) {
      const auto r = static_cast<std::size_t>(row);
      for (const Stretch& all : any) {
        const Stretch land = all.within({row_first_[r], row_last_[r]});
        for (int first = land.first; first < land.last; first += longest_stretch) {
          const Stretch cells {first, std::min(first + longest_stretch, land.last)};
          build_cells(row, cells, task, each, environment, destinations, largest_score[task.mode]);
        }
      }
    }
    for (const std::size_t p : task.places) {
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
  cells_.look_for_activity(environment);
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

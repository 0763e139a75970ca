#include "engine/company_day.h"

#include <algorithm>

#include "behaviour/company.h"

namespace rangifer::engine {

bool heeds_company(const behaviour::ModeTable& modes) noexcept
{
  const auto all = modes.all();
  return std::any_of(all.begin(), all.end(), [](const behaviour::ModeRules* mode) { return mode->density != 0.0; });
}

void company_day(const Rules& rules, const herd::Herd& animals, BlockDensity& density, landscape::Presence& presence)
{
  std::vector<std::int64_t> each;
  for (const HerdRules& herd : rules.herds) each.push_back(herd.animals_per_agent);
  density.count(animals.cell, [&](std::size_t i) { return each[animals.herd[i]]; });

  const float alone = behaviour::company(0.0f);
  const int rows = density.rows();
  const auto columns = presence.company.size() / static_cast<std::size_t>(rows);
#pragma omp parallel for default(none) shared(density, presence, rows, columns, alone) schedule(static)
  for (int row = 0; row < rows; ++row) {
    float* company = &presence.company[static_cast<std::size_t>(row) * columns];
    Stretch& known = presence.company_in_row[static_cast<std::size_t>(row)];
    std::fill(company + known.first, company + known.last, alone);  // yesterday's
    known = density.reach(row);
    in_pieces(known, BlockDensity::longest_piece, [&](const Stretch& s) {
      density.row(row, s, company + s.first);
#pragma omp simd
      for (std::size_t c = s.first; c < s.last; ++c) company[c] = behaviour::company(company[c]);
    });
  }
  ++presence.version.company;
}

}  // namespace rangifer::engine

#include "engine/shared_grazing.h"

#include <limits>

namespace rangifer::engine {

SharedGrazing::SharedGrazing(const behaviour::Forage& rules, const Grid& grid)
    : rules_ {rules}, grid_ {grid}, cells_(grid.size()), rows_(static_cast<std::size_t>(grid.rows))
{
  for (Row& row : rows_) row.made_on = std::numeric_limits<std::int32_t>::min();  // of no day
}

void SharedGrazing::make_row(int row, const GroundDay& day)
{
  Row& here = rows_[static_cast<std::size_t>(row)];
  const std::scoped_lock one_at_a_time {here.making};
  if (here.made_on == day.today) return;
  const std::size_t first = grid_.index(0, row);
  ground_loops().grazing(day, first, static_cast<std::size_t>(grid_.columns), &cells_[first]);
  here.made_on = day.today;
}

}  // namespace rangifer::engine

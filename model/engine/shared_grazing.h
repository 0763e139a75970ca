#pragma once
#include <cstdint>
#include <mutex>
#include <vector>

#include "behaviour/forage.h"
#include "engine/ground_loop.h"

namespace rangifer::engine {

/// What a minute of feeding gives in every cell of a country today: the same for all herds that eat by the same rules.
/// A row is made by whoever comes to it first; several may come at the same time, each from its own thread.
class SharedGrazing {
public:
  SharedGrazing(const behaviour::Forage& rules, const Grid& grid);

  [[nodiscard]] const behaviour::Forage& rules() const noexcept { return rules_; }

  /// Sees to it that a row is that of `day`. @param day  of a herd with these rules, in this country
  void make_row(int row, const GroundDay& day);

  /// Of all cells; of no meaning in rows that nobody has asked for today.
  [[nodiscard]] const behaviour::Grazing* cells() const noexcept { return cells_.data(); }

private:
  struct Row {
    std::mutex making;
    std::int32_t made_on = 0;  ///< day number
  };

  behaviour::Forage rules_;
  Grid grid_;
  std::vector<behaviour::Grazing> cells_;
  std::vector<Row> rows_;
};

}  // namespace rangifer::engine

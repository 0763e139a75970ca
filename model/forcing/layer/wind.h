#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "forcing/forcing.h"
#include "forcing/layer/source_layer.h"
#include "forcing/layer/turn.h"

namespace rangifer::forcing {

/// Wind from its two components, turned to the axes of the model grid.
///
/// The daily mean speed is that of the speeds of the records; from components that are daily means it is
/// only a lower bound, since winds that turn cancel. Components may lie on grids of their own (staggered).
class Wind {
public:
  /// @throws InputError: see SourceLayer; components along unknown axes, or at different times
  Wind(const ResolvedLayer& u, const ResolvedLayer& v, const std::shared_ptr<Domain>& domain);

  [[nodiscard]] std::optional<std::string> missing_period(Day first, Day last) const;
  /// Means of the day along x and y of the model grid, and of the speed. @throws InputError, as DailyLayer::read
  void read(Day day, Field& x, Field& y, Field& speed);
  /// @param speed_used  whether nothing else gives the speed
  [[nodiscard]] std::vector<LayerFact> facts(bool speed_used) const;
  /// After the last check: lets go of what was needed for checks alone.
  void settle()
  {
    u_.forget_times();
    v_.forget_times();
  }

private:
  std::string where_;
  SourceLayer u_, v_;
  bool same_grid_;
  Turn turn_;
  std::vector<double> u_mean_, v_mean_, speed_mean_;  ///< on the source, or on the cells if the grids differ
  std::vector<double> u_cells_, v_cells_, speed_cells_;

  void read_cells(Day day);
  void add_record(Day day, const Share& share);
  void require_believable_speed(Day day) const;
};

}  // namespace rangifer::forcing

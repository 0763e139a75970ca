#pragma once
#include <memory>
#include <optional>
#include <vector>

#include "forcing/forcing.h"
#include "forcing/layer/delta.h"
#include "forcing/layer/monthly_offset.h"
#include "forcing/layer/source_layer.h"

namespace rangifer::forcing {

/// A layer as daily fields on the model grid in the unit of its role: what its records make of a day (their
/// mean; of temperature_min and temperature_max with several records a day the least and the highest), on
/// the cells, carried to their height, changed by the delta.
class DailyLayer {
public:
  /// @throws InputError (without the place in the scenario): file, variable, grid, units, cover, calendar
  DailyLayer(const ResolvedLayer& layer, const Role& role, const LapseRate& lapse,
             const std::shared_ptr<Domain>& domain);

  /// A line for what is missing of [first, last], if anything.
  [[nodiscard]] std::optional<std::string> missing_period(Day first, Day last) const;

  /// Looks whether sums over part of a day are the sums that the layer says. @throws InputError if not
  void check_sums(Day first);

  /// After the last check: lets go of what was needed for checks alone.
  void settle() { source_.forget_times(); }

  /// @throws InputError with file, variable, date, place and value: a gap, a value outside its role
  void read(Day day, Field& out);

  /// Of the layer, and of its delta and its elevation if they are files of their own.
  [[nodiscard]] std::vector<LayerFact> facts();

private:
  std::string where_;
  LayerSpec spec_;
  LapseRate lapse_;
  SourceLayer source_;
  Field height_km_;  ///< of the model above the file's own ground; empty: no correction
  std::optional<Delta> delta_;
  std::optional<MonthlyOffset> monthly_;
  std::vector<double> values_, cells_;

  void read_cells(Day day);
};

/// As the model keeps fields.
void to_field(const std::vector<double>& cells, Field& out);

}  // namespace rangifer::forcing

#pragma once
#include <string>

#include "forcing/file/units.h"
#include "forcing/forcing.h"
#include "forcing/layer/series.h"

namespace rangifer::forcing {

/// What the numbers of a layer are.
enum class Meaning {
  value,       ///< of the role
  difference,  ///< a change of it: 2 degC is 2 K
  ratio,       ///< a factor of it
};

/// How the numbers of a file become the unit of a role.
class LayerUnits {
public:
  /// @throws InputError: no unit, one that does not convert, one that is known to mislead
  LayerUnits(const Series& series, const LayerSpec& spec, const Role& role, Meaning meaning);

  [[nodiscard]] double operator()(double value) const noexcept { return convert_(value) - zero_; }
  /// As understood: that of the file, or of the layer's `units`.
  [[nodiscard]] const std::string& text() const noexcept { return text_; }
  /// Numbers are amounts over a record, still to be divided by its days.
  [[nodiscard]] bool sums() const noexcept { return sums_; }

private:
  struct Chosen;
  explicit LayerUnits(Chosen chosen, double zero);
  std::string text_;
  UnitConverter convert_;
  bool sums_ = false;
  double zero_ = 0.0;  ///< where a difference of nothing comes to lie
  static Chosen choose(const Series& series, const LayerSpec& spec, const Role& role, Meaning meaning);
};

/// Days between records, on the average; 0 of a single one.
[[nodiscard]] double mean_step_d(const RecordTimes& times);

}  // namespace rangifer::forcing

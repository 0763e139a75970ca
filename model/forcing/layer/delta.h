#pragma once
#include <memory>
#include <string>
#include <vector>

#include "forcing/layer/source_layer.h"

namespace rangifer::forcing {

/// Twelve monthly changes of a layer, on a grid of their own: a climate scenario put on a baseline's days.
/// Bilinear in space, linear in time between the middles of the months and on from December to January.
///
/// Added as differences (2 degC is 2 K) or multiplied as ratios, after the layer's own scale, offset and
/// lapse rate. Files without times hold January to December.
class Delta {
public:
  /// @throws InputError: file, variable, unit, cover, not twelve months
  Delta(const LayerSpec& spec, const Role& role, const std::shared_ptr<Domain>& domain);
  /// In place: values of a day on the cells of the model.
  void apply(Day day, std::vector<double>& cells);
  /// With the mean of each month over the file's places around the model's frame.
  [[nodiscard]] LayerFact fact();

private:
  bool multiply_;
  SourceLayer months_;
  std::vector<double> source_, change_;
};

}  // namespace rangifer::forcing

#pragma once
#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

namespace rangifer::forcing {

/// Between which two cells of an axis something lies.
struct Spot {
  std::size_t first = 0, second = 0;
  double share = std::numeric_limits<double>::quiet_NaN();  ///< of `second`; NaN: outside
};

/// One axis of cell centres, even or not, seen as rising whatever its order in the file. Keeps a pointer to
/// the centres.
class Axis {
public:
  /// @param circular  degrees of longitude: 360 more is the same place
  Axis(const std::vector<double>& centres, bool circular);

  /// Up to half a cell past the outermost centres, which keep their own value there.
  [[nodiscard]] Spot find(double at) const noexcept;
  /// Whether the last column is the neighbour of the first.
  [[nodiscard]] bool closed() const noexcept { return closed_; }

private:
  const std::vector<double>* centres_;
  bool falls_, circular_;
  double low_, high_, low_step_, high_step_;
  double seam_ = 0.0;
  bool closed_ = false;

  [[nodiscard]] std::size_t last() const noexcept { return centres_->size() - 1; }
  [[nodiscard]] std::size_t stored(std::size_t i) const noexcept { return falls_ ? last() - i : i; }
  [[nodiscard]] double value(std::size_t i) const noexcept { return (*centres_)[stored(i)]; }
  [[nodiscard]] std::size_t interval(double at) const noexcept;
};

/// Columns of a source that are needed, to find the shortest run that holds them all.
class ColumnsInUse {
public:
  ColumnsInUse(std::size_t columns, bool closed) : used_(columns, false), closed_(closed) {}
  void add(std::size_t column) { used_[column] = true; }

  /// First column and how many (at least one is in use); across the seam of a closed axis if that is shorter.
  [[nodiscard]] std::pair<std::size_t, std::size_t> run() const;

private:
  std::vector<bool> used_;
  bool closed_;
};

/// How many of the first columns of a longitude axis go round the earth once; what follows repeats them
/// (0..360 with both ends, 20..380).
[[nodiscard]] std::size_t columns_once_round(const std::vector<double>& longitude);

}  // namespace rangifer::forcing

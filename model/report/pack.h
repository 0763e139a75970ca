#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

/// Numbers made small enough to travel in a page.
namespace rangifer::report {

[[nodiscard]] std::string base64(std::span<const std::uint8_t> bytes);

/// Rows from south to north, as in the file; `block` cells of the run make one of these on a side.
struct Layer {
  std::size_t columns = 0, rows = 0, block = 1;
  std::vector<std::uint8_t> values;
};
/// JSON for page.js; runs of equal values are counted where that is shorter.
[[nodiscard]] std::string layer_json(const Layer& layer);

/// A map that is thinned by whole blocks of cells.
struct Coarse {
  std::size_t columns = 0, rows = 0, block = 1;
  std::vector<float> values;
};
enum class Of { mean, least, sum };
/// Missing values are left out; a block without any is missing (of a sum: 0).
[[nodiscard]] Coarse coarse(std::span<const float> map, std::size_t columns, std::size_t rows, std::size_t block,
                            Of of);

/// Cells to a block so that a map is at most `most` blocks wide and high.
[[nodiscard]] std::size_t block_for(std::size_t columns, std::size_t rows, std::size_t most);

/// Steps of about three, six at most, up to the greatest value; what is below the first is not drawn.
[[nodiscard]] std::vector<double> class_edges(double greatest, std::size_t classes);
/// 0 below the first edge, 1 from there on, ...
[[nodiscard]] std::uint8_t class_of(double value, std::span<const double> edges);

/// A place on an axis as 16 bits, low byte first; the last value stands for "nowhere".
void put_place(std::vector<std::uint8_t>& bytes, double value, double low, double high);

/// Numbers of a series with few digits, missing ones as null.
[[nodiscard]] std::string numbers_json(std::span<const double> values, int digits = 4);
[[nodiscard]] std::string texts_json(std::span<const std::string> texts);

}  // namespace rangifer::report

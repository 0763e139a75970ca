#include "report/pack.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/json_object.h"

namespace rangifer::report {

std::string base64(std::span<const std::uint8_t> bytes)
{
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t n = std::min<std::size_t>(3, bytes.size() - i);
    std::uint32_t three = 0;
    for (std::size_t k = 0; k < 3; ++k) three = three << 8 | (k < n ? bytes[i + k] : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= n ? letters[three >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

namespace {

std::vector<std::uint8_t> run_lengths(std::span<const std::uint8_t> values)
{
  std::vector<std::uint8_t> out;
  for (std::size_t i = 0; i < values.size();) {
    std::size_t n = 1;
    while (n < 256 && i + n < values.size() && values[i + n] == values[i]) ++n;
    out.push_back(static_cast<std::uint8_t>(n - 1));
    out.push_back(values[i]);
    i += n;
  }
  return out;
}

}  // namespace

std::string layer_json(const Layer& layer)
{
  const std::vector<std::uint8_t> runs = run_lengths(layer.values);
  const bool shorter = runs.size() < layer.values.size();
  return JsonObject {}
    .add("columns", layer.columns)
    .add("rows", layer.rows)
    .add("block", layer.block)
    .raw("runs", shorter ? "true" : "false")
    .add("values", base64(shorter ? runs : layer.values))
    .text();
}

Coarse coarse(std::span<const float> map, std::size_t columns, std::size_t rows, std::size_t block, Of of)
{
  Coarse out {(columns + block - 1) / block, (rows + block - 1) / block, block, {}};
  std::vector<double> sum(out.columns * out.rows, 0.0), n(out.columns * out.rows, 0.0);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t column = 0; column < columns; ++column) {
      const double value = static_cast<double>(map[row * columns + column]);
      if (std::isnan(value)) continue;
      const std::size_t at = row / block * out.columns + column / block;
      sum[at] = of != Of::least ? sum[at] + value : n[at] > 0 ? std::min(sum[at], value) : value;
      ++n[at];
    }
  }
  for (std::size_t i = 0; i < sum.size(); ++i) {
    if (of == Of::sum) out.values.push_back(static_cast<float>(sum[i]));
    else if (!(n[i] > 0)) out.values.push_back(std::numeric_limits<float>::quiet_NaN());
    else out.values.push_back(static_cast<float>(of == Of::mean ? sum[i] / n[i] : sum[i]));
  }
  return out;
}

std::size_t block_for(std::size_t columns, std::size_t rows, std::size_t most)
{
  return std::max<std::size_t>(1, (std::max(columns, rows) + most - 1) / most);
}

std::vector<double> class_edges(double greatest, std::size_t classes)
{
  if (!(greatest > 0)) return {};
  const double ten = std::pow(10, std::floor(std::log10(greatest)));
  std::vector<double> edges;
  bool three = greatest >= 3 * ten;
  for (double decade = ten; edges.size() < classes; three = !three) {
    edges.insert(edges.begin(), three ? 3 * decade : decade);
    if (!three) decade /= 10;
  }
  return edges;
}

std::uint8_t class_of(double value, std::span<const double> edges)
{
  return static_cast<std::uint8_t>(std::ranges::upper_bound(edges, value) - edges.begin());
}

void put_place(std::vector<std::uint8_t>& bytes, double value, double low, double high)
{
  constexpr double most = 65534;
  const double scaled = (value - low) / (high - low) * most;
  const auto place =
    static_cast<std::uint32_t>(std::isnan(value) ? most + 1 : std::clamp(std::round(scaled), 0.0, most));
  bytes.push_back(static_cast<std::uint8_t>(place & 255));
  bytes.push_back(static_cast<std::uint8_t>(place >> 8));
}

std::string numbers_json(std::span<const double> values, int digits)
{
  std::string out;
  for (const double v : values) {
    if (!out.empty()) out += ',';
    out += std::isfinite(v) ? fmt::format("{:.{}g}", v, digits) : "null";
  }
  return "[" + out + "]";
}

std::string texts_json(std::span<const std::string> texts)
{
  std::string out;
  for (const std::string& text : texts) out += (out.empty() ? "" : ",") + json_text(text);
  return "[" + out + "]";
}

}  // namespace rangifer::report

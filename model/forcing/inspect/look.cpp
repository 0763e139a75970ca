#include "forcing/inspect/look.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "base/error.h"

namespace rangifer::forcing {
namespace {

constexpr std::size_t whole_map = std::size_t {1} << 22;  ///< cells of a map that is read as a whole
constexpr std::size_t at_once = std::size_t {1} << 18;
constexpr std::size_t some_rows = 64;

struct Look {
  std::vector<std::size_t> records;
  std::size_t every = 1;  ///< rows
  bool in_time = true;
};

std::vector<std::size_t> records_of(const Raster& raster)
{
  const std::size_t n = raster.records, cells = raster.grid.x.size() * raster.grid.y.size();
  std::vector<std::size_t> all(n <= 400 && n * cells <= whole_map ? n : 0);
  std::iota(all.begin(), all.end(), std::size_t {0});
  if (!all.empty() || n == 0) return all;
  std::vector<std::size_t> some {0, n / 2, n - 1};
  some.erase(std::unique(some.begin(), some.end()), some.end());
  return some;
}

void take(std::span<const double> values, std::size_t record, const ShownUnit& shown, ValuesSeen& seen)
{
  for (const double raw : values) {
    ++seen.cells;
    if (std::isnan(raw)) {
      ++seen.missing;
      continue;
    }
    const double value = shown.convert(raw, record);
    seen.lowest = std::min(seen.lowest, value);
    seen.highest = std::max(seen.highest, value);
  }
}

/// The block in strips, or some rows of a large one. @return every which row
std::size_t read_block(const Raster& raster, std::size_t record, const Window& block, const ShownUnit& shown,
                       Deadline deadline, ValuesSeen& seen, bool& in_time)
{
  const bool whole = block.columns * block.rows <= whole_map;
  const std::size_t strip = whole ? std::max<std::size_t>(1, at_once / block.columns) : 1;
  const std::size_t step = whole ? strip : std::max<std::size_t>(1, block.rows / some_rows);
  for (std::size_t row = 0; row < block.rows; row += step) {
    if (std::chrono::steady_clock::now() > deadline) {
      in_time = false;
      break;
    }
    take(raster.read(record, {block.column, block.row + row, block.columns, std::min(strip, block.rows - row)}), record,
         shown, seen);
  }
  return whole ? 1 : step;
}

/// The cells closest to places all over the domain.
void read_domain(const Raster& raster, std::size_t record, const Sampler& domain, const ShownUnit& shown,
                 Deadline deadline, ValuesSeen& seen, bool& in_time)
{
  const Window& block = domain.window();
  if (block.columns * block.rows > whole_map) {
    (void)read_block(raster, record, block, shown, deadline, seen, in_time);
    return;
  }
  std::vector<double> values(domain.size()), covered;
  domain.apply(raster.read(record, block), values);
  for (std::size_t i = 0; i < values.size(); ++i)
    if (domain.nearest_of(i)) covered.push_back(values[i]);
  take(covered, record, shown, seen);
}

std::string text_of(const Look& look, std::size_t records)
{
  std::string text;
  if (records == 1) text = "the one record";
  else if (look.records.size() == records) text = fmt::format("all {} records", records);
  else text = fmt::format("records {} (the first is 0)", fmt::join(look.records, ", "));
  if (look.every > 1) text += fmt::format(", every {}th row", look.every);
  if (!look.in_time) text += ", not to the end: it took too long";
  return text;
}

ValuesSeen nothing_seen()
{
  constexpr double far = std::numeric_limits<double>::infinity();
  return {0, 0, far, -far};
}

}  // namespace

void look_into(const Raster& raster, const Sampler& domain, const ShownUnit& shown, Deadline deadline,
               VariableSummary& out)
{
  Look look {records_of(raster), 1, true};
  out.everywhere = out.in_domain = nothing_seen();
  try {
    for (const std::size_t record : look.records) {
      if (domain.covered() > 0) read_domain(raster, record, domain, shown, deadline, out.in_domain, look.in_time);
      look.every = read_block(raster, record, {0, 0, raster.grid.x.size(), raster.grid.y.size()}, shown, deadline,
                              out.everywhere, look.in_time);
    }
    out.looked_at = text_of(look, raster.records);
  } catch (const InputError& e) {
    out.everywhere = out.in_domain = nothing_seen();
    out.why_not = e.what();
  }
}

}  // namespace rangifer::forcing

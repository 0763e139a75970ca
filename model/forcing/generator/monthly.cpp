#include "forcing/generator/monthly.h"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <cmath>

#include "base/error.h"
#include "forcing/file/local_file.h"
#include "forcing/file/netcdf_grid.h"
#include "forcing/file/probe.h"
#include "forcing/file/units.h"

namespace rangifer::forcing {
namespace {

/// One variable of one file, ready to be read at fixed places.
class PointReader {
public:
  PointReader(const std::filesystem::path& file, const std::string& variable, const std::string& unit,
              std::span<const double> longitude_deg, std::span<const double> latitude_deg)
      : file_(tried(file, variable)),
        of_(open_grid_variable(file_, variable)),
        convert_(converter(unit)),
        places_ {
          geographic_crs, {longitude_deg.begin(), longitude_deg.end()}, {latitude_deg.begin(), latitude_deg.end()}},
        weights_(of_.grid, places_)
  {
    assert(longitude_deg.size() == latitude_deg.size());
    if (const auto i = weights_.first_outside())
      fail(fmt::format("does not cover {}; its own extent is {}", place(*i), extent_text(of_.grid)));
  }

  [[nodiscard]] std::size_t records() const noexcept { return of_.records(); }

  [[nodiscard]] std::vector<double> read(std::size_t record) const
  {
    std::vector<double> out(places_.x.size());
    if (out.empty()) return out;
    std::vector<double> values = read_window(file_, of_, record, weights_.window());
    convert_.apply(values);
    weights_.apply(values, out);
    const auto gap = std::ranges::find_if(out, [](double v) { return !std::isfinite(v); });
    if (gap != out.end())
      fail(fmt::format("record {} has no value at {}", record + 1, place(static_cast<std::size_t>(gap - out.begin()))));
    return out;
  }

  [[noreturn]] void fail(const std::string& what) const
  {
    throw InputError(fmt::format("{}: variable {} {}", file_.name(), of_.variable.name, what));
  }

private:
  /// In a process of its own first: a broken file may take a library down.
  static const std::filesystem::path& tried(const std::filesystem::path& file, const std::string& variable)
  {
    probe({file.string(), variable, ""});
    return file;
  }

  NetcdfFile file_;
  GridVariable of_;
  UnitConverter convert_;
  Places places_;
  Sampler weights_;

  [[nodiscard]] UnitConverter converter(const std::string& unit) const
  {
    const auto found = UnitConverter::between(of_.units, unit);
    if (!found) fail(fmt::format("is in '{}', which does not convert to '{}'", of_.units, unit));
    return *found;
  }
  [[nodiscard]] std::string place(std::size_t i) const { return place_text(places_.x[i], places_.y[i]); }
};

}  // namespace

std::array<std::vector<double>, 12> read_monthly(const std::filesystem::path& file,
                                                 const std::string& variable_or_standard_name, const std::string& unit,
                                                 std::span<const double> longitude_deg,
                                                 std::span<const double> latitude_deg)
{
  const PointReader reader(file, variable_or_standard_name, unit, longitude_deg, latitude_deg);
  if (reader.records() != 12) reader.fail(fmt::format("has {} records; 12 months are needed", reader.records()));
  std::array<std::vector<double>, 12> months;
  for (std::size_t m = 0; m < 12; ++m) months[m] = reader.read(m);
  return months;
}

std::vector<double> read_static_at(const std::filesystem::path& file, const std::string& variable_or_standard_name,
                                   const std::string& unit, std::span<const double> longitude_deg,
                                   std::span<const double> latitude_deg)
{
  const PointReader reader(file, variable_or_standard_name, unit, longitude_deg, latitude_deg);
  if (reader.records() != 1) reader.fail(fmt::format("has {} records; a map without time is needed", reader.records()));
  return reader.read(0);
}

}  // namespace rangifer::forcing

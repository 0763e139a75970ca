#pragma once
#include <cstddef>
#include <list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// The months of a year without files: records of twelve numbers that stand for January to December.
[[nodiscard]] RecordTimes twelve_months(const std::string& file);

/// One variable over one or many files along time, as if it were one file.
///
/// Opening reads what each file says of itself, not its values. No more than two files are open at a
/// time, and one grid is kept for all, so neither memory nor open files grow with their number.
class Series {
public:
  /// @param request  its file may be a pattern: tas_*.nc, or with the date in the name, ndvi_%Y%j.tif
  /// @param months   twelve records without times stand for January to December
  /// @throws InputError: no such file, no times, files of another grid, unit or calendar, or that overlap
  explicit Series(RasterRequest request, bool months = false);

  /// Of the first file: variable, unit, grid; it can't be read from.
  [[nodiscard]] const Raster& about() const noexcept { return about_; }
  /// Of all records, in order of time.
  [[nodiscard]] const RecordTimes& times() const noexcept { return times_; }
  /// Lets go of the stamps and bounds, once all is made of them: forty years of hours are many.
  void forget_times();
  /// As asked for: a path or a pattern.
  [[nodiscard]] const std::string& file() const noexcept { return request_.file; }
  [[nodiscard]] std::vector<std::string> files() const;
  [[nodiscard]] const std::string& file_of(std::size_t record) const { return parts_[part_of(record)].file; }
  /// "tas_2001.nc: variable tas"
  [[nodiscard]] std::string name(std::size_t record) const;
  [[nodiscard]] std::string name() const;

  /// See Raster::read. @throws InputError
  [[nodiscard]] std::vector<double> read(std::size_t record, const Window& window);

private:
  struct Part {
    std::string file;
    std::size_t first = 0, records = 0;  ///< of the series
  };
  RasterRequest request_;
  Raster about_;
  RecordTimes times_;
  std::vector<Part> parts_;
  std::list<std::pair<std::size_t, Raster>> open_;  ///< number of the part; the one read last comes first

  [[nodiscard]] std::size_t part_of(std::size_t record) const;
  Raster& opened(std::size_t part);
};

}  // namespace rangifer::forcing

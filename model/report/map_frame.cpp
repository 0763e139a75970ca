#include "report/map_frame.h"

#include <fmt/format.h>

#include "base/error.h"

namespace rangifer::report {

MapFrame map_frame(const record::ResultReader& file)
{
  MapFrame frame {file.numbers("map/x"), file.numbers("map/y"), 0};
  if (frame.columns() < 2 || frame.rows() < 2)
    throw InputError(fmt::format("{}: its maps have less than two cells on a side", file.file()));
  frame.cell_m = frame.x_m[1] - frame.x_m[0];
  if (!(frame.cell_m > 0)) throw InputError(fmt::format("{}: map/x does not grow; the file is broken", file.file()));
  return frame;
}

std::vector<float> map_values(const record::ResultReader& file, const MapFrame& frame, const std::string& name,
                              std::size_t maps)
{
  std::vector<float> values = file.floats(name);
  if (values.size() != maps * frame.cells()) {
    throw InputError(fmt::format("{}: {} holds {} values, expected {}; the file is broken", file.file(), name,
                                 values.size(), maps * frame.cells()));
  }
  return values;
}

}  // namespace rangifer::report

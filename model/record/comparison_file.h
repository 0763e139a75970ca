#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "record/column.h"
#include "record/comparison_layout.h"
#include "record/netcdf4.h"

namespace rangifer::record {

/// A dimension and its coordinate. With names its numbers are those from 0, and the names stand beside it.
struct ComparisonAxis {
  std::size_t length = 0;
  std::vector<std::string> names;
  Column values {Type::i32};  ///< without names; empty: a dimension without coordinate
  std::string units, long_name, standard_name;
};

/// A variable of the runs' impact/ in all its forms.
struct ComparedVariable {
  std::string name, units, long_name;
  std::vector<std::string> further;  ///< dimensions after (year, herd)
  std::vector<Column> statistics;    ///< in the order of comparison_statistics()
};

/// All that goes into the file of `rangifer compare`.
struct ComparisonFile {
  std::vector<std::pair<std::string, AttributeValue>> attributes;  ///< of the root
  std::map<std::string, ComparisonAxis> axes;
  std::vector<ComparedVariable> impact;
  std::map<std::string, Column> values;     ///< by "group/variable" of the table; what is not here is left out
  std::map<std::string, std::string> note;  ///< further words on a group
  std::filesystem::path crs_from;           ///< a result whose map/crs the maps share
};

/// Written as `<path>.partial`, which takes the name when it is whole.
/// @throws InputError if there is a file of the name that is no comparison; RunError if a variable does not have the
///         values its shape holds
void write_comparison(const std::filesystem::path& path, const ComparisonFile& what);

}  // namespace rangifer::record

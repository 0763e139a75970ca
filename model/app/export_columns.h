#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "gis/layer_file.h"
#include "record/contents.h"

namespace rangifer::app {

/// A variable as a column of features: days as dates, flags as words, missing numbers as none. @throws InputError
[[nodiscard]] gis::Column column_of(const record::ResultReader& file, const record::Described& variable);

/// All variables of a group along `dimension` but those in `but`, as columns of the same length. @throws InputError
[[nodiscard]] std::vector<gis::Column> columns_along(const record::ResultReader& file, const std::string& group,
                                                     std::string_view dimension,
                                                     std::span<const std::string_view> but = {});

/// The rows of a column that are asked for, in that order.
[[nodiscard]] gis::Column rows_of(const gis::Column& column, std::span<const std::size_t> rows);

/// "mass of the newborn (kg)"
[[nodiscard]] std::string meaning_of(const record::Described& variable);

/// Days since 1970 that a calendar can hold, as days. @throws InputError
[[nodiscard]] std::vector<Day> days_of(const record::ResultReader& file, const std::string& name,
                                       std::span<const double> days);

}  // namespace rangifer::app

#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

#include "base/calendar.h"

namespace rangifer {

/// A list of texts: ["a", "b"].
using Texts = std::vector<std::string>;

/// A list of numbers, each within the range of its row: [0, 1.5].
using Numbers = std::vector<double>;

/// A list of values of any plain kind, each as TOML has it: 3, "text", 2001-05-31.
struct Values {
  std::vector<std::string> toml;
};

/// A list of lists of texts. A text that stands alone is a list of one: ["a", ["b", "c"]].
struct TextLists {
  std::vector<Texts> lists;
};

/// One number (or word) of the model, written once: the scenario reader, its messages, the parameter
/// page and the metadata of the result are all made from these rows.
///
/// `evidence` is the tag of the source: "V" read, "M high|med|low" remembered, "D" derived, "E" an
/// engineering starter to be calibrated, "-" for a choice of the user (a date, a file).
/// `low` and `high` bound numbers; words and dates ignore them.
template <class P>
struct Parameter {
  using Member = std::variant<double P::*, std::int64_t P::*, bool P::*, std::string P::*, Day P::*, Texts P::*,
                              Values P::*, TextLists P::*, Numbers P::*>;
  std::string_view key;
  Member field;
  std::string_view unit;
  double low;
  double high;
  std::string_view evidence;
  std::string_view source;   ///< where the default comes from
  std::string_view meaning;  ///< one line for a reader who does not know the code
  bool required = false;     ///< a scenario must give it; there is no sensible default
};

/// The same row bound to one object, without its type: what readers and writers walk.
struct ParameterRow {
  using Value = std::variant<double*, std::int64_t*, bool*, std::string*, Day*, Texts*, Values*, TextLists*, Numbers*>;
  std::string_view key;
  Value value;
  std::string_view unit;
  double low;
  double high;
  std::string_view evidence;
  std::string_view source;
  std::string_view meaning;
  bool required;
};

/// The rows of `object`, in the order of its table `P::table`.
template <class P>
[[nodiscard]] std::vector<ParameterRow> rows_of(P& object)
{
  std::vector<ParameterRow> rows;
  rows.reserve(P::table.size());
  for (const auto& row : P::table) {
    const auto bound = std::visit([&](auto member) -> ParameterRow::Value { return &(object.*member); }, row.field);
    rows.push_back({row.key, bound, row.unit, row.low, row.high, row.evidence, row.source, row.meaning, row.required});
  }
  return rows;
}

/// The value as a scenario would have it: 1.5, 12, true, "text", 2001-05-31, ["a", "b"].
[[nodiscard]] std::string value_text(const ParameterRow& row);

/// The TOML type a row takes: "number", "whole number", "true or false", "text", "date", "list of texts", ...
[[nodiscard]] std::string_view type_name(const ParameterRow& row);

}  // namespace rangifer

#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "record/layout.h"

namespace rangifer::record {

/// Writes one group of the layout: all that is known before the first day at once, then rows along
/// the group's unlimited dimension. Rows are held back until they fill a chunk.
///
/// What this run has none of (agents to follow, regions, ...) leaves no trace: netCDF has no dimension
/// of length 0, so a variable along one is left out, and so is a group without data.
class GroupWriter {
public:
  enum class In : std::uint8_t {
    new_file,
    kept_file,  ///< that this writer began in a run of the same description: goes on behind its last row
  };

  /// @throws RunError if a field does not have one value per cell
  GroupWriter(hid_t file, const Group& group, const Context& context, In in = In::new_file);

  /// False if the group was left out.
  [[nodiscard]] bool exists() const noexcept { return !slots_.empty(); }
  [[nodiscard]] const std::string& name() const noexcept { return name_; }

  /// Adds a row: each variable takes its values out of `stamp`, or in turn out of `records`.
  /// @return whether that filled a chunk, which was then written
  /// @throws RunError if the records give a variable too many values or too few
  template <class Record>
  bool add_row(const Stamp& stamp, std::span<const Record> records)
  {
    for (Slot& slot : slots_) {
      if (const auto* of_stamp = std::get_if<Take<Stamp>>(&slot.variable.values)) (*of_stamp)(stamp, slot.pending);
      if (const auto* of_record = std::get_if<Take<Record>>(&slot.variable.values))
        for (const Record& record : records) (*of_record)(record, slot.pending);
    }
    return finish_row();
  }

  /// Writes the rows that are held back.
  void write_rows();
  /// Writes one layer of a variable that has no rows: the last two dimensions whole, at `place` of
  /// those before. Without the variable, nothing.
  void write_layer(std::string_view variable, const std::vector<hsize_t>& place, const Column& values);
  /// What the data of the group take in the file, as far as they are written and flushed.
  [[nodiscard]] std::uint64_t bytes() const;
  void close();

private:
  /// A variable of the file; where `length` is 0 its rows are counted.
  struct Slot {
    Variable variable;
    Handle dataset;
    std::vector<hsize_t> length;
    Column pending;

    [[nodiscard]] bool has_rows() const;
    [[nodiscard]] std::size_t row_size() const;
  };
  struct Axis {
    const Dimension* dimension;
    hsize_t length;
    Handle bare;  ///< of a dimension without a variable
    hid_t scale;
  };

  void open_group(hid_t file, const Group& group);
  void make_axes(const Context& context);
  void make_variable(const Variable& variable, const Context& context);
  void write_attributes(const Slot& slot, const Context& context) const;
  void write_known(Slot& slot, const Context& context) const;
  [[nodiscard]] std::string coordinates_of(const Variable& variable) const;
  [[nodiscard]] const Axis& axis(std::string_view name) const;
  [[nodiscard]] std::string path_of(const Slot& slot) const;
  bool finish_row();

  void find_rows();

  In in_;
  std::string name_;
  Handle group_;
  std::vector<Variable> variables_;  ///< those that are possible in this run
  std::vector<Axis> axes_;
  std::vector<Slot> slots_;
  hsize_t rows_written_ = 0;
  hsize_t rows_pending_ = 0;
  hsize_t rows_per_chunk_ = 1;
};

}  // namespace rangifer::record

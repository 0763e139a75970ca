#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "record/handle.h"

namespace rangifer::record {

/// A text attribute of an object; "" if there is no such text.
[[nodiscard]] std::string text_attribute(hid_t object, const char* name);

/// Names of what a group or file holds, in the order it was made. @throws RunError
[[nodiscard]] std::vector<std::string> links_of(hid_t group);

/// What a reader is ready to open: what `rangifer run` writes, or what `rangifer compare` writes as well.
enum class Openable : std::uint8_t { runs, comparisons_too };

/// A finished result file, opened for reading. Names are paths in the file, such as "herd/alive".
/// All that is wrong with the file is an InputError that names it: it is somebody's input here.
class ResultReader {
public:
  /// @throws InputError: no such file, not HDF5, not a result of rangifer, a version that this program does not know
  explicit ResultReader(const std::filesystem::path& file, Openable what = Openable::runs);

  [[nodiscard]] bool is_comparison() const noexcept { return comparison_; }
  [[nodiscard]] const std::string& file() const noexcept { return name_; }

  [[nodiscard]] bool has(const std::string& name) const;

  /// Length along each dimension. @throws InputError
  [[nodiscard]] std::vector<std::size_t> shape(const std::string& name) const;

  /// All numbers of a variable, last dimension fastest; missing ones as the file has them. @throws InputError
  [[nodiscard]] std::vector<double> numbers(const std::string& name) const;
  /// The same in single precision, for maps and tracks.
  [[nodiscard]] std::vector<float> floats(const std::string& name) const;

  /// One herd of a variable (time, herd, ...): the numbers of all times, of herd `herd`. @throws InputError
  [[nodiscard]] std::vector<double> of_herd(const std::string& name, std::size_t herd) const;

  /// What the numbers of a dimension such as "herd/cohort" stand for, blanks in a name as "_". @throws InputError
  [[nodiscard]] std::vector<std::string> names(const std::string& name) const;
  [[nodiscard]] double root_number(const std::string& attribute) const;
  /// "" if there is no such text.
  [[nodiscard]] std::string root_text(const std::string& attribute) const;

  /// Groups of the file, by name.
  [[nodiscard]] std::vector<std::string> groups() const;
  /// Variables of a group that hold numbers, in the order they were made, without its path; none if there is no such
  /// group. "" is the root.
  [[nodiscard]] std::vector<std::string> number_variables(const std::string& group) const;
  /// Names of the dimensions along which a variable runs; "" for one without a name. @throws InputError
  [[nodiscard]] std::vector<std::string> dimensions(const std::string& name) const;
  /// A text attribute of a variable, "" if it has none. @throws InputError if there is no such variable
  [[nodiscard]] std::string text_of(const std::string& name, const std::string& attribute) const;
  /// As numbers(), but what equals the variable's _FillValue is NaN. @throws InputError
  [[nodiscard]] std::vector<double> numbers_or_nan(const std::string& name) const;
  /// Whole numbers too large for a double, such as those of animals. @throws InputError
  [[nodiscard]] std::vector<std::int64_t> integers(const std::string& name) const;
  /// Copies a variable with all its attributes, but no dimensions, into a group of another file.
  void copy_to(hid_t group, const std::string& name, const std::string& as) const;

  /// For the rest of this room.
  [[nodiscard]] hid_t id() const noexcept { return file_.get(); }

private:
  [[nodiscard]] Handle variable(const std::string& name) const;
  void read(const std::string& name, hid_t type, void* into) const;

  std::string name_;
  Handle file_;
  bool comparison_ = false;
};

}  // namespace rangifer::record

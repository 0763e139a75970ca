#pragma once
#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rangifer::forcing {

struct NetcdfDimension {
  int id = -1;
  std::string name;
  std::size_t length = 0;
};

struct NetcdfVariable {
  int id = -1;
  std::string name;  ///< of a variable in a group "group/name"
  int type = 0;      ///< nc_type
  std::vector<NetcdfDimension> dimensions;
  int group = -1;  ///< ncid of its group
  /// Numbers of netCDF's own types; not those of types that a file defines for itself (enum, compound, ...).
  [[nodiscard]] bool numeric() const noexcept;
  [[nodiscard]] bool text() const noexcept;
  /// Without its group.
  [[nodiscard]] std::string_view short_name() const noexcept;
  /// "" at the root, else "group/" with a slash at its end.
  [[nodiscard]] std::string_view group_path() const noexcept;
  [[nodiscard]] bool has_dimension(int dimension) const noexcept;
};

/// An open netCDF file, closed with the object. netCDF-C is not thread-safe: one thread at a time in
/// the whole program.
class NetcdfFile {
public:
  /// @throws InputError: a network address, no such file, not netCDF
  explicit NetcdfFile(const std::filesystem::path& path);
  ~NetcdfFile();
  NetcdfFile(const NetcdfFile&) = delete;
  NetcdfFile& operator=(const NetcdfFile&) = delete;

  [[nodiscard]] const std::string& name() const noexcept { return name_; }
  [[nodiscard]] const std::vector<NetcdfVariable>& variables() const noexcept { return variables_; }
  /// The variable of that name ("name", "group/name", or a name in a group that no other group has);
  /// nullptr if there is none.
  [[nodiscard]] const NetcdfVariable* find(std::string_view name) const noexcept;
  /// The variable that an attribute of `of` names: in its own group, else in those above, else anywhere in
  /// the file if only one has the name (CF-1.8, 2.7); nullptr if there is none.
  [[nodiscard]] const NetcdfVariable* find_for(const NetcdfVariable& of, std::string_view name) const;

  /// The variable called `wanted`, else the one with that CF standard name; for "" the only one that
  /// has two dimensions or more and is no coordinate. Groups count too.
  /// @throws InputError with the nearest name, or with those to choose from
  [[nodiscard]] const NetcdfVariable& pick(const std::string& wanted) const;

  /// A text attribute without trailing blanks; nothing if absent or not text.
  [[nodiscard]] std::optional<std::string> text(const NetcdfVariable& of, const char* attribute) const;
  /// A numeric attribute; empty if absent or not numeric.
  [[nodiscard]] std::vector<double> numbers(const NetcdfVariable& of, const char* attribute) const;
  /// nc_type of an attribute; 0 if absent.
  [[nodiscard]] int attribute_type(const NetcdfVariable& of, const char* attribute) const;

  /// Most values read at once: half a gigabyte of doubles.
  static constexpr std::size_t most_values = std::size_t {1} << 26;
  /// Numbers as stored (packed, missing codes and all). @throws InputError also for more than most_values
  [[nodiscard]] std::vector<double> read(const NetcdfVariable& of, std::span<const std::size_t> start,
                                         std::span<const std::size_t> count) const;
  [[nodiscard]] std::vector<double> read(const NetcdfVariable& of) const;
  /// Texts of an NC_STRING variable, or of an NC_CHAR one whose last dimension is the length of a text;
  /// trailing blanks dropped, row by row. @throws InputError if it holds no text
  [[nodiscard]] std::vector<std::string> read_texts(const NetcdfVariable& of) const;

private:
  std::string name_;
  int id_ = -1;
  std::vector<NetcdfVariable> variables_;
  mutable std::map<std::pair<int, int>, std::size_t> chunk_cache_;  ///< bytes, by group and variable
  void list_variables(int group, const std::string& path);
  void fit_chunk_cache(const NetcdfVariable& of, std::span<const std::size_t> start,
                       std::span<const std::size_t> count) const;
  [[nodiscard]] std::size_t checked_size(const NetcdfVariable& of, std::span<const std::size_t> count) const;
  [[nodiscard]] std::vector<const NetcdfVariable*> data_variables() const;
};

/// Whether the file begins like netCDF (classic or HDF5).
[[nodiscard]] bool looks_like_netcdf(const std::filesystem::path& file);

}  // namespace rangifer::forcing

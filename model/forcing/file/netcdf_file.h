#pragma once
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace rangifer::forcing {

struct NetcdfDimension {
  int id = -1;
  std::string name;
  std::size_t length = 0;
};

struct NetcdfVariable {
  int id = -1;
  std::string name;
  int type = 0;  ///< nc_type
  std::vector<NetcdfDimension> dimensions;
  [[nodiscard]] bool numeric() const noexcept;
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
  /// The variable of that name; nullptr if there is none.
  [[nodiscard]] const NetcdfVariable* find(std::string_view name) const noexcept;

  /// The variable called `wanted`, else the one with that CF standard name; for "" the only one that
  /// has two dimensions or more and is no coordinate.
  /// @throws InputError with the nearest name, or with those to choose from
  [[nodiscard]] const NetcdfVariable& pick(const std::string& wanted) const;

  /// A text attribute without trailing blanks; nothing if absent or not text.
  [[nodiscard]] std::optional<std::string> text(const NetcdfVariable& of, const char* attribute) const;
  /// A numeric attribute; empty if absent or not numeric.
  [[nodiscard]] std::vector<double> numbers(const NetcdfVariable& of, const char* attribute) const;
  /// nc_type of an attribute; 0 if absent.
  [[nodiscard]] int attribute_type(const NetcdfVariable& of, const char* attribute) const;

  /// Numbers as stored (packed, missing codes and all).
  [[nodiscard]] std::vector<double> read(const NetcdfVariable& of, std::span<const std::size_t> start,
                                         std::span<const std::size_t> count) const;
  [[nodiscard]] std::vector<double> read(const NetcdfVariable& of) const;

private:
  std::string name_;
  int id_ = -1;
  std::vector<NetcdfVariable> variables_;
  void list_variables();
  [[nodiscard]] std::vector<std::string> data_variables() const;
};

/// Whether the file begins like netCDF (classic or HDF5).
[[nodiscard]] bool looks_like_netcdf(const std::filesystem::path& file);

}  // namespace rangifer::forcing

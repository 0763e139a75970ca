#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <initializer_list>
#include <span>
#include <string>

namespace rangifer::forcing {

/// Writes one netCDF-4 file beside its place, as `<name>.partial`; close() puts it there. A writer that is
/// dropped before close() takes its partial file with it. No time stamps: the same calls make the same bytes.
/// Every member throws RunError with the file and the library's words.
class NetcdfWriter {
public:
  explicit NetcdfWriter(std::filesystem::path path);
  ~NetcdfWriter();
  NetcdfWriter(const NetcdfWriter&) = delete;
  NetcdfWriter& operator=(const NetcdfWriter&) = delete;

  enum class Type { int8, int16, int32, float32, float64 };
  static constexpr int global = -1;  ///< NC_GLOBAL: for attributes of the file

  [[nodiscard]] int dimension(const std::string& name, std::size_t size);
  [[nodiscard]] int variable(const std::string& name, Type type, std::initializer_list<int> dimensions);
  /// Shuffled and deflated (level 1), in chunks of these sizes.
  void compress(int variable, std::initializer_list<std::size_t> chunk);
  void attribute(int variable, const std::string& name, const std::string& text);
  void attribute(int variable, const std::string& name, double value, Type type = Type::float64);
  void attribute(int variable, const std::string& name, std::span<const std::int8_t> values);
  void attribute(int variable, const std::string& name, std::span<const double> values);
  void end_definitions();

  template <class T>
  void write(int variable, std::initializer_list<std::size_t> start, std::initializer_list<std::size_t> count,
             const T* values);
  void close();  ///< call it: it can throw, and the destructor cannot

private:
  void check(int status) const;
  void release() noexcept;

  std::filesystem::path path_, partial_;
  int id_ = -1;  ///< -1: closed
};

}  // namespace rangifer::forcing

#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <ranges>
#include <string>
#include <string_view>
#include <type_traits>
#include <variant>
#include <vector>

namespace rangifer::record {

/// The types a variable of the result file can have. No others: these open in every reader.
enum class Type : std::uint8_t { i8, i32, i64, f32, f64, text };

/// Values of one variable on their way to the file, held in the type they have there.
class Column {
public:
  explicit Column(Type type)
  {
    switch (type) {
      case Type::i8:
        values_.emplace<0>();
        break;
      case Type::i32:
        values_.emplace<1>();
        break;
      case Type::i64:
        values_.emplace<2>();
        break;
      case Type::f32:
        values_.emplace<3>();
        break;
      case Type::f64:
        values_.emplace<4>();
        break;
      case Type::text:
        values_.emplace<5>();
        break;
    }
  }

  [[nodiscard]] Type type() const noexcept { return static_cast<Type>(values_.index()); }

  /// A number; unsigned ones keep their bits. A number does not fit a text column: it is left out, and
  /// the writer's count of values says so.
  template <class Number>
  requires std::is_arithmetic_v<Number>
  void push(Number number)
  {
    std::visit(
      [number](auto& values) {
        using Value = typename std::remove_reference_t<decltype(values)>::value_type;
        if constexpr (std::is_arithmetic_v<Value>) values.push_back(static_cast<Value>(number));
      },
      values_);
  }

  void push(const std::string& text)
  {
    if (auto* texts = std::get_if<std::vector<std::string>>(&values_)) texts->push_back(text);
  }

  /// All elements of an array, or of an array of arrays.
  template <std::ranges::input_range Values>
  void push(const Values& values)
  {
    for (const auto& value : values) push(value);
  }

  [[nodiscard]] std::size_t size() const noexcept
  {
    return std::visit([](const auto& values) { return values.size(); }, values_);
  }
  [[nodiscard]] const void* data() const noexcept
  {
    return std::visit([](const auto& values) -> const void* { return values.data(); }, values_);
  }
  [[nodiscard]] const std::vector<std::string>& texts() const { return std::get<std::vector<std::string>>(values_); }
  void clear() noexcept
  {
    std::visit([](auto& values) { values.clear(); }, values_);
  }

  /// Rows of `width` values become `width` rows.
  [[nodiscard]] Column transposed(std::size_t width) const
  {
    Column out {type()};
    std::visit(
      [&out, width](const auto& values) {
        auto& to = std::get<std::decay_t<decltype(values)>>(out.values_);
        to.reserve(values.size());
        for (std::size_t i = 0; i < width; ++i)
          for (std::size_t k = i; k < values.size(); k += width) to.push_back(values[k]);
      },
      values_);
    return out;
  }

private:
  // In the order of Type.
  std::variant<std::vector<std::int8_t>, std::vector<std::int32_t>, std::vector<std::int64_t>, std::vector<float>,
               std::vector<double>, std::vector<std::string>>
    values_;
};

}  // namespace rangifer::record

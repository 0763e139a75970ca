#pragma once
#include <hdf5.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/column.h"

/// Numbers that stand for names, as CF has them: flag_values or flag_masks, and flag_meanings.
namespace rangifer::record {

/// A name as flag_meanings can hold it: blanks, and what is neither letter, digit nor one of "_.+@-", become "_".
[[nodiscard]] std::string flag_word(const std::string& name);

[[nodiscard]] inline std::vector<std::string> names_of(std::span<const std::string_view> words)
{
  return {words.begin(), words.end()};
}

enum class Flags : std::uint8_t { numbers, bits };
/// The number i, or bit i, stands for names[i]. Where flag_meanings cannot hold a name ("Gwich'in"), an attribute
/// `names` has all of them as they are, one a line. Nothing without names.
void write_flags(hid_t variable, Type type, std::span<const std::string> names, Flags kind = Flags::numbers);

/// The names that write_flags wrote, with "_" for blanks.
[[nodiscard]] std::vector<std::string> read_flag_names(hid_t variable);

}  // namespace rangifer::record

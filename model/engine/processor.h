#pragma once
#include <string_view>

namespace rangifer::engine {

/// Which vector instructions the movement step uses, chosen by what the processor has: "avx512", "avx2" or
/// "baseline" (x86-64-v2; on other machines what the compiler was told). The numbers are the same on all of them.
[[nodiscard]] std::string_view processor_level();

/// Uses no more than this level from now on ("" lifts the limit): to compare levels in tests and benchmarks. The
/// environment variable RANGIFER_PROCESSOR does the same for a run.
/// @throws InputError for a name that is none of the above; a level the processor lacks changes nothing
void limit_processor_level(std::string_view level);

}  // namespace rangifer::engine

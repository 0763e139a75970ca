#include "record/handle.h"

#include <fmt/format.h>

#include <string>

#include "base/error.h"

namespace rangifer::record {

namespace {

/// Before main, since it must be the first call of HDF5 in the program: else HDF5 closes at exit what a
/// full disk did not let it close before, fails again, and takes the program down with it. All files are
/// closed by their owners anyway.
[[maybe_unused]] const herr_t no_closing_at_exit = H5dont_atexit();

/// HDF5 tells of a failed system call in many words; the reason is enough.
std::string reason_in(const std::string& text)
{
  constexpr std::string_view before = "error message = '";
  const auto at = text.find(before);
  if (at == std::string::npos) return text;
  const auto from = at + before.size();
  return text.substr(from, text.find('\'', from) - from);
}

struct Ends {
  std::string outermost, innermost;
};

herr_t note(unsigned, const H5E_error2_t* error, void* data) noexcept
{
  auto& ends = *static_cast<Ends*>(data);
  const char* text = error->desc != nullptr ? error->desc : "";
  if (ends.outermost.empty()) ends.outermost = text;
  ends.innermost = text;
  return 0;
}

}  // namespace

bool hdf5_bears_threads() noexcept
{
  hbool_t safe = false;
  return H5is_library_threadsafe(&safe) >= 0 && safe;
}

void silence_hdf5() noexcept { H5Eset_auto2(H5E_DEFAULT, nullptr, nullptr); }

herr_t close_dataset(hid_t id) noexcept { return H5Dflush(id) < 0 ? -1 : H5Dclose(id); }

herr_t close_file(hid_t id) noexcept { return H5Fflush(id, H5F_SCOPE_GLOBAL) < 0 ? -1 : H5Fclose(id); }

void throw_hdf5(std::string_view what)
{
  Ends ends;
  H5Ewalk2(H5E_DEFAULT, H5E_WALK_DOWNWARD, note, &ends);
  H5Eclear2(H5E_DEFAULT);
  if (ends.outermost.empty()) throw RunError(fmt::format("cannot {}", what));
  if (ends.outermost == ends.innermost) throw RunError(fmt::format("cannot {}: {}", what, ends.outermost));
  throw RunError(fmt::format("cannot {}: {} ({})", what, ends.outermost, reason_in(ends.innermost)));
}

}  // namespace rangifer::record

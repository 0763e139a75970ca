#include "app/staged_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"

namespace rangifer::app {

namespace {

namespace fs = std::filesystem;

/// "a, b, c and 7 more"
std::string some_of(const std::vector<std::string>& names)
{
  constexpr std::size_t most = 3;
  std::string out;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) out += (i > 0 ? ", " : "") + names[i];
  return names.size() > most ? fmt::format("{} and {} more", out, names.size() - most) : out;
}

}  // namespace

StagedFolder::StagedFolder(fs::path folder, std::vector<std::string> files, bool overwrite)
    : folder_ {std::move(folder)}, partial_ {folder_ / "export.partial"}, files_ {std::move(files)}
{
  make_folder();
  try {
    refuse_present(overwrite);
    make_partial();
  } catch (...) {
    clear();
    throw;
  }
}

StagedFolder::~StagedFolder() { clear(); }

void StagedFolder::make_folder()
{
  std::error_code problem;
  if (fs::is_directory(folder_, problem)) return;
  const fs::path parent = folder_.has_filename() ? folder_.parent_path() : folder_.parent_path().parent_path();
  if (fs::exists(folder_, problem)) throw InputError(fmt::format("{}: is no folder; name another", folder_.string()));
  if (!parent.empty() && !fs::is_directory(parent, problem)) {
    throw InputError(
      fmt::format("{}: there is no folder {}; make it first, or name another", folder_.string(), parent.string()));
  }
  made_ = fs::create_directory(folder_, problem);
  if (problem) {
    throw InputError(
      fmt::format("{}: the folder cannot be made: {}; name another", folder_.string(), problem.message()));
  }
}

void StagedFolder::refuse_present(bool overwrite) const
{
  std::vector<std::string> present;
  std::error_code ignored;
  for (const std::string& file : files_) {
    if (fs::is_directory(folder_ / file, ignored)) {
      throw InputError(fmt::format("{}: is a folder, where a file is to be; name another folder to export to",
                                   (folder_ / file).string()));
    }
    if (fs::exists(folder_ / file, ignored)) present.push_back(file);
  }
  if (present.empty() || overwrite) return;
  throw InputError(fmt::format("{}: holds {} already; --overwrite replaces them, or name another folder",
                               folder_.string(), some_of(present)));
}

/// What a killed export left is cleared away; what another one is writing is not: it holds the lock.
void StagedFolder::make_partial()
{
  std::error_code problem;
  fs::create_directory(partial_, problem);
  lock_ = problem ? -1 : ::open(partial_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (lock_ < 0) {
    throw InputError(fmt::format("{}: cannot be written: {}; name another folder, or free this one", folder_.string(),
                                 problem ? problem.message() : std::strerror(errno)));
  }
  if (::flock(lock_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    ::close(lock_);
    lock_ = -1;
    throw InputError(fmt::format("{}: another export is writing there; name another folder", folder_.string()));
  }
  for (const fs::directory_entry& old : fs::directory_iterator(partial_)) fs::remove_all(old.path());
}

void StagedFolder::clear() noexcept
{
  std::error_code ignored;
  if (lock_ >= 0) {
    fs::remove_all(partial_, ignored);
    ::close(lock_);
    lock_ = -1;
  }
  if (made_) fs::remove(folder_, ignored);  // only if it is empty
}

void StagedFolder::commit()
{
  for (const std::string& file : files_) {
    std::error_code problem;
    fs::rename(partial_ / file, folder_ / file, problem);
    if (problem) {
      throw RunError(fmt::format("{}: cannot be put into its place: {}", (folder_ / file).string(), problem.message()));
    }
  }
  made_ = false;
  clear();
}

}  // namespace rangifer::app

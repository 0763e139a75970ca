#include "record/partial_file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.h"
#include "record/file_copy.h"

namespace rangifer::record {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path {"."}; }

void refuse_what_is_no_file(const fs::path& path)
{
  std::error_code ignored;
  if (path.empty()) throw InputError("result file: no name given; name one, such as outputs/run.h5");
  if (fs::is_directory(path, ignored) || !path.has_filename())
    throw InputError(fmt::format("{}: is a folder; name the result file in it, such as {}", path.string(),
                                 (path / "run.h5").string()));
  if (fs::exists(path, ignored) && !fs::is_regular_file(path, ignored))
    throw InputError(fmt::format("{}: is a device or a pipe; a result can only be a file", path.string()));
  const fs::path folder = folder_of(path);
  if (!fs::is_directory(folder, ignored))
    throw InputError(fmt::format("{}: there is no folder {}; make it with: mkdir -p {}", path.string(), folder.string(),
                                 folder.string()));
}

/// Does not wipe what another run is writing: HDF5 holds the same lock while a file is open.
void make_empty(const fs::path& partial)
{
  const int fd = ::open(partial.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0)
    throw InputError(fmt::format("{}: cannot be written: {}; choose another place or free this one", partial.string(),
                                 std::strerror(errno)));
  const bool busy = ::flock(fd, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK;
  ::close(fd);  // lets go of the lock
  if (busy)
    throw InputError(fmt::format("{}: another run is writing it; give this one another name", partial.string()));
}

}  // namespace

PartialFile::PartialFile(fs::path path) : path_ {std::move(path)}, partial_ {path_.string() + ".partial"}
{
  refuse_what_is_no_file(path_);
  make_empty(partial_);
}

PartialFile::~PartialFile()
{
  std::error_code ignored;
  if (!committed_) fs::remove(partial_, ignored);
}

void PartialFile::commit()
{
  to_disk(partial_);
  std::error_code problem;
  fs::rename(partial_, path_, problem);
  if (problem)
    throw RunError(
      fmt::format("{}: cannot be renamed to {}: {}", partial_.string(), path_.filename().string(), problem.message()));
  committed_ = true;
  to_disk(folder_of(path_));
}

}  // namespace rangifer::record

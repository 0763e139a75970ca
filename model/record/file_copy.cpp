#include "record/file_copy.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <vector>

#include "base/error.h"

namespace rangifer::record {
namespace {

[[noreturn]] void refuse(const std::filesystem::path& path, const char* what)
{
  throw RunError(fmt::format("{}: cannot be {}: {}", path.string(), what, std::strerror(errno)));
}

/// A file that is open; closes itself.
class Open {
public:
  Open(const std::filesystem::path& path, int flags) : path_ {path}, fd_ {::open(path.c_str(), flags | O_CLOEXEC, 0666)}
  {
    if (fd_ < 0) refuse(path_, "opened");
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() { ::close(fd_); }

  /// Fills `block` from `offset` on, as far as the file goes; returns how far.
  std::size_t read(std::vector<char>& block, off_t offset) const
  {
    std::size_t done = 0;
    while (done < block.size()) {
      const ssize_t got = ::pread(fd_, block.data() + done, block.size() - done, offset + static_cast<off_t>(done));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) refuse(path_, "read");
      if (got == 0) break;
      done += static_cast<std::size_t>(got);
    }
    return done;
  }

  void write(const std::vector<char>& block, std::size_t size, off_t offset) const
  {
    for (std::size_t done = 0; done < size;) {
      const ssize_t put = ::pwrite(fd_, block.data() + done, size - done, offset + static_cast<off_t>(done));
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) refuse(path_, "written");
      done += static_cast<std::size_t>(put);
    }
  }

  void end_at(off_t size) const
  {
    if (::ftruncate(fd_, size) != 0 || ::fsync(fd_) != 0) refuse(path_, "put on the disk");
  }

private:
  const std::filesystem::path& path_;
  int fd_;
};

constexpr std::size_t block_bytes = std::size_t {1} << 20;

}  // namespace

void bring_up_to_date(const std::filesystem::path& file, const std::filesystem::path& copy)
{
  const Open from {file, O_RDONLY}, to {copy, O_RDWR | O_CREAT};
  std::vector<char> wanted(block_bytes), there(block_bytes);
  off_t offset = 0;
  for (std::size_t size = wanted.size(); size == wanted.size(); offset += static_cast<off_t>(size)) {
    size = from.read(wanted, offset);
    const std::size_t known = to.read(there, offset);
    const bool same =
      known >= size && std::equal(wanted.begin(), wanted.begin() + static_cast<ptrdiff_t>(size), there.begin());
    if (!same) to.write(wanted, size, offset);
  }
  to.end_at(offset);
}

}  // namespace rangifer::record

#include "record/file_copy.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <span>
#include <vector>

#include "base/error.h"

namespace rangifer::record {

namespace {

/// A file that is open; closes itself.
class Open {
public:
  Open(const std::filesystem::path& path, int flags) : path_ {path}, fd_ {::open(path.c_str(), flags | O_CLOEXEC, 0666)}
  {
    if (fd_ < 0) refuse("opened");
  }
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  ~Open() { ::close(fd_); }

  [[nodiscard]] std::size_t read(std::span<char> block) const
  {
    ssize_t got = 0;
    do got = ::read(fd_, block.data(), block.size());
    while (got < 0 && errno == EINTR);
    if (got < 0) refuse("read");
    return static_cast<std::size_t>(got);
  }

  void write(std::span<const char> block) const
  {
    while (!block.empty()) {
      const ssize_t put = ::write(fd_, block.data(), block.size());
      if (put < 0 && errno == EINTR) continue;
      if (put < 0) refuse("written");
      block = block.subspan(static_cast<std::size_t>(put));
    }
  }

private:
  [[noreturn]] void refuse(const char* what) const
  {
    throw RunError(fmt::format("{}: cannot be {}: {}", path_.string(), what, std::strerror(errno)));
  }

  const std::filesystem::path& path_;
  int fd_;
};

}  // namespace

/// By hand, since std::filesystem::copy_file of GCC 12 calls a full disk an input/output error.
void copy_to_disk(const std::filesystem::path& file, const std::filesystem::path& copy)
{
  {
    const Open from {file, O_RDONLY}, to {copy, O_WRONLY | O_CREAT | O_TRUNC};
    std::vector<char> block(std::size_t {1} << 20);
    while (const std::size_t size = from.read(block)) to.write(std::span {block}.first(size));
  }
  to_disk(copy);
}

void to_disk(const std::filesystem::path& path)
{
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const int failed = fd < 0 || ::fsync(fd) != 0 ? errno : 0;
  if (fd >= 0) ::close(fd);
  if (failed != 0 && failed != EINVAL)  // some file systems cannot sync a folder
    throw RunError(fmt::format("{}: cannot be put on the disk: {}", path.string(), std::strerror(failed)));
}

}  // namespace rangifer::record

#pragma once
#include <fcntl.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace rangifer::fuzz {

/// One file in memory, written anew for each input and removed at the end.
class OneFile {
public:
  explicit OneFile(const std::string& ending)
      : folder_(std::filesystem::path {"/dev/shm"} / ("rangifer_fuzz_" + std::to_string(getpid()))),
        path_((folder_ / ("input" + ending)).string())
  {
    std::filesystem::create_directories(folder_);
  }
  ~OneFile()
  {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  OneFile(const OneFile&) = delete;
  OneFile& operator=(const OneFile&) = delete;

  const std::string& write(const std::uint8_t* data, std::size_t size) const
  {
    const int file = open(path_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (file < 0) std::abort();
    for (std::size_t done = 0; done < size;) {
      const ssize_t n = ::write(file, data + done, size - done);
      if (n <= 0) std::abort();
      done += static_cast<std::size_t>(n);
    }
    close(file);
    return path_;
  }

private:
  std::filesystem::path folder_;
  std::string path_;
};

}  // namespace rangifer::fuzz

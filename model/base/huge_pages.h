#pragma once
#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <vector>

namespace rangifer {

/// Memory for large arrays that are read here and there: asks the system for pages of 2 MB, where it has any, so that
/// an address is found without a walk through the page tables. Small arrays lie where others do.
template <class T>
struct HugePages {
  using value_type = T;

  HugePages() = default;
  template <class U>
  HugePages(const HugePages<U>&) noexcept
  {
  }

  [[nodiscard]] T* allocate(std::size_t n)
  {
    if (n > most / sizeof(T)) throw std::bad_array_new_length {};
    const std::size_t bytes = n * sizeof(T);
    if (bytes < page) return std::allocator<T> {}.allocate(n);
    const std::size_t whole = (bytes + page - 1) / page * page;
    void* at = std::aligned_alloc(page, whole);
    if (at == nullptr) throw std::bad_alloc {};
#ifdef MADV_HUGEPAGE
    madvise(at, whole, MADV_HUGEPAGE);  // a wish: what becomes of it does not matter
#endif
    return static_cast<T*>(at);
  }
  void deallocate(T* at, std::size_t n) noexcept
  {
    if (n * sizeof(T) < page) std::allocator<T> {}.deallocate(at, n);
    else std::free(at);
  }

  template <class U>
  bool operator==(const HugePages<U>&) const noexcept
  {
    return true;
  }

private:
  static constexpr std::size_t page = std::size_t {2} << 20, most = std::numeric_limits<std::size_t>::max() / 4;
};

template <class T>
using HugeVector = std::vector<T, HugePages<T>>;

}  // namespace rangifer

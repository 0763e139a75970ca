// Compiled once per processor level; see foreach_target.h of Highway.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "machine_lanes.cpp"
#include <hwy/foreach_target.h>
// after it
#include <hwy/highway.h>

#include "machine_lanes.h"

HWY_BEFORE_NAMESPACE();
namespace rangifer::bench::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<std::int32_t, 16> i32;
constexpr hn::RebindToUnsigned<decltype(i32)> u32;
constexpr hn::Repartition<std::uint64_t, decltype(i32)> u64;
using U64 = hn::Vec<decltype(u64)>;

HWY_INLINE U64 high_half(U64 product) { return hn::ShiftRight<32>(product); }

}  // namespace

std::int32_t gather_sum(const std::int32_t* table, const std::int32_t* index, std::size_t n)
{
  constexpr std::size_t lanes = hn::MaxLanes(i32);
  auto even = hn::Zero(i32), odd = hn::Zero(i32);
  for (std::size_t i = 0; i < n; i += 2 * lanes) {
    even = even + hn::GatherIndex(i32, table, hn::LoadU(i32, index + i));
    odd = odd + hn::GatherIndex(i32, table, hn::LoadU(i32, index + i + lanes));
  }
  return hn::GetLane(hn::SumOfLanes(i32, even + odd));
}

std::uint32_t philox_sum(std::uint64_t seed, std::size_t draws)
{
  constexpr std::size_t lanes = hn::MaxLanes(u64);
  const auto m0 = hn::Set(u32, 0xD2511F53u), m1 = hn::Set(u32, 0xCD9E8D57u);
  U64 all = hn::Zero(u64), counter = hn::Iota(u64, 0);
  for (std::size_t i = 0; i < draws; i += lanes) {
    U64 c0 = counter, c1 = hn::Zero(u64), c2 = c1, c3 = c1;
    counter = counter + hn::Set(u64, lanes);
    auto k0 = static_cast<std::uint32_t>(seed), k1 = static_cast<std::uint32_t>(seed >> 32);
    for (int round = 0; round < 10; ++round) {
      const U64 p0 = hn::MulEven(hn::BitCast(u32, c0), m0), p1 = hn::MulEven(hn::BitCast(u32, c2), m1);
      c0 = hn::Xor(hn::Xor(high_half(p1), c1), hn::Set(u64, std::uint64_t {k0}));
      c1 = p1;
      c2 = hn::Xor(hn::Xor(high_half(p0), c3), hn::Set(u64, std::uint64_t {k1}));
      c3 = p0;
      k0 += 0x9E3779B9u;
      k1 += 0xBB67AE85u;
    }
    all = hn::Xor(all, hn::Xor(hn::Xor(c0, c1), hn::Xor(c2, c3)));
  }
  std::uint64_t words[lanes];
  hn::StoreU(all, u64, words);
  std::uint32_t together = 0;
  for (const std::uint64_t word : words) together ^= static_cast<std::uint32_t>(word);
  return together;
}

}  // namespace rangifer::bench::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::bench {

HWY_EXPORT(gather_sum);
HWY_EXPORT(philox_sum);

std::int32_t gather_sum(std::span<const std::int32_t> table, std::span<const std::int32_t> index)
{
  return HWY_DYNAMIC_DISPATCH(gather_sum)(table.data(), index.data(), index.size() / 32 * 32);
}

std::uint32_t philox_sum(std::uint64_t seed, std::size_t draws)
{
  return HWY_DYNAMIC_DISPATCH(philox_sum)(seed, draws);
}

}  // namespace rangifer::bench
#endif

// The movement step in vector lanes. This file is compiled once per processor level (Highway's foreach_target.h
// includes it again and again); processor.cpp chooses among them. No operation here differs between levels: no fused
// multiply-add, no reciprocal estimates, so that all give the same bits as the plain step in the tests.
#define HWY_DISABLED_TARGETS (HWY_SSSE3 | HWY_AVX3_DL)
#define HWY_DISABLE_PCLMUL_AES  // not used, and not in x86-64-v2
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/move_lanes.cpp"
#include <hwy/foreach_target.h>
// after it
#include <hwy/highway.h>

#include "base/random.h"
#include "behaviour/step_kernel.h"
#include "engine/move_lanes.h"
#include "engine/processor.h"

HWY_BEFORE_NAMESPACE();
namespace rangifer::engine::HWY_NAMESPACE {
namespace {

namespace hn = hwy::HWY_NAMESPACE;

constexpr hn::CappedTag<float, 16> f32;
constexpr hn::RebindToSigned<decltype(f32)> i32;
constexpr hn::RebindToUnsigned<decltype(f32)> u32;
constexpr hn::Repartition<std::uint64_t, decltype(f32)> u64;
constexpr std::size_t lanes = hn::MaxLanes(f32);
using F32 = hn::Vec<decltype(f32)>;
using I32 = hn::Vec<decltype(i32)>;
using U32 = hn::Vec<decltype(u32)>;
using U64 = hn::Vec<decltype(u64)>;

HWY_INLINE F32 all(float value) { return hn::Set(f32, value); }
HWY_INLINE I32 all(std::int32_t value) { return hn::Set(i32, value); }

/// The high 32 bits of each product of 64, where the low ones were.
HWY_INLINE U64 high_half(U64 product) { return hn::BitCast(u64, hn::Shuffle2301(hn::BitCast(u32, product))); }

/// Philox4x32-10 for one animal per 64 bits [salmon2011]. Only the low half of each counter word counts: what stands in
/// the high half is never looked at by the widening multiplication.
struct Philox {
  U64 c0, c1, c2, c3;

  HWY_INLINE void scramble(std::uint64_t seed)
  {
    const U32 m0 = hn::Set(u32, 0xD2511F53u), m1 = hn::Set(u32, 0xCD9E8D57u);
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
  }
};

/// words4() of random.h for `lanes` animals: word w of animal i to out[w * lanes + i].
HWY_INLINE void draw_words(const LaneScene& s, U64 id_low, U64 id_high, std::uint32_t block, std::uint32_t* out)
{
  const U64 step = hn::Set(u64, std::uint64_t {s.step});
  const U64 what = hn::Set(u64, std::uint64_t {static_cast<std::uint32_t>(Draw::candidate_step) << 24 | block});
  Philox low {id_low, hn::ShiftRight<32>(id_low), step, what}, high {id_high, hn::ShiftRight<32>(id_high), step, what};
  low.scramble(s.seed);
  high.scramble(s.seed);
  const auto store = [&](std::size_t word, U64 of_low, U64 of_high) {
    hn::Store(hn::ConcatEven(u32, hn::BitCast(u32, of_high), hn::BitCast(u32, of_low)), u32, out + word * lanes);
  };
  store(0, low.c0, high.c0);
  store(1, low.c1, high.c1);
  store(2, low.c2, high.c2);
  store(3, low.c3, high.c3);
}

/// direction_det() of deterministic_math.h.
HWY_INLINE void direction(F32 turn, F32& cosine, F32& sine)
{
  const F32 u = turn - all(0.5f), z = u * u;
  const F32 half_sine =
    ((((all(-0.15531532f) * z + all(1.19658257f)) * z + all(-5.10015505f)) * z + all(10.33542017f)) * z +
     all(-6.28318528f)) *
    u;
  const F32 half_cosine =
    (((all(0.21968961f) * z + all(-1.33187657f)) * z + all(4.05841135f)) * z + all(-4.93479283f)) * z + all(1.0f);
  sine = half_sine * half_cosine;
  cosine = half_sine * half_sine * all(0.5f) - all(1.0f);
}

/// The animals of one block, and what does not change between their candidates.
struct Block {
  F32 x, y, heading, slowed, longest_m;
  I32 kernel;  ///< where the tables of the mode begin
};

struct Candidate {
  F32 x, y, turn, length_m;
};

HWY_INLINE Candidate candidate(const LaneScene& s, const Block& b, U32 word)
{
  constexpr int bits = behaviour::QuantileTable::bits;
  const I32 of_length = hn::BitCast(i32, hn::ShiftRight<32 - bits>(word));
  const I32 of_turn = hn::BitCast(i32, hn::ShiftRight<32 - bits>(hn::ShiftLeft<bits>(word)));
  Candidate c;
  c.length_m = hn::Min(hn::GatherIndex(f32, s.length_m, b.kernel + of_length) * b.slowed, b.longest_m);
  const F32 turn = b.heading + hn::GatherIndex(f32, s.turn, b.kernel + of_turn);
  c.turn = turn - hn::Floor(turn);
  F32 cosine, sine;
  direction(c.turn, cosine, sine);
  c.x = b.x + c.length_m * cosine;
  c.y = b.y + c.length_m * sine;
  return c;
}

/// Grid::cell_near()
HWY_INLINE I32 cell_near(const LaneScene& s, F32 x, F32 y)
{
  const F32 zero = hn::Zero(f32), per_m = all(s.cells_per_m);
  const F32 column = hn::Min(hn::Max((x - all(s.x_min_m)) * per_m, zero), all(s.last_column));
  const F32 row = hn::Min(hn::Max((y - all(s.y_min_m)) * per_m, zero), all(s.last_row));
  return hn::ConvertTo(i32, row) * all(s.columns) + hn::ConvertTo(i32, column);
}

/// relative_weight(); `here` after measure_by().
HWY_INLINE F32 weight(I32 there, I32 here)
{
  const I32 doublings = hn::Max(hn::Min(there - here, all(100 * 65536)), all(-127 * 65536));
  return hn::BitCast(f32, hn::ShiftLeft<7>(doublings) + all(127 << 23));
}

HWY_INLINE void step_block(const LaneScene& s, const LaneAgents& a, std::size_t i)
{
  HWY_ALIGN std::uint32_t words[(most_candidates + 4) * lanes];
  HWY_ALIGN std::int32_t there[most_candidates * lanes];  // index into the weights
  HWY_ALIGN float up_to[most_candidates * lanes];         // sum of the weights up to and with a candidate
  const I32 mode = hn::PromoteTo(i32, hn::LoadU(hn::Rebind<std::uint8_t, decltype(i32)> {}, a.mode + i));
  const I32 aim = hn::PromoteTo(i32, hn::LoadU(hn::Rebind<std::uint16_t, decltype(i32)> {}, a.aim + i));
  const I32 surface = hn::GatherIndex(i32, s.first_cell, mode * all(s.aims) + aim);
  const I32 cell = hn::LoadU(i32, a.cell + i);
  // measure_by()
  const I32 here = hn::Max(hn::And(hn::GatherIndex(i32, s.weights, surface + cell), all(~0xffff)), all(poorest_here));
  const Block b {
    hn::LoadU(f32, a.x_m + i),
    hn::LoadU(f32, a.y_m + i),
    hn::LoadU(f32, a.heading_turn + i),
    hn::LoadU(f32, a.stride + i) / (all(1.0f) + all(s.snow_slowing) * hn::GatherIndex(f32, s.walking_depth_m, cell)),
    hn::LoadU(f32, a.longest_share + i) * all(s.longest_m),
    hn::ShiftLeft<behaviour::QuantileTable::bits>(mode)};

  const auto k = static_cast<std::size_t>(s.candidates);
  const U64 id_low = hn::LoadU(u64, a.id + i), id_high = hn::LoadU(u64, a.id + i + lanes / 2);
  for (std::uint32_t block = 0; block * 4 <= k; ++block) {
    draw_words(s, id_low, id_high, block, words + block * 4 * lanes);
  }
  // Places first, then weights: look-ups that wait for nothing but memory overlap.
  for (std::size_t j = 0; j < k; ++j) {
    const Candidate c = candidate(s, b, hn::Load(u32, words + j * lanes));
    hn::Store(surface + cell_near(s, c.x, c.y), i32, there + j * lanes);
  }
  F32 total = hn::Zero(f32);
  for (std::size_t j = 0; j < k; ++j) {
    total = total + weight(hn::GatherIndex(i32, s.weights, hn::Load(i32, there + j * lanes)), here);
    hn::Store(total, f32, up_to + j * lanes);
  }

  // One more word chooses, as a number in [0, 1): below 1 by so much that the product stays below the total.
  const I32 choice = hn::BitCast(i32, hn::ShiftRight<9>(hn::Load(u32, words + k * lanes)));
  const F32 pick = hn::ConvertTo(f32, choice) * all(0x1p-23f) * total;
  I32 chosen = hn::Iota(i32, 0);  // index into `words`
  for (std::size_t j = 0; j + 1 < k; ++j) {
    const auto passed = hn::RebindMask(i32, hn::Load(f32, up_to + j * lanes) <= pick);
    chosen = chosen + hn::IfThenElseZero(passed, all(static_cast<std::int32_t>(lanes)));
  }
  // Its end is worked out once more, which is cheaper than keeping all of them.
  const auto* as_signed = reinterpret_cast<const std::int32_t*>(words);
  const Candidate c = candidate(s, b, hn::BitCast(u32, hn::GatherIndex(i32, as_signed, chosen)));
  const auto moves = total > hn::Zero(f32);
  const F32 x = hn::IfThenElse(moves, c.x, b.x), y = hn::IfThenElse(moves, c.y, b.y);
  hn::StoreU(x, f32, a.x_m + i);
  hn::StoreU(y, f32, a.y_m + i);
  hn::StoreU(hn::IfThenElse(moves, c.turn, b.heading), f32, a.heading_turn + i);
  const F32 km = hn::IfThenElseZero(moves, c.length_m * all(0.001f));
  hn::StoreU(hn::LoadU(f32, a.walked_km + i) + km, f32, a.walked_km + i);
  hn::StoreU(cell_near(s, x, y), i32, a.cell + i);
}

/// The last agents, fewer than there are lanes: a copy filled up with the last of them, of which only theirs goes back.
void step_rest(const LaneScene& s, const LaneAgents& a, std::size_t first, std::size_t count)
{
  std::uint64_t id[lanes];
  std::uint8_t mode[lanes];
  std::uint16_t aim[lanes];
  float stride[lanes], longest_share[lanes], x_m[lanes], y_m[lanes], heading_turn[lanes], walked_km[lanes];
  std::int32_t cell[lanes];
  for (std::size_t l = 0; l < lanes; ++l) {
    const std::size_t i = first + (l < count ? l : count - 1);
    id[l] = a.id[i];
    mode[l] = a.mode[i];
    aim[l] = a.aim[i];
    stride[l] = a.stride[i];
    longest_share[l] = a.longest_share[i];
    x_m[l] = a.x_m[i];
    y_m[l] = a.y_m[i];
    heading_turn[l] = a.heading_turn[i];
    walked_km[l] = a.walked_km[i];
    cell[l] = a.cell[i];
  }
  step_block(s, {id, mode, aim, stride, longest_share, x_m, y_m, heading_turn, walked_km, cell}, 0);
  for (std::size_t l = 0; l < count; ++l) {
    a.x_m[first + l] = x_m[l];
    a.y_m[first + l] = y_m[l];
    a.heading_turn[first + l] = heading_turn[l];
    a.walked_km[first + l] = walked_km[l];
    a.cell[first + l] = cell[l];
  }
}

}  // namespace

void step(const LaneScene& scene, const LaneAgents& agents, std::size_t first, std::size_t last)
{
  std::size_t i = first;
  for (; i + lanes <= last; i += lanes) step_block(scene, agents, i);
  if (i < last) step_rest(scene, agents, i, last - i);
}

}  // namespace rangifer::engine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace rangifer::engine {

LaneStep lane_step()
{
  [[maybe_unused]] const std::string_view level = processor_level();
#if (HWY_TARGETS & HWY_AVX3)
  if (level == "avx512") return N_AVX3::step;
#endif
#if (HWY_TARGETS & HWY_AVX2)
  if (level == "avx2") return N_AVX2::step;
#endif
  return HWY_STATIC_DISPATCH(step);
}

}  // namespace rangifer::engine
#endif

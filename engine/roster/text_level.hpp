// The text kernels of one level. Included by one source a level, which is compiled for that level alone: everything
// here stays inside of it, so that no code for a newer processor can get into what all processors run. For the same
// reason nothing of the standard library but plain declarations is used.
#include <cstring>
#if defined(FENGLU_TEXT_INTRINSICS)
#include <immintrin.h>
#endif

#include "engine/roster/text_kernels.hpp"

#if __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "bytes are put together with the first one lowest"
#endif

namespace fenglu::roster {
namespace {

using Word = std::uint64_t;

constexpr std::size_t chunk = 64;  // bytes looked at together: a bit each

#if defined(FENGLU_TEXT_INTRINSICS) && defined(__AVX512BW__)
struct Chunk {
  __m512i bytes;
  explicit Chunk(const char* at) : bytes(_mm512_loadu_si512(at)) {}
  Word equal(char c) const { return _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8(c)); }
  Word at_least(unsigned char c) const { return _mm512_cmpge_epu8_mask(bytes, _mm512_set1_epi8(static_cast<char>(c))); }
};
#elif defined(FENGLU_TEXT_INTRINSICS) && defined(__AVX2__)
struct Chunk {
  __m256i bytes[2];
  explicit Chunk(const char* at) {
    for (int i = 0; i < 2; ++i) bytes[i] = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(at + 32 * i));
  }
  static Word bits(__m256i mask) { return static_cast<std::uint32_t>(_mm256_movemask_epi8(mask)); }
  Word equal(char c) const {
    const __m256i wanted = _mm256_set1_epi8(c);
    return bits(_mm256_cmpeq_epi8(bytes[0], wanted)) | bits(_mm256_cmpeq_epi8(bytes[1], wanted)) << 32;
  }
  Word at_least(unsigned char c) const {
    const __m256i least = _mm256_set1_epi8(static_cast<char>(c));
    return bits(_mm256_cmpeq_epi8(_mm256_max_epu8(bytes[0], least), bytes[0])) |
           bits(_mm256_cmpeq_epi8(_mm256_max_epu8(bytes[1], least), bytes[1])) << 32;
  }
};
#elif defined(FENGLU_TEXT_INTRINSICS)
struct Chunk {
  __m128i bytes[4];
  explicit Chunk(const char* at) {
    for (int i = 0; i < 4; ++i) bytes[i] = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at + 16 * i));
  }
  static Word bits(__m128i mask, int place) {
    return static_cast<Word>(static_cast<std::uint32_t>(_mm_movemask_epi8(mask))) << (16 * place);
  }
  Word equal(char c) const {
    const __m128i wanted = _mm_set1_epi8(c);
    Word out = 0;
    for (int i = 0; i < 4; ++i) out |= bits(_mm_cmpeq_epi8(bytes[i], wanted), i);
    return out;
  }
  Word at_least(unsigned char c) const {
    const __m128i least = _mm_set1_epi8(static_cast<char>(c));
    Word out = 0;
    for (int i = 0; i < 4; ++i) out |= bits(_mm_cmpeq_epi8(_mm_max_epu8(bytes[i], least), bytes[i]), i);
    return out;
  }
};
#else
struct Chunk {
  const char* bytes;
  explicit Chunk(const char* at) : bytes(at) {}
  Word equal(char c) const {
    Word out = 0;
    for (std::size_t i = 0; i < chunk; ++i) out |= static_cast<Word>(bytes[i] == c) << i;
    return out;
  }
  Word at_least(unsigned char c) const {
    Word out = 0;
    for (std::size_t i = 0; i < chunk; ++i) out |= static_cast<Word>(static_cast<unsigned char>(bytes[i]) >= c) << i;
    return out;
  }
};
#endif

// Calls `act(Chunk, position)` over the text; the last piece is filled up with `filling`.
template <class Act>
inline void over_chunks(const char* text, std::size_t size, char filling, const Act& act) {
  std::size_t at = 0;
  for (; at + chunk <= size; at += chunk) act(Chunk(text + at), at);
  if (at == size) return;
  char rest[chunk];
  std::memset(rest, filling, chunk);
  std::memcpy(rest, text + at, size - at);
  act(Chunk(rest), at);
}

// Continuation bytes stand exactly where the lead bytes before them ask for them. `carry` is what the last bytes of the
// chunk before ask for in this one, each by its distance from the lead.
class Utf8 {
 public:
  void look_at(const Chunk& bytes, TextScan& scan) {
    const Word high = bytes.at_least(0x80);
    if ((high | second_ | third_ | fourth_) == 0) return;
    const Word two = bytes.at_least(0xC0), three = bytes.at_least(0xE0), four = bytes.at_least(0xF0);
    const Word due = shift(two, 1, second_) | shift(three, 2, third_) | shift(four, 3, fourth_);
    bad_ |= due ^ (high & ~two);
    bad_ |= (two & ~bytes.at_least(0xC2)) | bytes.at_least(0xF5);
    const Word over_8f = bytes.at_least(0x90), over_9f = bytes.at_least(0xA0);
    bad_ |= shift(bytes.equal('\xE0'), 1, after_e0_) & ~over_9f;  // overlong
    bad_ |= shift(bytes.equal('\xED'), 1, after_ed_) & over_9f;   // a surrogate
    bad_ |= shift(bytes.equal('\xF0'), 1, after_f0_) & ~over_8f;  // overlong
    bad_ |= shift(bytes.equal('\xF4'), 1, after_f4_) & over_8f;   // beyond U+10FFFF
    scan.wide = scan.wide || three != 0;
    scan.narrow = scan.narrow || (two & ~three) != 0;
  }
  bool is_good() const { return bad_ == 0 && (second_ | third_ | fourth_) == 0; }

 private:
  // The mask moved on by `distance`, and what falls out of it kept for the next chunk.
  static Word shift(Word mask, int distance, Word& carry) {
    const Word moved = mask << distance | carry;
    carry = mask >> (64 - distance);
    return moved;
  }
  Word bad_ = 0, second_ = 0, third_ = 0, fourth_ = 0, after_e0_ = 0, after_ed_ = 0, after_f0_ = 0, after_f4_ = 0;
};

TextScan scan(const char* text, std::size_t size) {
  TextScan out;
  Utf8 utf8;
  Word zeros = 0, quotes = 0, bare = 0, returned = 0;  // returned: the chunk before ended in a return
  over_chunks(text, size, ' ', [&](const Chunk& bytes, std::size_t) {
    utf8.look_at(bytes, out);
    zeros |= bytes.equal('\0');
    quotes |= bytes.equal('"');
    const Word returns = bytes.equal('\r'), feeds = bytes.equal('\n');
    bare |= (returns << 1 | returned) & ~feeds;
    returned = returns >> 63;
  });
  out.utf8 = utf8.is_good();
  out.zero = zeros != 0;
  out.quote = quotes != 0;
  out.bare_return = bare != 0 || (size > 0 && text[size - 1] == '\r');
  return out;
}

std::size_t count(const char* text, std::size_t size, char wanted) {
  std::size_t found = 0;
  over_chunks(text, size, static_cast<char>(wanted ^ 1), [&](const Chunk& bytes, std::size_t) {
    found += static_cast<std::size_t>(__builtin_popcountll(bytes.equal(wanted)));
  });
  return found;
}

// The places of the set bits; four are written at a time whether they are there or not.
inline std::uint32_t* write_places(Word mask, std::size_t base, std::uint32_t* out) {
  std::uint32_t* const end = out + __builtin_popcountll(mask);
  for (; out < end; out += 4) {
    for (int i = 0; i < 4; ++i) {
      out[i] = static_cast<std::uint32_t>(base) + static_cast<std::uint32_t>(__builtin_ctzll(mask | Word{1} << 63));
      mask &= mask - 1;
    }
  }
  return end;
}

Breaks find_breaks(const char* text, std::size_t size, char separator, std::uint32_t* out) {
  Breaks found;
  std::uint32_t* at = out;
  over_chunks(text, size, ' ', [&](const Chunk& bytes, std::size_t base) {
    const Word feeds = bytes.equal('\n');
    found.lines += static_cast<std::size_t>(__builtin_popcountll(feeds));
    at = write_places(feeds | bytes.equal(separator), base, at);
  });
  found.count = static_cast<std::size_t>(at - out);
  return found;
}

// As many lanes a vector as a register of the level holds.
#if defined(__AVX512BW__)
constexpr std::size_t vector_bytes = 64;
#elif defined(__AVX2__)
constexpr std::size_t vector_bytes = 32;
#else
constexpr std::size_t vector_bytes = 16;
#endif
constexpr std::size_t lanes_at_once = vector_bytes / sizeof(Word);
using Words = Word __attribute__((vector_size(vector_bytes)));
using Halves = std::uint32_t __attribute__((vector_size(vector_bytes)));
using Quarters = std::uint16_t __attribute__((vector_size(vector_bytes)));
using Signed = std::int64_t __attribute__((vector_size(vector_bytes)));

constexpr Word each_byte = 0x0101010101010101;

inline Words all(Word value) { return Words{} + value; }

// The product of figures below 2^32: the processor has an instruction for just that, half of the whole product's price.
inline Words product(Words a, Word b) {
#if defined(FENGLU_TEXT_INTRINSICS) && defined(__AVX512BW__)
  return (Words)_mm512_mul_epu32((__m512i)a, (__m512i)all(b));
#elif defined(FENGLU_TEXT_INTRINSICS) && defined(__AVX2__)
  return (Words)_mm256_mul_epu32((__m256i)a, (__m256i)all(b));
#elif defined(FENGLU_TEXT_INTRINSICS)
  return (Words)_mm_mul_epu32((__m128i)a, (__m128i)all(b));
#else
  return a * b;
#endif
}

// The figure that eight digits spell, the first one in the lowest byte.
inline Words spelled(Words digits) {
  const Words pairs = ((Words)((Quarters)digits * 10) + (digits >> 8)) & 0x00FF00FF00FF00FF;
  const Words fours = ((Words)((Halves)pairs * 100) + (pairs >> 16)) & 0x0000FFFF0000FFFF;
  return ((Words)((Halves)fours * 10000) & 0xFFFFFFFF) + (fours >> 32);
}

// Of some rows in turn: the eight bytes before a cell's end, and its length. They are gathered well before they are
// looked at: a vector can't be had at once from words that are still on their way to the cache.
constexpr std::size_t rows_at_once = 64;
struct Tails {
  Word bytes[rows_at_once];
  Word lengths[rows_at_once];
};

struct Figures {
  Words lanes;
  Words plain;  // all ones or nothing
};

// All ones where a > b, as signed figures.
inline Words above(Words a, Words b) { return (Words)((Signed)a > (Signed)b); }

inline bool is_everywhere(Words mask) {
  Word all_of = ~Word{0};
  for (std::size_t i = 0; i < lanes_at_once; ++i) all_of &= mask[i];
  return all_of == ~Word{0};
}

// Of cells of up to eight bytes.
inline Figures figures_of(Words bytes, Words lengths, int decimals, Word unit) {
  const Words fits = above(lengths, all(0)) & ~above(lengths, all(8));
  // The bits below those of the cell; a shift by 64 comes to nothing.
  const Words missing = (8 - lengths) * 8;
  const Words other = ((all(1) << (missing & 63)) - 1) & fits;
  Words digits = (bytes & ~other) | (other & (each_byte * '0'));
  // The point moves out, what stands before it one place on.
  Words has_point = all(0);
  if (decimals > 0) {
    const int point = 8 * (7 - decimals);
    const Word behind = ~Word{0} << (point + 8);
    has_point =
        (Words)((digits & (Word{0xFF} << point)) == (Word{'.'} << point)) & above(lengths, all(Word(decimals) + 1));
    const Words without = (digits & behind) | ((digits << 8) & ~behind) | '0';
    digits = (has_point & without) | (~has_point & digits);
  }
  const Words values = digits ^ (each_byte * '0');
  const Words wrong = ((values + each_byte * 6) | values) & (each_byte * 0xF0);
  Figures out;
  out.lanes = spelled(values);
  if (decimals > 0 && !is_everywhere(has_point))
    out.lanes = (has_point & out.lanes) | (~has_point & product(out.lanes, unit));
  out.plain = fits & (Words)(wrong == 0);
  return out;
}

// Of cells of up to sixteen bytes, longer ones than eight with a point; `before` are the eight bytes before `bytes`.
inline Figures wide_figures_of(Words bytes, Words before, Words lengths, int decimals, Word unit) {
  const Words is_long = above(lengths, all(8));
  Figures out = figures_of(bytes, (is_long & all(8)) | (~is_long & lengths), decimals, unit);
  const int point = 8 * (7 - decimals);
  const Words has_point = (Words)((bytes & (Word{0xFF} << point)) == (Word{'.'} << point));
  const Words missing = (16 - lengths) * 8;
  const Words other = (all(1) << (missing & 63)) - 1;
  const Words values = ((before & ~other) | (other & (each_byte * '0'))) ^ (each_byte * '0');
  const Words wrong = ((values + each_byte * 6) | values) & (each_byte * 0xF0);
  // Behind the eight there are seven digits and the point.
  out.lanes += is_long & product(spelled(values), 10'000'000);
  out.plain &= ~is_long | (has_point & ~above(lengths, all(16)) & (Words)(wrong == 0));
  return out;
}

inline void load_tails(const CellColumn& column, std::size_t row, std::size_t rows, Tails& tails) {
  const std::uint32_t* end = column.ends + row * column.stride;
  for (std::size_t i = 0; i < rows; ++i, end += column.stride) {
    std::memcpy(&tails.bytes[i], column.text + end[0] - 8, 8);
    tails.lengths[i] = static_cast<std::uint32_t>(end[0] - end[-1] - 1);
  }
}

// One cell, byte by byte.
inline bool read_figure(const CellColumn& column, std::size_t row, const PlainFigure& how, std::int64_t& lane) {
  const std::uint32_t* end = column.ends + row * column.stride;
  const std::size_t length = static_cast<std::uint32_t>(end[0] - end[-1] - 1);
  const char* cell = column.text + end[0] - length;
  if (length == 0 || length > 16) return false;
  std::int64_t value = 0;
  std::size_t behind = 0;
  bool point = false;
  for (std::size_t i = 0; i < length; ++i) {
    const unsigned digit = static_cast<unsigned char>(cell[i]) - unsigned{'0'};
    if (digit > 9) {
      if (cell[i] != '.' || point || i == 0) return false;
      point = true;
      continue;
    }
    value = value * 10 + digit;
    behind += point ? 1 : 0;
  }
  if (point ? behind != static_cast<std::size_t>(how.decimals) || behind == 0 : length > 12) return false;
  for (int i = 0; !point && i < how.decimals; ++i) value *= 10;
  lane = value;
  return value >= how.low && value <= how.high;
}

std::size_t read_one_by_one(const CellColumn& column, std::size_t begin, std::size_t end, const PlainFigure& how,
                            std::int64_t* lanes, std::uint8_t* plain) {
  std::size_t others = 0;
  for (std::size_t row = begin; row < end; ++row) {
    plain[row] = read_figure(column, row, how, lanes[row]) ? 1 : 0;
    others += plain[row] == 0 ? 1 : 0;
  }
  return others;
}

// Keeps what was read; whether all of it is plain and within the range.
inline bool keep(const Figures& figures, const PlainFigure& how, std::int64_t* lanes, std::uint8_t* plain) {
  const Signed values = (Signed)figures.lanes;
  const Words good = figures.plain & (Words)(values >= how.low) & (Words)(values <= how.high);
  std::memcpy(lanes, &figures.lanes, sizeof figures.lanes);
  std::memset(plain, 1, lanes_at_once);
  return is_everywhere(good);
}

// A vector of rows from tails; whether all of them are plain and within the range.
inline bool read_some(const CellColumn& column, std::size_t row, const Tails& tails, std::size_t at,
                      const PlainFigure& how, Word unit, std::int64_t* lanes, std::uint8_t* plain) {
  Words bytes, lengths;
  std::memcpy(&bytes, tails.bytes + at, sizeof bytes);
  std::memcpy(&lengths, tails.lengths + at, sizeof lengths);
  if (is_everywhere(~above(lengths, all(8))))
    return keep(figures_of(bytes, lengths, how.decimals, unit), how, lanes + row, plain + row);
  const std::uint32_t* end = column.ends + row * column.stride;
  if (how.decimals == 0 || end[0] + column.before < 16) return false;
  Word before[lanes_at_once];
  for (std::size_t i = 0; i < lanes_at_once; ++i, end += column.stride)
    std::memcpy(&before[i], column.text + end[0] - 16, sizeof before[i]);
  Words wide;
  std::memcpy(&wide, before, sizeof wide);
  return keep(wide_figures_of(bytes, wide, lengths, how.decimals, unit), how, lanes + row, plain + row);
}

std::size_t read_figures(const CellColumn& column, const PlainFigure& how, std::int64_t* lanes, std::uint8_t* plain) {
  Word unit = 1;
  for (int i = 0; i < how.decimals; ++i) unit *= 10;
  // Where eight bytes before the end aren't there to be read.
  std::size_t row = 0;
  while (row < column.rows && column.ends[row * column.stride] + column.before < 8) ++row;
  std::size_t others = read_one_by_one(column, 0, row, how, lanes, plain);
  Tails tails;
  while (row + lanes_at_once <= column.rows) {
    const std::size_t left = (column.rows - row) / lanes_at_once * lanes_at_once;
    const std::size_t rows = left < rows_at_once ? left : rows_at_once;
    load_tails(column, row, rows, tails);
    for (std::size_t i = 0; i < rows; i += lanes_at_once, row += lanes_at_once) {
      if (read_some(column, row, tails, i, how, unit, lanes, plain)) continue;
      others += read_one_by_one(column, row, row + lanes_at_once, how, lanes, plain);
    }
  }
  return others + read_one_by_one(column, row, column.rows, how, lanes, plain);
}

}  // namespace
}  // namespace fenglu::roster

#include "engine/roster/text_level_amounts.hpp"

#define FENGLU_TEXT_KERNELS(level)                                                                       \
  namespace fenglu::roster {                                                                             \
  extern const TextKernels text_kernels_##level;                                                         \
  const TextKernels text_kernels_##level{#level, scan, count, find_breaks, read_figures, write_amounts}; \
  }

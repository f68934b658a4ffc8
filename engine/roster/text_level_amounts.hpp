// Amounts as text, of one level: a part of text_level.hpp, which says how it is compiled.
namespace fenglu::roster {
namespace {

constexpr std::int64_t most_positive = 99'999'999'999'999, most_negative = 9'999'999'999'999;

// One amount of any size; whether it fits.
inline bool write_amount(std::int64_t fen, char* field, std::uint8_t& length) {
  length = 0;
  if (fen > most_positive || fen < -most_negative) return false;
  std::uint64_t rest = static_cast<std::uint64_t>(fen < 0 ? -fen : fen);
  char* at = field + field_bytes;
  const auto put = [&at, &rest] {
    *--at = static_cast<char>('0' + rest % 10);
    rest /= 10;
  };
  *--at = ',';
  put();
  put();
  *--at = '.';
  do put();
  while (rest > 0);
  if (fen < 0) *--at = '-';
  length = static_cast<std::uint8_t>(field + field_bytes - at);
  return true;
}

inline void write_sign(char* field, std::uint8_t& length) {
  field[field_bytes - 1 - length] = '-';
  ++length;
}

#if defined(FENGLU_TEXT_INTRINSICS) && defined(__AVX512BW__)

constexpr std::size_t amounts_at_once = 16;

// A constant whose figure the compiler doesn't see: it would make a product out of shifts and sums, at twice the price.
inline __m512i unseen(__m512i constant) {
  __asm__("" : "+v"(constant));
  return constant;
}

// The digits of figures below 100, one in each half of 16 bits, two characters of theirs in bytes: the tens lowest.
struct TwoDigits {
  const __m512i tenth = unseen(_mm512_set1_epi16(103));  // 2^10 / 10
  const __m512i out_of_tens = unseen(_mm512_set1_epi16(2559));
  __m512i operator()(__m512i figures) const {
    const __m512i tens = _mm512_srli_epi16(_mm512_mullo_epi16(figures, tenth), 10);
    // tens + 256 * (figure - 10 * tens)
    return _mm512_sub_epi16(_mm512_slli_epi16(figures, 8), _mm512_mullo_epi16(tens, out_of_tens));
  }
};

// Whole millionths of figures below 2^32.
inline __m512i over_a_million(__m512i figures) {
  const __m512i factor = _mm512_set1_epi64(1125899907);  // 2^50 / 10^6, rounded up
  const __m512i even = _mm512_srli_epi64(_mm512_mul_epu32(figures, factor), 50);
  const __m512i odd = _mm512_srli_epi64(_mm512_mul_epu32(_mm512_srli_epi64(figures, 32), factor), 18);
  return _mm512_mask_mov_epi32(even, 0xAAAA, odd);
}

// By how many leading zeros an amount has: the length of the greatest of them as text, and the least that is as long.
struct LengthsByZeros {
  std::int32_t longest[32] = {};
  std::int32_t least[32] = {};
  constexpr LengthsByZeros() {
    for (int zeros = 0; zeros < 32; ++zeros) {
      constexpr std::uint32_t all_ones = 0xFFFFFFFF;
      longest[zeros] = 5;
      for (std::uint32_t power = 1000; power <= all_ones >> zeros; power *= 10) {
        ++longest[zeros];
        least[zeros] = static_cast<std::int32_t>(power);
        if (power == 1'000'000'000) break;
      }
    }
  }
};
alignas(64) constexpr LengthsByZeros lengths_by_zeros;

// How long amounts up to 2^31 are as text.
inline __m512i lengths_of(__m512i fen) {
  const std::int32_t* const longest = lengths_by_zeros.longest;
  const std::int32_t* const least = lengths_by_zeros.least;
  const __m512i zeros = _mm512_lzcnt_epi32(_mm512_or_si512(fen, _mm512_set1_epi32(1)));
  const __m512i length = _mm512_permutex2var_epi32(_mm512_load_si512(longest), zeros, _mm512_load_si512(longest + 16));
  const __m512i power = _mm512_permutex2var_epi32(_mm512_load_si512(least), zeros, _mm512_load_si512(least + 16));
  return _mm512_mask_sub_epi32(length, _mm512_cmplt_epu32_mask(fen, power), length, _mm512_set1_epi32(1));
}

// Sixteen amounts up to 2^31 in either direction. What is the same for all of them is made once.
class Sixteen {
 public:
  void write(__m512i fen, char* fields, std::uint8_t* lengths) const {
    const __m512i size = _mm512_abs_epi32(fen);
    const __m512i million = over_a_million(size);  // ten thousands of yuan
    const __m512i rest = _mm512_sub_epi32(size, _mm512_slli_epi32(_mm512_madd_epi16(million, millionth_), 6));
    // (rest + 1/2) / 100 stays 0.005 away from every whole number. 0.01F is off by less than 2.3e-10, times 10^6
    // 0.0003; the one rounding below 10^4 adds 2^-11 at most: together 0.0008. A test tries each of the million.
    const __m512i yuan =
        _mm512_cvttps_epi32(_mm512_fmadd_ps(_mm512_cvtepi32_ps(rest), _mm512_set1_ps(0.01F), _mm512_set1_ps(0.005F)));
    const __m512i cents = _mm512_sub_epi32(rest, _mm512_madd_epi16(yuan, hundred_));
    const __m512i fours = _mm512_or_si512(million, _mm512_slli_epi32(yuan, 16));
    const __m512i high = _mm512_srli_epi16(_mm512_mulhi_epu16(fours, hundredth_), 3);
    const __m512i low = _mm512_sub_epi16(fours, _mm512_mullo_epi16(high, hundreds_));
    const __m512i high_digits = two_digits_(high);
    const __m512i low_digits = two_digits_(low);
    // In each stretch of 128 bits two amounts of its four: the first two, and the last.
    const __m512i first = _mm512_or_si512(_mm512_unpacklo_epi16(high_digits, low_digits), zeros_);
    const __m512i last = _mm512_or_si512(_mm512_unpackhi_epi16(high_digits, low_digits), zeros_);
    const __m512i tails = _mm512_add_epi32(_mm512_slli_epi32(two_digits_(cents), 8), point_and_comma_);
    put<0>(first, last, tails, fields);
    put<4>(first, last, tails, fields);
    put<8>(first, last, tails, fields);
    put<12>(first, last, tails, fields);
    _mm_storeu_si128(reinterpret_cast<__m128i*>(lengths), _mm512_cvtepi32_epi8(lengths_of(size)));
    for (unsigned below = _mm512_movepi32_mask(fen); below != 0; below &= below - 1) {
      const int at = __builtin_ctz(below);
      write_sign(fields + field_bytes * static_cast<std::size_t>(at), lengths[at]);
    }
  }

 private:
  // The fields of four: their digits, then the tail in the last quarter of each.
  template <int First>
  void put(__m512i first, __m512i last, __m512i tails, char* fields) const {
    const __m512i within = _mm512_setr_epi32(0, First, First + 1, 0, 0, First + 2, First + 3, 0, 0, First + 16,
                                             First + 17, 0, 0, First + 18, First + 19, 0);
    const __m512i behind =
        _mm512_setr_epi32(0, 0, 0, First, 0, 0, 0, First + 1, 0, 0, 0, First + 2, 0, 0, 0, First + 3);
    const __m512i digits = _mm512_permutex2var_epi32(first, within, last);
    _mm512_storeu_si512(fields + First * static_cast<int>(field_bytes),
                        _mm512_mask_permutexvar_epi32(digits, 0x8888, behind, tails));
  }

  const __m512i millionth_ = unseen(_mm512_set1_epi32(15625));  // 10^6 / 2^6
  const __m512i hundred_ = unseen(_mm512_set1_epi32(100));
  const __m512i hundreds_ = unseen(_mm512_set1_epi16(100));
  const __m512i hundredth_ = unseen(_mm512_set1_epi16(5243));  // 2^19 / 100
  const __m512i zeros_ = unseen(_mm512_set1_epi8('0'));
  const __m512i point_and_comma_ = unseen(_mm512_set1_epi32('.' | '0' << 8 | '0' << 16 | ',' << 24));
  const TwoDigits two_digits_{};
};

// False where one of them is further from 0 than 2^31 - 1.
inline bool write_some(const Sixteen& of, const std::int64_t* lanes, char* fields, std::uint8_t* lengths) {
  const __m512i ends = _mm512_set1_epi64(0x7FFFFFFF), twice = _mm512_set1_epi64(0xFFFFFFFE);
  const __m512i first = _mm512_loadu_si512(lanes), last = _mm512_loadu_si512(lanes + 8);
  const __mmask8 outside = _mm512_cmpgt_epu64_mask(_mm512_add_epi64(first, ends), twice) |
                           _mm512_cmpgt_epu64_mask(_mm512_add_epi64(last, ends), twice);
  if (outside != 0) return false;
  of.write(_mm512_inserti64x4(_mm512_castsi256_si512(_mm512_cvtepi64_epi32(first)), _mm512_cvtepi64_epi32(last), 1),
           fields, lengths);
  return true;
}

using Some = Sixteen;

#else

constexpr std::size_t amounts_at_once = lanes_at_once;
struct Some {};

// Eight digits of yuan, the first one lowest, and the fen behind them.
struct AmountDigits {
  Word yuan[lanes_at_once];
  Word cents[lanes_at_once];
};

// Of amounts below 2^32. The divisions are products: exact for every lane of their width.
inline AmountDigits digits_of(Words fen) {
  const Words yuan = product(fen, 0x51EB851F) >> 37;  // / 100
  const Words cents = fen - product(yuan, 100);
  const Words high = product(yuan, 3518437209) >> 45;  // / 10,000
  const Halves fours = (Halves)(high | (yuan - product(high, 10000)) << 32);
  const Halves hundreds = (fours * 5243) >> 19;  // / 100, below 10,000
  const Quarters pairs = (Quarters)(hundreds | (fours - hundreds * 100) << 16);
  const Quarters tens = (pairs * 103) >> 10;  // / 10, below 100
  const Words spelt = (Words)(tens | (pairs - tens * 10) << 8);
  const Words tenths = product(cents, 103) >> 10;
  const Words tail = (tenths << 8 | (cents - product(tenths, 10)) << 16) +
                     (Word{'.'} | Word{'0'} << 8 | Word{'0'} << 16 | Word{','} << 24);
  AmountDigits out;
  std::memcpy(out.yuan, &spelt, sizeof spelt);
  std::memcpy(out.cents, &tail, sizeof tail);
  return out;
}

// False where one of them is further from 0 than 2^32 - 1.
inline bool write_some(Some, const std::int64_t* lanes, char* fields, std::uint8_t* lengths) {
  Signed fen;
  std::memcpy(&fen, lanes, sizeof fen);
  const Words below = (Words)(fen < 0);
  const Words size = ((Words)fen ^ below) - below;
  if (!is_everywhere((Words)(size <= 0xFFFFFFFF))) return false;
  const AmountDigits digits = digits_of(size);
  for (std::size_t i = 0; i < lanes_at_once; ++i, fields += field_bytes) {
    constexpr Word last_digit = Word{1} << 56;
    const int leading = __builtin_ctzll(digits.yuan[i] | last_digit) / 8;
    const Word yuan = digits.yuan[i] | (each_byte * '0');
    const Word words[2] = {yuan << 32, yuan >> 32 | digits.cents[i] << 32};
    std::memcpy(fields, words, sizeof words);
    lengths[i] = static_cast<std::uint8_t>(12 - leading);
    if (lanes[i] < 0) write_sign(fields, lengths[i]);
  }
  return true;
}

#endif

bool write_amounts(const std::int64_t* lanes, std::size_t count, AmountText out) {
  const Some of;
  bool all_fit = true;
  for (std::size_t at = 0; at < count; at += amounts_at_once) {
    std::int64_t rest[amounts_at_once] = {};
    const std::size_t some = count - at < amounts_at_once ? count - at : amounts_at_once;
    const std::int64_t* from = lanes + at;
    if (some < amounts_at_once) {
      std::memcpy(rest, from, some * sizeof *from);
      from = rest;
    }
    char* const fields = out.fields + at * field_bytes;
    if (write_some(of, from, fields, out.lengths + at)) continue;
    for (std::size_t i = 0; i < some; ++i)
      if (!write_amount(from[i], fields + i * field_bytes, out.lengths[at + i])) all_fit = false;
  }
  return all_fit;
}

}  // namespace
}  // namespace fenglu::roster

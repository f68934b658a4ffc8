#include "engine/library/frame.hpp"

#include <limits>

namespace fenglu::library {
namespace {

template <class Offset>
std::optional<std::string_view> between_offsets(const Piece& piece, std::int64_t cell) {
  const Offset begin = piece.at<Offset>(cell), end = piece.at<Offset>(cell + 1);
  if (begin < 0 || end < begin || end > piece.at<Offset>(piece.length)) return std::nullopt;
  if (begin == end) return std::string_view();
  if (piece.bytes == nullptr) return std::nullopt;
  return std::string_view(piece.bytes + begin, static_cast<std::size_t>(end - begin));
}

struct View {
  std::int32_t length;
  std::array<char, 12> rest;  // the text, or its first four bytes, its buffer, its place there
};
static_assert(sizeof(View) == 16);

std::optional<std::string_view> through_view(const Piece& piece, std::int64_t cell) {
  const View view = piece.at<View>(cell);
  const char* here = static_cast<const char*>(piece.values) + (piece.offset + cell) * std::int64_t{sizeof(View)} + 4;
  if (view.length < 0) return std::nullopt;
  const auto length = static_cast<std::size_t>(view.length);
  if (length <= view.rest.size()) return std::string_view(here, length);
  std::int32_t buffer = 0, place = 0;
  std::memcpy(&buffer, view.rest.data() + 4, sizeof buffer);
  std::memcpy(&place, view.rest.data() + 8, sizeof place);
  if (buffer < 0 || buffer >= piece.view_count || piece.view_buffers[buffer] == nullptr) return std::nullopt;
  if (place < 0 || std::int64_t{place} + view.length > piece.view_sizes[buffer]) return std::nullopt;
  return std::string_view(static_cast<const char*>(piece.view_buffers[buffer]) + place, length);
}

}  // namespace

std::optional<std::string_view> text_at(const Storage& storage, const Piece& piece, std::int64_t cell) {
  if (storage.layout == Layout::utf8) return between_offsets<std::int32_t>(piece, cell);
  if (storage.layout == Layout::large_utf8) return between_offsets<std::int64_t>(piece, cell);
  if (storage.layout == Layout::utf8_view) return through_view(piece, cell);
  if (storage.layout == Layout::strings) return static_cast<const std::string*>(piece.values)[piece.offset + cell];
  return std::nullopt;
}

std::int64_t index_at(const Storage& storage, const Piece& piece, std::int64_t cell) {
  const bool is_signed = storage.is_signed;
  switch (storage.bits) {
    case 8: return is_signed ? piece.at<std::int8_t>(cell) : piece.at<std::uint8_t>(cell);
    case 16: return is_signed ? piece.at<std::int16_t>(cell) : piece.at<std::uint16_t>(cell);
    case 32: return is_signed ? piece.at<std::int32_t>(cell) : std::int64_t{piece.at<std::uint32_t>(cell)};
    default: break;
  }
  // As unsigned, an index beyond 63 bits comes out negative, and is refused as such.
  return piece.at<std::int64_t>(cell);
}

}  // namespace fenglu::library

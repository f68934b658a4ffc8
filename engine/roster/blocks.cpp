#include "engine/roster/blocks.hpp"

#include <algorithm>

#include "engine/roster/dialect.hpp"

namespace fenglu::roster {

std::optional<Piece> Cutter::next() {
  const std::size_t end = document_.body().end;
  if (at_ >= end) return std::nullopt;
  Piece piece{{at_, end}, row_, 0};
  piece.extent.end = end_of_piece(piece.records);
  if (document_.text()[piece.extent.end - 1] != '\n') ++piece.records;  // the last line may lack its end
  at_ = piece.extent.end;
  row_ += piece.records;
  return piece;
}

// Where the piece that begins at at_ ends, and how many line ends of records are in it.
std::size_t Cutter::end_of_piece(std::size_t& records) const {
  const std::string_view text = document_.text().substr(0, document_.body().end);
  const std::size_t wanted = std::min(text.size() - at_, bytes_) + at_ - 1;
  if (document_.is_plain()) {
    const std::size_t end = std::min(text.find('\n', wanted), text.size() - 1) + 1;
    records = text_kernels().count(text.data() + at_, end - at_, '\n');
    return end;
  }
  // A line end between quotes ends no record; the document's quotes were found to be in order.
  bool quoted = false;
  for (std::size_t at = at_; at < text.size(); ++at) {
    if (text[at] == '"') quoted = !quoted;
    if (quoted || text[at] != '\n') continue;
    ++records;
    if (at >= wanted) return at + 1;
  }
  return text.size();
}

void Trail::follow(std::size_t done) {
  constexpr std::size_t large = std::size_t{1} << 26, step = std::size_t{1} << 23;
  if (document_.text().size() <= large || done - passed_ < step) return;
  document_.file().pass_over(passed_, done);
  passed_ = done;
}

}  // namespace fenglu::roster

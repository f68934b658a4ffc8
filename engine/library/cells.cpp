#include "engine/library/cells.hpp"

#include <algorithm>

#include "engine/diagnostic/blanks.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/library/figure.hpp"

namespace fenglu::library {
namespace {

using policy::Unit;

std::string shown_lane(std::int64_t lane, const Field& field) {
  switch (field.type.unit) {
    case Unit::date: return Day::from_number(static_cast<std::int32_t>(lane)).iso();
    case Unit::month: return Month::from_number(static_cast<std::int32_t>(lane)).iso();
    case Unit::flag: return lane != 0 ? "true" : "false";
    case Unit::money:
    case Unit::number:
    case Unit::rate:
    case Unit::category:
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return show(Figure{lane, field.decimals});
}

// Days that have a name: years 1 to 9999.
bool is_showable(std::int64_t day) { return day >= -719'162 && day <= 2'932'896; }

// One column on its way: rows are counted over all pieces.
class Reading {
 public:
  Reading(const Conversion& conversion, run::Column& out)
      : column_(conversion.column), field_(conversion.field), faults_(conversion.faults), out_(out) {}

  void read() {
    std::size_t rows = 0;
    for (const Piece& piece : column_.pieces) rows += static_cast<std::size_t>(piece.length);
    out_.lanes.assign(rows, 0);
    out_.present.clear();
    for (const Piece& piece : column_.pieces) {
      read_piece(piece);
      first_ += static_cast<std::size_t>(piece.length);
    }
  }

 private:
  void read_piece(const Piece& piece) {
    if (column_.members) return read_dictionary(piece);
    switch (column_.storage.layout) {
      case Layout::nothing: return each_blank(piece);
      case Layout::bit: return each(piece, [&](std::int64_t cell) { put(cell, piece.bit_at(cell) ? 1 : 0); });
      case Layout::integer: return read_integers(piece);
      case Layout::decimal: return read_decimals(piece);
      case Layout::day: return each(piece, [&](std::int64_t cell) { put_day(cell, piece.at<std::int32_t>(cell)); });
      case Layout::ticks: return each(piece, [&](std::int64_t cell) { put_ticks(cell, piece.at<std::int64_t>(cell)); });
      case Layout::utf8:
      case Layout::large_utf8:
      case Layout::utf8_view:
      case Layout::strings: return each(piece, [&](std::int64_t cell) { put_text(cell, piece); });
    }
  }

  // `take(cell)` for every cell that is given.
  template <class Take>
  void each(const Piece& piece, Take take) {
    for (std::int64_t cell = 0; cell < piece.length; ++cell) {
      if (piece.is_given(cell)) {
        take(cell);
      } else {
        put_blank(cell);
      }
    }
  }

  void each_blank(const Piece& piece) {
    for (std::int64_t cell = 0; cell < piece.length; ++cell) put_blank(cell);
  }

  void read_integers(const Piece& piece) {
    const auto with = [&]<class Value>(Value) {
      each(piece,
           [&](std::int64_t cell) { put_figure(cell, static_cast<Int128>(piece.at<Value>(cell)), integer_scale()); });
    };
    const bool is_signed = column_.storage.is_signed;
    switch (column_.storage.bits) {
      case 8: return is_signed ? with(std::int8_t{}) : with(std::uint8_t{});
      case 16: return is_signed ? with(std::int16_t{}) : with(std::uint16_t{});
      case 32: return is_signed ? with(std::int32_t{}) : with(std::uint32_t{});
      default: return is_signed ? with(std::int64_t{}) : with(std::uint64_t{});
    }
  }

  int integer_scale() const { return field_.type.unit == Unit::money ? 2 : 0; }

  void read_decimals(const Piece& piece) {
    const int scale = column_.storage.scale;
    const auto with = [&]<class Value>(Value) {
      each(piece, [&](std::int64_t cell) { put_figure(cell, piece.at<Value>(cell), scale); });
    };
    switch (column_.storage.bits) {
      case 32: return with(std::int32_t{});
      case 64: return with(std::int64_t{});
      case 128: return with(Int128{});
      default: break;
    }
    each(piece, [&](std::int64_t cell) { put_wide(cell, piece.at<std::array<std::uint64_t, 4>>(cell), scale); });
  }

  // 256 bits: what doesn't fit 128 is beyond every range.
  void put_wide(std::int64_t cell, const std::array<std::uint64_t, 4>& words, int scale) {
    const std::uint64_t sign = (words[1] >> 63) != 0 ? ~std::uint64_t{0} : 0;
    if (words[2] != sign || words[3] != sign)
      return fault_range(cell, {"一个超过 38 位的数", "a number of more than 38 digits"});
    const auto low = (static_cast<unsigned __int128>(words[1]) << 64) | words[0];
    put_figure(cell, static_cast<Int128>(low), scale);
  }

  void put_figure(std::int64_t cell, Int128 digits, int places) {
    std::int64_t lane = 0;
    switch (rescale({digits, places}, field_.decimals, lane)) {
      case Rescaled::exact: return put(cell, lane);
      case Rescaled::too_large: return fault_range(cell, Text(show(Figure{digits, places})));
      case Rescaled::finer: break;
    }
    faults_.add(row(cell), field_, Code::cell_decimals,
                {show(Figure{digits, places}), std::to_string(field_.decimals), expected(field_)});
  }

  void put_day(std::int64_t cell, std::int64_t day) {
    if (!is_showable(day)) return fault_range(cell, Text(std::to_string(day)));
    if (field_.type.unit == Unit::date) return put(cell, day);
    const Day first = Day::from_number(static_cast<std::int32_t>(day));
    if (first.day() != 1)
      return fault_format(cell, first.iso(), {"不是一个月的第一天", "it isn't the first day of a month"});
    put(cell, first.in_month().number());
  }

  void put_ticks(std::int64_t cell, std::int64_t ticks) {
    if (ticks % column_.storage.a_day != 0) {
      return fault_format(cell, std::to_string(ticks), {"带有时刻，不是整日", "it has a time of day"});
    }
    put_day(cell, ticks / column_.storage.a_day);
  }

  void put_text(std::int64_t cell, const Piece& piece) {
    const std::optional<std::string_view> text = text_at(column_.storage, piece, cell);
    if (!text) return fault_malformed(cell);
    const std::string_view trimmed = trim(*text);
    if (trimmed.empty()) return put_blank(cell);
    put_member(cell, trimmed, lane_of(trimmed));
  }

  // A member's id or label, or a month, in lanes; -1 where it is none.
  std::int64_t lane_of(std::string_view text) const {
    if (field_.type.unit == Unit::month) {
      const auto month = Month::parse(text);
      return month ? month->number() : -1;
    }
    const std::vector<policy::Member>& members = field_.category->members;
    const auto find = [&](auto is_it) {
      const auto found = std::find_if(members.begin(), members.end(), is_it);
      return found == members.end() ? -1 : found - members.begin();
    };
    const std::int64_t by_id = find([&](const policy::Member& member) { return member.id == text; });
    if (by_id >= 0) return by_id;
    return find([&](const policy::Member& member) { return member.label.zh == text || member.label.en == text; });
  }

  void put_member(std::int64_t cell, std::string_view text, std::int64_t lane) {
    if (lane >= 0) return put(cell, lane);
    if (field_.category == nullptr) return fault_format(cell, text, {"这不是月份", "it isn't a month"});
    std::vector<std::string> names;
    Text list;
    for (const policy::Member& member : field_.category->members) {
      names.insert(names.end(), {member.id, member.label.zh, member.label.en});
      list.zh += (list.zh.empty() ? "" : "、") + (member.label.zh.empty() ? member.id : member.label.zh);
      list.en += (list.en.empty() ? "" : ", ") + member.id;
    }
    const std::string nearest = nearest_name(text, names);
    const Text title(field_.category->title.zh.empty() ? field_.category->id : field_.category->title.zh,
                     field_.category->id);
    faults_.add(
        row(cell), field_, Code::cell_category,
        {quote_text(text), title, nearest.empty() ? Text("（没有相近的）", "none is near") : Text(nearest), list});
  }

  // Each member is looked up once.
  void read_dictionary(const Piece& piece) {
    const Piece& members = *piece.dictionary;
    struct Known {
      enum class Kind : std::uint8_t { unseen, blank, malformed, text } kind = Kind::unseen;
      std::int64_t lane = -1;
      std::string_view text;
    };
    std::vector<Known> known(static_cast<std::size_t>(members.length));
    const auto look_up = [&](std::int64_t index, Known& one) {
      one.kind = Known::Kind::blank;
      if (column_.members->layout == Layout::nothing || !members.is_given(index)) return;
      const std::optional<std::string_view> text = text_at(*column_.members, members, index);
      if (!text) {
        one.kind = Known::Kind::malformed;
      } else if (const std::string_view trimmed = trim(*text); !trimmed.empty()) {
        one = {Known::Kind::text, lane_of(trimmed), trimmed};
      }
    };
    each(piece, [&](std::int64_t cell) {
      const std::int64_t index = index_at(column_.storage, piece, cell);
      if (index < 0 || index >= members.length) return fault_malformed(cell);
      Known& one = known[static_cast<std::size_t>(index)];
      if (one.kind == Known::Kind::unseen) look_up(index, one);
      if (one.kind == Known::Kind::malformed) return fault_malformed(cell);
      if (one.kind == Known::Kind::blank) return put_blank(cell);
      put_member(cell, one.text, one.lane);
    });
  }

  std::size_t row(std::int64_t cell) const { return first_ + static_cast<std::size_t>(cell); }

  void put(std::int64_t cell, std::int64_t lane) {
    if (lane < field_.low || lane > field_.high) return fault_range(cell, Text(shown_lane(lane, field_)));
    out_.lanes[row(cell)] = lane;
  }

  void put_blank(std::int64_t cell) {
    switch (field_.blank) {
      case Field::Blank::refuse:
        return faults_.add(row(cell), field_, Code::cell_empty, {{"有值的单元格", "a value that isn't null"}});
      case Field::Blank::fill: out_.lanes[row(cell)] = field_.fill; return;
      case Field::Blank::absent: break;
    }
    if (out_.present.empty()) out_.present.assign(out_.lanes.size(), 1);
    out_.present[row(cell)] = 0;
  }

  void fault_range(std::int64_t cell, Text found) {
    faults_.add(row(cell), field_, Code::cell_range,
                {std::move(found), shown_lane(field_.low, field_), shown_lane(field_.high, field_)});
  }
  void fault_format(std::int64_t cell, std::string_view found, Text why) {
    faults_.add(row(cell), field_, Code::cell_format, {quote_text(found), std::move(why), expected(field_)});
  }
  void fault_malformed(std::int64_t cell) {
    faults_.add(row(cell), field_, Code::arrow_malformed,
                {{"单元格指向缓冲区之外", "a cell points outside of its buffers"}});
  }

  const Column& column_;
  const Field& field_;
  Faults& faults_;
  run::Column& out_;
  std::size_t first_ = 0;
};

}  // namespace

void read_lanes(const Conversion& conversion, run::Column& out) { Reading(conversion, out).read(); }

}  // namespace fenglu::library

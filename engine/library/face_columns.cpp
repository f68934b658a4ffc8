// Columns and records, as the C++ face has them.
#include <map>

#include "engine/library/face.hpp"
#include "fenglu/record.hpp"

namespace fenglu_v1 {

namespace {

using fenglu::library::Column;
using fenglu::library::Layout;
using fenglu::library::Piece;
using fenglu::library::Storage;

const Storage strings{.layout = Layout::strings, .words = "text"};

Piece piece_of(const void* values, std::size_t rows, Validity validity) {
  Piece piece;
  piece.length = static_cast<std::int64_t>(rows);
  piece.values = values;
  piece.validity = validity;
  return piece;
}

}  // namespace

Columns::Columns(std::size_t rows) : impl_(std::make_unique<Impl>()) { impl_->frame.rows = rows; }
Columns::~Columns() = default;
Columns::Columns(Columns&&) noexcept = default;
Columns& Columns::operator=(Columns&&) noexcept = default;

std::size_t Columns::rows() const { return impl_->frame.rows; }

Columns& Columns::add(std::string name, const Fen& column) {
  const Storage storage{.layout = Layout::integer, .bits = 64, .words = "int64"};
  impl_->frame.columns.push_back({.name = std::move(name),
                                  .storage = storage,
                                  .fen = true,
                                  .pieces = {piece_of(column.fen.data(), column.fen.size(), column.validity)}});
  return *this;
}

Columns& Columns::add(std::string name, const Decimals& column) {
  const std::string words = "decimal64(18, " + std::to_string(column.decimals) + ")";
  const Storage storage{.layout = Layout::decimal, .bits = 64, .scale = column.decimals, .words = words};
  impl_->frame.columns.push_back({.name = std::move(name),
                                  .storage = storage,
                                  .pieces = {piece_of(column.digits.data(), column.digits.size(), column.validity)}});
  return *this;
}

Columns& Columns::add(std::string name, const Days& column) {
  impl_->frame.columns.push_back({.name = std::move(name),
                                  .storage = {.layout = Layout::day, .words = "date32"},
                                  .pieces = {piece_of(column.days.data(), column.days.size(), column.validity)}});
  return *this;
}

Columns& Columns::add(std::string name, const Flags& column) {
  impl_->frame.columns.push_back({.name = std::move(name),
                                  .storage = {.layout = Layout::bit, .words = "bool"},
                                  .pieces = {piece_of(column.bits, column.rows, column.validity)}});
  return *this;
}

Columns& Columns::add(std::string name, const Codes& column) {
  Piece piece = piece_of(column.codes.data(), column.codes.size(), column.validity);
  piece.dictionary = std::make_shared<const Piece>(piece_of(column.members.data(), column.members.size(), nullptr));
  impl_->frame.columns.push_back({.name = std::move(name),
                                  .storage = {.layout = Layout::integer, .bits = 32, .words = "int32"},
                                  .members = strings,
                                  .pieces = {std::move(piece)}});
  return *this;
}

Columns& Columns::add(std::string name, const Utf8& column) {
  const std::size_t rows = column.offsets.empty() ? 0 : column.offsets.size() - 1;
  Piece piece = piece_of(column.offsets.data(), rows, column.validity);
  piece.bytes = column.bytes;
  impl_->frame.columns.push_back(
      {.name = std::move(name), .storage = {.layout = Layout::utf8, .words = "utf8"}, .pieces = {std::move(piece)}});
  return *this;
}

Columns& Columns::add(std::string name, const Strings& column) {
  impl_->frame.columns.push_back({.name = std::move(name),
                                  .storage = strings,
                                  .pieces = {piece_of(column.texts.data(), column.texts.size(), nullptr)}});
  return *this;
}

// A value where its column looks for it, as long as the record lives.
struct Record::Impl {
  enum class Kind : std::uint8_t { money, decimal, day, flag, text };
  struct Value {
    Kind kind = Kind::text;
    int decimals = 0;
    std::int64_t digits = 0;
    std::int32_t day = 0;
    std::uint8_t bit = 0;
    std::string text;
  };

  Value& value(std::string_view name, Kind kind, int decimals = 0) {
    const auto [found, is_new] = values.try_emplace(std::string(name));
    Value& value = found->second;
    const bool is_same = !is_new && value.kind == kind && value.decimals == decimals;
    value.kind = kind;
    value.decimals = decimals;
    if (!is_same) lay_out();
    return value;
  }

  void lay_out() {
    columns = Columns(1);
    for (const auto& [name, value] : values) add(name, value);
  }

  void add(const std::string& name, const Value& value) {
    switch (value.kind) {
      case Kind::money: columns.add(name, Fen{{&value.digits, 1}}); return;
      case Kind::decimal: columns.add(name, Decimals{{&value.digits, 1}, value.decimals}); return;
      case Kind::day: columns.add(name, Days{{&value.day, 1}}); return;
      case Kind::flag: columns.add(name, Flags{&value.bit, 1}); return;
      case Kind::text: columns.add(name, Strings{{&value.text, 1}}); return;
    }
  }

  std::map<std::string, Value, std::less<>> values;
  Columns columns{1};
};

Record::Record() : impl_(std::make_unique<Impl>()) {}
Record::~Record() = default;
Record::Record(Record&&) noexcept = default;
Record& Record::operator=(Record&&) noexcept = default;

Record& Record::set(std::string_view name, Money value) {
  impl_->value(name, Impl::Kind::money).digits = value.fen();
  return *this;
}

Record& Record::set(std::string_view name, Rate value) {
  constexpr int places_of_a_rate = 9;
  impl_->value(name, Impl::Kind::decimal, places_of_a_rate).digits = value.billionths();
  return *this;
}

Record& Record::set(std::string_view name, Day value) {
  impl_->value(name, Impl::Kind::day).day = value.number();
  return *this;
}

Record& Record::set(std::string_view name, bool value) {
  impl_->value(name, Impl::Kind::flag).bit = value ? 1 : 0;
  return *this;
}

Record& Record::set(std::string_view name, std::string_view value) {
  impl_->value(name, Impl::Kind::text).text = value;
  return *this;
}

Record& Record::set_number(std::string_view name, std::int64_t digits, int decimals) {
  impl_->value(name, Impl::Kind::decimal, decimals).digits = digits;
  return *this;
}

const Columns& Record::columns() const { return impl_->columns; }

}  // namespace fenglu_v1

#include "engine/library/arrow_import.hpp"

#include <cerrno>

#include "engine/diagnostic/code.hpp"
#include "engine/library/arrow_format.hpp"

namespace fenglu::library {
namespace {

// What has been taken over from the caller, released with the last frame or roster that borrows of it.
struct Held {
  Held() = default;
  Held(const Held&) = delete;
  Held& operator=(const Held&) = delete;
  ~Held() {
    for (ArrowArray& array : arrays) {
      if (array.release != nullptr) array.release(&array);
    }
    if (schema.release != nullptr) schema.release(&schema);
    if (stream.release != nullptr) stream.release(&stream);
  }
  std::vector<ArrowArray> arrays;
  ArrowSchema schema = {};
  ArrowArrayStream stream = {};
};

Diagnostic malformed(Text why, const char* column = nullptr) {
  Place place;
  if (column != nullptr) place.cell = column;
  return {Code::arrow_malformed, std::move(place), {std::move(why)}};
}

// What metadata says under "fenglu.unit": whole numbers of it are fen.
bool says_fen(const char* metadata) {
  if (metadata == nullptr) return false;
  const auto number = [&] {
    std::int32_t value = 0;
    std::memcpy(&value, metadata, sizeof value);
    metadata += sizeof value;
    return value;
  };
  const auto text = [&](std::int32_t length) {
    const std::string_view out(metadata, static_cast<std::size_t>(length));
    metadata += length;
    return out;
  };
  for (std::int32_t pairs = number(); pairs > 0; --pairs) {
    const std::int32_t key_length = number();
    if (key_length < 0) return false;
    const std::string_view key = text(key_length);
    const std::int32_t value_length = number();
    if (value_length < 0) return false;
    if (const std::string_view value = text(value_length); key == "fenglu.unit") return value == "fen";
  }
  return false;
}

class Importer {
 public:
  // The columns that a schema names.
  std::optional<Diagnostic> add_schema(const ArrowSchema& schema) {
    if (schema.release == nullptr) return malformed({"模式已释放", "the schema has been released already"});
    if (schema.format == nullptr || std::string_view(schema.format) != "+s")
      return malformed({"不是由列组成的表（\"+s\"）", "it isn't a table of columns, \"+s\""});
    if (schema.n_children < 0 || (schema.n_children > 0 && schema.children == nullptr))
      return malformed({"模式没有列", "the schema lacks its columns"});
    for (std::int64_t i = 0; i < schema.n_children; ++i) {
      if (auto error = add_column(schema.children[i])) return error;
    }
    return std::nullopt;
  }

  std::optional<Diagnostic> add_batch(const ArrowArray& array) {
    if (array.release == nullptr) return malformed({"数组已释放", "the array has been released already"});
    if (auto error = check_extent(array, nullptr)) return error;
    if (array.n_buffers != 1) return malformed({"表应有一个缓冲区", "a table has one buffer"});
    if (array.n_children != static_cast<std::int64_t>(frame_.columns.size()))
      return malformed({"数组的列数与模式不同", "the array has another number of columns than its schema"});
    if (array.n_children > 0 && array.children == nullptr)
      return malformed({"数组没有列", "the array lacks its columns"});
    if (auto error = check_rows(array)) return error;
    for (std::size_t i = 0; i < frame_.columns.size(); ++i) {
      if (auto error = add_piece(frame_.columns[i], array.children[i], array)) return error;
    }
    frame_.rows += static_cast<std::size_t>(array.length);
    if (frame_.rows > static_cast<std::size_t>(most_rows))
      return malformed({"行数超过 2^31", "there are more than 2^31 rows"});
    return std::nullopt;
  }

  Frame take(std::shared_ptr<const void> owner) {
    frame_.owner = std::move(owner);
    return std::move(frame_);
  }

 private:
  std::optional<Diagnostic> add_column(const ArrowSchema* field) {
    if (field == nullptr || field->format == nullptr) return malformed({"列没有类型", "a column lacks its type"});
    Column column;
    if (field->name != nullptr) column.name = field->name;
    column.fen = says_fen(field->metadata);
    column.storage = read_storage(field->format);
    if (field->dictionary != nullptr) {
      if (column.storage.layout != Layout::integer)
        return malformed({"字典的索引不是整数", "the indices of a dictionary aren't integers"}, column.name.c_str());
      if (field->dictionary->format == nullptr) return malformed({"字典没有类型", "a dictionary lacks its type"});
      column.members = read_storage(field->dictionary->format);
    }
    frame_.columns.push_back(std::move(column));
    return std::nullopt;
  }

  static Storage read_storage(const char* format) {
    std::string words;
    if (std::optional<Storage> storage = storage_of(format, words)) return *storage;
    return {.layout = Layout::nothing, .bits = -1, .words = words};
  }

  static std::optional<Diagnostic> check_extent(const ArrowArray& array, const char* column) {
    if (array.length < 0 || array.offset < 0 || array.length > most_rows || array.offset > (most_rows << 16))
      return malformed({"长度或偏移不可能", "an impossible length or offset"}, column);
    if (array.null_count < -1 || array.null_count > array.length)
      return malformed({"空值个数不可能", "an impossible number of nulls"}, column);
    if (array.n_buffers < 0 || (array.n_buffers > 0 && array.buffers == nullptr))
      return malformed({"缺少缓冲区", "the buffers are missing"}, column);
    return std::nullopt;
  }

  static std::optional<Diagnostic> check_rows(const ArrowArray& array) {
    Piece rows{.length = array.length, .offset = array.offset};
    rows.validity = static_cast<const std::uint8_t*>(array.buffers[0]);
    if (rows.validity == nullptr && array.null_count > 0)
      return malformed({"有空值却没有有效位图", "there are nulls, and no bitmap that tells which"});
    if (rows.validity == nullptr || array.null_count == 0) return std::nullopt;
    for (std::int64_t row = 0; row < array.length; ++row) {
      if (!rows.is_given(row)) return malformed({"整行为空", "a whole row is null"});
    }
    return std::nullopt;
  }

  std::optional<Diagnostic> add_piece(Column& column, const ArrowArray* array, const ArrowArray& table) {
    const char* name = column.name.c_str();
    if (array == nullptr) return malformed({"缺少一列的数组", "the array of a column is missing"}, name);
    if (auto error = check_extent(*array, name)) return error;
    if (array->length < table.offset + table.length)
      return malformed({"列比表短", "the column is shorter than its table"}, name);
    const bool foreign = column.storage.bits < 0 || (column.members && column.members->bits < 0);
    Piece piece{.length = table.length, .offset = array->offset + table.offset};
    if (!foreign) {
      if (auto error = set_buffers(column.storage, *array, name, piece)) return error;
      if (auto error = set_dictionary(column, *array, piece)) return error;
    }
    column.pieces.push_back(std::move(piece));
    return std::nullopt;
  }

  static std::optional<Diagnostic> set_buffers(const Storage& storage, const ArrowArray& array, const char* name,
                                               Piece& piece) {
    const std::int64_t buffers = buffers_of(storage.layout);
    const bool is_view = storage.layout == Layout::utf8_view;
    if (array.n_children != 0) return malformed({"列不应有子列", "a column has columns of its own"}, name);
    if (is_view ? array.n_buffers < buffers : array.n_buffers != buffers)
      return malformed({"缓冲区个数不对", "another number of buffers than its type has"}, name);
    if (buffers == 0) return std::nullopt;
    piece.validity = static_cast<const std::uint8_t*>(array.buffers[0]);
    piece.values = array.buffers[1];
    if (piece.validity == nullptr && array.null_count > 0)
      return malformed({"有空值却没有有效位图", "there are nulls, and no bitmap that tells which"}, name);
    if (array.null_count == 0) piece.validity = nullptr;
    if (piece.values == nullptr && piece.length > 0) return malformed({"缺少缓冲区", "the buffers are missing"}, name);
    if (storage.layout == Layout::utf8 || storage.layout == Layout::large_utf8)
      piece.bytes = static_cast<const char*>(array.buffers[2]);
    return is_view ? set_views(array, name, piece) : std::nullopt;
  }

  static std::optional<Diagnostic> set_views(const ArrowArray& array, const char* name, Piece& piece) {
    piece.view_buffers = array.buffers + 2;
    piece.view_count = array.n_buffers - 3;
    piece.view_sizes = static_cast<const std::int64_t*>(array.buffers[array.n_buffers - 1]);
    if (piece.view_count > 0 && piece.view_sizes == nullptr)
      return malformed({"缺少缓冲区", "the buffers are missing"}, name);
    return std::nullopt;
  }

  static std::optional<Diagnostic> set_dictionary(const Column& column, const ArrowArray& array, Piece& piece) {
    const char* name = column.name.c_str();
    if ((array.dictionary != nullptr) != column.members.has_value())
      return malformed({"数组与模式对字典说法不一", "array and schema disagree about a dictionary"}, name);
    if (!column.members) return std::nullopt;
    if (auto error = check_extent(*array.dictionary, name)) return error;
    Piece members{.length = array.dictionary->length, .offset = array.dictionary->offset};
    if (auto error = set_buffers(*column.members, *array.dictionary, name, members)) return error;
    if (array.dictionary->dictionary != nullptr) return malformed({"字典套字典", "a dictionary of dictionaries"}, name);
    piece.dictionary = std::make_shared<const Piece>(std::move(members));
    return std::nullopt;
  }

  Frame frame_;
};

Diagnostic broke_off(ArrowArrayStream& stream, int error) {
  const char* why = stream.get_last_error != nullptr ? stream.get_last_error(&stream) : nullptr;
  return {Code::arrow_stream, {}, {why != nullptr ? std::string(why) : "errno " + std::to_string(error)}};
}

std::optional<Diagnostic> read_stream(Held& held, Importer& importer) {
  ArrowArrayStream& stream = held.stream;
  if (stream.release == nullptr || stream.get_schema == nullptr || stream.get_next == nullptr)
    return malformed({"数据流已释放", "the stream has been released already"});
  if (const int error = stream.get_schema(&stream, &held.schema)) {
    held.schema.release = nullptr;
    return broke_off(stream, error);
  }
  if (auto error = importer.add_schema(held.schema)) return error;
  while (true) {
    ArrowArray batch = {};
    if (const int error = stream.get_next(&stream, &batch)) return broke_off(stream, error);
    if (batch.release == nullptr) return std::nullopt;
    held.arrays.push_back(batch);
    if (auto error = importer.add_batch(held.arrays.back())) return error;
  }
}

}  // namespace

Result<Frame> frame_of(ArrowArrayStream* stream) {
  const auto held = std::make_shared<Held>();
  held->stream = *stream;
  stream->release = nullptr;
  Importer importer;
  if (auto error = read_stream(*held, importer)) return std::move(*error);
  return importer.take(held);
}

Result<Frame> frame_of(const ArrowSchema* schema, ArrowArray* array) {
  const auto held = std::make_shared<Held>();
  held->arrays.push_back(*array);
  array->release = nullptr;
  Importer importer;
  if (auto error = importer.add_schema(*schema)) return std::move(*error);
  if (auto error = importer.add_batch(held->arrays.back())) return std::move(*error);
  return importer.take(held);
}

}  // namespace fenglu::library

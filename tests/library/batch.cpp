#include "tests/library/batch.hpp"

#include <mutex>
#include <stdexcept>

namespace fenglu::test {
namespace {

void release_schema(ArrowSchema* schema) { schema->release = nullptr; }

void keep(ArrowArray* array) { array->release = nullptr; }

}  // namespace

// To the end of the process: a batch can't tell whether its structs were copied and are still held.
std::shared_ptr<Batch::Handed> Batch::kept() {
  static std::mutex guard;
  static std::vector<std::shared_ptr<Handed>> all;
  const std::lock_guard lock(guard);
  return all.emplace_back(std::make_shared<Handed>());
}

void Batch::release(ArrowArray* array) {
  ++static_cast<Handed*>(array->private_data)->released;
  array->release = nullptr;
}

Batch::Batch(std::int64_t rows) : rows_(rows) {
  schema_.format = "+s";
  schema_.release = release_schema;
  array_.length = rows;
  array_.n_buffers = 1;
  array_.buffers = &handed_->no_bitmap;
  array_.release = release;
  array_.private_data = handed_.get();
}

Batch& Batch::add(const std::string& name, const Cells& cells) {
  handed_->columns.emplace_back();
  handed_->columns.back().name = name;
  handed_->columns.back().cells = cells;
  fill(handed_->columns.back());
  point();
  return *this;
}

void Batch::fill(Column& column) {
  const Cells& cells = column.cells;
  if (!cells.nulls.empty()) {
    column.bitmap.assign((cells.nulls.size() + 7) / 8, '\0');
    for (std::size_t i = 0; i < cells.nulls.size(); ++i) {
      if (cells.nulls[i] == 0) column.bitmap[i / 8] = static_cast<char>(column.bitmap[i / 8] | (1 << (i % 8)));
    }
  }
  column.buffers = {cells.nulls.empty() ? nullptr : column.bitmap.data()};
  for (const std::string& buffer : cells.buffers) column.buffers.push_back(buffer.data());
  if (cells.format == "n") column.buffers.clear();
  column.schema = {};
  column.schema.format = cells.format.c_str();
  column.schema.name = column.name.c_str();
  column.schema.metadata = cells.metadata.empty() ? nullptr : cells.metadata.data();
  column.schema.flags = ARROW_FLAG_NULLABLE;
  column.schema.release = release_schema;
  column.array = {};
  column.array.length = rows_;
  column.array.null_count = cells.nulls.empty() ? 0 : -1;
  column.array.offset = cells.offset;
  column.array.n_buffers = static_cast<std::int64_t>(column.buffers.size());
  column.array.buffers = column.buffers.data();
  column.array.release = keep;
  if (!cells.dictionary) return;
  column.dictionary_buffers = {nullptr};
  for (const std::string& buffer : cells.dictionary->buffers) column.dictionary_buffers.push_back(buffer.data());
  column.dictionary_schema.format = cells.dictionary->format.c_str();
  column.dictionary_schema.release = release_schema;
  column.dictionary_array.length = cells.dictionary_length;
  column.dictionary_array.n_buffers = static_cast<std::int64_t>(column.dictionary_buffers.size());
  column.dictionary_array.buffers = column.dictionary_buffers.data();
  column.dictionary_array.release = keep;
  column.schema.dictionary = &column.dictionary_schema;
  column.array.dictionary = &column.dictionary_array;
}

void Batch::point() {
  handed_->schemas.clear();
  handed_->arrays.clear();
  for (Column& column : handed_->columns) {
    handed_->schemas.push_back(&column.schema);
    handed_->arrays.push_back(&column.array);
  }
  schema_.n_children = array_.n_children = static_cast<std::int64_t>(handed_->columns.size());
  schema_.children = handed_->schemas.data();
  array_.children = handed_->arrays.data();
}

Batch& Batch::text(const std::string& name, const std::vector<std::string>& texts) {
  auto [offsets, bytes] = texts_of(texts);
  return add(name, {.format = "u", .buffers = {offsets, bytes}});
}

Batch& Batch::fen(const std::string& name, const std::vector<std::int64_t>& fen) {
  return add(name, {.format = "l", .buffers = {bytes_of(fen)}, .metadata = metadata("fenglu.unit", "fen")});
}

Batch& Batch::days(const std::string& name, const std::vector<std::int32_t>& days) {
  return add(name, {.format = "tdD", .buffers = {bytes_of(days)}});
}

Batch& Batch::replace(const std::string& name, const Cells& cells) {
  for (Column& column : handed_->columns) {
    if (column.name != name) continue;
    column = {};
    column.name = name;
    column.cells = cells;
    fill(column);
    return *this;
  }
  return add(name, cells);
}

ArrowSchema& Batch::schema_of(const std::string& name) {
  for (Column& column : handed_->columns) {
    if (column.name == name) return column.schema;
  }
  throw std::out_of_range(name);
}

ArrowArray& Batch::array_of(const std::string& name) {
  for (Column& column : handed_->columns) {
    if (column.name == name) return column.array;
  }
  throw std::out_of_range(name);
}

std::string metadata(const std::string& key, const std::string& value) {
  std::string out = bytes_of<std::int32_t>({1});
  out += bytes_of<std::int32_t>({static_cast<std::int32_t>(key.size())}) + key;
  return out + bytes_of<std::int32_t>({static_cast<std::int32_t>(value.size())}) + value;
}

}  // namespace fenglu::test

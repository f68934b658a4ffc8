// Batch: an Arrow record batch made column by column, as another program would hand it over.
#pragma once

#include <cstring>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "fenglu/fenglu.h"

namespace fenglu::test {

// Bytes of values, one after the other.
template <class Value>
std::string bytes_of(const std::vector<Value>& values) {
  std::string out(values.size() * sizeof(Value), '\0');
  if (!values.empty()) std::memcpy(out.data(), values.data(), out.size());
  return out;
}

// The texts of a utf8 column: offsets, and their bytes.
template <class Offset = std::int32_t>
std::pair<std::string, std::string> texts_of(const std::vector<std::string>& texts) {
  std::vector<Offset> offsets = {0};
  std::string bytes;
  for (const std::string& text : texts) {
    bytes += text;
    offsets.push_back(static_cast<Offset>(bytes.size()));
  }
  return {bytes_of(offsets), bytes};
}

class Batch {
 public:
  // Buffers behind the bitmap of nulls; an empty `nulls` is no bitmap, else a byte a row: 1 = null.
  struct Cells {
    std::string format;
    std::vector<std::string> buffers;
    std::vector<int> nulls;
    std::int64_t offset = 0;
    std::shared_ptr<Cells> dictionary;
    std::int64_t dictionary_length = 0;
    std::string metadata;
  };

  explicit Batch(std::int64_t rows);
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  Batch& add(const std::string& name, const Cells& cells);
  Batch& text(const std::string& name, const std::vector<std::string>& texts);
  Batch& fen(const std::string& name, const std::vector<std::int64_t>& fen);
  Batch& days(const std::string& name, const std::vector<std::int32_t>& days);
  // Staff that tests/cases/tiny and Shanghai alike know, in place of what was added under the same name.
  Batch& replace(const std::string& name, const Cells& cells);

  ArrowSchema* schema() { return &schema_; }
  ArrowArray* array() { return &array_; }
  // Of a column, to be spoilt.
  ArrowSchema& schema_of(const std::string& name);
  ArrowArray& array_of(const std::string& name);
  // How often what was handed over has been released.
  int released() const { return handed_->released; }

 private:
  struct Column {
    Cells cells;
    std::string name, bitmap;
    std::vector<const void*> buffers;
    ArrowSchema schema = {};
    ArrowArray array = {};
    std::vector<const void*> dictionary_buffers;
    ArrowSchema dictionary_schema = {};
    ArrowArray dictionary_array = {};
  };
  // What the structs point to. Whoever took them may let them go after the batch has ended.
  struct Handed {
    std::deque<Column> columns;
    std::vector<ArrowSchema*> schemas;
    std::vector<ArrowArray*> arrays;
    const void* no_bitmap = nullptr;
    int released = 0;
  };
  static void release(ArrowArray* array);
  static std::shared_ptr<Handed> kept();
  void fill(Column& column);
  void point();

  std::int64_t rows_;
  std::shared_ptr<Handed> handed_ = kept();
  ArrowSchema schema_ = {};
  ArrowArray array_ = {};
};

// "fenglu.unit" = unit, as Arrow writes metadata.
std::string metadata(const std::string& key, const std::string& value);

}  // namespace fenglu::test

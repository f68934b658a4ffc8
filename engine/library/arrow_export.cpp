#include "engine/library/arrow_export.hpp"

#include <algorithm>
#include <cerrno>
#include <span>
#include <stdexcept>

namespace fenglu::library {
namespace {

using policy::Unit;

// What one ArrowArray points into.
struct Cells {
  std::shared_ptr<const void> owner;  // of a column that is given out as it is
  std::vector<char> values;           // or of offsets
  std::string bytes;
  std::vector<const void*> buffers;
  std::vector<ArrowArray> children;
  std::vector<ArrowArray*> pointers;
  ArrowArray dictionary = {};
};

void release(ArrowArray* array) {
  auto* own = static_cast<Cells*>(array->private_data);
  for (ArrowArray& child : own->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (own->dictionary.release != nullptr) own->dictionary.release(&own->dictionary);
  delete own;
  array->release = nullptr;
}

void give(std::unique_ptr<Cells> cells, std::size_t rows, ArrowArray* out) {
  *out = {};
  for (ArrowArray& child : cells->children) cells->pointers.push_back(&child);
  out->length = static_cast<std::int64_t>(rows);
  out->n_buffers = static_cast<std::int64_t>(cells->buffers.size());
  out->buffers = cells->buffers.data();
  out->n_children = static_cast<std::int64_t>(cells->children.size());
  out->children = cells->pointers.empty() ? nullptr : cells->pointers.data();
  out->dictionary = cells->dictionary.release != nullptr ? &cells->dictionary : nullptr;
  out->release = release;
  out->private_data = cells.release();
}

// Nothing is null: the first buffer, the bitmap, isn't there.
void give_values(std::unique_ptr<Cells> cells, const void* values, std::size_t rows, ArrowArray* out) {
  cells->buffers = {nullptr, values};
  give(std::move(cells), rows, out);
}

template <class Value>
void give_as(std::span<const std::int64_t> lanes, std::unique_ptr<Cells> cells, ArrowArray* out) {
  cells->values.resize(lanes.size() * sizeof(Value));
  char* at = cells->values.data();
  for (const std::int64_t lane : lanes) {
    const auto value = static_cast<Value>(lane);
    std::memcpy(at, &value, sizeof value);
    at += sizeof value;
  }
  const void* values = cells->values.data();
  give_values(std::move(cells), values, lanes.size(), out);
}

void give_bits(std::span<const std::int64_t> lanes, ArrowArray* out) {
  auto cells = std::make_unique<Cells>();
  cells->values.assign((lanes.size() + 7) / 8, 0);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    if (lanes[i] != 0) cells->values[i / 8] = static_cast<char>(cells->values[i / 8] | (1 << (i % 8)));
  }
  const void* values = cells->values.data();
  give_values(std::move(cells), values, lanes.size(), out);
}

constexpr const char* too_long = "the keys of a batch take more than 2 GiB; a smaller batch_rows mends it";

// `text(i)` for each of the rows.
template <class TextOf>
void give_texts(std::size_t rows, TextOf text, ArrowArray* out) {
  auto cells = std::make_unique<Cells>();
  cells->values.resize((rows + 1) * sizeof(std::int32_t));
  const auto put_offset = [&](std::size_t at) {
    const auto offset = static_cast<std::int32_t>(cells->bytes.size());
    std::memcpy(cells->values.data() + at * sizeof offset, &offset, sizeof offset);
  };
  put_offset(0);
  for (std::size_t i = 0; i < rows; ++i) {
    cells->bytes += text(i);
    if (cells->bytes.size() > std::numeric_limits<std::int32_t>::max()) throw std::length_error(too_long);
    put_offset(i + 1);
  }
  cells->buffers = {nullptr, cells->values.data(), cells->bytes.data()};
  give(std::move(cells), rows, out);
}

void give_item(const SharedResults& results, std::size_t column, const ExportOptions& options,
               std::span<const std::int64_t> lanes, ArrowArray* out) {
  const Prepared& plan = *results->roster->plan;
  const policy::Item& item = plan.item(plan.plan.items[column]);
  auto cells = std::make_unique<Cells>();
  switch (item.type.unit) {
    case Unit::money:
      if (!options.fen) return give_as<Int128>(lanes, std::move(cells), out);
      cells->owner = results;
      return give_values(std::move(cells), lanes.data(), lanes.size(), out);
    case Unit::rate:
    case Unit::number: return give_as<Int128>(lanes, std::move(cells), out);
    case Unit::flag: return give_bits(lanes, out);
    case Unit::date: return give_as<std::int32_t>(lanes, std::move(cells), out);
    case Unit::month:
      return give_texts(
          lanes.size(), [&](std::size_t i) { return Month::from_number(static_cast<std::int32_t>(lanes[i])).iso(); },
          out);
    case Unit::category: {
      const policy::Category& category = plan.policy->categories[static_cast<std::size_t>(item.type.category)];
      give_texts(
          category.members.size(), [&](std::size_t i) -> const std::string& { return category.members[i].id; },
          &cells->dictionary);
      return give_as<std::int32_t>(lanes, std::move(cells), out);
    }
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  const run::Table& table = results->roster->table;
  give_texts(
      lanes.size(), [&](std::size_t i) -> const std::string& { return run::text_of(plan.plan, table, lanes[i]); }, out);
}

// What a stream has given out so far.
struct Flow {
  SharedResults results;
  ExportOptions options;
  std::size_t next = 0;
  bool begun = false;
  const char* error = nullptr;
};

Flow& flow(ArrowArrayStream* stream) { return *static_cast<Flow*>(stream->private_data); }

// No exception crosses.
template <class Give>
int guarded(ArrowArrayStream* stream, Give give) noexcept {
  try {
    give(flow(stream));
    return 0;
  } catch (const std::length_error&) {
    flow(stream).error = too_long;
    return EOVERFLOW;
  } catch (...) {
    flow(stream).error = "out of memory";
    return ENOMEM;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded(stream, [&](Flow& at) { export_schema(*at.results, at.options, out); });
}

// An empty result is one empty batch.
int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  return guarded(stream, [&](Flow& at) {
    const std::size_t all = at.results->roster->table.rows;
    if (at.next >= all && at.begun) {
      *out = {};
      return;
    }
    const std::size_t most = at.options.batch_rows > 0 ? at.options.batch_rows : all;
    const std::size_t rows = std::min(most, all - at.next);
    export_rows(at.results, at.options, at.next, rows, out);
    at.next += rows;
    at.begun = true;
  });
}

const char* get_last_error(ArrowArrayStream* stream) {
  return stream->private_data != nullptr ? flow(stream).error : nullptr;
}

void release_stream(ArrowArrayStream* stream) {
  delete &flow(stream);
  stream->private_data = nullptr;
  stream->release = nullptr;
}

}  // namespace

void export_rows(const SharedResults& results, const ExportOptions& options, std::size_t first, std::size_t rows,
                 ArrowArray* out) {
  const std::vector<std::string>& keys = results->roster->table.keys;
  auto table = std::make_unique<Cells>();
  table->buffers = {nullptr};
  table->children.resize(results->lanes.columns.size() + 1);
  give_texts(
      rows, [&](std::size_t i) -> const std::string& { return keys[first + i]; }, &table->children[0]);
  for (std::size_t i = 0; i < results->lanes.columns.size(); ++i) {
    const std::span<const std::int64_t> lanes(results->lanes.columns[i]);
    give_item(results, i, options, lanes.subspan(first, rows), &table->children[i + 1]);
  }
  give(std::move(table), rows, out);
}

void export_stream(const SharedResults& results, const ExportOptions& options, ArrowArrayStream* out) {
  out->private_data = new Flow{results, options};
  out->get_schema = get_schema;
  out->get_next = get_next;
  out->get_last_error = get_last_error;
  out->release = release_stream;
}

}  // namespace fenglu::library

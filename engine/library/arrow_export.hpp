// arrow_export: results as Arrow arrays and streams. What is given out holds what it points into.
#pragma once

#include "engine/library/roster.hpp"
#include "fenglu/fenglu.h"

namespace fenglu::library {

struct ExportOptions {
  bool fen = false;            // money as int64 fen, without a copy
  std::size_t batch_rows = 0;  // of a stream; 0: all in one
};

using SharedResults = std::shared_ptr<const Results>;

// The key, then a column an item.
void export_schema(const Results& results, const ExportOptions& options, ArrowSchema* out);
void export_rows(const SharedResults& results, const ExportOptions& options, std::size_t first, std::size_t rows,
                 ArrowArray* out);
void export_stream(const SharedResults& results, const ExportOptions& options, ArrowArrayStream* out);

}  // namespace fenglu::library

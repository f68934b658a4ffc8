// Any bytes are a table of records, each with its row, or mistakes that can be shown.
#include "engine/roster/document.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace fenglu::fuzz {
namespace {

void walk(const roster::Document& document, std::string_view text) {
  roster::Cursor cursor = document.records();
  std::uint64_t last_row = 1;
  std::size_t end = 0;
  for (roster::Record record; cursor.next(record);) {
    demand(record.row > last_row, "rows don't ascend", text);
    demand(record.extent.begin >= end && record.extent.end <= document.text().size(), "records overlap", text);
    last_row = record.row;
    end = record.extent.end;
  }
}

}  // namespace
}  // namespace fenglu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fenglu;
  const std::string_view text = fuzz::text_of(data, size);
  const auto document = roster::Document::open(std::string(text), "fuzz.csv");
  for (const Diagnostic& mistake : document.diagnostics().all()) {
    fuzz::demand(!render(mistake, Language::zh).empty() && !render_json(mistake, Language::en).empty(),
                 "can't be shown", text);
  }
  if (document) fuzz::walk(*document, text);
  return 0;
}

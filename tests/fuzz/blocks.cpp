// Any bytes: the text kernels of every level say the same, and a block that is read column by column is what it is
// record by record.
#include <cstring>

#include "engine/policy/load.hpp"
#include "engine/roster/block_reader.hpp"
#include "engine/roster/read.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace fenglu::fuzz {
namespace {

using namespace roster;

// The smallest policy of the tests, and its plan for a month.
struct Tiny {
  policy::Policy policy;
  plan::Plan plan;
  static Tiny* load() {
    auto loaded = policy::load(FENGLU_ROOT "/tests/cases/tiny");
    if (!loaded) std::abort();
    auto* tiny = new Tiny{std::move(*loaded), {}};
    plan::Request request;
    request.sheet = tiny->policy.find_sheet("payroll");
    request.month = Month::make(2025, 10);
    auto plan = plan::compile(tiny->policy, request);
    if (!plan) std::abort();
    tiny->plan = std::move(*plan);
    return tiny;
  }
};

void compare_figures(const TextKernels& kernels, std::string_view text, const std::vector<std::uint32_t>& ends,
                     std::size_t cells) {
  for (const int decimals : {0, 2, 6}) {
    const CellColumn column{text.data(), 0, ends.data() + 1, 1, cells};
    const PlainFigure how{decimals, 0, 999'999'999'999'999};
    std::vector<std::int64_t> lanes(cells), others(cells);
    std::vector<std::uint8_t> plain(cells), of_others(cells);
    kernels.read_figures(column, how, lanes.data(), plain.data());
    all_text_kernels().front()->read_figures(column, how, others.data(), of_others.data());
    demand(plain == of_others, "levels take other figures for plain", text);
    for (std::size_t i = 0; i < cells; ++i)
      demand(plain[i] == 0 || lanes[i] == others[i], "levels read figures otherwise", text);
  }
}

// The bytes taken as amounts.
void compare_amounts(const TextKernels& kernels, std::string_view text) {
  std::vector<std::int64_t> lanes(text.size() / sizeof(std::int64_t));
  if (!lanes.empty()) std::memcpy(lanes.data(), text.data(), lanes.size() * sizeof lanes[0]);
  for (std::size_t i = 1; i < lanes.size(); i += 2) lanes[i] >>= 32;  // of a size that a wage has
  std::vector<char> fields((lanes.size() + 16) * field_bytes), others(fields.size());
  std::vector<std::uint8_t> lengths(lanes.size() + 16), of_others(lengths.size());
  const bool all_fit = kernels.write_amounts(lanes.data(), lanes.size(), {fields.data(), lengths.data()});
  const bool others_fit =
      all_text_kernels().front()->write_amounts(lanes.data(), lanes.size(), {others.data(), of_others.data()});
  demand(all_fit == others_fit, "levels write other amounts", text);
  for (std::size_t i = 0; i < lanes.size(); ++i) {
    const std::size_t end = (i + 1) * field_bytes;
    demand(lengths[i] == of_others[i] &&
               std::equal(fields.data() + end - lengths[i], fields.data() + end, others.data() + end - lengths[i]),
           "levels write amounts otherwise", text);
  }
}

void compare_levels(std::string_view text) {
  const TextKernels& portable = *all_text_kernels().front();
  const TextScan expected = portable.scan(text.data(), text.size());
  std::vector<std::uint32_t> ends(text.size() + 18, 0xFFFFFFFF);
  const Breaks breaks = portable.find_breaks(text.data(), text.size(), ',', ends.data() + 1);
  for (const TextKernels* kernels : all_text_kernels()) {
    const TextScan scan = kernels->scan(text.data(), text.size());
    demand(scan.utf8 == expected.utf8 && scan.zero == expected.zero && scan.quote == expected.quote &&
               scan.bare_return == expected.bare_return,
           "levels see another text", text);
    std::vector<std::uint32_t> found(text.size() + 18, 0xFFFFFFFF);
    const Breaks again = kernels->find_breaks(text.data(), text.size(), ',', found.data() + 1);
    demand(again.count == breaks.count && again.lines == breaks.lines, "levels count otherwise", text);
    for (std::size_t i = 0; i <= breaks.count; ++i) demand(found[i] == ends[i], "levels find other breaks", text);
    compare_figures(*kernels, text, found, breaks.count);
    compare_amounts(*kernels, text);
  }
}

void demand_alike(const run::Table& table, const run::Table& records, std::string_view text) {
  demand(table.rows == records.rows && table.keys == records.keys && table.row_numbers == records.row_numbers,
         "a block has other rows", text);
  for (const auto& [fact, column] : table.facts) {
    const run::Column& other = records.facts.at(fact);
    for (std::size_t row = 0; row < table.rows; ++row) {
      demand(column.lanes[row] == other.lanes[row] && column.is_present(row) == other.is_present(row),
             "a block is read otherwise", text);
    }
  }
}

void compare_readers(std::string_view text) {
  static const Tiny* tiny = Tiny::load();
  const policy::Sheet& sheet = tiny->policy.sheets[static_cast<std::size_t>(tiny->plan.request.sheet)];
  const auto document = Document::open(FileText(std::string(text)), "fuzz.csv");
  if (!document || !document->has_lines()) return;
  const auto layout = match(*document, tiny->policy, sheet);
  if (!layout) return;
  run::Table table;
  Diagnostics warnings;
  BlockReader reader(*document, fields_of(*document, *layout, tiny->plan, table, warnings), table);
  Cutter cutter(*document, 64);
  while (const auto piece = cutter.next()) {
    const RecordsRead records = read_records(*document, *layout, tiny->plan, piece->extent, piece->row);
    if (!reader.read(*piece)) continue;
    demand(records.faults.empty(), "a block with a fault was taken", text);
    demand_alike(table, records.table, text);
  }
}

}  // namespace
}  // namespace fenglu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fenglu;
  const std::string_view text = fuzz::text_of(data, size);
  fuzz::compare_levels(text);
  // Most bytes are no header: one stands before them.
  fuzz::compare_readers("staff_id,hired_on,post,wage,bonus\n" + std::string(text));
  fuzz::compare_readers(text);
  return 0;
}

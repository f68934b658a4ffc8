#include "engine/roster/stream.hpp"

#include <algorithm>
#include <atomic>

#include "engine/diagnostic/code.hpp"
#include "engine/explain/evaluate.hpp"
#include "engine/roster/block_reader.hpp"
#include "engine/roster/in_order.hpp"
#include "engine/roster/unique_keys.hpp"

namespace fenglu::roster {
namespace {

// Text facts that a formula of the sheet reads where the exact evaluator is asked: defaults, and who has joined.
std::set<int> texts_of_formulas(const policy::Sheet& sheet) {
  std::set<int> facts;
  const auto add = [&](const std::optional<formula::Checked>& formula) {
    if (formula) facts.insert(formula->facts.begin(), formula->facts.end());
  };
  add(sheet.joined);
  for (const policy::Fact& fact : sheet.facts) add(fact.default_formula);
  return facts;
}

// A block as it was made, on its way to be taken.
struct Made {
  Piece piece;
  BlockKeys keys;
  std::vector<std::uint32_t> hashes;  // of the keys, where they aren't in order
  std::vector<std::uint64_t> rows;    // of the keys, where they aren't the piece's own in turn
  std::vector<Diagnostic> faults;     // by row and column
  std::vector<Diagnostic> openings, refusals;
  std::unique_ptr<BlockNotes> notes;
  std::uint64_t row_of(std::size_t key) const { return rows.empty() ? piece.row + key : rows[key]; }
};

// What is wrong anywhere: it makes what comes after it in Streamed's order needless, and nothing else.
struct Mistakes {
  std::atomic<bool> reading = false, openings = false, refusals = false, trust = false;
};

// One thread's work.
class Maker {
 public:
  Maker(const Document& document, const Layout& layout, const plan::Plan& plan, const StreamOptions& options,
        BlockReceiver& receiver, Mistakes& mistakes)
      : document_(document),
        layout_(layout),
        plan_(plan),
        options_(options),
        receiver_(receiver),
        mistakes_(mistakes),
        rerun_(plan, table_),
        reader_(document, fields(), table_) {}
  Maker(const Maker&) = delete;
  Maker& operator=(const Maker&) = delete;

  Made make(const Piece& piece) {
    Made made;
    made.piece = piece;
    if (document_.is_on_trust() && !document_.bears_out(piece.extent)) mistakes_.trust = true;
    if (mistakes_.trust) return made;
    if (reader_.read(piece)) {
      take_keys(table_, {}, made);
      pay(table_, made);
    } else {
      read_by_records(piece, made);
    }
    if (!made.faults.empty()) mistakes_.reading = true;
    if (!made.openings.empty()) mistakes_.openings = true;
    if (!made.refusals.empty()) mistakes_.refusals = true;
    return made;
  }

 private:
  // Texts that nothing reads are only checked.
  std::vector<Field> fields() {
    Diagnostics warned_of_already;
    std::vector<Field> fields = fields_of(document_, layout_, plan_, table_, warned_of_already);
    std::set<int> texts = texts_of_formulas(*layout_.sheet);
    texts.insert(options_.texts.begin(), options_.texts.end());
    for (Field& field : fields) {
      const bool is_text = field.role == Field::Role::text;
      if (!is_text || plan_.facts.contains(field.fact) || texts.contains(field.fact)) continue;
      table_.facts.erase(field.fact);
      field.lanes = nullptr;
    }
    return fields;
  }

  void read_by_records(const Piece& piece, Made& made) {
    RecordsRead read = read_records(document_, layout_, plan_, piece.extent, piece.row);
    take_keys(read.table, read.unkeyed, made);
    made.rows = key_rows(read);
    made.faults = std::move(read.faults);
    if (made.faults.empty()) pay(read.table, made);
  }

  static std::vector<std::uint64_t> key_rows(const RecordsRead& read) {
    std::vector<std::uint64_t> rows;
    for (std::size_t row = 0; row < read.table.rows; ++row) {
      if (!std::binary_search(read.unkeyed.begin(), read.unkeyed.end(), row))
        rows.push_back(read.table.row_numbers[row]);
    }
    return rows;
  }

  static void take_keys(const run::Table& table, const std::vector<std::size_t>& without, Made& made) {
    if (without.empty()) made.keys.append(table.keys);
    for (std::size_t row = 0; !without.empty() && row < table.rows; ++row) {
      if (!std::binary_search(without.begin(), without.end(), row)) made.keys.push_back(table.keys[row]);
    }
    for (std::size_t i = 0; !made.keys.in_order() && i < made.keys.size(); ++i)
      made.hashes.push_back(run::KeyIndex::hash_of(made.keys[i]));
  }

  // Blocks that are read column by column lie in the table of this thread, others in one of their own.
  const run::Results& run(const run::Table& table) {
    if (&table == &table_) return rerun_.run();
    others_ = run::run(plan_, table);
    return others_;
  }

  void pay(run::Table& table, Made& made) {
    if (options_.opening != nullptr && options_.opening->has_rows()) options_.opening->join(table);
    const bool may_pay = options_.opening == nullptr || !options_.opening->faults().has_errors();
    if (mistakes_.reading || !may_pay) return;
    if (options_.opening_due && !has_openings(table, made)) return;
    if (mistakes_.openings) return;
    const run::Results& results = run(table);
    for (const run::Refusal& one : results.refusals) {
      made.refusals.push_back(describe(one, table.row_numbers[one.row], document_, layout_));
    }
    if (mistakes_.refusals || !made.refusals.empty() || options_.check_only) return;
    made.notes = receiver_.look(table, results);
  }

  bool has_openings(const run::Table& table, Made& made) const {
    std::optional<explain::Evaluator> evaluator;
    const auto joined = [&](std::size_t row) {
      if (!layout_.sheet->joined) return false;
      const plan::Request& asked = plan_.request;
      if (!evaluator)
        evaluator.emplace(*layout_.policy, table,
                          explain::Question{asked.sheet, asked.month, asked.as_of, asked.carry});
      const Result<explain::Answer> answer = evaluator->evaluate(row, *layout_.sheet->joined);
      return answer && answer->value == 1;
    };
    for (Refused& one : check_opening(table, plan_, document_, joined)) {
      made.openings.push_back(std::move(one.diagnostic));
    }
    return made.openings.empty();
  }

  const Document& document_;
  const Layout& layout_;
  const plan::Plan& plan_;
  const StreamOptions& options_;
  BlockReceiver& receiver_;
  Mistakes& mistakes_;
  run::Table table_;
  run::Rerun rerun_;
  run::Results others_;
  BlockReader reader_;
};

// What comes of all blocks, in their order.
class Taker {
 public:
  Taker(const Document& document, const Layout& layout, BlockReceiver& receiver, Mistakes& mistakes, Streamed& out)
      : document_(document), receiver_(receiver), mistakes_(mistakes), out_(out), trail_(document) {
    const int column = layout.column_of({ColumnUse::Of::fact, layout.sheet->key_fact()});
    key_column_ = static_cast<std::size_t>(column);
  }

  void take(Made& made) {
    std::vector<Diagnostic> twice = compare_keys(made);
    if (!twice.empty()) mistakes_.reading = true;
    merge(std::move(made.faults), std::move(twice));
    for (Diagnostic& one : made.openings) out_.openings.add(std::move(one));
    for (Diagnostic& one : made.refusals) out_.refusals.add(std::move(one));
    const bool good = !out_.reading.has_errors() && !out_.openings.has_errors() && !out_.refusals.has_errors();
    const std::size_t done = made.piece.extent.end;
    if (good && made.notes) receiver_.take(*made.notes, done, document_.text().size());
    trail_.follow(done);
  }

 private:
  std::vector<Diagnostic> compare_keys(const Made& made) {
    out_.rows += made.keys.size();
    if (comes_next(made)) {
      keys_.add_in_order(made.keys);
      return {};
    }
    constexpr std::size_t ahead = 16;
    std::vector<Diagnostic> twice;
    for (std::size_t i = 0; i < made.keys.size(); ++i) {
      if (i + ahead < made.hashes.size()) keys_.prefetch(made.hashes[i + ahead]);
      const std::size_t earlier =
          made.keys.in_order() ? keys_.add(made.keys[i]) : keys_.add(made.keys[i], made.hashes[i]);
      const std::uint64_t row = made.row_of(i);
      if (irregular_ || row != keys_.size() + 1) note_rows(row);
      if (earlier == UniqueKeys::none) continue;
      const std::uint64_t first = irregular_ ? rows_[earlier] : earlier + 2;
      twice.push_back({Code::key_twice,
                       document_.place(row, key_column_),
                       {quote_cell(made.keys[i]), std::to_string(first), std::to_string(row)}});
    }
    return twice;
  }

  // Whether all keys of a block are in order behind those before it, in the rows that their numbers say.
  bool comes_next(const Made& made) const {
    const bool regular = !irregular_ && made.rows.empty() && made.piece.row == keys_.size() + 2;
    return regular && keys_.goes_on(made.keys);
  }

  // The rows of the keys, which are told apart from their number only once a record was without a key.
  void note_rows(std::uint64_t row) {
    if (!irregular_) {
      for (std::size_t i = 0; i + 1 < keys_.size(); ++i) rows_.push_back(i + 2);
    }
    irregular_ = true;
    rows_.push_back(row);
  }

  // By row, and in a row by column, as a reader of records would have met them.
  void merge(std::vector<Diagnostic> faults, std::vector<Diagnostic> twice) {
    auto next = twice.begin();
    for (Diagnostic& fault : faults) {
      while (next != twice.end() && comes_before(*next, fault)) out_.reading.add(std::move(*next++));
      out_.reading.add(std::move(fault));
    }
    while (next != twice.end()) out_.reading.add(std::move(*next++));
  }

  bool comes_before(const Diagnostic& twice, const Diagnostic& fault) const {
    if (twice.place.row != fault.place.row) return twice.place.row < fault.place.row;
    for (std::size_t column = 0; column <= key_column_; ++column) {
      if (document_.place(fault.place.row, column).cell == fault.place.cell) return false;
    }
    return true;
  }

  const Document& document_;
  BlockReceiver& receiver_;
  Mistakes& mistakes_;
  Streamed& out_;
  Trail trail_;
  UniqueKeys keys_;
  std::size_t key_column_ = 0;
  bool irregular_ = false;  // a key's row isn't its number and the header's
  std::vector<std::uint64_t> rows_;
};

Diagnostics warnings_of(const Document& document, const Layout& layout, const plan::Plan& plan) {
  run::Table table;
  Diagnostics warnings;
  fields_of(document, layout, plan, table, warnings);
  return warnings;
}

}  // namespace

bool can_stream(const Document& document, const plan::Plan& plan) {
  const policy::Sheet& sheet = plan.policy->sheets[static_cast<std::size_t>(plan.request.sheet)];
  const auto is_text = [&](int item) {
    return sheet.items[static_cast<std::size_t>(item)].type.unit == policy::Unit::text;
  };
  return document.has_lines() && !plan.cross_row && std::none_of(plan.items.begin(), plan.items.end(), is_text);
}

Streamed stream(const Document& document, const Layout& layout, const plan::Plan& plan, const StreamOptions& options,
                BlockReceiver& receiver) {
  Streamed out;
  out.reading = warnings_of(document, layout, plan);
  Mistakes mistakes;
  const Extent body = document.body();
  const std::size_t pieces = (body.end - body.begin) / options.block_bytes + 1;
  const auto threads = static_cast<unsigned>(std::clamp<std::size_t>(options.threads, 1, pieces));
  std::vector<std::unique_ptr<Maker>> makers;
  for (unsigned i = 0; i < threads; ++i) {
    makers.push_back(std::make_unique<Maker>(document, layout, plan, options, receiver, mistakes));
  }
  Cutter cutter(document, options.block_bytes);
  Taker taker(document, layout, receiver, mistakes, out);
  InOrder<Piece, Made> blocks;
  blocks.next = [&] { return cutter.next(); };
  blocks.make = [&](unsigned thread, const Piece& piece) { return makers[thread]->make(piece); };
  blocks.take = [&](Made& made) { taker.take(made); };
  blocks.run(threads);
  out.on_false_trust = mistakes.trust;
  return out;
}

}  // namespace fenglu::roster

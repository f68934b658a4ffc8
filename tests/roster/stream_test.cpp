// A roster that is streamed comes to what it comes to as a whole: the same bytes, the same messages in the same order,
// whatever the blocks and threads.
#include "engine/roster/stream.hpp"

#include <gtest/gtest.h>

#include "engine/explain/evaluate.hpp"
#include "engine/policy/load.hpp"
#include "engine/roster/block_reader.hpp"
#include "engine/roster/write.hpp"
#include "tests/roster/sample.hpp"
#include "tests/seed.hpp"

namespace fenglu::roster {
namespace {

// What a run came to: the result, or messages.
struct Outcome {
  std::string result;
  std::vector<std::string> told;
  bool operator==(const Outcome&) const = default;
};

class Tiny {
 public:
  Tiny() : policy_(load()) {
    plan::Request request;
    request.sheet = policy_.find_sheet("payroll");
    request.month = Month::make(2025, 10);
    auto compiled = plan::compile(policy_, request);
    EXPECT_TRUE(compiled);
    plan_ = std::move(*compiled);
  }
  const policy::Sheet& sheet() const { return policy_.sheets[static_cast<std::size_t>(plan_.request.sheet)]; }
  const policy::Policy& policy() const { return policy_; }
  const plan::Plan& plan() const { return plan_; }

 private:
  static policy::Policy load() {
    auto loaded = policy::load(FENGLU_ROOT "/tests/cases/tiny");
    EXPECT_TRUE(loaded);
    return std::move(*loaded);
  }
  policy::Policy policy_;
  plan::Plan plan_;
};

const Tiny& tiny() {
  static const Tiny tiny;
  return tiny;
}

void tell(const Diagnostics& diagnostics, Outcome& out) {
  for (const std::string& one : told(diagnostics)) out.told.push_back(one);
  out.told.push_back(std::to_string(diagnostics.errors()) + " errors");
}

// As a run holds the whole roster.
Outcome at_once(const Document& staff, const Document& opening, const Layout& layout) {
  Outcome out;
  const plan::Plan& plan = tiny().plan();
  Result<Roster> roster = read(staff, layout, plan);
  tell(roster.diagnostics(), out);
  if (!roster) return out;
  Result<run::Table> table = read_opening(opening, layout, plan, std::move(roster->table));
  tell(table.diagnostics(), out);
  if (!table) return out;
  explain::Evaluator evaluator(tiny().policy(), *table, {plan.request.sheet, plan.request.month, std::nullopt, false});
  const auto joined = [&](std::size_t row) {
    const auto answer = evaluator.evaluate(row, *tiny().sheet().joined);
    return answer && answer->value == 1;
  };
  Diagnostics openings, refusals;
  for (const Refused& one : check_opening(*table, plan, staff, joined)) openings.add(one.diagnostic);
  tell(openings, out);
  if (openings.has_errors()) return out;
  const run::Results results = run::run(plan, *table);
  roster->table = std::move(*table);
  for (const run::Refusal& one : results.refusals) refusals.add(describe(one, staff, layout, *roster));
  tell(refusals, out);
  if (refusals.has_errors()) return out;
  ResultWriter(plan, roster->table, results, {}).write([&](std::string_view bytes) { out.result += bytes; });
  return out;
}

class Writing : public BlockReceiver {
 public:
  explicit Writing(std::string& out) : out_(out) {}
  std::unique_ptr<BlockNotes> look(const run::Table& table, const run::Results& results) override {
    auto notes = std::make_unique<Notes>();
    const ResultWriter writer(tiny().plan(), table, results, {});
    if (table.row_numbers.front() == 2) notes->text.append(writer.header());
    writer.format_rows(0, table.rows, notes->text);
    return notes;
  }
  void take(BlockNotes& notes, std::size_t, std::size_t) override { out_ += static_cast<Notes&>(notes).text.text(); }

 private:
  struct Notes : BlockNotes {
    TextBuffer text;
  };
  std::string& out_;
};

Outcome in_blocks(const Document& staff, const Document& opening, const Layout& layout, unsigned threads,
                  std::size_t block_bytes) {
  Outcome out;
  Opening read(opening, layout, tiny().plan());
  StreamOptions options{.threads = threads, .block_bytes = block_bytes, .opening = &read, .opening_due = true};
  Writing writing(out.result);
  const Streamed streamed = stream(staff, layout, tiny().plan(), options, writing);
  const auto judged = [&](const Diagnostics& diagnostics) {
    tell(diagnostics, out);
    if (diagnostics.has_errors()) out.result.clear();
    return !diagnostics.has_errors();
  };
  Diagnostics of_opening = read.faults();
  if (!judged(streamed.reading)) return out;
  if (read.has_rows()) of_opening.add(read.unknown_keys());
  if (judged(of_opening) && judged(streamed.openings)) judged(streamed.refusals);
  return out;
}

const std::string& one_of(Seeded& random, const std::vector<std::string>& words) {
  return words[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(words.size()) - 1))];
}

// A cell as it should be, or once in a while as it shouldn't, or in another spelling.
std::string cell(Seeded& random, std::int64_t odd, const std::string& usual, const std::vector<std::string>& others) {
  return random.between(1, 1000) <= odd ? one_of(random, others) : usual;
}

struct Files {
  std::string staff, opening;
};

Files random_files(Seeded& random, std::int64_t odd) {
  Files files{"staff_id,hired_on,post,wage,bonus,remark\n", "staff_id,gross\n"};
  const std::string end = random.between(0, 3) == 0 ? "\r\n" : "\n";
  for (std::int64_t row = 0, rows = random.between(0, 120); row < rows; ++row) {
    const std::string id = "P" + std::to_string(row);
    std::string line = cell(random, odd, id, {"P0", "", "1.5E+10", " " + id, "\"" + id + "\"", "　", "'=x"});
    line += "," + cell(random, odd, "2020-01-0" + std::to_string(random.between(1, 9)),
                       {"2025-10-02", "2026-01-01", "2020/1/2", "2020-02-30", "", "2020年1月2日"});
    line += "," + cell(random, odd, "desk", {"Desk", "duty", "nobody", "", "#N/A"});
    std::string wage;
    append_decimal(random.between(0, 2'000'000), 2, wage);
    line +=
        "," + cell(random, odd, wage, {"\"1,234.50\"", "１２", "1e5", "-3", "1.005", "", "99999999.99", "7.5", "12"});
    line += "," + cell(random, odd, "0", {"", "12.30", " 5", "x"}) + ",";
    line += cell(random, odd, "", {",", "\"a\nb\"", "俸禄"});
    if (random.between(1, 1000) <= odd) line = one_of(random, {"", ",,,,,", "P1,2"});
    files.staff += line + end;
    if (random.between(1, 1000) > odd)
      files.opening +=
          cell(random, odd, id, {"Q9", "P0", ""}) + "," + cell(random, odd, wage, {"", "x", "\"1,000.00\"", "3"}) + end;
  }
  if (random.between(0, 2) == 0 && files.staff.size() > 60) files.staff.resize(files.staff.size() - end.size());
  if (random.between(0, 5) == 0) files.staff += ",,,,," + end + end;
  return files;
}

TEST(Stream, ComesToWhatTheWholeRosterComesTo) {
  Seeded random("a streamed roster comes to what the whole one comes to");
  SCOPED_TRACE(random.trace());
  int paid = 0, refused = 0;
  for (int trial = 0; trial < 400; ++trial) {
    const Files files = random_files(random, one_of(random, {"0", "2", "30"}) == "0" ? 0 : random.between(1, 30));
    const Result<Document> staff = Document::open(FileText(files.staff), "staff.csv");
    const Result<Document> opening = Document::open(FileText(files.opening), "opening.csv");
    if (!staff || !opening) continue;
    const Result<Layout> layout = match(*staff, tiny().policy(), tiny().sheet());
    ASSERT_TRUE(layout);
    if (!can_stream(*staff, tiny().plan())) continue;
    const Outcome whole = at_once(*staff, *opening, *layout);
    (whole.result.empty() ? refused : paid) += 1;
    for (const std::size_t block_bytes : {1U, 50U, 700U, 100'000U}) {
      for (const unsigned threads : {1U, 3U}) {
        Outcome streamed = in_blocks(*staff, *opening, *layout, threads, block_bytes);
        if (staff->body().begin >= staff->body().end) streamed.result = whole.result;  // not a block, so no header
        ASSERT_EQ(streamed.told, whole.told) << block_bytes << " " << threads << "\n" << files.staff;
        ASSERT_EQ(streamed.result, whole.result) << block_bytes << " " << threads;
      }
    }
  }
  EXPECT_GT(paid, 50);
  EXPECT_GT(refused, 50);
}

// A table with its texts written out, so that codes don't matter.
std::vector<std::string> rows_of(const run::Table& table, const std::vector<Field>& fields) {
  std::vector<std::string> out;
  for (std::size_t row = 0; row < table.rows; ++row) {
    std::string line = table.keys[row] + "|" + std::to_string(table.row_numbers[row]);
    for (const Field& field : fields) {
      if (field.lanes == nullptr) continue;
      const std::int64_t lane = field.lanes->lanes[row];
      const bool given = field.lanes->is_present(row);
      const bool is_text = field.role != Field::Role::lane;
      line += "|" + (!given ? "-" : is_text ? table.texts[static_cast<std::size_t>(lane)] : std::to_string(lane));
    }
    out.push_back(line);
  }
  return out;
}

std::string random_roster(Seeded& random, std::int64_t odd) {
  std::string out = "工号,姓名,岗位,入职日期,wage,hf.rate,overtime,veteran,left_on,set.wage.gross\n";
  for (std::int64_t row = 0, rows = random.between(1, 60); row < rows; ++row) {
    std::string wage, hours;
    append_decimal(random.between(0, 99'999'999) >> random.between(0, 20), 2, wage);
    append_decimal(random.between(0, 5'000), 2, hours);
    out += cell(random, odd, "SH" + std::to_string(row), {"", "1E+5", "'=1"}) + ",";
    out += cell(random, odd, one_of(random, {"张三", "李四", "王五", ""}), {"#N/A", "a\"b", "'+x", " x "}) + ",";
    out += cell(random, odd, one_of(random, {"文职", "service"}), {"SERVICE", "勤 务", "nobody", ""}) + ",";
    out += cell(random, odd, "2020-01-0" + std::to_string(random.between(1, 9)), {"2020/1/2", "1.1.2020", ""}) + ",";
    out += cell(random, odd, wage, {"5", "0.5", "1.234", "-1", "12345678901.00", "５", ""}) + ",";
    out += cell(random, odd, one_of(random, {"7%", "0.07", ""}), {"7", "107%", "x"}) + ",";
    out += cell(random, odd, hours, {"1000", "", "2.5"}) + ",";
    out += cell(random, odd, one_of(random, {"是", "no", ""}), {"maybe", "TRUE"}) + ",";
    out += cell(random, odd, "", {"2025-10-31", "x"}) + ",";
    out += cell(random, odd, random.between(0, 9) == 0 ? "5.00" : "", {"x", "7"}) + "\n";
  }
  return out;
}

TEST(BlockReader, TakesOnlyWhatTheReaderOfRecordsTakesAndReadsItAlike) {
  Seeded random("a block is read as record by record");
  SCOPED_TRACE(random.trace());
  const plan::Plan plan = sample_plan();
  int taken = 0, left = 0;
  for (int trial = 0; trial < 600; ++trial) {
    const std::int64_t odd = trial % 3 == 0 ? 0 : random.between(1, 40);
    const Result<Document> document = Document::open(random_roster(random, odd), "staff.csv");
    if (!document) continue;
    const Layout layout = matched(*document);
    for (const TextKernels* kernels : all_text_kernels()) {
      run::Table table;
      Diagnostics warnings;
      std::vector<Field> fields = fields_of(*document, layout, plan, table, warnings);
      BlockReader reader(*document, fields, table, *kernels);
      Cutter cutter(*document, 900);
      while (const auto piece = cutter.next()) {
        RecordsRead records = read_records(*document, layout, plan, piece->extent, piece->row);
        const bool plain = reader.read(*piece);
        (plain ? taken : left) += 1;
        EXPECT_TRUE(plain || odd > 0);
        if (!plain) continue;
        ASSERT_TRUE(records.faults.empty()) << render(records.faults.front(), Language::en);
        Diagnostics again;
        const std::vector<Field> their = fields_of(*document, layout, plan, records.table, again);
        ASSERT_EQ(rows_of(table, fields), rows_of(records.table, their)) << kernels->level;
      }
    }
  }
  EXPECT_GT(taken, 500);
  EXPECT_GT(left, 400);
}

TEST(Cutter, CutsBehindRecordsAndCountsThem) {
  const struct {
    const char* text;
    std::vector<std::string> pieces;
    std::vector<std::uint64_t> rows;
  } cases[] = {
      {"h\na\nb\nc\n", {"a\n", "b\n", "c\n"}, {2, 3, 4}},
      {"h\na\nb", {"a\n", "b"}, {2, 3}},
      {"h\r\na\r\nb\r\n", {"a\r\n", "b\r\n"}, {2, 3}},
      {"h\n\"a\nx\"\nb\n", {"\"a\nx\"\n", "b\n"}, {2, 3}},
      {"h\n\"a\"\"\n\"\nb\n", {"\"a\"\"\n\"\n", "b\n"}, {2, 3}},
      {"h\na\n\n \n", {"a\n"}, {2}},
      {"h\n", {}, {}},
  };
  for (const auto& one : cases) {
    const Document document = opened(one.text);
    Cutter cutter(document, 1);
    std::vector<std::string> pieces;
    std::vector<std::uint64_t> rows;
    while (const auto piece = cutter.next()) {
      pieces.emplace_back(document.raw(piece->extent));
      rows.push_back(piece->row);
      EXPECT_EQ(piece->records, 1U);
    }
    EXPECT_EQ(pieces, one.pieces) << one.text;
    EXPECT_EQ(rows, one.rows) << one.text;
  }
}

}  // namespace
}  // namespace fenglu::roster

// Everything that Arrow allows for a fact is taken or refused by name; what is taken comes to the same pay.
#include "tests/library/staff.hpp"

namespace fenglu::test {
namespace {

__extension__ using Int128 = __int128;
using Words = std::array<std::uint64_t, 4>;

class ArrowTypes : public Shanghai {
 protected:
  // Three people, one column of theirs as given; "" where they are paid as ever, else the code that refuses them.
  std::string verdict(const std::string& column, const Batch::Cells& cells, int money = FENGLU_MONEY_DECIMAL) {
    Batch batch(3);
    add_staff(batch);
    batch.replace(column, cells);
    if (read(batch, money) != FENGLU_OK || run() != FENGLU_OK) return error.code;
    return fen("pay.net") == usual_pay() ? "" : "other pay";
  }
  const std::vector<std::int64_t>& usual_pay() {
    if (usual_.empty()) {
      Batch batch(3);
      add_staff(batch);
      EXPECT_EQ(read(batch), FENGLU_OK) << reason();
      EXPECT_EQ(run(), FENGLU_OK) << reason();
      usual_ = fen("pay.net");
    }
    return usual_;
  }
  std::vector<std::int64_t> usual_;
};

std::shared_ptr<Batch::Cells> words(const std::vector<std::string>& texts) {
  auto [offsets, bytes] = texts_of(texts);
  return std::make_shared<Batch::Cells>(Batch::Cells{.format = "u", .buffers = {offsets, bytes}});
}

template <class Index>
Batch::Cells grades(const char* format, const std::vector<Index>& codes) {
  return {.format = format,
          .buffers = {bytes_of(codes)},
          .dictionary = words({"chief3", "grade4", "grade1"}),
          .dictionary_length = 3};
}

// A view of text: up to twelve bytes in place.
std::string views(const std::vector<std::string>& texts, const std::string& far) {
  std::string out;
  for (const std::string& text : texts) {
    std::string view = bytes_of<std::int32_t>({static_cast<std::int32_t>(text.size())});
    if (text.size() <= 12) {
      view += text;
    } else {
      view += text.substr(0, 4) + bytes_of<std::int32_t>({0, static_cast<std::int32_t>(far.find(text))});
    }
    view.resize(16, '\0');
    out += view;
  }
  return out;
}

TEST_F(ArrowTypes, TakesMoneyInEveryWidthAndScale) {
  const std::int64_t a = 812'345, b = 1'022'000, c = 500'000;
  EXPECT_EQ(verdict("si.declared_wage", {.format = "d:18,2", .buffers = {bytes_of<Int128>({a, b, c})}}), "");
  EXPECT_EQ(verdict("si.declared_wage",
                    {.format = "d:38,6", .buffers = {bytes_of<Int128>({a * 10'000, b * 10'000, c * 10'000})}}),
            "");
  EXPECT_EQ(verdict("si.declared_wage",
                    {.format = "d:9,2,32", .buffers = {bytes_of<std::int32_t>({812'345, 1'022'000, 500'000})}}),
            "");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "d:18,2,64", .buffers = {bytes_of<std::int64_t>({a, b, c})}}), "");
  EXPECT_EQ(verdict("si.declared_wage",
                    {.format = "d:60,2,256", .buffers = {bytes_of<Words>({{812'345}, {1'022'000}, {500'000}})}}),
            "");
  EXPECT_EQ(
      verdict("si.declared_wage", {.format = "i", .buffers = {bytes_of<std::int32_t>({812'345, 1'022'000, 500'000})}},
              FENGLU_MONEY_FEN),
      "");
  EXPECT_EQ(
      verdict("si.declared_wage", {.format = "L", .buffers = {bytes_of<std::uint64_t>({812'345, 1'022'000, 500'000})}},
              FENGLU_MONEY_FEN),
      "");
}

TEST_F(ArrowTypes, RefusesWhatMoneyIsnt) {
  const auto doubles = bytes_of<double>({8123.45, 10220, 5000});
  EXPECT_EQ(verdict("si.declared_wage", {.format = "g", .buffers = {doubles}}), "column-type");
  EXPECT_EQ(reason(),
            "column si.declared_wage: error[column-type]: the column is float64, which can't stand for money\n"
            "  mend: expected decimal128(18, 2) in yuan, or integers that are said to be fen");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "l", .buffers = {bytes_of<std::int64_t>({1, 2, 3})}}),
            "column-type");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "u", .buffers = {texts_of({"1", "2", "3"}).first, "123"}}),
            "column-type");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "d:18,3", .buffers = {bytes_of<Int128>({8'123'451, 0, 0})}}),
            "cell-decimals");
  EXPECT_EQ(reason(),
            "si.declared_wage[0]: error[cell-decimals]: 8123.451 has more than 2 decimals\n"
            "  mend: expected decimal128(18, 2) in yuan, or integers that are said to be fen; nothing is rounded away");
  const Int128 large = static_cast<Int128>(1) << 100;
  EXPECT_EQ(verdict("si.declared_wage", {.format = "d:38,2", .buffers = {bytes_of<Int128>({large, 0, 0})}}),
            "cell-range");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "d:38,-30", .buffers = {bytes_of<Int128>({1, 0, 0})}}),
            "cell-range");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "d:76,0,256", .buffers = {bytes_of<Words>({{0, 0, 1, 0}, {}, {}})}}),
            "cell-range");
  EXPECT_EQ(verdict("si.declared_wage", {.format = "L", .buffers = {bytes_of<std::uint64_t>({~0ULL, 0, 0})}},
                    FENGLU_MONEY_FEN),
            "cell-range");
}

TEST_F(ArrowTypes, TakesDictionariesOfAnyIndexWidth) {
  EXPECT_EQ(verdict("grade", grades<std::int8_t>("c", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::uint8_t>("C", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::int16_t>("s", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::uint16_t>("S", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::int32_t>("i", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::uint32_t>("I", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::int64_t>("l", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::uint64_t>("L", {2, 0, 1})), "");
  EXPECT_EQ(verdict("grade", grades<std::int8_t>("c", {2, 3, 1})), "arrow-malformed");
  EXPECT_EQ(verdict("grade", grades<std::int8_t>("c", {2, -1, 1})), "arrow-malformed");
  EXPECT_EQ(verdict("grade", grades<std::uint64_t>("L", {2, ~0ULL, 1})), "arrow-malformed");
  EXPECT_EQ(verdict("staff_id", {.format = "c",
                                 .buffers = {bytes_of<std::int8_t>({0, 1, 2})},
                                 .dictionary = words({"SH1", "SH2", "SH3"}),
                                 .dictionary_length = 3}),
            "");
}

// As a file's cells: a key with a blank behind it is the same person.
TEST_F(ArrowTypes, TakesBlanksOffBothEndsOfTexts) {
  const auto [grades_at, grade_bytes] = texts_of({" grade1", "chief3\t", "　四级辅警\xC2\xA0"});
  EXPECT_EQ(verdict("grade", {.format = "u", .buffers = {grades_at, grade_bytes}}), "");
  EXPECT_EQ(verdict("grade", {.format = "c",
                              .buffers = {bytes_of<std::int8_t>({0, 1, 2})},
                              .dictionary = words({" grade1", "chief3 ", "　grade4"}),
                              .dictionary_length = 3}),
            "");
  const auto [keys_at, key_bytes] = texts_of({"　SH1", "SH2 ", "SH 3"});
  EXPECT_EQ(verdict("staff_id", {.format = "u", .buffers = {keys_at, key_bytes}}), "");
  EXPECT_EQ(fenglu_roster_find(roster, "SH1"), 0);
  EXPECT_EQ(fenglu_roster_find(roster, " SH2"), 1);
  EXPECT_EQ(fenglu_roster_find(roster, "SH3"), -1) << "a blank inside is part of the key";
  const auto [twice_at, twice_bytes] = texts_of({"SH1", " SH1", "SH3"});
  EXPECT_EQ(verdict("staff_id", {.format = "u", .buffers = {twice_at, twice_bytes}}), "key-twice");
  const auto [blank_at, blank_bytes] = texts_of({"SH1", "　 ", "SH3"});
  EXPECT_EQ(verdict("staff_id", {.format = "u", .buffers = {blank_at, blank_bytes}}), "cell-empty");
  EXPECT_EQ(verdict("grade", {.format = "u", .buffers = {blank_at, blank_bytes}}), "cell-category");
}

TEST_F(ArrowTypes, TakesTextInEveryLayoutAndCategoriesByTheirLabels) {
  const std::vector<std::string> labels = {"一级辅警", "三级辅警长", "四级辅警"};
  auto [offsets, bytes] = texts_of(labels);
  EXPECT_EQ(verdict("grade", {.format = "u", .buffers = {offsets, bytes}}), "");
  auto [large, large_bytes] = texts_of<std::int64_t>(labels);
  EXPECT_EQ(verdict("grade", {.format = "U", .buffers = {large, large_bytes}}), "");
  const std::string far = "一级辅警三级辅警长四级辅警",
                    sizes = bytes_of<std::int64_t>({static_cast<std::int64_t>(far.size())});
  EXPECT_EQ(verdict("grade", {.format = "vu", .buffers = {views(labels, far), far, sizes}}), "");
  EXPECT_EQ(verdict("grade", {.format = "vu", .buffers = {views(labels, far), far, bytes_of<std::int64_t>({3})}}),
            "arrow-malformed");
  EXPECT_EQ(verdict("grade", {.format = "z", .buffers = {offsets, bytes}}), "column-type");
  EXPECT_EQ(verdict("staff_id", {.format = "u", .buffers = {bytes_of<std::int32_t>({0, 1, 2, 3}), "\xFFyz"}}),
            "cell-format");
  EXPECT_EQ(verdict("staff_id", {.format = "l", .buffers = {bytes_of<std::int64_t>({1, 2, 3})}}), "column-type");
  EXPECT_EQ(verdict("grade", {.format = "u", .buffers = {bytes_of<std::int32_t>({0, 6, 3, 9}), "grade1chi"}}),
            "arrow-malformed");
}

TEST_F(ArrowTypes, TakesDaysInEveryUnitAtMidnightAlone) {
  const std::int64_t day = 86'400;
  EXPECT_EQ(
      verdict("hired_on",
              {.format = "tdm",
               .buffers = {bytes_of<std::int64_t>({18078 * day * 1000, 15414 * day * 1000, 19905 * day * 1000})}}),
      "");
  EXPECT_EQ(verdict("hired_on",
                    {.format = "tss:", .buffers = {bytes_of<std::int64_t>({18078 * day, 15414 * day, 19905 * day})}}),
            "");
  EXPECT_EQ(
      verdict("hired_on", {.format = "tsn:",
                           .buffers = {bytes_of<std::int64_t>({18078 * day * 1'000'000'000, 15414 * day * 1'000'000'000,
                                                               19905 * day * 1'000'000'000})}}),
      "");
  EXPECT_EQ(verdict("hired_on", {.format = "tss:", .buffers = {bytes_of<std::int64_t>({18078 * day + 1, 0, 0})}}),
            "cell-format");
  EXPECT_EQ(verdict("hired_on", {.format = "tss:Asia/Shanghai", .buffers = {bytes_of<std::int64_t>({0, 0, 0})}}),
            "column-type");
  EXPECT_EQ(verdict("hired_on", {.format = "tdD", .buffers = {bytes_of<std::int32_t>({2'147'483'647, 0, 0})}}),
            "cell-range");
}

TEST_F(ArrowTypes, TakesFlagsAsBitsOrAsWholeNumbers) {
  EXPECT_EQ(verdict("tax.first_job", {.format = "b", .buffers = {std::string(1, '\0')}}), "");
  EXPECT_EQ(verdict("tax.first_job", {.format = "c", .buffers = {bytes_of<std::int8_t>({0, 0, 0})}}), "");
  EXPECT_EQ(verdict("tax.first_job", {.format = "c", .buffers = {bytes_of<std::int8_t>({0, 2, 0})}}), "cell-range");
}

TEST_F(ArrowTypes, TakesNullsForFactsThatArentGiven) {
  // Defaults stand in; an optional fact is absent; a required one is refused.
  const std::string hours = bytes_of<Int128>({77, 77, 77});
  EXPECT_EQ(verdict("overtime.workday_hours", {.format = "d:10,2", .buffers = {hours}, .nulls = {1, 1, 1}}), "");
  EXPECT_EQ(verdict("overtime.workday_hours", {.format = "n"}), "");
  EXPECT_EQ(verdict("left_on", {.format = "tdD", .buffers = {bytes_of<std::int32_t>({0, 0, 0})}, .nulls = {1, 1, 1}}),
            "");
  EXPECT_EQ(verdict("education", {.format = "u", .buffers = {texts_of({"", "", ""}).first, ""}}), "");
  EXPECT_EQ(verdict("hired_on",
                    {.format = "tdD", .buffers = {bytes_of<std::int32_t>({18078, 15414, 19905})}, .nulls = {0, 1, 0}}),
            "cell-empty");
  EXPECT_EQ(error.row, 1);
}

TEST_F(ArrowTypes, ReadsSlicesAtTheirOffset) {
  Batch batch(3);
  add_staff(batch);
  batch.replace("si.declared_wage", {.format = "d:18,2",
                                     .buffers = {bytes_of<Int128>({-1, -1, 812'345, 1'022'000, 500'000})},
                                     .nulls = {1, 1, 0, 0, 0},
                                     .offset = 2});
  batch.replace("tax.first_job", {.format = "b", .buffers = {std::string("\x01", 1)}, .offset = 1});
  batch.replace("grade", {.format = "u",
                          .buffers = {texts_of({"junk", "grade1", "chief3", "grade4"}).first, "junkgrade1chief3grade4"},
                          .offset = 1});
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  EXPECT_EQ(fen("pay.net"), usual_pay());
}

TEST_F(ArrowTypes, ReadsASliceOfTheWholeTable) {
  Batch batch(3);
  add_staff(batch);
  batch.array()->offset = 1;
  batch.array()->length = 2;
  const std::vector<std::int64_t> all = usual_pay();
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  EXPECT_EQ(fen("pay.net"), (std::vector<std::int64_t>{all[1], all[2]}));
}

// A stream of batches that are handed out one by one.
struct Chunks {
  std::vector<Batch*> batches;
  std::size_t next = 0;
  int fails_at = -1;
};

int give_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  *out = *static_cast<Chunks*>(stream->private_data)->batches.front()->schema();
  return 0;
}
int give_next(ArrowArrayStream* stream, ArrowArray* out) {
  Chunks& chunks = *static_cast<Chunks*>(stream->private_data);
  if (static_cast<int>(chunks.next) == chunks.fails_at) return 5;
  *out = {};
  if (chunks.next < chunks.batches.size()) *out = *chunks.batches[chunks.next++]->array();
  return 0;
}
const char* tell(ArrowArrayStream*) { return "the cable was pulled"; }
void end(ArrowArrayStream* stream) { stream->release = nullptr; }

ArrowArrayStream stream_of(Chunks& chunks) { return {give_schema, give_next, tell, end, &chunks}; }

TEST_F(ArrowTypes, ReadsChunksWithDictionariesOfTheirOwn) {
  Batch first(2), second(1);
  first.text("staff_id", {"SH1", "SH2"}).text("post", {"service", "civilian"}).days("hired_on", {18078, 15414});
  first.add("grade", {.format = "c",
                      .buffers = {bytes_of<std::int8_t>({0, 1})},
                      .dictionary = words({"grade1", "chief3"}),
                      .dictionary_length = 2});
  first.fen("si.declared_wage", {812'345, 1'022'000}).fen("hf.declared_wage", {812'345, 1'022'000});
  second.text("staff_id", {"SH3"}).text("post", {"service"}).days("hired_on", {19905});
  second.add("grade", {.format = "c",
                       .buffers = {bytes_of<std::int8_t>({0})},
                       .dictionary = words({"grade4"}),
                       .dictionary_length = 1});
  second.fen("si.declared_wage", {500'000}).fen("hf.declared_wage", {500'000});
  Chunks chunks{{&first, &second}};
  ArrowArrayStream stream = stream_of(chunks);
  ASSERT_EQ(fenglu_roster_from_stream(january, &stream, nullptr, &roster, &error), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  EXPECT_EQ(fen("pay.net"), usual_pay());
  // Reading the usual roster let this one go, and its chunks with it.
  EXPECT_EQ(first.released(), 1);
  EXPECT_EQ(second.released(), 1);
}

TEST_F(ArrowTypes, TellsWhyAStreamBrokeOff) {
  Batch batch(3);
  add_staff(batch);
  Chunks chunks{{&batch, &batch}, 0, 1};
  ArrowArrayStream stream = stream_of(chunks);
  EXPECT_EQ(fenglu_roster_from_stream(january, &stream, nullptr, &roster, &error), FENGLU_REFUSED);
  EXPECT_EQ(reason(),
            "error[arrow-stream]: the stream broke off: the cable was pulled\n"
            "  mend: check the program that made it; no row of it was used");
  EXPECT_EQ(stream.release, nullptr);
}

TEST_F(ArrowTypes, GivesOutWhatItTakesIn) {
  Batch batch(3);
  add_staff(batch);
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  fenglu_export_options options = FENGLU_EXPORT_OPTIONS_INIT;
  options.batch_rows = 2;
  ArrowArrayStream stream = {};
  ASSERT_EQ(fenglu_result_to_stream(result, &options, &stream, &error), FENGLU_OK);
  ArrowSchema schema = {};
  ASSERT_EQ(stream.get_schema(&stream, &schema), 0);
  EXPECT_STREQ(schema.children[0]->name, "staff_id");
  EXPECT_STREQ(schema.children[1]->format, "d:18,2");
  std::vector<std::int64_t> rows;
  for (ArrowArray part = {}; stream.get_next(&stream, &part) == 0 && part.release != nullptr;) {
    rows.push_back(part.length);
    const auto* values = static_cast<const Int128*>(part.children[1]->buffers[1]);
    EXPECT_EQ(static_cast<std::int64_t>(values[0]), fen(schema.children[1]->name)[rows.size() == 1 ? 0 : 2]);
    part.release(&part);
  }
  EXPECT_EQ(rows, (std::vector<std::int64_t>{2, 1}));
  schema.release(&schema);
  stream.release(&stream);
}

TEST_F(ArrowTypes, TakesAnEmptyRoster) {
  Batch batch(0);
  for (const char* name : {"staff_id", "post", "grade"}) batch.text(name, {});
  batch.days("hired_on", {}).fen("si.declared_wage", {}).fen("hf.declared_wage", {});
  ASSERT_EQ(read(batch), FENGLU_OK) << reason();
  ASSERT_EQ(run(), FENGLU_OK) << reason();
  EXPECT_EQ(fenglu_result_rows(result), 0);
}

}  // namespace
}  // namespace fenglu::test

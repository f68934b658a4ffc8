// A thousand kinds of malformed Arrow structs are refused, never believed: under the address sanitizer a wrong read
// ends the program. What can't be told from the structs (a buffer shorter than its length says) isn't tried.
#include "tests/library/staff.hpp"
#include "tests/seed.hpp"

namespace fenglu::test {
namespace {

class Malformed : public Shanghai {
 protected:
  // Spoils one thing of a good batch in a way that any reader can notice; tells which.
  std::string spoil(Batch& batch, Seeded& random);
  static std::string spoil_array(ArrowArray& array, Seeded& random);
  static std::string spoil_schema(ArrowSchema& schema, Seeded& random);
};

std::uint64_t below(std::uint64_t limit, Seeded& random) { return random.bits() % limit; }

const std::vector<std::string>& columns() {
  static const std::vector<std::string> all = {"staff_id",         "post", "grade",  "hired_on", "si.declared_wage",
                                               "hf.declared_wage", "unit", "left_on"};
  return all;
}

std::int64_t wild(Seeded& random) {
  const std::vector<std::int64_t> numbers = {-1,
                                             -2,
                                             -1'000'000,
                                             std::int64_t{1} << 62,
                                             std::numeric_limits<std::int64_t>::max(),
                                             std::numeric_limits<std::int64_t>::min()};
  return numbers[below(numbers.size(), random)];
}

std::string Malformed::spoil_array(ArrowArray& array, Seeded& random) {
  switch (below(8, random)) {
    case 0: array.length = wild(random); return "length";
    case 1: array.length = static_cast<std::int64_t>(below(3, random)); return "a shorter column";
    case 2: array.offset = wild(random); return "offset";
    case 3: array.null_count = below(2, random) == 0 ? 4 : -2; return "null_count";
    case 4: array.n_buffers = static_cast<std::int64_t>(below(2, random)); return "n_buffers";
    case 5: array.buffers = nullptr; return "no buffers";
    case 6: array.n_children = 1; return "children of a column";
    default: array.null_count = 1; return "nulls without a bitmap";
  }
}

std::string Malformed::spoil_schema(ArrowSchema& schema, Seeded& random) {
  static const std::vector<const char*> formats = {
      "",   "x",  "d:",   "d:18", "d:18,2,7", "d:0,2",    "d:99,2", "d:18,2,128,1", "d:a,b", "+s",
      "+l", "+r", "+w:3", "w:4",  "z",        "tsx",      "ts",     "tss:UTC",      "e",     "f",
      "g",  "vz", "ttm",  "tDs",  "tiM",      "\xFF\xFE", "uu",     "d:18,-77"};
  switch (below(3, random)) {
    case 0: schema.format = nullptr; return "no format";
    case 1:
      schema.format = "c";
      schema.dictionary = &schema;
      return "a dictionary of the schema alone";
    default: break;
  }
  schema.format = formats[below(formats.size(), random)];
  return std::string("format ") + schema.format;
}

std::string Malformed::spoil(Batch& batch, Seeded& random) {
  const std::string& column = columns()[below(columns().size(), random)];
  const std::string& other = columns()[below(columns().size(), random)];
  switch (below(20, random)) {
    case 0: batch.array()->length = wild(random); return "table length";
    case 1: batch.array()->offset = wild(random); return "table offset";
    case 2: batch.array()->n_children += below(2, random) == 0 ? 1 : -1; return "n_children";
    case 3: batch.array()->children = nullptr; return "no children";
    case 4: batch.array()->children[below(columns().size(), random)] = nullptr; return "a child is null";
    case 5: batch.array()->n_buffers = static_cast<std::int64_t>(below(2, random) * 2); return "table n_buffers";
    case 6: batch.schema()->children[below(columns().size(), random)] = nullptr; return "a field is null";
    case 7: batch.schema()->release = nullptr; return "schema released";
    case 8: batch.schema()->format = below(2, random) == 0 ? "u" : nullptr; return "table format";
    case 9: return column + ": " + spoil_schema(batch.schema_of(column), random);
    case 10:
    case 11: return column + ": " + spoil_array(batch.array_of(column), random);
    default: break;
  }
  // Two at once, of one column or of two.
  const std::string what = column + ": " + spoil_array(batch.array_of(column), random);
  return what + ", " + other + ": " + spoil_schema(batch.schema_of(other), random);
}

TEST_F(Malformed, IsRefusedNeverBelieved) {
  Seeded random("malformed Arrow structs");
  for (int kind = 0; kind < 1000; ++kind) {
    Batch batch(3);
    add_staff(batch);
    batch.text("unit", {"a", "b", "c"}).days("left_on", {30'000, 30'000, 30'000});
    const std::string what = spoil(batch, random);
    SCOPED_TRACE(random.trace() + ", kind " + std::to_string(kind) + ": " + what);
    EXPECT_EQ(read(batch), FENGLU_REFUSED);
    EXPECT_NE(error.code[0], 0);
    EXPECT_EQ(batch.released(), 1);
    EXPECT_EQ(roster, nullptr);
  }
}

TEST_F(Malformed, OffsetsAndIndicesAreHeldWhateverTheyAre) {
  Seeded random("malformed Arrow structs");
  for (int kind = 0; kind < 1000; ++kind) {
    SCOPED_TRACE(random.trace() + ", kind " + std::to_string(kind));
    Batch batch(3);
    add_staff(batch);
    // The last offset says how many bytes there are: nothing beyond it may be read.
    std::vector<std::int32_t> offsets = {0, 2, 4, 6};
    offsets[below(3, random)] = static_cast<std::int32_t>(random.bits());
    batch.replace("unit", {.format = "u", .buffers = {bytes_of(offsets), "abcdef"}});
    std::vector<std::int64_t> codes = {0, 1, 0};
    codes[below(3, random)] = static_cast<std::int64_t>(random.bits());
    auto [member_offsets, members] = texts_of({"grade1", "chief3"});
    batch.replace("grade", {.format = "l",
                            .buffers = {bytes_of(codes)},
                            .dictionary = std::make_shared<Batch::Cells>(
                                Batch::Cells{.format = "u", .buffers = {member_offsets, members}}),
                            .dictionary_length = 2});
    EXPECT_EQ(read(batch), FENGLU_REFUSED);
    EXPECT_STREQ(error.code, "arrow-malformed");
  }
}

TEST_F(Malformed, StreamsWithoutFunctionsAreRefused) {
  ArrowArrayStream empty = {};
  EXPECT_EQ(fenglu_roster_from_stream(january, &empty, nullptr, &roster, &error), FENGLU_REFUSED);
  EXPECT_EQ(
      reason(),
      "error[arrow-malformed]: the Arrow data isn't as its specification has it: the stream has been released already\n"
      "  mend: check the program that made it");
}

}  // namespace
}  // namespace fenglu::test

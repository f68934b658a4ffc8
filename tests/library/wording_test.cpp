// What the library says of tables in memory, word for word: its wording is part of its face.
#include <gtest/gtest.h>

#include "engine/diagnostic/code.hpp"

namespace fenglu {
namespace {

struct Worded {
  Diagnostic diagnostic;
  const char* en;
  const char* zh;
};

TEST(LibraryWording, TellsWhatWasFoundAndHowToMendIt) {
  const Worded table[] = {
      {{Code::column_type, {.cell = "hf.rate"}, {"float64", Text("比例", "a rate"), "decimal128"}},
       "column hf.rate: error[column-type]: the column is float64, which can't stand for a rate\n"
       "  mend: expected decimal128",
       "“hf.rate”列: error[column-type]: 列的类型是 float64，不能作比例\n  改法：应为 decimal128"},
      {{Code::column_length, {.cell = "grade"}, {"2", "3"}},
       "column grade: error[column-length]: the column has 2 rows, the roster 3\n  mend: give every column as many "
       "rows",
       "“grade”列: error[column-length]: 列有 2 行，名册有 3 行\n  改法：各列行数须相同"},
      {{Code::arrow_malformed, {}, {Text("长度为负", "a negative length")}},
       "error[arrow-malformed]: the Arrow data isn't as its specification has it: a negative length\n"
       "  mend: check the program that made it",
       "error[arrow-malformed]: Arrow 数据不合规范：长度为负\n  改法：检查产生它的程序"},
      {{Code::arrow_stream, {}, {"disk full"}},
       "error[arrow-stream]: the stream broke off: disk full\n"
       "  mend: check the program that made it; no row of it was used",
       "error[arrow-stream]: 数据流中断：disk full\n  改法：检查产生它的程序；没有使用任何一行"},
      {{Code::abi_mismatch, {}, {"ABI 9", "ABI 1"}},
       "error[abi-mismatch]: the program was built for ABI 9, the library has ABI 1\n"
       "  mend: build the program again with this library's fenglu.h",
       "error[abi-mismatch]: 程序按 ABI 9 编译，库是 ABI 1\n  改法：用这个库的 fenglu.h 重新编译程序"},
      {{Code::other_plan, {}, {}},
       "error[other-plan]: the roster was read for another plan\n  mend: read the roster again for this plan",
       "error[other-plan]: 名册是为另一个计划读入的\n  改法：用这个计划重新读入名册"},
  };
  for (const Worded& one : table) {
    EXPECT_EQ(render(one.diagnostic, Language::en), one.en);
    EXPECT_EQ(render(one.diagnostic, Language::zh), one.zh);
  }
}

}  // namespace
}  // namespace fenglu

// Layouts: which header means what, and which mean nothing.
#include "engine/roster/layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/roster/fold.hpp"
#include "tests/roster/sample.hpp"

namespace fenglu::roster {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using Of = ColumnUse::Of;

constexpr const char* due = "staff_id,post,hired_on,wage";

std::vector<std::string> told_of(const std::string& header, Language language = Language::en) {
  const Document document = opened(header + "\n");
  return told(match(document, sample_policy(), sample_sheet()).diagnostics(), language);
}

// What the only column of a header is taken for.
ColumnUse use_of(const std::string& header) {
  const Document document = opened("\"" + header + "\"\n");
  const Result<Layout> layout = match(document, sample_policy(), sample_sheet(), {.allow_missing = true});
  return layout ? layout->columns.front() : ColumnUse{};
}

TEST(Layout, KnowsFactsByIdTitleAndAlias) {
  for (const char* header : {"staff_id", "人员编号", "staff number", "工号", "警号", " STAFF_ID ", "Staff Number",
                             "工 号", "　工号　", "ｓｔａｆｆ＿ｉｄ", "工\n号", "staff\xC2\xA0number"}) {
    EXPECT_EQ(use_of(header).of, Of::fact) << header;
    EXPECT_EQ(use_of(header).index, staff_id) << header;
  }
  EXPECT_EQ(use_of("申报工资(元)").index, wage) << "brackets of either width";
  EXPECT_EQ(use_of("工号2").of, Of::nothing);
}

TEST(Layout, KnowsItemsBehindAPrefix) {
  EXPECT_EQ(use_of("set.wage.gross").of, Of::set_by_hand);
  EXPECT_EQ(use_of("set.应发工资").index, gross);
  EXPECT_EQ(use_of("ytd.tax.withheld").of, Of::year_to_date);
  EXPECT_EQ(use_of("YTD.Tax Withheld").index, withheld);
  EXPECT_EQ(use_of("last.pay.net").of, Of::last_month);
  EXPECT_EQ(use_of("pay.net").of, Of::nothing) << "an item isn't a fact";
}

TEST(Layout, TellsWhatTheRosterBrings) {
  const Layout layout = matched(opened(std::string(due) + ",set.wage.gross,ytd.tax.withheld\n"));
  EXPECT_THAT(layout.set_by_hand(), ElementsAre(gross));
  EXPECT_TRUE(layout.has_opening());
  EXPECT_EQ(layout.column_of({Of::fact, wage}), 3);
  EXPECT_EQ(layout.column_of({Of::fact, veteran}), -1);
  EXPECT_FALSE(matched(opened(std::string(due) + "\n")).has_opening());
}

TEST(Layout, NamesAllMissingColumnsAtOnce) {
  EXPECT_THAT(
      told_of("name,wage"),
      ElementsAre("staff.csv: row 1: error[missing-column]: missing columns: staff_id (staff number), post (post), "
                  "hired_on (hired on)"));
  EXPECT_THAT(told_of("name,wage", Language::zh),
              ElementsAre("staff.csv: 第 1 行: error[missing-column]: "
                          "缺少列：staff_id（人员编号）、post（岗位）、hired_on（入职日期）"));
}

TEST(Layout, RefusesTwoColumnsForOne) {
  EXPECT_THAT(
      told_of(std::string(due) + ",工号"),
      ElementsAre("staff.csv: row 1, column 工号: error[column-twice]: columns 1 and 5 both stand for staff_id"));
  EXPECT_THAT(told_of(std::string(due) + ",set.wage.gross,set.gross pay"),
              ElementsAre("staff.csv: row 1, column set.gross pay: error[column-twice]: columns 5 and 6 both stand for "
                          "set.wage.gross"));
  EXPECT_THAT(told_of(std::string(due) + ",set.wage.gross,ytd.wage.gross"), IsEmpty()) << "these are two things";
}

TEST(Layout, PassesOverUnknownColumnsWithAWarning) {
  EXPECT_THAT(
      told_of(std::string(due) + ",overtme"),
      ElementsAre("staff.csv: row 1, column overtme: warning[unknown-column]: unknown column overtme, passed over"));
  const Document document = opened(std::string(due) + ",overtme,手机,\n");
  const Result<Layout> layout = match(document, sample_policy(), sample_sheet());
  ASSERT_TRUE(layout);
  const std::vector<Diagnostic>& all = layout.diagnostics().all();
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(mend(all[0], Language::en), "nearest name: overtime");
  EXPECT_EQ(mend(all[1], Language::zh), "最接近的名称：（没有相近的）");
  EXPECT_EQ(message(all[2], Language::en), "unknown column (column 7, without a header), passed over");
}

TEST(Layout, RefusesPrefixesOfNoItem) {
  EXPECT_THAT(
      told_of(std::string(due) + ",set.wage.gros"),
      ElementsAre("staff.csv: row 1, column set.wage.gros: error[unknown-item]: column set.wage.gros names no item"));
  EXPECT_THAT(told_of(std::string(due) + ",set.中间值", Language::zh),
              ElementsAre("staff.csv: 第 1 行“set.中间值”列: error[set-working]: wage.exact 是中间项，不能手工设定"));
}

TEST(Layout, RefusesATitleThatMeansTwo) {
  policy::Policy policy = sample_policy();
  policy.sheets[0].items[net].title = policy.sheets[0].items[gross].title;
  const Document document = opened(std::string(due) + ",set.应发工资\n");
  EXPECT_THAT(
      told(match(document, policy, policy.sheets[0]).diagnostics()),
      ElementsAre("staff.csv: row 1, column set.应发工资: error[column-ambiguous]: the header set.应发工资 can mean "
                  "wage.gross, pay.net"));
}

TEST(Layout, PutsIdsBeforeTitlesAndTitlesBeforeAliases) {
  policy::Policy policy = sample_policy();
  policy.sheets[0].facts[wage].aliases = {"name", "姓名"};
  policy.sheets[0].facts[veteran].title.zh = "overtime";
  const Document document = opened("name,姓名,overtime\n");
  const Result<Layout> layout = match(opened("姓名,overtime\n"), policy, policy.sheets[0], {.allow_missing = true});
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->columns[0].index, full_name);
  EXPECT_EQ(layout->columns[1].index, overtime);
}

TEST(Fold, TakesAwayWhatAClerkDoesntSee) {
  EXPECT_EQ(fold(" Ｗage　（元） "), "wage(元)");
  EXPECT_EQ(trim("\xEF\xBB\xBF　 a b \xC2\xA0"), "a b");
  EXPECT_EQ(trim("　\t\n"), "");
  EXPECT_EQ(narrow("１２３－４５／％～"), "123-45/%~");
  EXPECT_EQ(narrow("工资，"), "工资,");
}

}  // namespace
}  // namespace fenglu::roster

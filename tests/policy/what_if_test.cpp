// What-ifs: which history they make, and how they are refused.
#include <gtest/gtest.h>

#include "tests/policy/policy_folder.hpp"
#include "tests/policy/shown_in_force.hpp"

namespace fenglu::policy {
namespace {

class WhatIf : public ::testing::Test {
 protected:
  void SetUp() override {
    Result<Policy> policy = folder_.load();
    ASSERT_TRUE(policy);
    policy_ = *policy;
  }
  std::string moved(std::string_view assignment, std::string_view id, std::string_view day) const {
    const Result<Policy> changed = with_value(policy_, assignment);
    if (!changed) return folder_.messages(changed.diagnostics(), Language::en);
    return shown_in_force(*changed, id, day, "");
  }

  PolicyFolder folder_;
  Policy policy_;
};

TEST_F(WhatIf, SetsOneValueFromTheFirstDayOn) {
  EXPECT_EQ(moved("average_wage=12345.67", "average_wage", "2022-07-01"), "12345.67 from 2022-07-01 illustrative");
  EXPECT_EQ(moved("average_wage = 12345.67", "average_wage", "2023-07-01"), "12345.67 from 2022-07-01 illustrative");
  EXPECT_EQ(moved("average_wage=1", "average_wage", "2022-06-30"), "no-value (none)");
  EXPECT_EQ(shown_in_force(*with_value(policy_, "average_wage=1"), "average_wage", "2022-07-01", "2022-06-20"),
            "1 from 2022-07-01 illustrative")
      << "as of a day on which the series was known";
  EXPECT_EQ(moved("county_wage=5", "county_wage", "2000-01-01"), " from 0001-01-01 illustrative")
      << "an abstract one over a category without members";
  EXPECT_EQ(moved("bound=20000", "bound", "2024-07-01"), "20000 from 2022-07-01 illustrative") << "the recurrence too";
  EXPECT_EQ(moved("allowance=7", "allowance", "2020-01-01"), "7, 7, 7, ... (4) from 2019-05-01 illustrative");
  EXPECT_EQ(moved("whole_fen=jiao up", "whole_fen", "2020-01-01"), "jiao up from 2019-05-01 illustrative");
}

TEST_F(WhatIf, OfAMonthLeavesWhatStoodBeforeItSoThatStepsAreSeen) {
  const auto supposed = [&](std::string_view assignment, std::string_view since, std::string_view id,
                            std::string_view day) {
    const Result<Policy> changed = with_value(policy_, assignment, Day::parse(since));
    EXPECT_TRUE(changed) << assignment;
    return shown_in_force(*changed, id, day, "");
  };
  const std::string_view set = "average_wage=12000";
  EXPECT_EQ(supposed(set, "2023-10-01", "average_wage", "2023-07-01"), "12000 from 2023-07-01 illustrative");
  EXPECT_EQ(supposed(set, "2023-10-01", "average_wage", "2023-06-30"), "10000 from 2022-07-01 verified");
  EXPECT_EQ(supposed(set, "2023-10-01", "bound", "2023-10-01"), "36000 from 2023-07-01 illustrative")
      << "30000 x 12000 / 10000";
  EXPECT_EQ(supposed(set, "2023-06-01", "average_wage", "2022-07-01"), "12000 from 2022-07-01 illustrative");
  EXPECT_EQ(supposed(set, "2023-06-01", "average_wage", "2023-07-01"), "12000 from 2022-07-01 illustrative")
      << "nothing later stands";
  EXPECT_EQ(supposed(set, "2022-01-01", "average_wage", "2022-07-01"), "12000 from 2022-07-01 illustrative")
      << "before the first value: the whole history";
  EXPECT_EQ(supposed("bound=7", "2024-03-01", "bound", "2023-07-01"), "7 from 2023-07-01 illustrative")
      << "from the step in force on";
  EXPECT_EQ(supposed("bound=7", "2024-03-01", "bound", "2023-06-30"), "30000 from 2022-07-01 verified");
}

TEST_F(WhatIf, MovesEveryValueOfTheSeries) {
  EXPECT_EQ(moved("average_wage*=1.1", "average_wage", "2022-07-01"), "11000 from 2022-07-01 illustrative");
  EXPECT_EQ(moved("average_wage*=1.1", "average_wage", "2023-07-01"), "11550 from 2023-07-01 illustrative");
  EXPECT_EQ(moved("average_wage+=100", "average_wage", "2023-07-01"), "10600 from 2023-07-01 illustrative");
  EXPECT_EQ(moved("average_wage-=0.01", "average_wage", "2023-07-01"), "10499.99 from 2023-07-01 illustrative");
  EXPECT_EQ(moved("pension.rate+=0.01", "pension.rate", "2020-01-01"), "0.08 from 2019-05-01 illustrative");
  EXPECT_EQ(moved("allowance*=2", "allowance", "2020-01-01"), "200, 301, 400, ... (4) from 2019-05-01 illustrative");
}

TEST_F(WhatIf, SetsAValueFromADayOnAndLeavesWhatWasBefore) {
  const std::string_view assignment = "average_wage@2023-01-15=11000";
  EXPECT_EQ(moved(assignment, "average_wage", "2023-01-14"), moved("pension.rate+=0", "average_wage", "2023-01-14"));
  EXPECT_EQ(moved(assignment, "average_wage", "2023-01-15"), "11000 from 2023-01-15 illustrative");
  EXPECT_EQ(moved(assignment, "average_wage", "2023-07-01"), "11000 from 2023-01-15 illustrative");
  EXPECT_EQ(moved("county_wage@2024-01-01=5", "county_wage", "2023-12-31"), "no-value (none)");
  const std::vector<std::string> both{"average_wage=1", "average_wage@2023-01-15=2"};
  EXPECT_EQ(shown_in_force(*with_values(policy_, both), "average_wage", "2023-01-14", ""),
            "1 from 2022-07-01 illustrative");
  EXPECT_EQ(shown_in_force(*with_values(policy_, both), "average_wage", "2023-01-15", ""),
            "2 from 2023-01-15 illustrative");
}

TEST_F(WhatIf, MovesARecurrenceOnceAndNotAgainAtEachStep) {
  EXPECT_EQ(moved("bound*=2", "bound", "2022-07-01"), "60000 from 2022-07-01 illustrative");
  EXPECT_EQ(moved("bound*=2", "bound", "2023-07-01"), "63000 from 2023-07-01 illustrative");
  EXPECT_EQ(moved("bound+=100", "bound", "2023-07-01"), "31600 from 2023-07-01 illustrative");
  EXPECT_EQ(moved("bound-=100", "bound", "2023-07-01"), "31400 from 2023-07-01 illustrative");
}

TEST_F(WhatIf, IsFollowedByWhatRecursFromIt) {
  EXPECT_EQ(moved("average_wage+=500", "bound", "2023-07-01"), "31429 from 2023-07-01 illustrative");
}

TEST_F(WhatIf, IsSetByHandAndIllustrativeWithASourceOfItsOwn) {
  const Result<Policy> once = with_value(policy_, "average_wage*=1.1");
  ASSERT_TRUE(once);
  const Result<Policy> twice = with_value(*once, "average_wage+=1");
  ASSERT_TRUE(twice);
  EXPECT_EQ(twice->set_by_hand, (std::vector<std::string>{"average_wage"}));
  EXPECT_EQ(twice->sources.size(), policy_.sources.size() + 1);
  const Row& row = twice->parameters[static_cast<std::size_t>(twice->find_parameter("average_wage"))].rows[0];
  EXPECT_EQ(row.status, Status::illustrative);
  EXPECT_EQ(describe(row.source, *twice).zh, "假设值（--set）");
}

struct Refusal {
  std::string_view assignment;
  std::string_view en;
  std::string_view zh;
};

TEST_F(WhatIf, IsRefusedInWords) {
  const Refusal refusals[] = {
      {"average_wage",
       "error[bad-assignment]: average_wage can't be read as a what-if\n  mend: write NAME=VALUE, NAME*=1.1, NAME+=100 "
       "or NAME-=100\n",
       "error[bad-assignment]: average_wage 无法读作设定\n  改法：写作 NAME=VALUE、NAME*=1.1、NAME+=100 或 "
       "NAME-=100\n"},
      {"average_wage*=ten",
       "error[bad-assignment]: ten can't be read as a what-if\n  mend: write NAME=VALUE, NAME*=1.1, NAME+=100 or "
       "NAME-=100\n",
       "error[bad-assignment]: ten 无法读作设定\n  改法：写作 NAME=VALUE、NAME*=1.1、NAME+=100 或 NAME-=100\n"},
      {"average_wage@soon=1",
       "error[bad-assignment]: average_wage@soon=1 can't be read as a what-if\n  mend: write NAME=VALUE, NAME*=1.1, "
       "NAME+=100 or NAME-=100\n",
       "error[bad-assignment]: average_wage@soon=1 无法读作设定\n  改法：写作 NAME=VALUE、NAME*=1.1、NAME+=100 或 "
       "NAME-=100\n"},
      {"bound@2024-07-01=1",
       "error[assignment-unfit]: bound is worked out by a formula: it can't be set like that\n  mend: use NAME=VALUE, "
       "or "
       "replace it in a layer of your own\n",
       "error[assignment-unfit]: bound 是由公式得出的参数，不能这样设定\n  改法：用 "
       "NAME=VALUE，或在一个上层政策中替换它\n"},
      {"averge_wage=1", "error[unknown-name]: unknown name averge_wage\n  mend: nearest name: average_wage\n",
       "error[unknown-name]: 未知名称 averge_wage\n  改法：改为最接近的名称：average_wage\n"},
      {"average_wage=yes",
       "error[assignment-unfit]: average_wage is money: it can't be set like that\n  mend: write a value of its unit\n",
       "error[assignment-unfit]: average_wage 是金额，不能这样设定\n  改法：写一个此类型的值\n"},
      {"whole_fen*=2",
       "error[assignment-unfit]: whole_fen is a rounding rule: it can't be set like that\n  mend: only money, numbers "
       "and rates can be moved: use NAME=VALUE\n",
       "error[assignment-unfit]: whole_fen 是舍入规则，不能这样设定\n  改法：只有金额、数和比例可以移动；用 "
       "NAME=VALUE\n"},
      {"tax.brackets=1",
       "error[assignment-unfit]: tax.brackets is a schedule of brackets: it can't be set like that\n  mend: replace it "
       "in a layer of your own\n",
       "error[assignment-unfit]: tax.brackets 是税率表，不能这样设定\n  改法：在一个上层政策中替换它\n"},
      {"average_wage*=0",
       "error[assignment-unfit]: average_wage is multiplied by 0: it can't be set like that\n  mend: use NAME=0\n",
       "error[assignment-unfit]: average_wage 是乘以 0，不能这样设定\n  改法：用 NAME=0\n"},
  };
  for (const Refusal& one : refusals) {
    const Result<Policy> refused = with_value(policy_, one.assignment);
    ASSERT_FALSE(refused) << one.assignment;
    EXPECT_EQ(folder_.messages(refused.diagnostics(), Language::en), one.en);
    EXPECT_EQ(folder_.messages(refused.diagnostics(), Language::zh), one.zh);
  }
}

TEST_F(WhatIf, ThatLeavesFractionsOfAFenNamesTheItemThatIsNotPayable) {
  const std::string refused = moved("allowance*=1.001", "allowance", "2020-01-01");
  EXPECT_NE(refused.find("error[not-payable]: pay.allowance isn't proven to be whole fen"), std::string::npos)
      << refused;
  EXPECT_EQ(moved("average_wage*=1.0000001", "average_wage", "2022-07-01"), "10000.001 from 2022-07-01 illustrative")
      << "nothing pays it as it is";
}

}  // namespace
}  // namespace fenglu::policy

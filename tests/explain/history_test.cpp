// The history of a parameter: what was published, what its formula came to each year, and what that came from.
#include "engine/explain/history.hpp"

#include <gtest/gtest.h>

#include "engine/diagnostic/display_width.hpp"
#include "engine/explain/render.hpp"
#include "tests/explain/tiny.hpp"

namespace fenglu::explain {
namespace {

std::string row(const std::string& from, const std::string& announced, const std::string& what,
                const std::string& status = "verified") {
  return R"({"from": ")" + from + R"(", "announced": ")" + announced + R"(", )" + what +
         R"(, "source": "rule#1", "status": ")" + status + R"("})";
}

const std::string averages = row("2022-07-01", "2022-06-30", R"("value": "110")") + "," +
                             row("2023-07-01", "2023-08-15", R"("value": "115.5")") + "," +
                             row("2024-07-01", "2024-08-20", R"("value": "138.6")", "reported") + "," +
                             row("2024-07-01", "2024-11-01", R"("value": "127.05")", "reported") + "," +
                             row("2025-07-01", "2025-09-01", R"("value": "130")");

const char* const mechanism =
    R"j({"every": "07-01", "since": "2023-07-01", "source": "rule#9", "status": "assumed", "formula":
      "max(previous(), round(previous() * clamp(average / year_before(average), 1, 1.08), 10 yuan))"})j";

class Histories : public ::testing::Test {
 protected:
  void SetUp() override {
    tiny.title("average", "平均", "Average");
    tiny.title("wages", "工资表", "Wages");
    tiny.parameter("average", R"("unit": "money", "renewed": {"each": "07-01", "known_by": "10-31"}, "values": [)" +
                                  averages + "]");
    tiny.parameter("wages", R"("unit": "money", "axes": ["grade"], "values": [)" +
                                row("2022-07-01", "2022-06-01",
                                    R"("rows": [["low", "1000"], ["middle", "2000"], ["high", "3000"]])") +
                                "," + mechanism + "]");
    tiny.item("x", "wages[high]");
    tiny.load();
  }
  std::vector<Window> windows(const std::string& id, const std::string& known = "") {
    return history(tiny.policy(), tiny.policy().find_parameter(id),
                   known.empty() ? std::nullopt : std::optional(Day::parse(known).value()));
  }
  static std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) out += (out.empty() ? "" : " ") + text;
    return out;
  }
  // "2023-07-01: 1050 2100 3150" of each window.
  std::vector<std::string> told(const std::string& known = "") {
    std::vector<std::string> out;
    for (const Window& window : windows("wages", known)) {
      out.push_back(window.from.iso() + ": " + joined(window.value.cell_texts));
    }
    return out;
  }
  Tiny tiny;
};

TEST_F(Histories, TellEveryYearThatIsKnown) {
  const std::vector<std::string> all = {"2022-07-01: 1000 2000 3000", "2023-07-01: 1050 2100 3150",
                                        "2024-07-01: 1130 2270 3400", "2025-07-01: 1160 2320 3480"};
  std::vector<std::string> found = told();
  ASSERT_EQ(found.size(), 4U);
  EXPECT_EQ(found[0], all[0]);
  EXPECT_EQ(found[1], all[1]) << "115.5 / 110 = 1.05";
  EXPECT_EQ(found[2], all[2]) << "127.05 / 115.5 = 1.1, held at 1.08";
  EXPECT_EQ(found[3], all[3]) << "130 / 127.05";
}

TEST_F(Histories, KnowNoMoreThanWasKnown) {
  EXPECT_EQ(told("2023-08-14").size(), 1U) << "the average of 2023 isn't known: the table stands";
  EXPECT_EQ(told("2023-08-15").size(), 2U);
  EXPECT_EQ(windows("average", "2024-10-31").size(), 3U);
}

TEST_F(Histories, SayWhatAValueCameFrom) {
  const Window step = windows("wages")[1];
  EXPECT_TRUE(step.worked_out);
  EXPECT_EQ(step.announced, Day::parse("2023-08-15"));
  EXPECT_EQ(step.status, policy::Status::assumed);
  ASSERT_TRUE(step.before);
  EXPECT_EQ(joined(step.before->cell_texts), "1000 2000 3000");
  std::vector<std::string> inputs, steps;
  for (const Node& input : step.inputs) inputs.push_back(input.id + " " + exact_value(input.answer));
  for (const Node& one : step.steps) steps.push_back(one.formula + " " + exact_value(one.answer));
  EXPECT_EQ(joined(inputs), "average 115.50 average 110.00");
  EXPECT_EQ(steps.back(), "clamp(average / year_before(average), 1, 1.08) 1.05")
      << "what depends on the cell is told by the cell's own before and after";
}

TEST_F(Histories, TellWhichNoticeALaterOneReplaced) {
  std::vector<bool> replaced;
  for (const Window& window : windows("average")) replaced.push_back(window.replaced);
  EXPECT_EQ(replaced, (std::vector<bool>{false, false, true, false, false}));
}

TEST_F(Histories, AsJson) {
  const auto json = history_json(tiny.policy(), {"wages"}, std::nullopt, Language::en);
  ASSERT_TRUE(json);
  const auto& wages = (*json)["parameters"]["wages"];
  EXPECT_EQ(wages["every"], "07-01");
  EXPECT_EQ(wages["since"], "2023-07-01");
  const auto& second = wages["windows"][1];
  EXPECT_EQ(second["rows"][0], nlohmann::ordered_json({"low", "1050"}));
  EXPECT_EQ(second["inputs"][0]["id"], "average");
  EXPECT_EQ(second["inputs"][0]["value"], "115.50");
  EXPECT_EQ(second["worked_out"], true);
}

TEST_F(Histories, NoLineIsWiderThanThePage) {
  for (const Language language : {Language::en, Language::zh}) {
    const auto text = history_text(tiny.policy(), {}, std::nullopt, language);
    ASSERT_TRUE(text);
    std::stringstream lines(*text);
    for (std::string line; std::getline(lines, line);) EXPECT_LE(display_width(line), 80) << line;
  }
  EXPECT_FALSE(history_text(tiny.policy(), {"wagse"}, std::nullopt, Language::en));
}

}  // namespace
}  // namespace fenglu::explain

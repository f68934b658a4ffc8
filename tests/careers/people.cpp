#include "tests/careers/people.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "engine/policy/load.hpp"

namespace fenglu::careers {

const policy::Policy& shipped(const std::string& folder) {
  static std::map<std::string, policy::Policy> kept;
  const auto found = kept.find(folder);
  if (found != kept.end()) return found->second;
  Result<policy::Policy> loaded = policy::load(std::filesystem::path(FENGLU_ROOT "/tables") / folder);
  for (const Diagnostic& one : loaded.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
  return kept.emplace(folder, std::move(*loaded)).first->second;
}

Subject subject_of(const std::string& folder, std::string_view day) {
  const policy::Policy& policy = shipped(folder);
  return {&policy, policy.ladders.at(0).get(), *Day::parse(day)};
}

namespace {

// A few people have any of it, most have none.
std::string few(test::Random& random, std::int64_t most) {
  return std::to_string(random.chance(80) ? 0 : random.between(1, most));
}

}  // namespace

std::string random_people(test::Random& random, std::size_t count, Day day) {
  const std::vector<std::string> grades = {"chief1", "chief2", "chief3", "grade1", "grade2", "grade3", "grade4"};
  std::string out =
      "staff_id,post,grade,hired_on,grade_since,left_on,education,assessment,award,career.excellent_years,"
      "career.basic_years,career.incompetent_years,career.commendations,career.merits3,career.barred_until\n";
  for (std::size_t i = 0; i < count; ++i) {
    const Day since = day - static_cast<int>(random.between(0, 3000));
    const Day hired = random.chance(30) ? since : since - static_cast<int>(random.between(0, 4000));
    const bool leaves = random.chance(5);
    // Sampled apart: the order in which operands are worked out must not matter.
    const std::string post = random.chance(40) ? "civilian" : "service";
    const std::string& grade = grades[static_cast<std::size_t>(random.between(0, 6))];
    const std::string left = leaves ? (hired + static_cast<int>(random.between(0, 5000))).iso() : "";
    const std::string education = random.pick<std::string>({"secondary", "college", "bachelor", "master"});
    const std::string assessment =
        random.chance(80) ? "competent" : random.pick<std::string>({"excellent", "basic", "incompetent"});
    const std::string award = random.chance(90) ? "none" : random.pick<std::string>({"merit2", "merit1"});
    const std::string excellent = few(random, 3), basic = few(random, 2), bad = few(random, 1);
    const std::string commendations = few(random, 4), merits = few(random, 2);
    const std::string barred = random.chance(95) ? "" : (day + static_cast<int>(random.between(-200, 400))).iso();
    out += "S" + std::to_string(i + 1) + "," + post + "," + grade + "," + hired.iso() + "," + since.iso() + "," + left +
           "," + education + "," + assessment + "," + award + "," + excellent + "," + basic + "," + bad + "," +
           commendations + "," + merits + "," + barred + "\n";
  }
  return out;
}

const Standing& Ladders::of(const std::string& key) const {
  const auto found = std::find(roster.table.keys.begin(), roster.table.keys.end(), key);
  return outcome.standings.at(static_cast<std::size_t>(found - roster.table.keys.begin()));
}

std::vector<std::string> Ladders::told(const Subject& subject) const {
  std::vector<std::string> out;
  for (std::size_t row = 0; row < roster.table.rows; ++row) {
    const Standing& standing = outcome.standings[row];
    std::string line = roster.table.keys[row] + " " + std::string(name(standing.state));
    if (standing.move >= 0) line += " " + subject.ladder->moves[static_cast<std::size_t>(standing.move)].id;
    if (standing.due_on) line += " " + standing.due_on->iso();
    for (const Change& change : standing.changes) line += " " + std::to_string(to_int64(change.after.value));
    out.push_back(line);
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string Ladders::next(roster::Encoding encoding) const {
  std::string out;
  const roster::Sink sink = [&](std::string_view bytes) { out += bytes; };
  EXPECT_FALSE(write_next(document, layout, roster, outcome, encoding, sink));
  return out;
}

Ladders worked_out(const Subject& subject, const std::string& bytes, unsigned threads) {
  Result<roster::Document> document = roster::Document::open(bytes, "staff.csv");
  Result<roster::Layout> layout = roster::match(*document, *subject.policy, subject.sheet(), {.other_sheets = true});
  for (const Diagnostic& one : layout.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
  plan::Plan plan;
  plan.policy = subject.policy;
  plan.request.sheet = subject.ladder->sheet;
  plan.request.month = subject.day.in_month();
  Result<roster::Roster> roster = roster::read(*document, *layout, plan);
  for (const Diagnostic& one : roster.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
  Result<Outcome> outcome = work_out(subject, roster->table, threads);
  for (const Diagnostic& one : outcome.diagnostics().all()) ADD_FAILURE() << render(one, Language::en);
  return {std::move(*document), std::move(*layout), std::move(*roster), std::move(*outcome)};
}

}  // namespace fenglu::careers

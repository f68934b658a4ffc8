// What holds of every roster and every ladder: random people from printed seeds, on the ladders that ship.
#include <gtest/gtest.h>

#include <algorithm>
#include <sstream>

#include "tests/careers/people.hpp"

namespace fenglu::careers {
namespace {

constexpr std::string_view day = "2025-07-01";

class OnEachLadder : public testing::TestWithParam<const char*> {
 protected:
  // Runs with several seeds; the seed is told where something fails.
  template <class Check>
  void each(Check check) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
      SCOPED_TRACE("seed " + std::to_string(seed));
      test::Random random(seed);
      const Subject subject = subject_of(GetParam(), day);
      check(random, subject, random_people(random, 60, subject.day));
    }
  }
};

std::string shuffled(const std::string& csv, test::Random& random) {
  std::istringstream in(csv);
  std::string header;
  std::getline(in, header);
  std::vector<std::string> rows;
  for (std::string line; std::getline(in, line);) rows.push_back(line);
  for (std::size_t i = rows.size(); i > 1; --i) {
    std::swap(rows[i - 1], rows[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(i)))]);
  }
  std::string out = header + "\n";
  for (const std::string& row : rows) out += row + "\n";
  return out;
}

const policy::Move* due_move(const Subject& subject, const Standing& standing) {
  return standing.state == State::due ? &subject.ladder->moves[static_cast<std::size_t>(standing.move)] : nullptr;
}

TEST_P(OnEachLadder, TheOrderOfRowsMakesNoDifference) {
  each([](test::Random& random, const Subject& subject, const std::string& people) {
    EXPECT_EQ(worked_out(subject, people).told(subject), worked_out(subject, shuffled(people, random)).told(subject));
  });
}

TEST_P(OnEachLadder, TheNumberOfThreadsMakesNoDifference) {
  each([](test::Random&, const Subject& subject, const std::string& people) {
    EXPECT_EQ(worked_out(subject, people).told(subject), worked_out(subject, people, 3).told(subject));
  });
}

TEST_P(OnEachLadder, AskedAgainOfTheNextRosterNobodyMovesByTheSameMove) {
  std::size_t moved = 0;
  each([&](test::Random&, const Subject& subject, const std::string& people) {
    const Ladders first = worked_out(subject, people);
    const Ladders second = worked_out(subject, first.next());
    ASSERT_EQ(first.roster.table.keys, second.roster.table.keys);
    for (std::size_t row = 0; row < first.roster.table.rows; ++row) {
      const policy::Move* move = due_move(subject, first.outcome.standings[row]);
      if (move == nullptr) continue;
      ++moved;
      EXPECT_NE(move, due_move(subject, second.outcome.standings[row])) << first.roster.table.keys[row];
    }
  });
  EXPECT_GT(moved, 50U) << "the property was hardly tried";
}

TEST_P(OnEachLadder, TheNextRosterSaysWhatTheTableHolds) {
  each([](test::Random&, const Subject& subject, const std::string& people) {
    const Ladders first = worked_out(subject, people);
    plan::Plan plan;
    plan.policy = subject.policy;
    plan.request.sheet = subject.ladder->sheet;
    const roster::Document document = *roster::Document::open(first.next(), "next.csv");
    const roster::Layout layout = *roster::match(document, *subject.policy, subject.sheet());
    const roster::Roster again = *roster::read(document, layout, plan);
    for (const auto& [fact, column] : first.roster.table.facts) {
      if (fact == subject.sheet().read_on) continue;
      for (std::size_t row = 0; row < again.table.rows; ++row) {
        if (!column.is_present(row)) continue;
        EXPECT_EQ(column.lanes[row], again.table.facts.at(fact).lanes[row])
            << subject.sheet().facts[static_cast<std::size_t>(fact)].id << " " << again.table.keys[row];
      }
    }
  });
}

TEST_P(OnEachLadder, NoQuotaIsExceededThatWasNotBefore) {
  each([](test::Random&, const Subject& subject, const std::string& people) {
    for (const Places& one : worked_out(subject, people).outcome.quotas) {
      EXPECT_LE(one.after, std::max(one.before, one.places)) << subject.ladder->quotas[std::size_t(one.quota)].id;
    }
  });
}

TEST_P(OnEachLadder, PlacesAddUpToWhoTakesThem) {
  each([](test::Random&, const Subject& subject, const std::string& people) {
    const Ladders first = worked_out(subject, people);
    const Ladders second = worked_out(subject, first.next());
    for (const Places& one : first.outcome.quotas) {
      for (const Places& other : second.outcome.quotas) {
        if (one.quota != other.quota || one.group != other.group) continue;
        EXPECT_EQ(one.after, other.before);
      }
    }
  });
}

// Alone on the roster, so that no quota comes between: due on the day that was told, and not on the day before.
TEST_P(OnEachLadder, WhoeverWaitsIsDueOnTheDayTold) {
  std::size_t tried = 0;
  each([&](test::Random&, const Subject& subject, const std::string& people) {
    const Ladders all = worked_out(subject, people);
    std::istringstream in(people);
    std::string header, line;
    std::getline(in, header);
    for (std::size_t row = 0; std::getline(in, line); ++row) {
      const Standing& standing = all.outcome.standings[row];
      if (standing.state != State::waiting) continue;
      ++tried;
      const std::string alone = header + "\n" + line + "\n";
      const auto on = [&](Day then) {
        const Ladders later = worked_out({subject.policy, subject.ladder, then}, alone);
        const Standing& found = later.outcome.standings[0];
        return found.state == State::due || found.state == State::held ? found.move : -1;
      };
      const bool before = on(*standing.due_on - 1) >= 0;
      EXPECT_FALSE(before) << line << " " << standing.due_on->iso();
      // Whoever leaves first is due no more.
      const Ladders then = worked_out({subject.policy, subject.ladder, *standing.due_on}, alone);
      if (then.outcome.standings[0].state == State::apart) continue;
      EXPECT_EQ(on(*standing.due_on), standing.move) << line;
    }
  });
  EXPECT_GT(tried, 20U) << "the property was hardly tried";
}

INSTANTIATE_TEST_SUITE_P(Shipped, OnEachLadder, testing::Values("shanghai", "beijing", "hebei", "hebei/xingtai"),
                         [](const auto& of) {
                           std::string name = of.param;
                           std::replace(name.begin(), name.end(), '/', '_');
                           return name;
                         });

}  // namespace
}  // namespace fenglu::careers

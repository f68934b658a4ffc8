// The proofs held against brute force: random formulas are worked out for random facts, and what was proven must hold.
#include <gtest/gtest.h>

#include "engine/formula/check.hpp"
#include "tests/formula/names_in_memory.hpp"
#include "tests/seed.hpp"

namespace fenglu::formula {
namespace {

using Values = std::map<int, Rational>;  // of facts, by index
using Given = std::set<int>;             // optional facts that the row has

// Works out the few kinds that the random formulas below are made of; notes an optional fact read though it isn't
// given.
class Reckoner {
 public:
  Reckoner(const Values& values, const Given& given) : values_(values), given_(given) {}
  bool read_what_is_absent = false;

  Rational of(const Expression& e) {
    const auto child = [&](std::size_t i) { return of(e.children[i]); };
    if (e.kind == Kind::literal) return e.value;
    if (e.kind == Kind::fact) return fact(e.symbol);
    if (e.kind == Kind::known) return given_.count(e.symbol) > 0 ? 1 : 0;
    if (e.kind == Kind::choose) return child(child(0) != 0 ? 1 : 2);
    if (e.kind == Kind::logical_and) return child(0) != 0 ? child(1) : Rational(0);
    if (e.kind == Kind::logical_or) return child(0) != 0 ? Rational(1) : child(1);
    if (e.kind == Kind::logical_not) return child(0) != 0 ? 0 : 1;
    if (e.kind == Kind::less) return child(0) < child(1) ? 1 : 0;
    if (e.kind == Kind::add) return child(0) + child(1);
    if (e.kind == Kind::subtract) return child(0) - child(1);
    if (e.kind == Kind::multiply) return child(0) * child(1);
    if (e.kind == Kind::divide) return child(0) / child(1);
    if (e.kind == Kind::negate) return -child(0);
    if (e.kind == Kind::minimum) return std::min(child(0), child(1));
    if (e.kind == Kind::maximum) return std::max(child(0), child(1));
    if (e.kind == Kind::clamp) return std::min(std::max(child(0), child(1)), child(2));
    if (e.kind == Kind::round) return round(child(0), *e.rule);
    ADD_FAILURE() << "a kind that the reckoner doesn't know: " << e.text;
    return 0;
  }

 private:
  Rational fact(int symbol) {
    const bool optional = optional_facts().count(symbol) > 0;
    if (optional && given_.count(symbol) == 0) read_what_is_absent = true;
    const auto found = values_.find(symbol);
    return found == values_.end() ? Rational(0) : found->second;
  }

  static const Given& optional_facts() {
    static const Given facts{desk().find("real_wage").index, desk().find("basic_wage").index,
                             desk().find("left_on").index};
    return facts;
  }

  const Values& values_;
  const Given& given_;
};

const std::string& any_of(Seeded& random, const std::vector<std::string>& words) {
  return words[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(words.size()) - 1))];
}

// A number of facts with known grains: days is whole, hours are hundredths.
std::string random_number(Seeded& random, int depth) {
  if (depth == 0) return any_of(random, {"days", "hours", "2", "0", "0.5", "12", "7.25"});
  const auto part = [&] { return random_number(random, depth - 1); };
  switch (random.between(0, 8)) {
    case 0: return "(" + part() + " + " + part() + ")";
    case 1: return "(" + part() + " - " + part() + ")";
    case 2: return "(" + part() + " * " + part() + ")";
    case 3: return "(" + part() + " / " + any_of(random, {"2", "21.75", "0.4"}) + ")";
    case 4: return any_of(random, {"min", "max"}) + "(" + part() + ", " + part() + ")";
    case 5: return "clamp(" + part() + ", " + part() + ", " + part() + ")";
    case 6:
      return any_of(random, {"round", "round_up", "round_down"}) + "(" + part() + ", " +
             any_of(random, {"1", "0.5", "0.01", "10"}) + ")";
    case 7: return "-" + part();
    default: return "if(" + part() + " < " + part() + ", " + part() + ", " + part() + ")";
  }
}

TEST(ProofProperty, EveryValueIsAWholeMultipleOfItsGrain) {
  Seeded random("a value is a whole multiple of its grain");
  SCOPED_TRACE(random.trace());
  int proven = 0;
  for (int round = 0; round < 1000; ++round) {
    const std::string formula = random_number(random, 3);
    const Result<Checked> checked = check({formula, "", {}, {}}, desk(), Home::item);
    ASSERT_TRUE(checked) << formula;
    if (!checked->grain) continue;
    ++proven;
    for (int row = 0; row < 10; ++row) {
      const Values facts{{desk().find("days").index, Rational(random.between(-400, 400))},
                         {desk().find("hours").index, Rational(random.between(-9999, 9999)) / 100}};
      const Given none;
      const Rational value = Reckoner(facts, none).of(checked->root);
      const Rational& grain = *checked->grain;
      EXPECT_TRUE(grain == 0 ? value == 0 : is_integer(Rational(value / grain)))
          << formula << " = " << format_exact(value);
    }
  }
  EXPECT_GT(proven, 700) << "most of them have a grain";
}

std::string random_condition(Seeded& random, int depth) {
  if (depth == 0)
    return any_of(random,
                  {"known(real_wage)", "known(basic_wage)", "real_wage < wage", "basic_wage < real_wage", "overtime"});
  const auto part = [&] { return random_condition(random, depth - 1); };
  switch (random.between(0, 4)) {
    case 0: return "(" + part() + " and " + part() + ")";
    case 1: return "(" + part() + " or " + part() + ")";
    case 2: return "(not " + part() + ")";
    case 3: return "if(" + part() + ", " + part() + ", " + part() + ")";
    default: return part();
  }
}

// Where the proof passes, no row ever reads what it lacks; where the proof fails, it may be wary, but not of formulas
// that test each fact right where they read it.
TEST(ProofProperty, NoRowReadsAnOptionalFactThatItLacks) {
  Seeded random("no row reads an optional fact that it lacks");
  SCOPED_TRACE(random.trace());
  const int real = desk().find("real_wage").index, basic = desk().find("basic_wage").index;
  int passed = 0;
  for (int round = 0; round < 8000; ++round) {
    const std::string formula = random_condition(random, 3);
    const Result<Checked> checked = check({formula, "", {}, {}}, desk(), Home::item);
    if (!checked) continue;
    ++passed;
    for (int row = 0; row < 32; ++row) {
      Given given;
      if (row & 1) given.insert(real);
      if (row & 2) given.insert(basic);
      const Values facts{{desk().find("wage").index, row & 4 ? 1 : 0},
                         {desk().find("overtime").index, row & 8 ? 1 : 0},
                         {real, row & 16 ? 1 : 0}};
      Reckoner reckoner(facts, given);
      reckoner.of(checked->root);
      EXPECT_FALSE(reckoner.read_what_is_absent) << formula;
    }
  }
  EXPECT_GT(passed, 200) << "enough of them pass to mean something";
}

struct Tested {
  const char* formula;
  bool passes;
  const char* why;
};

TEST(Proof, AnOptionalFactIsTestedInManyWays) {
  const Tested cases[] = {
      {"if(known(real_wage), real_wage, wage)", true, "the plain way"},
      {"if(not known(real_wage), wage, real_wage)", true, "the other side of a not"},
      {"known(real_wage) and real_wage > wage", true, "the right side is looked at only where the left holds"},
      {"not known(real_wage) or real_wage > wage", true, "only where the left doesn't"},
      {"real_wage > wage and known(real_wage)", false, "too late"},
      {"known(real_wage) or real_wage > wage", false, "just where it is absent"},
      {"if(known(real_wage) and known(basic_wage), real_wage + basic_wage, 0)", true, "both"},
      {"if(known(real_wage) or known(basic_wage), real_wage, 0)", false, "perhaps only the other"},
      {"if(known(real_wage) and overtime, wage, real_wage)", false, "absent, or no overtime"},
      {"if(not known(real_wage) or not known(basic_wage), 0, real_wage + basic_wage)", true, "neither is absent"},
      {"if(known(real_wage), if(overtime, real_wage, wage), 0)", true, "deeper inside"},
      {"if(known(real_wage), if(known(basic_wage), basic_wage, real_wage), 0)", true, "the outer test still holds"},
      {"max(if(known(real_wage), real_wage, 0), real_wage)", false, "outside again"},
      {"if(if(known(real_wage), overtime, not overtime) and known(real_wage), real_wage, 0)", true,
       "a choice as a condition"},
      {"if(if(overtime, known(real_wage), known(real_wage)), real_wage, 0)", true, "known whichever side"},
      {"known(real_wage) and known(basic_wage) and real_wage > basic_wage", true, "a chain"},
      {"sum_of(if(known(real_wage), real_wage, 0))", true, "tested for each row"},
      {"if(known(county), count_of(overtime by post), 0)", true, "grouped by another fact"},
      {"round(wage / if(known(real_wage), real_wage, wage), 0.01)", true, "in a divisor"},
  };
  for (const Tested& each : cases)
    EXPECT_EQ(check({each.formula, "", {}, {}}, desk(), Home::item).ok(), each.passes)
        << each.formula << ": " << each.why;
}

struct Division {
  const char* formula;
  bool item;
  bool working;
  const char* why;
};

TEST(Proof, ADivisionIsRoundedWhereItsDivisorVaries) {
  const Division cases[] = {
      {"wage / days", false, true, "any fraction"},
      {"round(wage / days, fen)", true, true, "rounded"},
      {"round(wage / days * hours + bonus, fen)", true, true, "the round is further up"},
      {"round(if(days > 0, wage / days, 0), fen)", true, true, "through a choice"},
      {"if(days > 0, round(wage / days, fen), 0)", true, true, "inside a choice"},
      {"round(wage / days, fen) / hours", false, true, "only the first is rounded"},
      {"wage / days_a_month", true, true, "a constant divisor"},
      {"wage / 21.75 * days", true, true, "a written divisor"},
      {"wage / at(days_a_month, month.first)", true, true, "constant on a fixed day"},
      {"wage / at(days_a_month, hired_on)", false, true, "the row says the day"},
      {"wage / sum_of(wage) * wage", true, true, "the same for every row"},
      {"wage / sum_of(wage by grade) * wage", false, true, "a sum for each group"},
      {"wage / days_in(month)", true, true, "days of the run's month"},
      {"wage / weekdays(hired_on, month.last)", false, true, "from the row's own day"},
      {"wage / case.floor", false, true, "a parameter read on the row's own day"},
      {"wage / months.worked", false, true, "an item"},
      {"wage.per_day * days", true, true, "an item that holds a quotient: its grain says so"},
      {"wage.floor / wage.ceiling", true, true, "of parameters"},
      {"years_between(hired_on, month.last) + wage / bonus", false, true, "in a sum"},
      {"wage / bonus > 1", false, true, "in a comparison"},
      {"progressive(round(wage / days, fen), tax.brackets)", true, true, "rounded before it is looked up"},
      {"progressive(wage / days, tax.brackets)", false, false, "brackets take no quotient"},
      {"sum_of(round(wage / days, fen))", true, true, "each row is rounded"},
      {"round(sum_of(wage / days), fen)", false, false, "the sum of quotients has no common scale"},
      {"round(mean_of(wage), fen)", true, true, "a mean inside a round"},
      {"wage - mean_of(wage)", false, true, "a mean outside"},
      {"round(mean_of(wage) / mean_of(bonus), 0.01)", true, true, "means in a quotient"},
  };
  for (const Division& each : cases) {
    EXPECT_EQ(check({each.formula, "", {}, {}}, desk(), Home::item).ok(), each.item)
        << each.formula << ": " << each.why;
    EXPECT_EQ(check({each.formula, "", {}, {}}, desk(), Home::item, true).ok(), each.working)
        << each.formula << ": " << each.why;
  }
}

}  // namespace
}  // namespace fenglu::formula

// Pay for a table in memory: fenglu's C++ library in one screen. docs/embedding.md walks through it.
#include <fenglu/fenglu.hpp>
#include <iostream>

template <class T>
T must(fenglu::Result<T> result) {
  if (result) return *std::move(result);
  std::cerr << result.diagnostics().text(fenglu::Language::en);
  std::exit(1);
}

int main(int count, char** arguments) {
  const std::vector<std::string> ids = {"SH1", "SH2"}, posts = {"service", "civilian"}, grades = {"grade1", "chief3"};
  const std::vector<std::int64_t> wages = {812'345, 1'022'000};  // fen
  const std::vector<std::int32_t> hired = {fenglu::Day(2019, 7, 1).number(), fenglu::Day(2012, 3, 15).number()};
  fenglu::Columns staff(2);
  staff.add("staff_id", fenglu::Strings{ids}).add("post", fenglu::Strings{posts}).add("grade", fenglu::Strings{grades});
  staff.add("hired_on", fenglu::Days{hired});
  staff.add("si.declared_wage", fenglu::Fen{wages}).add("hf.declared_wage", fenglu::Fen{wages});

  const auto policy = must(fenglu::Policy::load(count > 1 ? arguments[1] : "shanghai"));
  const auto plan = must(policy.compile({.sheet = "payroll", .month = fenglu::Month(2025, 1)}));
  const auto pay = must(plan.run(staff, 2));
  const auto gross = must(pay.fen("wage.gross")), net = must(pay.fen("pay.net"));
  for (std::size_t row = 0; row < pay.rows(); ++row) {
    std::cout << pay.key(row) << "  gross " << fenglu::Money::fen(gross[row]).text() << "  net "
              << fenglu::Money::fen(net[row]).text() << '\n';
  }
  std::cout << must(plan.explain(staff.row(0), "pension.employee")).text(fenglu::Language::en);
}

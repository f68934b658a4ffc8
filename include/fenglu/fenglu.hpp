// fenglu: pay, social insurance, housing fund and income tax from dated tables and a roster, exact to the fen.
//
// What it is:      the whole C++ face of the library; each header may be included alone.
// What it is not:  a program: it never prints, never exits and has no globals. Other languages: fenglu.h.
// Example:
//     #include <fenglu/fenglu.hpp>
//     auto policy = fenglu::Policy::load("shanghai");
//     auto plan = policy->compile({.month = fenglu::Month(2025, 1)});
//     auto pay = plan->run(staff);                  // fenglu::Columns staff: columns.hpp
//     if (pay) use(*pay->fen("pay.net")); else tell(pay.diagnostics().text(fenglu::Language::en));
// Units, ranges:   money in fen, always; each header says its own.
// Errors:          Result<T> everywhere: result.hpp.
// Cost, threads:   policies, plans, results and explanations never change and are shared by threads; records and
//                  sessions are one thread's.
#pragma once

#include "fenglu/columns.hpp"
#include "fenglu/day.hpp"
#include "fenglu/explanation.hpp"
#include "fenglu/money.hpp"
#include "fenglu/plan.hpp"
#include "fenglu/policy.hpp"
#include "fenglu/record.hpp"
#include "fenglu/result.hpp"
#include "fenglu/results.hpp"
#include "fenglu/session.hpp"
#include "fenglu/version.hpp"

// Diagnostics, days and units as the C++ face has them.
#include "engine/diagnostic/code.hpp"
#include "engine/library/face.hpp"

namespace fenglu::library {
namespace {

fenglu_v1::Severity severity_of(const Diagnostic& one) {
  switch (wording(one.code).severity) {
    case Severity::error: return fenglu_v1::Severity::error;
    case Severity::warning: return fenglu_v1::Severity::warning;
    case Severity::note: break;
  }
  return fenglu_v1::Severity::note;
}

fenglu_v1::Diagnostic to_face(const Diagnostic& one) {
  fenglu_v1::Diagnostic out;
  out.severity = severity_of(one);
  out.code = wording(one.code).name;
  out.file = one.place.file;
  out.line = one.place.line;
  out.column = one.place.column;
  if (one.place.row > 0) out.row = one.place.row - 1;
  out.cell = one.place.cell;
  out.message_en = message(one, Language::en);
  out.message_zh = message(one, Language::zh);
  out.mend_en = mend(one, Language::en);
  out.mend_zh = mend(one, Language::zh);
  out.text_en = tell_text(one, Language::en);
  out.text_zh = tell_text(one, Language::zh);
  return out;
}

}  // namespace

fenglu_v1::Diagnostics to_face(const Diagnostics& found) {
  std::vector<fenglu_v1::Diagnostic> all;
  all.reserve(found.all().size());
  for (const Diagnostic& one : found.all()) all.push_back(to_face(one));
  return {std::move(all), found.errors()};
}

Result<SharedRoster> read_for(const SharedPlan& plan, const Frame& frame, const fenglu_v1::RunOptions& options,
                              const Frame* opening) {
  ReadOptions read_options;
  read_options.fen = true;
  read_options.opening_zero = options.opening_zero;
  read_options.allow_unknown = options.allow_unknown_columns;
  if (opening != nullptr) read_options.opening = *opening;
  return read(plan, frame, std::move(read_options));
}

Language from_face(fenglu_v1::Language language) {
  return language == fenglu_v1::Language::zh ? Language::zh : Language::en;
}

Day from_face(fenglu_v1::Day day) { return Day::from_number(day.number()); }
Month from_face(fenglu_v1::Month month) { return Month::make(month.year(), month.month()); }

fenglu_v1::Unit to_face(policy::Unit unit) {
  using policy::Unit;
  switch (unit) {
    case Unit::money: return fenglu_v1::Unit::money;
    case Unit::number: return fenglu_v1::Unit::number;
    case Unit::rate: return fenglu_v1::Unit::rate;
    case Unit::flag: return fenglu_v1::Unit::flag;
    case Unit::date: return fenglu_v1::Unit::date;
    case Unit::month: return fenglu_v1::Unit::month;
    case Unit::category: return fenglu_v1::Unit::category;
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return fenglu_v1::Unit::text;
}

}  // namespace fenglu::library

// Answers: what a policy, a plan or a row has to say, as JSON or text.
#pragma once

#include "engine/explain/render.hpp"
#include "engine/library/roster.hpp"

namespace fenglu::library {

enum class Format : std::uint8_t { text, json, html };

// {"policy", "title", "sheets", "values", "stale", "abstract", "diagnostics"}.
std::string check_json(const policy::Policy& policy, Month month, Language language);
// {"policy", "sheet", "month", "as_of", "key", "items", "facts", "year_to_date", ..., "rests"}.
std::string describe_json(const Prepared& plan);
// The row is one of the roster's. Items by name; none: the totals. Errors: flag-name, and those of the evaluator.
Result<explain::Explanation> explain_row(const Prepared& plan, const run::Table& table, std::size_t row,
                                         const std::vector<std::string>& items);
std::string render(const explain::Explanation& explanation, Format format, Language language);

// A diagnostic as the library tells of it: rows are counted from 0, and stand behind their column: "grade[17]: ...".
std::string tell_text(const Diagnostic& diagnostic, Language language);
// One line: {"severity", "code", "file", "line", "column", "row", "cell", "message", "mend"}, row null where none is.
std::string tell_json(const Diagnostic& diagnostic, Language language);

}  // namespace fenglu::library

// The C ABI: each function checks what it is handed, calls, and turns what comes of it into a status. No logic, and no
// exception gets out.
#include <cstdlib>
#include <cstring>
#include <new>

#include "engine/diagnostic/code.hpp"
#include "engine/library/abi_error.hpp"
#include "engine/library/answers.hpp"
#include "engine/library/arrow_export.hpp"
#include "engine/library/arrow_import.hpp"
#include "engine/policy/schema.hpp"
#include "engine/policy/show.hpp"

using namespace fenglu;

struct fenglu_policy {
  library::SharedPolicy policy;
};
struct fenglu_plan {
  library::SharedPlan plan;
};
struct fenglu_roster {
  library::SharedRoster roster;
};
struct fenglu_result {
  library::SharedResults results;
};

namespace {

// A wrong call, told apart from what is wrong with tables and rosters.
struct Misuse {
  Diagnostic why;
};

[[noreturn]] void misuse(const char* argument, const std::string& found, const char* expected_zh,
                         const char* expected_en) {
  throw Misuse{{Code::flag_value, {}, {argument, found, Text(expected_zh, expected_en)}}};
}

template <class Pointer>
void require(Pointer* pointer, const char* argument) {
  if (pointer == nullptr) misuse(argument, "NULL", "一个有效的指针", "a pointer that isn't null");
}

// `work()` gives the diagnostics of what was done: errors refuse.
template <class Work>
fenglu_status guarded(fenglu_error* error, Work work) noexcept {
  try {
    library::clear(error);
    const Diagnostics found = work();
    library::tell(found, error);
    return found.has_errors() ? FENGLU_REFUSED : FENGLU_OK;
  } catch (const Misuse& wrong) {
    Diagnostics found;
    found.add(wrong.why);
    library::tell(found, error);
    return FENGLU_MISUSE;
  } catch (const std::exception& fault) {
    try {
      Diagnostics found;
      found.add({Code::internal_fault, {}, {fault.what()}});
      library::tell(found, error);
    } catch (...) {  // not even memory to say it: the status has to do
    }
    return FENGLU_FAULT;
  } catch (...) {
    return FENGLU_FAULT;
  }
}

// The members of a caller's options that it knows; the rest are as they are by default.
template <class Options>
Options read_options(const Options* given, const Options& usual, const char* argument) {
  if (given == nullptr) return usual;
  if (given->struct_size < sizeof given->struct_size || given->struct_size > sizeof(Options)) {
    misuse(argument, "struct_size " + std::to_string(given->struct_size), "此结构的大小", "the size of the struct");
  }
  Options out = usual;
  std::memcpy(&out, given, given->struct_size);
  return out;
}

std::vector<std::string> strings(const char* const* texts, std::size_t count, const char* argument) {
  if (count > 0) require(texts, argument);
  std::vector<std::string> out;
  for (std::size_t i = 0; i < count; ++i) {
    require(texts[i], argument);
    out.emplace_back(texts[i]);
  }
  return out;
}

std::string or_empty(const char* text) { return text != nullptr ? text : ""; }

Month month_of(const char* text) {
  require(text, "month");
  if (const auto month = Month::parse(text)) return *month;
  misuse("month", "'" + std::string(text) + "'", "月份，如 2025-10", "a month such as 2025-10");
}

std::optional<Day> day_of(const char* text, const char* argument) {
  if (text == nullptr) return std::nullopt;
  if (const auto day = Day::parse(text)) return day;
  misuse(argument, "'" + std::string(text) + "'", "日期，如 2025-09-18", "a day such as 2025-09-18");
}

void one_of(std::int32_t value, std::int32_t most, const char* argument) {
  if (value < 0 || value > most)
    misuse(argument, std::to_string(value), "fenglu.h 所列的值", "one of the values that fenglu.h lists");
}

char* give_text(const std::string& text) {
  auto* out = static_cast<char*>(std::malloc(text.size() + 1));
  if (out == nullptr) throw std::bad_alloc();
  std::memcpy(out, text.c_str(), text.size() + 1);
  return out;
}

// Hands a result's value to `give`, and its diagnostics on.
template <class T, class Give>
Diagnostics deliver(Result<T> result, Give give) {
  if (result) give(std::move(*result));
  return std::move(result.diagnostics());
}

library::ReadOptions read_options_of(const fenglu_roster_options& options) {
  one_of(options.money, FENGLU_MONEY_FEN, "money");
  one_of(options.opening, FENGLU_OPENING_ZERO, "opening");
  library::ReadOptions out;
  out.fen = options.money == FENGLU_MONEY_FEN;
  out.opening_zero = options.opening == FENGLU_OPENING_ZERO;
  out.allow_unknown = options.allow_unknown != 0;
  return out;
}

// Releases what was handed over, should nobody have taken it on.
struct Handover {
  ArrowArrayStream* stream = nullptr;
  ArrowArray* array = nullptr;
  ~Handover() {
    if (stream != nullptr && stream->release != nullptr) stream->release(stream);
    if (array != nullptr && array->release != nullptr) array->release(array);
  }
};

template <class Import>
Diagnostics make_roster(const fenglu_plan* plan, const fenglu_roster_options* given, fenglu_roster** out,
                        Import import) {
  require(plan, "plan");
  require(out, "out");
  const fenglu_roster_options options =
      read_options<fenglu_roster_options>(given, FENGLU_ROSTER_OPTIONS_INIT, "options");
  const Handover opening_stream{options.opening_stream, nullptr};
  library::ReadOptions read = read_options_of(options);
  Result<library::Frame> frame = import();
  if (!frame) return std::move(frame.diagnostics());
  if (options.opening_stream != nullptr) {
    Result<library::Frame> opening = library::frame_of(options.opening_stream);
    if (!opening) return std::move(opening.diagnostics());
    read.opening = std::move(*opening);
  }
  return deliver(library::read(plan->plan, std::move(*frame), std::move(read)),
                 [&](library::SharedRoster roster) { *out = new fenglu_roster{std::move(roster)}; });
}

library::ExportOptions export_options_of(const fenglu_export_options* given) {
  const fenglu_export_options options =
      read_options<fenglu_export_options>(given, FENGLU_EXPORT_OPTIONS_INIT, "options");
  one_of(options.money, FENGLU_MONEY_FEN, "money");
  if (options.batch_rows < 0) misuse("batch_rows", std::to_string(options.batch_rows), "0 或正数", "0 or more");
  return {options.money == FENGLU_MONEY_FEN, static_cast<std::size_t>(options.batch_rows)};
}

}  // namespace

extern "C" {

uint32_t fenglu_abi_version(void) { return FENGLU_ABI_VERSION; }
const char* fenglu_version(void) { return FENGLU_VERSION; }
uint32_t fenglu_language_level(void) { return library::language_level; }
void fenglu_text_free(char* text) { std::free(text); }

fenglu_status fenglu_policy_load(uint32_t abi_version, const char* name, const fenglu_load_options* given,
                                 fenglu_policy** out, fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    if (abi_version != FENGLU_ABI_VERSION) {
      throw Misuse{{Code::abi_mismatch,
                    {},
                    {"ABI " + std::to_string(abi_version), "ABI " + std::to_string(FENGLU_ABI_VERSION)}}};
    }
    require(name, "name");
    require(out, "out");
    const fenglu_load_options options = read_options<fenglu_load_options>(given, FENGLU_LOAD_OPTIONS_INIT, "options");
    library::LoadRequest request{name, strings(options.tables, options.table_count, "tables"),
                                 strings(options.what_ifs, options.what_if_count, "what_ifs")};
    return deliver(library::load(request),
                   [&](library::SharedPolicy policy) { *out = new fenglu_policy{std::move(policy)}; });
  });
}

void fenglu_policy_destroy(fenglu_policy* policy) { delete policy; }

fenglu_status fenglu_policy_check(const fenglu_policy* policy, const char* month, char** out_json,
                                  fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(policy, "policy");
    require(out_json, "out_json");
    const Language language = library::language_of(error != nullptr ? error->language : FENGLU_EN);
    *out_json = give_text(library::check_json(*policy->policy, month_of(month), language));
    return {};
  });
}

fenglu_status fenglu_policy_show(const fenglu_policy* policy, const fenglu_show_options* given, char** out_text,
                                 fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(policy, "policy");
    require(out_text, "out_text");
    const fenglu_show_options options = read_options<fenglu_show_options>(given, FENGLU_SHOW_OPTIONS_INIT, "options");
    one_of(options.format, FENGLU_JSON, "format");
    const policy::ShowRequest request{month_of(options.month), day_of(options.as_of, "as_of"), options.carry != 0,
                                      strings(options.names, options.name_count, "names")};
    if (options.format == FENGLU_TEXT) {
      return deliver(policy::show_text(*policy->policy, request, library::language_of(options.language)),
                     [&](const std::string& text) { *out_text = give_text(text); });
    }
    return deliver(policy::show_json(*policy->policy, request),
                   [&](const nlohmann::ordered_json& json) { *out_text = give_text(json.dump(2) + "\n"); });
  });
}

fenglu_status fenglu_policy_schema(const fenglu_policy* policy, const char* sheet, char** out_json,
                                   fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(policy, "policy");
    require(out_json, "out_json");
    return deliver(library::find_sheet(*policy->policy, or_empty(sheet)),
                   [&](int index) { *out_json = give_text(policy::schema(*policy->policy, index).dump(2) + "\n"); });
  });
}

fenglu_status fenglu_plan_compile(const fenglu_policy* policy, const fenglu_plan_options* given, fenglu_plan** out,
                                  fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(policy, "policy");
    require(out, "out");
    const fenglu_plan_options options = read_options<fenglu_plan_options>(given, FENGLU_PLAN_OPTIONS_INIT, "options");
    const library::PlanRequest request{
        .sheet = or_empty(options.sheet),
        .month = month_of(options.month),
        .as_of = day_of(options.as_of, "as_of"),
        .items = strings(options.items, options.item_count, "items"),
        .set_by_hand = strings(options.set_by_hand, options.set_by_hand_count, "set_by_hand"),
        .carry = options.carry != 0};
    return deliver(library::prepare(policy->policy, request),
                   [&](library::SharedPlan plan) { *out = new fenglu_plan{std::move(plan)}; });
  });
}

void fenglu_plan_destroy(fenglu_plan* plan) { delete plan; }

fenglu_status fenglu_plan_describe(const fenglu_plan* plan, char** out_json, fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(plan, "plan");
    require(out_json, "out_json");
    *out_json = give_text(library::describe_json(*plan->plan));
    return {};
  });
}

fenglu_status fenglu_roster_from_stream(const fenglu_plan* plan, struct ArrowArrayStream* stream,
                                        const fenglu_roster_options* options, fenglu_roster** out,
                                        fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(stream, "stream");
    const Handover handover{stream, nullptr};
    return make_roster(plan, options, out, [&] { return library::frame_of(stream); });
  });
}

fenglu_status fenglu_roster_from_array(const fenglu_plan* plan, const struct ArrowSchema* schema,
                                       struct ArrowArray* array, const fenglu_roster_options* options,
                                       fenglu_roster** out, fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(array, "array");
    const Handover handover{nullptr, array};
    require(schema, "schema");
    return make_roster(plan, options, out, [&] { return library::frame_of(schema, array); });
  });
}

void fenglu_roster_destroy(fenglu_roster* roster) { delete roster; }

int64_t fenglu_roster_rows(const fenglu_roster* roster) {
  return roster != nullptr ? static_cast<int64_t>(roster->roster->table.rows) : -1;
}

int64_t fenglu_roster_find(const fenglu_roster* roster, const char* key) {
  if (roster == nullptr || key == nullptr) return -1;
  try {
    const auto row = roster->roster->find(key);
    return row ? static_cast<int64_t>(*row) : -1;
  } catch (...) {
    return -1;
  }
}

int64_t fenglu_roster_borrowed_columns(const fenglu_roster* roster) {
  return roster != nullptr ? static_cast<int64_t>(roster->roster->borrowed) : -1;
}

fenglu_status fenglu_plan_run(const fenglu_plan* plan, const fenglu_roster* roster, uint32_t threads,
                              fenglu_result** out, fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(plan, "plan");
    require(roster, "roster");
    require(out, "out");
    return deliver(library::run(plan->plan, roster->roster, threads),
                   [&](library::SharedResults results) { *out = new fenglu_result{std::move(results)}; });
  });
}

void fenglu_result_destroy(fenglu_result* result) { delete result; }

int64_t fenglu_result_rows(const fenglu_result* result) {
  return result != nullptr ? static_cast<int64_t>(result->results->roster->table.rows) : -1;
}

fenglu_status fenglu_result_to_stream(const fenglu_result* result, const fenglu_export_options* options,
                                      struct ArrowArrayStream* out, fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(result, "result");
    require(out, "out");
    library::export_stream(result->results, export_options_of(options), out);
    return {};
  });
}

fenglu_status fenglu_result_to_array(const fenglu_result* result, const fenglu_export_options* given,
                                     struct ArrowSchema* out_schema, struct ArrowArray* out_array,
                                     fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(result, "result");
    require(out_schema, "out_schema");
    require(out_array, "out_array");
    const library::ExportOptions options = export_options_of(given);
    ArrowSchema schema = {};
    library::export_schema(*result->results, options, &schema);
    try {
      library::export_rows(result->results, options, 0, result->results->roster->table.rows, out_array);
    } catch (...) {
      schema.release(&schema);
      throw;
    }
    *out_schema = schema;
    return {};
  });
}

fenglu_status fenglu_plan_explain(const fenglu_plan* plan, const fenglu_roster* roster, int64_t row,
                                  const fenglu_explain_options* given, char** out_text, fenglu_error* error) {
  return guarded(error, [&]() -> Diagnostics {
    require(plan, "plan");
    require(roster, "roster");
    require(out_text, "out_text");
    if (roster->roster->plan != plan->plan)
      return deliver(Result<int>(Diagnostic{Code::other_plan, {}, {}}), [](int) {});
    const run::Table& table = roster->roster->table;
    if (row < 0 || static_cast<std::size_t>(row) >= table.rows)
      misuse("row", std::to_string(row), "名册的一行", "a row of the roster");
    const fenglu_explain_options options =
        read_options<fenglu_explain_options>(given, FENGLU_EXPLAIN_OPTIONS_INIT, "options");
    one_of(options.format, FENGLU_HTML, "format");
    const auto format = options.format == FENGLU_TEXT   ? library::Format::text
                        : options.format == FENGLU_JSON ? library::Format::json
                                                        : library::Format::html;
    const std::vector<std::string> items = strings(options.items, options.item_count, "items");
    return deliver(library::explain_row(*plan->plan, table, static_cast<std::size_t>(row), items),
                   [&](const explain::Explanation& explanation) {
                     *out_text =
                         give_text(library::render(explanation, format, library::language_of(options.language)));
                   });
  });
}

}  // extern "C"

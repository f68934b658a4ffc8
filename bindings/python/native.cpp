// The C ABI for Python: capsules in and out, the interpreter's lock let go, mistakes as exceptions. Nothing here
// computes.
#include <fenglu/fenglu.h>
#include <nanobind/nanobind.h>
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <cstring>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace nb = nanobind;

namespace {

using Text = std::optional<std::string>;
using Texts = std::vector<std::string>;
using Names = std::optional<Texts>;  // none: all

constexpr std::size_t list_capacity = std::size_t{1} << 20U;  // touched as far as it is written
constexpr const char* stream_name = "arrow_array_stream";     // as the Arrow PyCapsule interface has it

// What the C ABI gave out, and the language that its mistakes are told in.
template <class Handle, void (*destroy)(Handle*)>
struct Held {
  struct Destroy {
    void operator()(Handle* given) const { destroy(given); }
  };
  std::unique_ptr<Handle, Destroy> handle;
  int language = FENGLU_EN;
};
using Policy = Held<fenglu_policy, fenglu_policy_destroy>;
using Plan = Held<fenglu_plan, fenglu_plan_destroy>;
using Roster = Held<fenglu_roster, fenglu_roster_destroy>;
using Results = Held<fenglu_result, fenglu_result_destroy>;
using OutText = Held<char, fenglu_text_free>;

const char* c_text(const Text& text) { return text ? text->c_str() : nullptr; }

std::vector<const char*> pointers(const Texts& texts) {
  std::vector<const char*> out;
  for (const std::string& text : texts) out.push_back(text.c_str());
  return out;
}

// A mistake may quote a cell that isn't UTF-8.
nb::object words(const char* text, std::size_t bytes) {
  return nb::steal(PyUnicode_DecodeUTF8(text, static_cast<Py_ssize_t>(bytes), "replace"));
}

// fenglu._errors makes an exception of a refusal and warnings of what else was said.
void tell(fenglu_status status, const fenglu_error& error) {
  if (status == FENGLU_OK && error.warnings == 0) return;
  const nb::object list = words(error.list, error.list_length);
  const nb::object errors = nb::module_::import_("fenglu._errors");
  if (status == FENGLU_OK) return static_cast<void>(errors.attr("warn")(list));
  const nb::object raised = errors.attr("refusal")(status, error.code, error.row,
                                                   words(error.column, std::strlen(error.column)), error.errors, list);
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(raised.ptr())), raised.ptr());
  throw nb::python_error();
}

// Runs `call(error)` without the interpreter's lock. It owns what it makes at once: a warning may be an exception.
template <class Call>
void must(int language, Call call) {
  const std::unique_ptr<char[]> list(new char[list_capacity]);
  fenglu_error error = FENGLU_ERROR_INIT;
  error.language = language;
  error.format = FENGLU_JSON;
  error.list = list.get();
  error.list_capacity = list_capacity;
  fenglu_status status = FENGLU_OK;
  {
    const nb::gil_scoped_release released;
    status = call(&error);
  }
  tell(status, error);
}

// `call(&out, error)` makes a handle.
template <class Made, class Call>
Made make(int language, Call call) {
  Made made{nullptr, language};
  must(language, [&](fenglu_error* error) {
    typename decltype(made.handle)::pointer out = nullptr;
    const fenglu_status status = call(&out, error);
    made.handle.reset(out);
    return status;
  });
  return made;
}

template <class Call>
nb::str text_of(int language, Call call) {
  return nb::str(make<OutText>(language, call).handle.get());
}

Policy load(const std::string& name, const Texts& tables, const Texts& what_ifs, int language) {
  const auto folders = pointers(tables), moves = pointers(what_ifs);
  fenglu_load_options options = FENGLU_LOAD_OPTIONS_INIT;
  options.tables = folders.data();
  options.table_count = folders.size();
  options.what_ifs = moves.data();
  options.what_if_count = static_cast<std::uint32_t>(moves.size());
  return make<Policy>(language, [&](fenglu_policy** out, fenglu_error* error) {
    return fenglu_policy_load(FENGLU_ABI_VERSION, name.c_str(), &options, out, error);
  });
}

nb::str check(const Policy& policy, const std::string& month) {
  return text_of(policy.language, [&](char** out, fenglu_error* error) {
    return fenglu_policy_check(policy.handle.get(), month.c_str(), out, error);
  });
}

nb::str show(const Policy& policy, const std::string& month, const Text& as_of, const Names& names, bool carry,
             int format) {
  const auto wanted = names ? pointers(*names) : std::vector<const char*>();
  fenglu_show_options options = FENGLU_SHOW_OPTIONS_INIT;
  options.carry = carry ? 1 : 0;
  options.month = month.c_str();
  options.as_of = c_text(as_of);
  options.names = names ? wanted.data() : nullptr;
  options.name_count = wanted.size();
  options.format = format;
  options.language = policy.language;
  return text_of(policy.language, [&](char** out, fenglu_error* error) {
    return fenglu_policy_show(policy.handle.get(), &options, out, error);
  });
}

nb::str schema(const Policy& policy, const Text& sheet) {
  return text_of(policy.language, [&](char** out, fenglu_error* error) {
    return fenglu_policy_schema(policy.handle.get(), c_text(sheet), out, error);
  });
}

Plan compile(const Policy& policy, const std::string& month, const Text& sheet, const Text& as_of, const Names& items,
             const Texts& set_by_hand, bool carry) {
  const auto wanted = items ? pointers(*items) : std::vector<const char*>(), by_hand = pointers(set_by_hand);
  fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
  options.carry = carry ? 1 : 0;
  options.sheet = c_text(sheet);
  options.month = month.c_str();
  options.as_of = c_text(as_of);
  options.items = items ? wanted.data() : nullptr;
  options.item_count = wanted.size();
  options.set_by_hand = by_hand.data();
  options.set_by_hand_count = by_hand.size();
  return make<Plan>(policy.language, [&](fenglu_plan** out, fenglu_error* error) {
    return fenglu_plan_compile(policy.handle.get(), &options, out, error);
  });
}

nb::str describe(const Plan& plan) {
  return text_of(plan.language,
                 [&](char** out, fenglu_error* error) { return fenglu_plan_describe(plan.handle.get(), out, error); });
}

ArrowArrayStream* stream_in(const nb::object& capsule) {
  void* stream = PyCapsule_GetPointer(capsule.ptr(), stream_name);
  if (stream == nullptr) throw nb::python_error();
  return static_cast<ArrowArrayStream*>(stream);
}

// The streams are moved out of their capsules, which then hold released ones.
Roster roster(const Plan& plan, const nb::object& table, const nb::object& opening, bool opening_zero, bool fen,
              bool allow_unknown) {
  ArrowArrayStream* stream = stream_in(table);
  fenglu_roster_options options = FENGLU_ROSTER_OPTIONS_INIT;
  options.money = fen ? FENGLU_MONEY_FEN : FENGLU_MONEY_DECIMAL;
  options.opening = opening_zero ? FENGLU_OPENING_ZERO : FENGLU_OPENING_GIVEN;
  options.allow_unknown = allow_unknown ? 1 : 0;
  options.opening_stream = opening.is_none() ? nullptr : stream_in(opening);
  return make<Roster>(plan.language, [&](fenglu_roster** out, fenglu_error* error) {
    return fenglu_roster_from_stream(plan.handle.get(), stream, &options, out, error);
  });
}

Results run(const Plan& plan, const Roster& roster, std::uint32_t threads) {
  return make<Results>(plan.language, [&](fenglu_result** out, fenglu_error* error) {
    return fenglu_plan_run(plan.handle.get(), roster.handle.get(), threads, out, error);
  });
}

nb::str explain(const Plan& plan, const Roster& roster, std::int64_t row, const Names& items, int format) {
  const auto wanted = items ? pointers(*items) : std::vector<const char*>();
  fenglu_explain_options options = FENGLU_EXPLAIN_OPTIONS_INIT;
  options.format = format;
  options.language = plan.language;
  options.items = items ? wanted.data() : nullptr;
  options.item_count = wanted.size();
  return text_of(plan.language, [&](char** out, fenglu_error* error) {
    return fenglu_plan_explain(plan.handle.get(), roster.handle.get(), row, &options, out, error);
  });
}

std::int64_t find(const Roster& roster, const std::string& key) {
  const nb::gil_scoped_release released;
  return fenglu_roster_find(roster.handle.get(), key.c_str());
}

nb::object stream_out(const Results& results, bool fen, std::int64_t batch_rows) {
  fenglu_export_options options = FENGLU_EXPORT_OPTIONS_INIT;
  options.money = fen ? FENGLU_MONEY_FEN : FENGLU_MONEY_DECIMAL;
  options.batch_rows = batch_rows;
  auto stream = std::make_unique<ArrowArrayStream>();
  must(FENGLU_EN, [&](fenglu_error* error) {
    return fenglu_result_to_stream(results.handle.get(), &options, stream.get(), error);
  });
  PyObject* capsule = PyCapsule_New(stream.get(), stream_name, [](PyObject* dying) {
    auto* held = static_cast<ArrowArrayStream*>(PyCapsule_GetPointer(dying, stream_name));
    if (held->release != nullptr) held->release(held);
    delete held;
  });
  if (capsule == nullptr) throw nb::python_error();
  stream.release();
  return nb::steal(capsule);
}

}  // namespace

NB_MODULE(_native, module) {
  using nb::arg;
  module.attr("version") = fenglu_version();
  module.attr("language_level") = fenglu_language_level();
  module.def("load", load, arg("name"), arg("tables"), arg("what_ifs"), arg("language"));
  nb::class_<Policy>(module, "Policy")
      .def("check", check, arg("month"))
      .def("show", show, arg("month"), arg("as_of").none(), arg("names").none(), arg("carry"), arg("format"))
      .def("schema", schema, arg("sheet").none())
      .def("compile", compile, arg("month"), arg("sheet").none(), arg("as_of").none(), arg("items").none(),
           arg("set_by_hand"), arg("carry"));
  nb::class_<Plan>(module, "Plan")
      .def("describe", describe)
      .def("roster", roster, arg("table"), arg("opening").none(), arg("opening_zero"), arg("fen"), arg("allow_unknown"))
      .def("run", run, arg("roster"), arg("threads"))
      .def("explain", explain, arg("roster"), arg("row"), arg("items").none(), arg("format"));
  nb::class_<Roster>(module, "Roster")
      .def("rows", [](const Roster& self) { return fenglu_roster_rows(self.handle.get()); })
      .def("find", find, arg("key"))
      .def("borrowed_columns", [](const Roster& self) { return fenglu_roster_borrowed_columns(self.handle.get()); });
  nb::class_<Results>(module, "Results")
      .def("rows", [](const Results& self) { return fenglu_result_rows(self.handle.get()); })
      .def("stream", stream_out, arg("fen"), arg("batch_rows"));
}

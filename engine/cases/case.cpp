#include "engine/cases/case.hpp"

#include <algorithm>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/fields.hpp"
#include "engine/policy/load.hpp"
#include "engine/policy/register.hpp"
#include "engine/roster/file.hpp"

namespace fenglu::cases {

namespace {

using policy::Fields;
using policy::Json;

// Reads the cases of one file.
class CaseReader {
 public:
  CaseReader(const policy::Policy& policy, Diagnostics& out) : policy_(policy), out_(out) {}

  void read_file(const Json& root, Cases& cases) {
    if (root.kind != Json::Kind::array) return read_any(root, cases);
    for (const Json& element : root.elements) read_any(element, cases);
  }

 private:
  void read_any(const Json& value, Cases& cases) {
    if (!expect(value, Json::Kind::object, out_)) return;
    if (value.find("ladder") != nullptr) return read_ladder_case(value, policy_, cases.ladders, out_);
    read(value, cases.all);
  }

  void read(const Json& value, std::vector<Case>& cases) {
    const Fields fields(value, {"算例", "a case"},
                        {"title", "sheet", "month", "date", "as_of", "facts", "opening", "set", "parameters", "items",
                         "refused", "source", "kind", "note"},
                        out_);
    Case made;
    made.at = &value;
    made.title = fields.title();
    if (!read_sheet(fields, made)) return;
    read_when(fields, made);
    made.facts = read_entries(fields, "facts", out_);
    made.opening = read_entries(fields, "opening", out_);
    made.set = read_entries(fields, "set", out_);
    made.parameters = read_entries(fields, "parameters", out_);
    if (!made.parameters.empty()) made.what_if = supposed(made);
    read_outcome(fields, made);
    if (const Json* source = fields.require("source")) made.source = read_citation(*source, policy_, out_);
    if (const Json* kind = fields.require("kind")) {
      made.kind = read_word(*kind, {"published", "derived"}, out_) == 0U ? Case::Kind::published : Case::Kind::derived;
    }
    cases.push_back(std::move(made));
  }

  bool read_sheet(const Fields& fields, Case& made) {
    const Json* sheet = fields.require("sheet");
    const auto id = sheet == nullptr ? std::nullopt : read_string(*sheet, out_);
    if (!id) return false;
    made.sheet = policy_.find_sheet(*id);
    if (made.sheet >= 0) return true;
    std::vector<std::string> ids;
    for (const policy::Sheet& known : policy_.sheets) ids.push_back(known.id);
    out_.add(unknown_name(*sheet, *id, ids));
    return false;
  }

  void read_when(const Fields& fields, Case& made) {
    made.as_of = fields.day("as_of");
    made.date = fields.day("date");
    if (made.date) made.month = made.date->in_month();
    const Json* month = made.date ? fields.find("month") : fields.require("month");
    const auto text = month == nullptr ? std::nullopt : read_string(*month, out_);
    if (!text) return;
    const std::optional<Month> parsed = Month::parse(*text);
    if (!parsed)
      out_.add(
          at(Code::bad_date, *month, {*text, Text{"应写作 2020-01（年-月）", "write it as 2020-01 (year-month)"}}));
    made.month = parsed.value_or(made.month);
  }

  void read_outcome(const Fields& fields, Case& made) {
    made.items = read_entries(fields, "items", out_);
    made.refused = fields.string("refused");
    if (made.refused.empty()) fields.require("items");
    const policy::Sheet& sheet = policy_.sheets[static_cast<std::size_t>(made.sheet)];
    std::vector<std::string> columns;
    for (const policy::Item& item : sheet.items) {
      if (!item.working) columns.push_back(item.id);
    }
    for (const Entry& entry : made.items) {
      if (std::find(columns.begin(), columns.end(), entry.name) == columns.end()) {
        out_.add(unknown_name(*entry.value, entry.name, columns));
      }
    }
  }

  // Cases that suppose the same share one policy: each is a check of all formulas.
  std::shared_ptr<const policy::Policy> supposed(const Case& of) {
    std::vector<std::string> assignments;
    for (const Entry& entry : of.parameters) assignments.push_back(entry.name + "=" + entry.cell);
    const auto known = supposed_.find(assignments);
    if (known != supposed_.end()) return known->second;
    Result<policy::Policy> moved = policy::with_values(policy_, assignments);
    if (!moved) {
      for (const Diagnostic& one : moved.diagnostics().all()) out_.add(at_entry(one, of));
      return nullptr;
    }
    for (const Entry& entry : of.parameters) hold_always(*moved, entry.name);
    auto made = std::make_shared<const policy::Policy>(std::move(*moved));
    return supposed_.emplace(std::move(assignments), std::move(made)).first->second;
  }

  // What is set, not moved, holds on any day: a case looks at one value, its neighbours' windows shouldn't matter.
  static void hold_always(policy::Policy& policy, const std::string& name) {
    const int index = policy.find_parameter(name);
    if (index < 0) return;
    policy::Row& row = policy.parameters[static_cast<std::size_t>(index)].rows.front();
    row.from = *Day::make(1, 1, 1);
    row.announced.reset();
  }

  // A what-if has no place of its own: it stands at the entry that it names.
  static Diagnostic at_entry(const Diagnostic& found, const Case& of) {
    if (found.place.line > 0) return found;
    for (const Entry& entry : of.parameters) {
      const std::string& said = found.arguments.empty() ? entry.name : found.arguments[0].en;
      if (entry.name.starts_with(said) || entry.cell == said) return at(found.code, *entry.value, found.arguments);
    }
    return at(found.code, *of.at, found.arguments);
  }

  const policy::Policy& policy_;
  Diagnostics& out_;
  std::map<std::vector<std::string>, std::shared_ptr<const policy::Policy>> supposed_;
};

std::vector<std::filesystem::path> json_files(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(directory, none)) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

std::vector<Entry> read_entries(const Fields& fields, std::string_view key, Diagnostics& out) {
  std::vector<Entry> entries;
  const Json* object = fields.find(key);
  if (object == nullptr || !expect(*object, Json::Kind::object, out)) return entries;
  for (const Json::Member& member : object->members) {
    const Json& value = member.value;
    if (value.kind == Json::Kind::boolean) {
      entries.push_back({member.key, value.truth ? "true" : "false", &value});
    } else if (value.kind == Json::Kind::number || expect(value, Json::Kind::string, out)) {
      entries.push_back({member.key, value.text, &value});
    }
  }
  return entries;
}

Result<Cases> load(const std::filesystem::path& directory, const policy::Policy& policy) {
  Cases cases;
  Diagnostics out;
  CaseReader reader(policy, out);
  for (const std::filesystem::path& path : json_files(directory / "cases")) {
    Result<std::string> text = roster::read_file(path.string());
    if (!text) {
      out.add(std::move(text.diagnostics()));
      continue;
    }
    auto document = policy::Document::parse(path.string(), std::move(*text), out);
    if (document == nullptr) continue;
    reader.read_file(document->root(), cases);
    cases.documents.push_back(std::move(document));
  }
  if (out.has_errors()) return out;
  return {std::move(cases), std::move(out)};
}

}  // namespace fenglu::cases

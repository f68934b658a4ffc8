// fenglu schema: what a roster must hold and what comes of it; an empty roster.
#include "app/commands.hpp"
#include "app/names.hpp"
#include "app/run_flags.hpp"
#include "engine/diagnostic/code.hpp"
#include "engine/policy/schema.hpp"
#include "engine/roster/file.hpp"

namespace fenglu::app {

namespace {

struct SchemaFlags {
  PolicyFlags policy;
  std::string sheet, form, headers, encoding, out;
  std::string usage = "fenglu schema POLICY [--sheet NAME] [--template FILE.csv]";
};

struct Form {
  roster::Headers headers = roster::Headers::id;
  roster::Encoding encoding = roster::Encoding::utf8;
};

Result<Form> understand(const SchemaFlags& flags) {
  Diagnostics out;
  const Form form{headers_of(flags.headers, out), encoding_of(flags.encoding, out)};
  const Text why{"它只用于 --template", "it is for --template"};
  if (!flags.headers.empty() && flags.form.empty()) out.add({Code::flag_idle, {}, {"--headers", why}});
  if (!flags.encoding.empty() && flags.form.empty()) out.add({Code::flag_idle, {}, {"--encoding", why}});
  if (out.has_errors()) return out;
  return {form, std::move(out)};
}

// The form to its file, and the schema only where no form was asked for.
std::optional<Diagnostic> write(const policy::Policy& policy, int sheet, const SchemaFlags& flags, const Form& form) {
  if (flags.form.empty()) return print(policy::schema(policy, sheet).dump(2) + "\n", flags.out);
  std::string bytes;
  const auto sink = [&](std::string_view piece) { bytes += piece; };
  const policy::Sheet& of = policy.sheets[static_cast<std::size_t>(sheet)];
  if (auto error = roster::write_template(of, form.headers, form.encoding, sink)) return error;
  return print(bytes, flags.form);
}

Exit schema(const SchemaFlags& flags, Console& console) {
  const Result<Form> form = understand(flags);
  if (!form) return console.refuse(form.diagnostics());
  console.tell(form.diagnostics());
  const Result<std::unique_ptr<policy::Policy>> policy = load_policy(flags.policy, flags.usage);
  if (!policy) return console.refuse(policy.diagnostics());
  console.tell(policy.diagnostics());
  Diagnostics mistakes;
  const std::optional<int> sheet = find_sheet(**policy, flags.sheet, mistakes);
  if (!sheet) return console.refuse(mistakes);
  const auto failure = write(**policy, *sheet, flags, *form);
  return failure ? console.refuse(*failure) : Exit::done;
}

}  // namespace

void add_schema(CommandLine& line, Console& console) {
  auto flags = std::make_shared<SchemaFlags>();
  Verb& verb = line.add("schema",
                        {"名册应有哪些列，算出哪些项目（JSON）；或写出一个空的名册",
                         "what a roster must hold and what comes of it, as JSON; or an empty roster"},
                        [flags, &console] { return schema(*flags, console); });
  add_policy_flags(verb, flags->policy, false);
  verb.value("--sheet", flags->sheet, "NAME", {"表单，默认 payroll", "the sheet, payroll by default"});
  verb.value("--template", flags->form, "FILE", {"写出只有表头的名册", "write a roster that has only its headers"});
  verb.value("--headers", flags->headers, "id|zh|en",
             {"空名册的表头：编号或标题", "headers of the empty roster: ids or titles"});
  verb.value("--encoding", flags->encoding, "NAME",
             {"空名册的编码：utf-8、utf-8-bom、gb18030", "encoding of the empty roster: utf-8, utf-8-bom, gb18030"});
  verb.value("--out", flags->out, "FILE",
             {"JSON 写入文件；不写则输出到标准输出", "where the JSON goes; else to standard output"});
  verb.example("fenglu schema tables/shanghai --template staff.csv --headers zh --encoding utf-8-bom",
               {"用电子表格打开来填的空名册", "an empty roster to fill in with a spreadsheet"});
}

}  // namespace fenglu::app

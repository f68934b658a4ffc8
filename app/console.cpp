#include "app/console.hpp"

#include <algorithm>
#include <cstdio>

#include "engine/diagnostic/code.hpp"
#include "engine/roster/file.hpp"

namespace fenglu::app {

namespace {

// A name that isn't known stands on the command line where it stands in no file.
bool is_of_the_command(const Diagnostic& one) {
  constexpr Code codes[] = {Code::unknown_verb,     Code::unknown_flag,   Code::extra_argument,   Code::missing_flag,
                            Code::flag_lacks_value, Code::flag_twice,     Code::flag_value,       Code::flag_name,
                            Code::flags_clash,      Code::bad_assignment, Code::assignment_unfit, Code::same_place};
  if (one.code == Code::unknown_name) return one.place.file.empty();
  return std::find(std::begin(codes), std::end(codes), one.code) != std::end(codes);
}

void write_line(const std::string& line) {
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

}  // namespace

void Console::tell(const Diagnostic& diagnostic) {
  if (wording(diagnostic.code).severity == Severity::warning) ++warnings_;
  write_line(json_ ? render_json(diagnostic, language_) : render(diagnostic, language_));
}

void Console::tell(const Diagnostics& diagnostics) {
  for (const Diagnostic& diagnostic : diagnostics.all()) tell(diagnostic);
  const std::string left_out = std::to_string(diagnostics.left_out());
  if (diagnostics.left_out() == 0) return;
  if (json_) return write_line(R"({"severity":"note","left_out":)" + left_out + "}");
  write_line(in({"另有 " + left_out + " 处错误未逐一列出", "and " + left_out + " more errors"}));
}

Exit Console::refuse(const Diagnostics& diagnostics) {
  tell(diagnostics);
  const auto& all = diagnostics.all();
  const bool wrong = std::any_of(all.begin(), all.end(), is_of_the_command);
  return wrong ? Exit::wrong_command : Exit::refused;
}

Exit Console::refuse(const Diagnostic& diagnostic) {
  Diagnostics one;
  one.add(diagnostic);
  return refuse(one);
}

std::optional<Diagnostic> print(std::string_view text, const std::string& path) {
  roster::OutputFiles files;
  const Result<std::size_t> file = files.add(path.empty() ? "-" : path);
  if (!file) return file.diagnostics().all().front();
  files.write(*file, text);
  return files.commit();
}

std::optional<Diagnostic> print(std::string_view text) { return print(text, "-"); }

}  // namespace fenglu::app

// fenglu man: the manual page, of what each verb says of itself.
#include "app/commands.hpp"

namespace fenglu::app {

namespace {

// Text as roff reads it: backslashes and leading dots mean something there, and a hyphen would be broken at.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\') {
      out += "\\e";
    } else if (c == '-') {
      out += "\\-";
    } else {
      const bool begins = out.empty() || out.back() == '\n';
      if (begins && (c == '.' || c == '\'')) out += "\\&";
      out += c;
    }
  }
  return out;
}

std::string section(const Text& title, Language language) { return ".SH " + title.in(language) + "\n"; }

std::string tagged(const std::string& tag, const std::string& meaning) {
  return ".TP\n\\fB" + roff(tag) + "\\fR\n" + roff(meaning) + "\n";
}

// Written as the shell would read it, line by line as it stands.
std::string example(const std::string& line) { return ".IP\n.EX\n" + roff(line) + "\n.EE\n"; }

std::string parts(const std::vector<Verb::Part>& parts, Language language) {
  std::string out;
  for (const Verb::Part& part : parts) {
    const std::string tag = part.looks_like.empty() ? part.spelling : part.spelling + " " + part.looks_like;
    out += tagged(tag, part.meaning.in(language));
  }
  return out;
}

class Manual {
 public:
  Manual(const CommandLine& line, Language language) : line_(line), language_(language) {}

  std::string text() const {
    const std::string title{in({"俸禄手册", "fenglu manual"})};
    std::string out =
        ".\\\" -*- coding: utf-8 -*-\n.TH FENGLU 1 \"\" \"fenglu " FENGLU_VERSION "\" \"" + title + "\"\n";
    out += section({"名称", "NAME"}, language_) + "fenglu \\- " +
           in({"工资与社会保险的计算，精确到分", "payroll and social insurance, exact to the fen"}) + "\n";
    out += section({"用法", "SYNOPSIS"}, language_) + ".B fenglu\n.I " + in({"命令", "COMMAND"}) + "\n\\&...\n";
    out += section({"说明", "DESCRIPTION"}, language_) + roff(purpose().in(language_)) + "\n";
    out += section({"命令", "COMMANDS"}, language_);
    for (const Verb& verb : line_.verbs()) out += of(verb);
    out += section({"各命令共有的选项", "OPTIONS OF EVERY COMMAND"}, language_) + parts(common_flags(), language_);
    out += tagged("--help", in({"一个命令的用法", "how to use a command"}));
    out += tagged("--version", in({"版本与公式语言的级别", "the version and the level of the policy language"}));
    return out + exits() + environment();
  }

 private:
  const std::string& in(const Text& text) const { return text.in(language_); }

  std::string of(const Verb& verb) const {
    std::string out = ".SS " + roff(verb.usage()) + "\n" + roff(verb.summary().in(language_)) + "\n";
    out += parts(verb.taken_words(), language_) + parts(verb.taken_flags(), language_);
    for (const auto& [line, meaning] : verb.examples()) {
      out += ".PP\n" + roff(meaning.in(language_)) + in({"：", ":"}) + "\n" + example(line);
    }
    return out;
  }

  std::string exits() const {
    std::string out = section({"退出码", "EXIT STATUS"}, language_);
    const std::vector<std::pair<Exit, Text>> meanings = {
        {Exit::done, {"完成", "done"}},
        {Exit::refused, {"输入或政策被拒绝，什么也没有写", "the input or the policy was refused, nothing was written"}},
        {Exit::wrong_command, {"命令行有误", "the command line was wrong"}},
        {Exit::fault, {"fenglu 自身的错误", "a fault of fenglu's own"}},
        {Exit::rows_left_out, {"完成，但剔除了 --rejects 所列的行", "done, but for the rows that --rejects lists"}}};
    for (const auto& [exit, meaning] : meanings) out += tagged(std::to_string(static_cast<int>(exit)), in(meaning));
    return out;
  }

  std::string environment() const {
    return section({"环境变量", "ENVIRONMENT"}, language_) +
           tagged("FENGLU_TABLES", in({"按名称查找政策的文件夹，以冒号分隔",
                                       "folders in which policies are looked for by name, with colons between them"})) +
           tagged("LC_ALL, LC_MESSAGES, LANG", in({"未写 --lang 时的语言：以 zh 开头的为中文",
                                                   "the language without --lang: Chinese where it begins with zh"}));
  }

  const CommandLine& line_;
  Language language_;
};

}  // namespace

void add_man(CommandLine& line, Console& console) {
  line.add("man", {"写出手册页（roff）", "print the manual page, as roff"},
           [&line, &console] {
             const auto failure = print(Manual(line, console.language()).text());
             return failure ? console.refuse(*failure) : Exit::done;
           })
      .example("fenglu man | man -l -", {"阅读手册", "read it"});
}

}  // namespace fenglu::app

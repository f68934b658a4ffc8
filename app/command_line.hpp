// CommandLine: verbs, their flags and their help in both languages, over CLI11. A verb says what it takes; mistakes
// come back as diagnostics with what would have been right.
//     Verb& run = line.add("run", {"计算一个月的工资", "work out a month's pay"}, [&] { return run_payroll(options);
//     }); run.value("--month", options.month, "MONTH", {"月份，如 ...", "the month, like ..."});
#pragma once

#include <functional>
#include <list>
#include <memory>

#include "app/console.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace fenglu::app {

class Verb {
 public:
  Verb(CLI::App& parser, std::string name, Text summary, std::function<Exit()> carry_out);

  // The policy, and further words behind it.
  void word(std::string name, std::string& into, Text meaning);
  void words(const std::string& name, std::vector<std::string>& into, Text meaning);
  // A flag with a value; `choices` of it, or what it looks like: "FILE", "zh|en".
  void value(const std::string& flag, std::string& into, std::string looks_like, Text meaning);
  // One that may be given again and again.
  void values(const std::string& flag, std::vector<std::string>& into, std::string looks_like, Text meaning);
  void flag(const std::string& flag, bool& into, Text meaning);
  void example(std::string line, Text meaning);

  // A word or flag that the verb takes.
  struct Part {
    std::string spelling;    // "--month", or "POLICY"
    std::string looks_like;  // of its value; empty: it has none
    Text meaning;
    CLI::Option* option = nullptr;
  };
  const std::string& name() const { return name_; }
  const Text& summary() const { return summary_; }
  const std::vector<Part>& taken_words() const { return words_; }
  const std::vector<Part>& taken_flags() const { return flags_; }
  const std::vector<std::pair<std::string, Text>>& examples() const { return examples_; }
  // "fenglu run POLICY --staff FILE ...", for messages and the top of the help.
  std::string usage() const;
  std::string help(Language language) const;

 private:
  friend class CommandLine;
  std::string spelling(const Part& part) const;
  std::vector<std::string> flags() const;

  CLI::App& parser_;
  std::string name_;
  Text summary_;
  std::vector<Part> words_;
  std::vector<Part> flags_;
  std::vector<std::pair<std::string, Text>> examples_;
  bool help_asked_ = false;
  std::function<Exit()> carry_out_;
};

// The flags that every verb takes besides its own.
const std::vector<Verb::Part>& common_flags();
// What fenglu is, in a sentence: the head of the help and of the manual page.
const Text& purpose();

// What may stand anywhere on the line, found before the rest is looked at, so that even its mistakes are told well.
struct Manners {
  Language language = Language::en;
  bool json_errors = false;
};
// --lang, else LC_ALL, LC_MESSAGES, LANG (zh...: Chinese), else English; --errors json.
Manners manners_of(const std::vector<std::string>& arguments);

class CommandLine {
 public:
  explicit CommandLine(Console& console);
  ~CommandLine();

  Verb& add(const std::string& name, Text summary, std::function<Exit()> carry_out);
  // `arguments` without the program's name.
  Exit carry_out(std::vector<std::string> arguments);
  const std::list<Verb>& verbs() const { return verbs_; }

 private:
  std::string help() const;
  Exit answer(const Verb* verb);
  Exit about_value(const Verb* verb, std::string_view parser_says);
  Diagnostics left_over(const Verb* verb) const;
  Diagnostic unknown_verb(const std::string& word) const;
  const Verb* chosen() const;

  Console& console_;
  std::unique_ptr<CLI::App> parser_;
  std::list<Verb> verbs_;
  std::string language_, errors_;
  bool version_ = false;
  bool help_ = false;
};

}  // namespace fenglu::app

#include "app/command_line.hpp"

#include <CLI/CLI.hpp>
#include <cstdlib>

#include "app/columns.hpp"
#include "engine/diagnostic/code.hpp"

namespace fenglu::app {

namespace {

constexpr int language_level = 1;

std::string in_quotes(std::string_view word) { return "'" + std::string(word) + "'"; }

// The value of a flag wherever it stands: `--lang zh` or `--lang=zh`.
std::string value_of(const std::vector<std::string>& arguments, const std::string& flag) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == flag && i + 1 < arguments.size()) return arguments[i + 1];
    if (arguments[i].starts_with(flag + "=")) return arguments[i].substr(flag.size() + 1);
  }
  return {};
}

std::string locale() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return value;
  }
  return {};
}

void take_language(CLI::App& parser, std::string& language, std::string& errors) {
  parser.add_option("--lang", language)->multi_option_policy(CLI::MultiOptionPolicy::TakeFirst);
  parser.add_option("--errors", errors)->multi_option_policy(CLI::MultiOptionPolicy::TakeFirst);
}

std::optional<Diagnostic> unknown_choice(const std::string& flag, const std::string& value, const Text& choices,
                                         const std::vector<std::string>& known) {
  if (value.empty() || std::find(known.begin(), known.end(), value) != known.end()) return std::nullopt;
  return Diagnostic{Code::flag_value, {}, {flag, in_quotes(value), choices}};
}

}  // namespace

Manners manners_of(const std::vector<std::string>& arguments) {
  const std::string asked = value_of(arguments, "--lang");
  const std::string language = asked.empty() ? locale() : asked;
  return {language.starts_with("zh") ? Language::zh : Language::en, value_of(arguments, "--errors") == "json"};
}

Verb::Verb(CLI::App& parser, std::string name, Text summary, std::function<Exit()> carry_out)
    : parser_(parser), name_(std::move(name)), summary_(std::move(summary)), carry_out_(std::move(carry_out)) {
  parser_.set_help_flag();
  parser_.allow_extras();
  parser_.add_flag("-h,--help", help_asked_);
}

void Verb::word(std::string name, std::string& into, Text meaning) {
  CLI::Option* option = parser_.add_option(name, into);
  words_.push_back({std::move(name), {}, std::move(meaning), option});
}

void Verb::words(const std::string& name, std::vector<std::string>& into, Text meaning) {
  CLI::Option* option = parser_.add_option(name, into);
  words_.push_back({"[" + name + "...]", {}, std::move(meaning), option});
}

void Verb::value(const std::string& flag, std::string& into, std::string looks_like, Text meaning) {
  CLI::Option* option = parser_.add_option(flag, into);
  flags_.push_back({flag, std::move(looks_like), std::move(meaning), option});
}

void Verb::values(const std::string& flag, std::vector<std::string>& into, std::string looks_like, Text meaning) {
  CLI::Option* option = parser_.add_option(flag, into)->expected(1)->take_all()->allow_extra_args(false);
  flags_.push_back({flag, std::move(looks_like), std::move(meaning), option});
}

void Verb::flag(const std::string& flag, bool& into, Text meaning) {
  flags_.push_back({flag, {}, std::move(meaning), parser_.add_flag(flag, into)});
}

void Verb::example(std::string line, Text meaning) { examples_.emplace_back(std::move(line), std::move(meaning)); }

std::string Verb::spelling(const Part& part) const {
  return part.looks_like.empty() ? part.spelling : part.spelling + " " + part.looks_like;
}

std::vector<std::string> Verb::flags() const {
  std::vector<std::string> names{"--help", "--lang", "--errors"};
  for (const Part& part : flags_) names.push_back(part.spelling);
  return names;
}

std::string Verb::usage() const {
  std::string out = "fenglu " + name_;
  for (const Part& part : words_) out += " " + part.spelling;
  return out + (flags_.empty() ? "" : " ...");
}

std::string Verb::help(Language language) const {
  const bool zh = language == Language::zh;
  std::vector<std::pair<std::string, std::string>> parts;
  for (const Part& part : words_) parts.emplace_back(part.spelling, part.meaning.in(language));
  for (const Part& part : flags_) parts.emplace_back(spelling(part), part.meaning.in(language));
  for (const Part& part : common_flags()) parts.emplace_back(spelling(part), part.meaning.in(language));
  std::string out = usage() + "\n\n" + paragraph(summary_.in(language), 2) + "\n" + two_columns(parts);
  for (const auto& [line, meaning] : examples_) {
    out += "\n" + paragraph(meaning.in(language) + (zh ? "：" : ":"), 2) + "    " + line + "\n";
  }
  return out;
}

const std::vector<Verb::Part>& common_flags() {
  static const std::vector<Verb::Part> flags = {
      {"--lang", "zh|en", {"语言；未写时依系统语言", "the language; without it that of the locale"}},
      {"--errors", "text|json", {"错误的写法；json 为每行一个对象", "how mistakes are told; json: one object a line"}}};
  return flags;
}

const Text& purpose() {
  static const Text text{
      "fenglu 俸禄：由带日期、有出处的表和名册，算出工资、社会保险、公积金和个人所得税，精确到分，逐项可查。",
      "fenglu turns dated, cited tables and a roster into pay, social insurance, housing fund and tax: exact to the "
      "fen, "
      "explained line by line."};
  return text;
}

CommandLine::CommandLine(Console& console) : console_(console), parser_(std::make_unique<CLI::App>()) {
  parser_->set_help_flag();
  parser_->allow_extras();
  parser_->require_subcommand(0, 1);
  parser_->add_flag("-h,--help", help_);
  parser_->add_flag("--version", version_);
  take_language(*parser_, language_, errors_);
}

CommandLine::~CommandLine() = default;

Verb& CommandLine::add(const std::string& name, Text summary, std::function<Exit()> carry_out) {
  CLI::App* parser = parser_->add_subcommand(name);
  take_language(*parser, language_, errors_);
  return verbs_.emplace_back(*parser, name, std::move(summary), std::move(carry_out));
}

const Verb* CommandLine::chosen() const {
  for (const Verb& verb : verbs_) {
    if (verb.parser_.parsed()) return &verb;
  }
  return nullptr;
}

Exit CommandLine::carry_out(std::vector<std::string> arguments) {
  std::reverse(arguments.begin(), arguments.end());
  try {
    parser_->parse(std::move(arguments));
  } catch (const CLI::ParseError& says) {
    return about_value(chosen(), says.what());
  }
  return answer(chosen());
}

Exit CommandLine::answer(const Verb* verb) {
  if (verb != nullptr ? verb->help_asked_ : help_) {
    const auto failure = print(verb != nullptr ? verb->help(console_.language()) : help());
    return failure ? console_.refuse(*failure) : Exit::done;
  }
  if (version_) {
    const auto failure = print("fenglu " FENGLU_VERSION "\nlanguage " + std::to_string(language_level) + "\n");
    return failure ? console_.refuse(*failure) : Exit::done;
  }
  const Diagnostics mistakes = left_over(verb);
  if (mistakes.has_errors()) return console_.refuse(mistakes);
  if (verb != nullptr) return verb->carry_out_();
  const std::string page = help();
  std::fwrite(page.data(), 1, page.size(), stderr);
  return Exit::wrong_command;
}

Diagnostics CommandLine::left_over(const Verb* verb) const {
  Diagnostics out;
  for (const std::string& word : (verb == nullptr ? *parser_ : verb->parser_).remaining()) {
    if (!word.starts_with("-")) {
      out.add(verb == nullptr ? unknown_verb(word)
                              : Diagnostic{Code::extra_argument, {}, {in_quotes(word), verb->usage()}});
      if (verb == nullptr) break;
      continue;
    }
    const std::string flag = word.substr(0, word.find('='));
    const std::string near =
        nearest_name(flag, verb == nullptr ? std::vector<std::string>{"--help", "--version"} : verb->flags());
    const std::string help_line = verb == nullptr ? "fenglu --help" : "fenglu " + verb->name_ + " --help";
    const Text mend = near.empty() ? Text{"用 " + help_line + " 查看全部选项", "see " + help_line + " for all flags"}
                                   : Text{"最接近的是 " + near, "the nearest is " + near};
    out.add({Code::unknown_flag, {}, {flag, verb == nullptr ? "fenglu" : "fenglu " + verb->name_, mend}});
  }
  if (auto bad = unknown_choice("--lang", language_, {"zh 或 en", "zh or en"}, {"zh", "en"})) out.add(*bad);
  if (auto bad = unknown_choice("--errors", errors_, {"text 或 json", "text or json"}, {"text", "json"})) out.add(*bad);
  return out;
}

Diagnostic CommandLine::unknown_verb(const std::string& word) const {
  std::vector<std::string> names;
  std::string all;
  for (const Verb& verb : verbs_) {
    names.push_back(verb.name());
    all += (all.empty() ? "" : ", ") + verb.name();
  }
  const std::string near = nearest_name(word, names);
  const Text mend = near.empty() ? Text{"可用的命令：" + all, "the commands are " + all}
                                 : Text{"最接近的是 " + near, "the nearest is " + near};
  return {Code::unknown_verb, {}, {in_quotes(word), mend}};
}

// The parser's words begin with the flag.
Exit CommandLine::about_value(const Verb* verb, std::string_view parser_says) {
  const std::string flag(parser_says.substr(0, parser_says.find_first_of(": =")));
  const Verb::Part* part = nullptr;
  for (std::size_t i = 0; verb != nullptr && i < verb->flags_.size(); ++i) {
    if (verb->flags_[i].spelling == flag) part = &verb->flags_[i];
  }
  if (part == nullptr) return console_.refuse({Code::flag_lacks_value, {}, {flag, flag + " zh|en"}});
  if (part->option->count() > 1)
    return console_.refuse({Code::flag_twice, {}, {flag, std::to_string(part->option->count())}});
  return console_.refuse({Code::flag_lacks_value, {}, {flag, verb->spelling(*part)}});
}

std::string CommandLine::help() const {
  const bool zh = console_.language() == Language::zh;
  std::vector<std::pair<std::string, std::string>> lines;
  for (const Verb& verb : verbs_) lines.emplace_back(verb.name(), verb.summary().in(console_.language()));
  std::string out = paragraph(purpose().in(console_.language()), 0);
  out += zh ? "\n用法：fenglu 命令 ...    每个命令的用法：fenglu 命令 --help\n\n"
            : "\nfenglu COMMAND ...    how to use one: fenglu COMMAND --help\n\n";
  out += two_columns(lines) + "\n";
  return out +
         two_columns({{"--lang zh|en", zh ? "语言；未写时依系统语言" : "the language; without it that of the locale"},
                      {"--version", zh ? "版本与公式语言的级别" : "the version and the level of the policy language"}});
}

}  // namespace fenglu::app

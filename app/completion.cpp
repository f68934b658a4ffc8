#include "app/completion.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "app/policy_flags.hpp"

namespace fenglu::app {

namespace {

using Candidates = std::vector<Candidate>;

std::vector<std::string> split(std::string_view text, char by) {
  std::vector<std::string> out;
  while (true) {
    const std::size_t end = std::min(text.find(by), text.size());
    out.emplace_back(text.substr(0, end));
    if (end == text.size()) return out;
    text.remove_prefix(end + 1);
  }
}

// A shell may hand over "--month=2025-" as it is, or as "--month", "=", "2025-".
std::vector<std::string> without_equals(const std::vector<std::string>& words) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::string& word = words[i];
    const std::size_t equals = word.find('=');
    if (word == "=") {
      if (i + 1 == words.size()) out.emplace_back();
    } else if (word.starts_with("--") && equals != std::string::npos) {
      out.push_back(word.substr(0, equals));
      out.push_back(word.substr(equals + 1));
    } else {
      out.push_back(word);
    }
  }
  return out;
}

// The line so far: its verb, the policy that it names, and what the last word belongs to.
class Line {
 public:
  Line(const CommandLine& line, const std::vector<std::string>& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) take(line, words[i]);
    typed_ = words.empty() ? "" : words.back();
  }

  const Verb* verb() const { return verb_; }
  const std::string& typed() const { return typed_; }
  // The flag whose value is being typed.
  const Verb::Part* flag() const { return flag_; }
  std::size_t words_taken() const { return words_; }
  const PolicyFlags& policy() const { return policy_; }
  const std::string& sheet() const { return sheet_; }
  bool has(const std::string& flag) const { return given_.contains(flag); }

 private:
  void take(const CommandLine& line, const std::string& word) {
    if (flag_ != nullptr) {
      take_value(word);
    } else if (verb_ == nullptr) {
      for (const Verb& verb : line.verbs()) {
        if (verb.name() == word) verb_ = &verb;
      }
    } else if (word.starts_with("-")) {
      given_.insert(word);
      flag_ = find_flag(word);
    } else {
      if (words_ == 0) policy_.policy = word;
      ++words_;
    }
  }

  void take_value(const std::string& value) {
    if (flag_->spelling == "--tables") policy_.tables.push_back(value);
    if (flag_->spelling == "--sheet") sheet_ = value;
    flag_ = nullptr;
  }

  const Verb::Part* find_flag(const std::string& word) const {
    for (const std::vector<Verb::Part>* flags : {&verb_->taken_flags(), &common_flags()}) {
      for (const Verb::Part& part : *flags) {
        if (part.spelling == word && !part.looks_like.empty()) return &part;
      }
    }
    return nullptr;
  }

  const Verb* verb_ = nullptr;
  const Verb::Part* flag_ = nullptr;
  std::size_t words_ = 0;
  std::string typed_, sheet_;
  PolicyFlags policy_;
  std::set<std::string> given_;
};

// What the tables of the line's policy have to offer.
class Tables {
 public:
  Tables(const Line& line, Language language) : language_(language) {
    Result<std::unique_ptr<policy::Policy>> loaded = load_policy(line.policy(), "");
    if (!loaded) return;
    policy_ = std::move(*loaded);
    const std::string sheet = line.sheet().empty() ? "payroll" : line.sheet();
    sheet_ = policy_->sheets.size() == 1 ? 0 : policy_->find_sheet(sheet);
  }

  Candidates parameters(std::string_view behind) const {
    Candidates out;
    if (policy_ == nullptr) return out;
    for (const policy::Parameter& one : policy_->parameters) {
      out.push_back({one.id + std::string(behind), one.title.in(language_)});
    }
    return out;
  }

  Candidates sheets() const {
    Candidates out;
    if (policy_ == nullptr) return out;
    for (const policy::Sheet& one : policy_->sheets) out.push_back({one.id, one.title.in(language_)});
    return out;
  }

  Candidates items(bool working) const {
    Candidates out;
    if (policy_ == nullptr || sheet_ < 0) return out;
    for (const policy::Item& one : sheet().items) {
      if (working || !one.working) out.push_back({one.id, one.title.in(language_)});
    }
    return out;
  }

  // What rows can be grouped by.
  Candidates groups() const {
    Candidates out;
    if (policy_ == nullptr || sheet_ < 0) return out;
    const auto add = [&](const auto& one) {
      using formula::Unit;
      const Unit unit = one.type.unit;
      const bool groups = unit == Unit::text || unit == Unit::category || unit == Unit::flag || unit == Unit::month;
      if (groups) out.push_back({one.id, one.title.in(language_)});
    };
    for (const policy::Fact& one : sheet().facts) add(one);
    for (const policy::Item& one : sheet().items) {
      if (!one.working) add(one);
    }
    return out;
  }

  // Years in which a value begins, and once one is typed its months: no clock says which month it is.
  Candidates months(const std::string& typed) const {
    std::set<int> years;
    each_row([&](const policy::Row& row) { years.insert(row.from.year()); });
    Candidates out;
    for (const int year : years) {
      const std::string begin = std::to_string(year) + "-";
      if (!typed.starts_with(begin)) {
        out.push_back({begin, ""});
        continue;
      }
      for (int month = 1; month <= 12; ++month) out.push_back({Month::make(year, month).iso(), ""});
    }
    return out;
  }

  // The days on which something was announced.
  Candidates announcements() const {
    std::set<std::string> days;
    each_row([&](const policy::Row& row) {
      if (row.announced) days.insert(row.announced->iso());
    });
    Candidates out;
    for (const std::string& day : days) out.push_back({day, ""});
    return out;
  }

 private:
  const policy::Sheet& sheet() const { return policy_->sheets[static_cast<std::size_t>(sheet_)]; }

  template <class Do>
  void each_row(Do act) const {
    if (policy_ == nullptr) return;
    for (const policy::Parameter& parameter : policy_->parameters) {
      for (const policy::Row& row : parameter.rows) act(row);
    }
  }

  Language language_;
  std::unique_ptr<policy::Policy> policy_;
  int sheet_ = -1;
};

Candidates words_of(const std::vector<std::string>& words) {
  Candidates out;
  for (const std::string& word : words) out.push_back({word, ""});
  return out;
}

// Of a list with commas the last element is being typed; those before it stay.
Candidates in_list(const std::string& typed, Candidates elements) {
  const std::size_t comma = typed.rfind(',');
  if (comma == std::string::npos) return elements;
  const std::vector<std::string> before = split(typed.substr(0, comma), ',');
  std::erase_if(elements, [&](const Candidate& one) {
    return std::find(before.begin(), before.end(), one.word) != before.end();
  });
  for (Candidate& one : elements) one.word.insert(0, typed.substr(0, comma + 1));
  return elements;
}

Candidates policies(const PolicyFlags& flags) {
  Candidates out = words_of(policy_names(flags));
  out.push_back({std::string(any_folder), ""});
  return out;
}

// By how the value looks in the help, but where that says too little.
Candidates values(const Line& line, Language language) {
  const Verb::Part& flag = *line.flag();
  const auto tables = [&] { return Tables(line, language); };
  const std::string& typed = line.typed();
  if (flag.spelling == "--encoding") return words_of({"utf-8", "utf-8-bom", "gb18030"});
  if (flag.spelling == "--sheet") return tables().sheets();
  if (flag.spelling == "--items") return in_list(typed, tables().items(false));
  if (flag.spelling == "--item") return in_list(typed, tables().items(true));
  if (flag.spelling == "--by") return in_list(typed, tables().groups());
  if (flag.spelling == "--set") return tables().parameters("=");
  if (flag.looks_like == "MONTH") return tables().months(typed);
  if (flag.looks_like == "DAY") return tables().announcements();
  if (flag.looks_like.starts_with("POLICY")) return policies(line.policy());
  if (flag.looks_like.starts_with("FILE")) return words_of({std::string(any_file)});
  if (flag.looks_like == "DIR") return words_of({std::string(any_folder)});
  if (flag.looks_like.find('|') == std::string::npos) return {};
  std::vector<std::string> choices = split(flag.looks_like, '|');
  std::replace(choices.begin(), choices.end(), std::string("FILE"), std::string(any_file));
  return words_of(choices);
}

// Flags that weren't given; those that may come again are few, and offered again.
Candidates flags(const Line& line, Language language) {
  static const std::set<std::string> again = {"--set", "--tables", "--item"};
  Candidates out;
  for (const std::vector<Verb::Part>* parts : {&line.verb()->taken_flags(), &common_flags()}) {
    for (const Verb::Part& part : *parts) {
      if (!line.has(part.spelling) || again.contains(part.spelling)) {
        out.push_back({part.spelling, part.meaning.in(language)});
      }
    }
  }
  out.push_back({"--help", Text{"用法", "how to use it"}.in(language)});
  return out;
}

Candidates words(const Line& line, Language language) {
  const std::vector<Verb::Part>& taken = line.verb()->taken_words();
  if (taken.empty()) return flags(line, language);
  const bool several = taken.back().spelling.starts_with("[");
  if (line.words_taken() >= taken.size() && !several) return flags(line, language);
  const Verb::Part& next = taken[std::min(line.words_taken(), taken.size() - 1)];
  if (next.spelling == "POLICY") return policies(line.policy());
  if (next.spelling.find('|') != std::string::npos) return words_of(split(next.spelling, '|'));
  if (next.spelling.starts_with("[NAME")) return Tables(line, language).parameters("");
  return words_of({std::string(any_file)});
}

}  // namespace

std::vector<Candidate> candidates(const CommandLine& line, const std::vector<std::string>& all, Language language) {
  const Line so_far(line, without_equals(all));
  const std::string& typed = so_far.typed();
  Candidates out;
  if (so_far.verb() == nullptr) {
    for (const Verb& verb : line.verbs()) out.push_back({verb.name(), verb.summary().in(language)});
    for (const char* flag : {"--help", "--version", "--lang"}) out.push_back({flag, ""});
  } else if (so_far.flag() != nullptr) {
    out = values(so_far, language);
  } else {
    out = typed.starts_with("-") ? flags(so_far, language) : words(so_far, language);
  }
  std::erase_if(out, [&](const Candidate& one) { return !one.word.starts_with(typed) && !one.word.starts_with(':'); });
  return out;
}

std::string written(const std::vector<Candidate>& candidates) {
  std::string out;
  for (const Candidate& one : candidates) out += one.word + "\t" + one.meaning + "\n";
  return out;
}

}  // namespace fenglu::app

#include <set>
#include <string>

#include "engine/diagnostic/display_width.hpp"
#include "engine/explain/shown.hpp"

namespace fenglu::explain {
namespace {

constexpr int page_width = 80;
// However deep a node stands, this much of a line is its own.
constexpr int least_width = 24;

// The bytes of the character that begins at `at`.
std::size_t character_size(const std::string& text, std::size_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return end - at;
}

// As much of the text as fits, cut behind a blank if there is one and else between characters; at least one character.
std::string_view head(const std::string& text, int width) {
  std::size_t end = 0;
  std::size_t blank = 0;
  int used = 0;
  while (end < text.size()) {
    const std::size_t size = character_size(text, end);
    used += display_width(std::string_view(text).substr(end, size));
    if (used > width && end > 0) return std::string_view(text).substr(0, blank > 0 ? blank : end);
    end += size;
    if (text[end - 1] == ' ') blank = end;
  }
  return text;
}

std::vector<std::string> wrapped(std::string text, int width) {
  std::vector<std::string> out;
  while (!text.empty()) {
    std::string line(head(text, width));
    text.erase(0, line.size());
    while (!line.empty() && line.back() == ' ') line.pop_back();
    out.push_back(std::move(line));
  }
  return out;
}

class Drawing {
 public:
  explicit Drawing(Language language) : language_(language) {}

  // `first` stands before the node's first line, `rest` before what is below it.
  void node(const Node& node, const std::string& first, const std::string& rest) {
    const std::string below = rest + (node.operands.empty() ? "  " : "│ ");
    paragraph(headline(node), first, below + "  ");
    if (is_first(node)) {
      for (const std::string& line : notes(node)) paragraph(line, below, below + "  ");
    }
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      const bool last = i + 1 == node.operands.size();
      this->node(node.operands[i], rest + (last ? "└ " : "├ "), rest + (last ? "  " : "│ "));
    }
  }

  void blank_line() { out_ += "\n"; }
  std::string take() { return std::move(out_); }

 private:
  // What is said of a version is said once.
  bool is_first(const Node& node) {
    if (node.kind != Node::Kind::parameter || !node.from) return true;
    return versions_.emplace(node.id.substr(0, node.id.find('[')), *node.from).second;
  }

  // An operation is known by its stretch of the formula, the rest by their titles.
  std::string headline(const Node& node) const {
    const bool by_formula = node.kind == Node::Kind::operation && !node.formula.empty();
    const std::string& title = node.title.in(language_);
    std::string out = by_formula ? node.formula : title + (title.empty() ? "" : " ") + node.id;
    out += " = " + shown_value(node.answer, language_);
    const std::string mark = shown_mark(node, language_);
    return out + mark;
  }

  std::vector<std::string> notes(const Node& node) const {
    std::vector<std::string> out;
    const auto note = [&](const std::string& text) {
      if (!text.empty()) out.push_back(text);
    };
    if (node.kind != Node::Kind::operation && !node.formula.empty()) note("= " + shown_formula(node.formula));
    note(node.rounding.in(language_));
    note(shown_window(node, language_));
    note(node.source.in(language_));
    return out;
  }

  void paragraph(const std::string& text, const std::string& first, const std::string& rest) {
    const int width = std::max(least_width, page_width - std::max(display_width(first), display_width(rest)));
    const std::string* before = &first;
    for (const std::string& line : wrapped(text, width)) {
      out_ += *before + line + "\n";
      before = &rest;
    }
  }

  Language language_;
  std::string out_;
  std::set<std::pair<std::string, Day>> versions_;  // that were told of already
};

}  // namespace

std::string render_text(const Explanation& explanation, Language language) {
  std::string out = explanation.key + "\n" + shown_header(explanation, language) + "\n";
  Drawing drawing(language);
  for (const Node& item : explanation.items) {
    drawing.blank_line();
    drawing.node(item, "", "");
  }
  return out + drawing.take();
}

}  // namespace fenglu::explain

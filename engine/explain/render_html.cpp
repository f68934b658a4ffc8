#include "engine/explain/shown.hpp"

namespace fenglu::explain {
namespace {

// The tree unfolds by <details>, which needs no script; on paper all of it is open.
constexpr std::string_view style = R"(
:root { color-scheme: light dark; --line: #8884; --soft: #777; --mark: #b45309; }
body { font: 15px/1.5 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; max-width: 60rem;
  margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.4rem; margin: 0; }
p.when { color: var(--soft); margin: 0 0 1.5rem; }
section { border-top: 2px solid var(--line); padding: .6rem 0; }
details, div.leaf { margin-left: 1rem; border-left: 1px solid var(--line); padding-left: .6rem; }
section > details, section > div.leaf { margin-left: 0; border-left: 0; padding-left: 0; font-size: 1.05rem; }
summary { cursor: pointer; }
summary, div.leaf > p.head { margin: 0; padding: .1rem 0; }
.value { font-variant-numeric: tabular-nums; font-weight: 600; float: right; margin-left: 1rem; }
.id, code { font: .85em ui-monospace, Consolas, monospace; }
.id { color: var(--soft); }
code { overflow-wrap: anywhere; }
p.note { color: var(--soft); font-size: .85rem; margin: 0 0 .15rem 1rem; clear: both; }
.mark { color: var(--mark); font-size: .85rem; }
@media (prefers-color-scheme: dark) { :root { --soft: #aaa; --mark: #fbbf24; } }
@media print { body { margin: 0; font-size: 10pt; max-width: none; } details::details-content { content-visibility: visible;
  block-size: auto; } }
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string element(std::string_view name, std::string_view of_class, const std::string& content) {
  std::string out = "<" + std::string(name);
  if (!of_class.empty()) out += " class=\"" + std::string(of_class) + "\"";
  return out + ">" + content + "</" + std::string(name) + ">";
}

class Page {
 public:
  explicit Page(Language language) : language_(language) {}

  // `open` levels of the tree are unfolded to begin with.
  void node(const Node& node, int open) {
    if (node.operands.empty()) {
      out_ += "<div class=\"leaf\">" + element("p", "head", headline(node)) + notes(node) + "</div>\n";
      return;
    }
    out_ += std::string(open > 0 ? "<details open>" : "<details>") + element("summary", "", headline(node)) + "\n" +
            notes(node);
    for (const Node& operand : node.operands) this->node(operand, open - 1);
    out_ += "</details>\n";
  }

  std::string take() { return std::move(out_); }

 private:
  std::string headline(const Node& node) const {
    std::string out = element("span", "value", escaped(shown_value(node.answer, language_)));
    if (node.kind == Node::Kind::operation && !node.formula.empty()) {
      out += element("code", "", escaped(node.formula));
    } else {
      out += escaped(node.title.in(language_)) + " " + element("span", "id", escaped(node.id));
    }
    const std::string mark = shown_mark(node, language_);
    return mark.empty() ? out : out + element("span", "mark", escaped(mark));
  }

  std::string notes(const Node& node) const {
    std::string out;
    const auto note = [&](const std::string& content) {
      if (!content.empty()) out += element("p", "note", content) + "\n";
    };
    if (node.kind != Node::Kind::operation && !node.formula.empty()) {
      note(element("code", "", "= " + escaped(shown_formula(node.formula))));
    }
    note(escaped(node.rounding.in(language_)));
    note(escaped(shown_window(node, language_)));
    note(escaped(node.source.in(language_)));
    return out;
  }

  Language language_;
  std::string out_;
};

}  // namespace

std::string render_html(const Explanation& explanation, Language language) {
  constexpr int unfolded = 2;
  const std::string title = explanation.key + " " + explanation.month.iso();
  std::string out = "<!doctype html>\n<html lang=\"" + std::string(language == Language::zh ? "zh-CN" : "en") +
                    "\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n" +
                    element("title", "", escaped(title)) + "\n<style>" + std::string(style) +
                    "</style>\n</head>\n<body>\n";
  out += element("h1", "", escaped(explanation.key)) + "\n";
  out += element("p", "when", escaped(shown_header(explanation, language))) + "\n";
  for (const Node& item : explanation.items) {
    Page page(language);
    page.node(item, unfolded);
    out += "<section>\n" + page.take() + "</section>\n";
  }
  return out + "</body>\n</html>\n";
}

}  // namespace fenglu::explain

// The table of all that changed: people and items down, causes across.
#include "app/diff_told.hpp"
#include "engine/roster/lane.hpp"

namespace fenglu::app {

namespace {

class Table {
 public:
  Table(const DiffTold& told, roster::Headers headers) : told_(told), found_(told.sides.found), headers_(headers) {}

  std::string text() {
    head();
    for (std::size_t i = 0; i < found_.people.size(); ++i) {
      if (told_.person && *told_.person != i) continue;
      if (found_.changed(i)) person(i);
    }
    return std::move(out_);
  }

 private:
  Language language() const { return headers_ == roster::Headers::zh ? Language::zh : Language::en; }
  std::string word(const std::string& id, const Text& title) const {
    return headers_ == roster::Headers::id ? id : title.in(language());
  }
  void cell(const std::string& text) { roster::append_text(text, ',', out_); }
  void more(const std::string& text) {
    out_ += ',';
    cell(text);
  }

  void head() {
    const policy::Sheet& sheet = told_.sides.after.rules();
    const policy::Fact& key = sheet.facts[static_cast<std::size_t>(sheet.key_fact())];
    cell(word(key.id, key.title));
    more(word("change", {"变动", "change"}));
    more(word("item", {"项目", "item"}));
    more(word("before", {"之前", "before"}));
    more(word("after", {"之后", "after"}));
    more(word("difference", {"差额", "difference"}));
    for (const comparison::Cause& cause : found_.causes) {
      more(headers_ == roster::Headers::id ? cause_id(cause) : cause_label(cause, language()));
    }
    out_ += '\n';
  }

  std::string change_of(const comparison::Person& person) const {
    if (person.before == comparison::nowhere) return word("joined", comparison::title(comparison::Cause::Of::joined));
    if (person.after == comparison::nowhere) return word("left", comparison::title(comparison::Cause::Of::left));
    return word("changed", {"变化", "changed"});
  }

  void person(std::size_t index) {
    const comparison::Person& person = found_.people[index];
    for (std::size_t f = 0; f < found_.figures.size(); ++f) {
      const comparison::Figure& figure = found_.figures[f];
      if (found_.difference(f, index) == 0) continue;
      cell(person.key);
      more(change_of(person));
      more(word(figure.id, figure.title));
      number(found_.before[f][index], figure);
      number(found_.after[f][index], figure);
      number(found_.difference(f, index), figure);
      for (const comparison::Cause& cause : found_.causes) number(cause.part(f, index), figure);
      out_ += '\n';
    }
  }

  void number(std::int64_t lane, const comparison::Figure& figure) {
    out_ += ',';
    if (lane == 0) {
      out_ += figure.decimals == 0 ? "0" : "0." + std::string(static_cast<std::size_t>(figure.decimals), '0');
    } else {
      roster::append_decimal(lane, figure.decimals, out_);
    }
  }

  const DiffTold& told_;
  const comparison::Comparison& found_;
  roster::Headers headers_;
  std::string out_;
};

}  // namespace

std::string diff_csv(const DiffTold& told, roster::Headers headers) { return Table(told, headers).text(); }

}  // namespace fenglu::app

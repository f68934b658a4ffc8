// A comparison on a terminal, 80 columns wide: sums side by side, what moved them, who gains and who loses; or one
// person in full.
#include <algorithm>

#include "app/columns.hpp"
#include "app/diff_told.hpp"
#include "engine/diagnostic/display_width.hpp"

namespace fenglu::app {

namespace {

using comparison::Cause;
using comparison::Figure;
using comparison::nowhere;

constexpr std::size_t amount_width = 16;
constexpr std::size_t most_named = 3;  // of gains, of losses, of cells that moved

std::string count(std::size_t number) { return with_separators(std::to_string(number)); }

class Page {
 public:
  Page(const DiffTold& told, Language language)
      : told_(told), sides_(told.sides), found_(told.sides.found), sums_(told.sides), language_(language) {}

  std::string summary() {
    heading({});
    people();
    totals();
    kinds();
    budget();
    for (const std::size_t figure : told_.figures) {
      for (const GroupColumn& column : told_.by) group(column, figure);
    }
    for (const std::size_t figure : told_.figures) causes(figure);
    for (const std::size_t figure : told_.figures) gains_and_losses(figure);
    notes();
    return std::move(out_);
  }

  std::string person(std::size_t index) {
    const comparison::Person& person = found_.people[index];
    heading(person.key);
    if (person.before == nowhere) line("  " + in(comparison::title(Cause::Of::joined)));
    if (person.after == nowhere) line("  " + in(comparison::title(Cause::Of::left)));
    if (!found_.changed(index)) line("  " + in({"没有变化", "nothing changed"}));
    for (const std::size_t figure : told_.figures) figure_of_person(index, figure);
    return std::move(out_);
  }

 private:
  std::string in(const Text& text) const { return text.in(language_); }
  void line(const std::string& text) { out_ += text + "\n"; }

  std::string when(const Order& order) const {
    std::string out = order.month.iso();
    if (order.as_of)
      out += in({"（截至 " + order.as_of->iso() + " 公布）", " (as known on " + order.as_of->iso() + ")"});
    return out;
  }

  void heading(const std::string& key) {
    const policy::Policy& after = *sides_.after.policy;
    std::string other = when(sides_.order.before);
    if (sides_.before && !sides_.order.same_policy) other = in(sides_.before->policy->title) + " · " + other;
    if (sides_.recorded) other += in({"（已发结果）", " (as it was paid)"});
    const std::string now = in(after.title) + " · " + in(sides_.after.rules().title) + " · " + when(sides_.order.after);
    line((key.empty() ? "" : key + " · ") + now + in({"，与 " + other + " 比较", " against " + other}));
  }

  // Names left, as many amounts as there are to the right; a name that leaves no room stands in lines of its own.
  void row(const std::string& name, const std::vector<std::string>& amounts, std::size_t indent = 2) {
    const std::size_t room = terminal_width - amount_width * amounts.size() - indent - 1;
    std::vector<std::string> parts = wrap(name, room);
    if (parts.size() > 1) parts = wrap(name, terminal_width - indent);
    const bool fits = static_cast<std::size_t>(display_width(parts.back())) <= room;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) line(std::string(indent, ' ') + parts[i]);
    std::string last = std::string(indent, ' ') + parts.back();
    if (!fits) {
      line(last);
      last.clear();
    }
    last = pad_right(last, room + indent + 1);
    for (const std::string& amount : amounts) last += pad_left(amount, amount_width);
    line(last);
  }

  void columns(const Text& title) {
    row(in(title), {in({"之前", "before"}), in({"之后", "after"}), in({"差额", "difference"})}, 0);
  }

  void amounts(const std::string& name, Int128 before, Int128 after, int decimals) {
    row(name, {show_amount(before, decimals), show_amount(after, decimals), show_difference(after - before, decimals)});
  }

  void people() {
    std::size_t joined = 0, left = 0, changed = 0;
    for (std::size_t i = 0; i < found_.people.size(); ++i) {
      joined += found_.people[i].before == nowhere ? 1 : 0;
      left += found_.people[i].after == nowhere ? 1 : 0;
      changed += found_.people[i].stayed() && found_.changed(i) ? 1 : 0;
    }
    columns({"", ""});
    amounts(in({"人数（行）", "people (rows)"}), static_cast<Int128>(sums_.all().people_before),
            static_cast<Int128>(sums_.all().people_after), 0);
    const std::size_t same = found_.people.size() - joined - left - changed;
    line("  " +
         in({"新进 " + count(joined) + "，离开 " + count(left) + "，有变化 " + count(changed) + "，不变 " + count(same),
             count(joined) + " joined, " + count(left) + " left, " + count(changed) + " changed, " + count(same) +
                 " the same"}));
  }

  const policy::Item* later_item(const Figure& figure) const {
    return figure.after < 0 ? nullptr : &sides_.after.item(figure.after);
  }

  void totals() {
    columns({"合计", "Totals"});
    for (std::size_t f = 0; f < found_.figures.size(); ++f) {
      const Figure& figure = found_.figures[f];
      const policy::Item* item = later_item(figure);
      if (item != nullptr && item->kind != policy::ItemKind::total) continue;
      amounts(in(figure.title) + " " + figure.id, sums_.all().before[f], sums_.all().after[f], figure.decimals);
    }
  }

  void kinds() {
    const auto kinds = sums_.kinds();
    if (!kinds.empty()) columns({"按种类", "By kind"});
    for (const auto& [kind, moved] : kinds) amounts(in(policy::title(kind)), moved.before, moved.after, 2);
  }

  void budget() {
    const auto codes = sums_.budget();
    if (!codes.empty()) columns({"按预算科目", "By budget code"});
    for (const auto& [code, moved] : codes) amounts(code, moved.before, moved.after, 2);
  }

  void group(const GroupColumn& column, std::size_t f) {
    const Figure& figure = found_.figures[f];
    const DiffGroups groups = sums_.by(column);
    columns({"按" + groups.title.zh + "：" + figure.id, "By " + groups.id + ": " + figure.id});
    for (const DiffGroup& one : groups.groups) {
      std::string name = one.key.empty() ? in({"（未知）", "(not known)"}) : one.key;
      name += "  " + count(one.sums.people_before) + " → " + count(one.sums.people_after);
      amounts(name, one.sums.before[f], one.sums.after[f], figure.decimals);
    }
  }

  static std::string shown(const std::string& text) { return text.empty() ? "–" : text; }

  // What it was and is; of a table the first few cells.
  std::string moved(const std::vector<Cause::Change>& changes) const {
    std::string out;
    for (std::size_t i = 0; i < changes.size() && i < most_named; ++i) {
      const Cause::Change& one = changes[i];
      if (i > 0) out += "; ";
      if (!one.cell.empty()) out += "[" + one.cell + "] ";
      out += shown(one.was) + " → " + shown(one.is);
    }
    if (changes.size() <= most_named) return out;
    const std::string more = std::to_string(changes.size() - most_named);
    return out + in({"；另有 " + more + " 处", "; " + more + " more"});
  }

  void causes(std::size_t f) {
    const Figure& figure = found_.figures[f];
    row(in({"变动原因：" + figure.id, "What moved " + figure.id}), {in({"人数", "people"}), in({"差额", "difference"})},
        0);
    Int128 whole = 0;
    for (const Cause& cause : found_.causes) {
      const auto lanes = cause.parts.find(f);
      if (lanes == cause.parts.end()) continue;
      Int128 sum = 0;
      std::size_t people = 0;
      for (const std::int64_t lane : lanes->second) {
        sum += lane;
        people += lane != 0 ? 1 : 0;
      }
      whole += sum;
      row(cause_label(cause, language_, true), {count(people), show_difference(sum, figure.decimals)});
      const std::string what = cause.of == Cause::Of::item ? std::string() : moved(cause.changes);
      if (!what.empty()) out_ += paragraph(what, 6);
    }
    row(in({"合计", "in all"}), {"", show_difference(whole, figure.decimals)});
  }

  // Who gains or loses most stands first; of equal ones the earlier key.
  std::vector<std::size_t> ranked(std::size_t f, bool gains) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < found_.people.size(); ++i) {
      const std::int64_t difference = found_.difference(f, i);
      if (found_.people[i].stayed() && (gains ? difference > 0 : difference < 0)) out.push_back(i);
    }
    std::sort(out.begin(), out.end(), [&](std::size_t a, std::size_t b) {
      const std::int64_t x = found_.difference(f, a), y = found_.difference(f, b);
      return x != y ? (gains ? x > y : x < y) : found_.people[a].key < found_.people[b].key;
    });
    return out;
  }

  void gains_and_losses(std::size_t f) {
    const Figure& figure = found_.figures[f];
    row(in({"增减：" + figure.id, "Gains and losses: " + figure.id}),
        {in({"人数", "people"}), in({"差额", "difference"})}, 0);
    for (const bool gains : {true, false}) {
      const std::vector<std::size_t> people = ranked(f, gains);
      Int128 sum = 0;
      for (const std::size_t i : people) sum += found_.difference(f, i);
      row(gains ? in({"增加", "more"}) : in({"减少", "less"}),
          {count(people.size()), show_difference(sum, figure.decimals)});
      for (std::size_t i = 0; i < people.size() && i < most_named; ++i) {
        row(found_.people[people[i]].key, {show_difference(found_.difference(f, people[i]), figure.decimals)}, 6);
      }
    }
  }

  void notes() {
    if (!sides_.not_there.empty()) note_strangers();
    const auto untold = [](const Cause& cause) { return cause.of == Cause::Of::rest; };
    if (std::any_of(found_.causes.begin(), found_.causes.end(), untold)) out_ += paragraph(in(why_untold()), 2);
  }

  void note_strangers() {
    const auto& [key, why] = sides_.not_there.front();
    const std::string month = sides_.order.before.month.iso(), number = count(sides_.not_there.size());
    out_ += paragraph(in({"名册上有 " + number + " 人在 " + month + " 无此人（如 " + key + "：" + why.zh +
                              "），算作新进；用 --against-staff 给出该月的名册",
                          number + " of the roster have no place in " + month + " (" + key + ": " + why.en +
                              ") and count as joined: give that month's roster with --against-staff"}),
                      2);
  }

  Text why_untold() const {
    const std::string month = sides_.order.before.month.iso();
    if (!sides_.recorded) {
      return {"未能归因：两个政策之间不能单独改动的差别，如类别的成员、事实的类型和默认值",
              "not told: what differs between the two policies and can't be moved by itself: members of categories, "
              "types and defaults of facts"};
    }
    if (!sides_.before) {
      return {"未能归因：" + month + " 无法重算，只有结果文件的数字",
              "not told: " + month + " can't be worked out again, and the result file has figures alone"};
    }
    if (sides_.order.same_staff) {
      return {"未能归因：结果文件与按现有名册重算的 " + month +
                  " 之间的差额，来自该月不同的事实、手工设定或更正；用 --against-staff 给出该月的名册",
              "not told: what the result file has otherwise than " + month +
                  " worked out again from this roster: other facts of that month, what was set by hand, corrections; "
                  "give its roster with --against-staff"};
    }
    return {"未能归因：结果文件与重算的 " + month + " 之间的差额，来自更正，或其后改动的表",
            "not told: what the result file has otherwise than " + month +
                " worked out again: corrections, or tables that were changed since"};
  }

  void figure_of_person(std::size_t index, std::size_t f) {
    const Figure& figure = found_.figures[f];
    if (found_.difference(f, index) == 0) return;
    columns({"", ""});
    amounts(in(figure.title) + " " + figure.id, found_.before[f][index], found_.after[f][index], figure.decimals);
    for (const Cause& cause : found_.causes) {
      const std::int64_t part = cause.part(f, index);
      if (part == 0) continue;
      row(cause_label(cause, language_, true), {show_difference(part, figure.decimals)}, 4);
      const std::string what = moved(changes_of(cause, index, sides_));
      if (!what.empty() && cause.of != Cause::Of::item) out_ += paragraph(what, 8);
    }
  }

  const DiffTold& told_;
  const Sides& sides_;
  const comparison::Comparison& found_;
  Sums sums_;
  Language language_;
  std::string out_;
};

}  // namespace

std::string diff_text(const DiffTold& told, Language language) {
  Page page(told, language);
  return told.person ? page.person(*told.person) : page.summary();
}

}  // namespace fenglu::app

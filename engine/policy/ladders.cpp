#include "engine/policy/ladders.hpp"

#include "engine/diagnostic/code.hpp"
#include "engine/formula/type_words.hpp"
#include "engine/policy/register.hpp"

namespace fenglu::policy {
namespace {

const std::vector<std::string>& kind_words() {
  static const std::vector<std::string> words = {"out", "down", "post", "up", "opens"};
  return words;
}

std::optional<LadderFormula> read_ladder_formula(const Json* json, Diagnostics& out) {
  if (json == nullptr) return std::nullopt;
  std::optional<formula::SourceText> text = read_formula(*json, out);
  if (!text) return std::nullopt;
  return LadderFormula{std::move(*text), {}};
}

class LadderReader {
 public:
  LadderReader(const LadderDraft& draft, const Policy& policy, Diagnostics& out)
      : draft_(draft), policy_(policy), out_(out) {}

  std::optional<Ladder> read() {
    ladder_.id = draft_.declared.id;
    ladder_.place = draft_.declared.place();
    if (const Json* title = part(draft_.title, "title")) ladder_.title = read_title(*title, out_).value_or(Text());
    if (!read_sheet()) return std::nullopt;
    if (const Json* grade = part(draft_.grade, "grade")) ladder_.grade = fact_of(*grade, true);
    bool whole = read_into(part(draft_.serving, "serving"), ladder_.serving);
    whole = read_into(part(draft_.next, "next"), ladder_.next) && whole;
    ladder_.below = read_ladder_formula(draft_.below, out_);
    for (const Declaration& move : draft_.moves) read_move(move);
    for (const Declaration& quota : draft_.quotas) read_quota(quota);
    read_ties();
    if (!whole || ladder_.grade < 0) return std::nullopt;
    return std::move(ladder_);
  }

 private:
  const Sheet& sheet() const { return policy_.sheets[static_cast<std::size_t>(ladder_.sheet)]; }

  const Json* part(const Json* json, const char* key) {
    if (json == nullptr) out_.add(draft_.declared.at(Code::missing_key, {Text{"阶梯", "a ladder"}, key}));
    return json;
  }

  bool read_into(const Json* json, LadderFormula& into) {
    std::optional<LadderFormula> read = read_ladder_formula(json, out_);
    if (read) into = std::move(*read);
    return read.has_value();
  }

  bool read_sheet() {
    const Json* json = part(draft_.sheet, "sheet");
    const std::optional<std::string> id = json == nullptr ? std::nullopt : read_string(*json, out_);
    if (!id) return false;
    ladder_.sheet = policy_.find_sheet(*id);
    if (ladder_.sheet < 0) {
      std::vector<std::string> ids;
      for (const Sheet& known : policy_.sheets) ids.push_back(known.id);
      out_.add(unknown_name(*json, *id, ids));
      return false;
    }
    if (sheet().read_on >= 0) return true;
    out_.add(at(Code::ladder_day, *json, {*id}));
    return false;
  }

  // A fact of the sheet; one of a category, where that is asked for.
  int fact_of(const Json& json, bool category) {
    const std::optional<std::string> id = read_string(json, out_);
    if (!id) return -1;
    const int fact = sheet().find_fact(*id);
    if (fact < 0) {
      std::vector<std::string> facts;
      for (const Fact& known : sheet().facts) {
        if (!category || known.type.unit == Unit::category) facts.push_back(known.id);
      }
      out_.add(unknown_name(json, *id, facts));
      return -1;
    }
    const Type& type = sheet().facts[static_cast<std::size_t>(fact)].type;
    if (!category || type.unit == Unit::category) return fact;
    const Text mend{"写一个类别事实", "name a fact that is of a category"};
    out_.add(at(Code::wrong_type, json, {formula::words(type.unit), formula::words(Unit::category), mend}));
    return -1;
  }

  void read_move(const Declaration& declared) {
    const Fields fields(*declared.object, {"变动", "a move"},
                        {"title", "kind", "conditions", "sets", "source", "note", "replaces", "after"}, out_);
    Move move;
    move.id = declared.id;
    move.place = declared.place();
    move.title = fields.title();
    if (const Json* kind = fields.require("kind")) {
      const std::optional<std::size_t> word = read_word(*kind, kind_words(), out_);
      if (word) move.kind = static_cast<MoveKind>(*word);
    }
    if (const Json* source = fields.require("source")) move.source = read_citation(*source, policy_, out_);
    if (const Json* conditions = fields.require("conditions")) read_conditions(*conditions, move);
    // What opens something changes nothing by itself; every other move says what becomes of whom.
    const Json* sets = move.kind == MoveKind::opens ? fields.find("sets") : fields.require("sets");
    if (sets != nullptr) read_settings(*sets, move);
    ladder_.moves.push_back(std::move(move));
  }

  void read_conditions(const Json& json, Move& move) {
    if (!expect(json, Json::Kind::object, out_)) return;
    for (const Json::Member& member : json.members) {
      if (!expect_id(json, member, out_) || !expect(member.value, Json::Kind::object, out_)) continue;
      const Fields fields(member.value, {"条件", "a condition"}, {"title", "formula", "source", "note"}, out_);
      Condition condition;
      condition.id = member.key;
      condition.title = fields.title();
      if (const Json* source = fields.find("source")) condition.source = read_citation(*source, policy_, out_);
      if (read_into(fields.require("formula"), condition.formula)) move.conditions.push_back(std::move(condition));
    }
  }

  void read_settings(const Json& json, Move& move) {
    if (!expect(json, Json::Kind::object, out_)) return;
    for (const Json::Member& member : json.members) {
      const int fact = sheet().find_fact(member.key);
      const std::optional<Text> why = why_unsettable(fact, move.kind);
      if (why) out_.add(at(Code::ladder_sets, json, member, {move.id, member.key, *why}));
      Setting setting{fact, {}};
      if (read_into(&member.value, setting.formula) && !why) move.settings.push_back(std::move(setting));
    }
  }

  std::optional<Text> why_unsettable(int fact, MoveKind kind) const {
    if (kind == MoveKind::opens) return Text{"opens 只作提示，不改名册", "what \"opens\" is told and changes nothing"};
    if (fact < 0) return Text{"表单没有这个事实", "the sheet has no such fact"};
    if (sheet().facts[static_cast<std::size_t>(fact)].key) return Text{"它是键", "it is the key"};
    if (fact == sheet().read_on) return Text{"它是所问的那一天", "it is the day of the question"};
    if (sheet().facts[static_cast<std::size_t>(fact)].type.unit == Unit::text) return Text{"它是文本", "it is text"};
    return std::nullopt;
  }

  void read_quota(const Declaration& declared) {
    const Fields fields(*declared.object, {"名额", "a quota"},
                        {"title", "counts", "by", "places", "source", "note", "replaces", "after"}, out_);
    Quota quota;
    quota.id = declared.id;
    quota.place = declared.place();
    quota.title = fields.title();
    if (const Json* source = fields.require("source")) quota.source = read_citation(*source, policy_, out_);
    if (const Json* by = fields.find("by"); by != nullptr && expect(*by, Json::Kind::array, out_)) {
      for (const Json& fact : by->elements) quota.by.push_back(fact_of(fact, true));
    }
    std::erase(quota.by, -1);
    const bool counts = read_into(fields.require("counts"), quota.counts);
    if (read_into(fields.require("places"), quota.places) && counts) ladder_.quotas.push_back(std::move(quota));
  }

  void read_ties() {
    if (draft_.ties == nullptr || !expect(*draft_.ties, Json::Kind::array, out_)) return;
    for (const Json& json : draft_.ties->elements) {
      if (!expect(json, Json::Kind::object, out_)) continue;
      const Fields fields(json, {"先后次序", "a tie-break"}, {"title", "formula", "first"}, out_);
      Tie tie;
      tie.title = fields.title();
      if (const Json* first = fields.require("first")) {
        tie.highest_first = read_word(*first, {"highest", "lowest"}, out_) == 0U;
      }
      if (read_into(fields.require("formula"), tie.formula)) ladder_.ties.push_back(std::move(tie));
    }
  }

  const LadderDraft& draft_;
  const Policy& policy_;
  Diagnostics& out_;
  Ladder ladder_;
};

}  // namespace

std::vector<Ladder> read_ladders(const std::vector<LadderDraft>& drafts, const Policy& policy, Diagnostics& out) {
  std::vector<Ladder> ladders;
  for (const LadderDraft& draft : drafts) {
    if (std::optional<Ladder> ladder = LadderReader(draft, policy, out).read()) ladders.push_back(std::move(*ladder));
  }
  return ladders;
}

std::string_view name(MoveKind kind) { return kind_words()[static_cast<std::size_t>(kind)]; }

Text title(MoveKind kind) {
  switch (kind) {
    case MoveKind::out: return {"离队", "out"};
    case MoveKind::down: return {"降级", "down"};
    case MoveKind::post: return {"转岗", "post"};
    case MoveKind::up: return {"晋升", "up"};
    case MoveKind::opens: return {"机会", "opens"};
  }
  return {};
}

}  // namespace fenglu::policy

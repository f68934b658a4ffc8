#include "tests/explain/tiny.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/policy/load.hpp"

namespace fenglu::explain {

using formula::Unit;

namespace {

std::filesystem::path new_folder() {
  static std::atomic<int> count = 0;
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  auto folder = std::filesystem::path(::testing::TempDir()) /
                ("fenglu_explain_" + std::string(test == nullptr ? "" : test->name()) + std::to_string(getpid()) + "_" +
                 std::to_string(count++));
  std::filesystem::create_directories(folder);
  return folder;
}

std::string shown_errors(const Diagnostics& diagnostics) {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += render(diagnostic, Language::en) + "\n";
  return out;
}

void put(run::Column& column, std::size_t rows, std::size_t row, std::int64_t lane) {
  column.lanes.resize(rows);
  column.present.resize(rows);
  column.lanes[row] = lane;
  column.present[row] = 1;
}

}  // namespace

std::int64_t lane(const std::string& cell, const formula::Type& type, int decimals, const policy::Policy& policy) {
  switch (type.unit) {
    case Unit::money: return to_int64(Rational(parse_decimal(cell).value().value * 100));
    case Unit::number:
    case Unit::rate: return to_int64(Rational(parse_decimal(cell).value().value * power_of_ten(decimals)));
    case Unit::flag: return cell == "yes" ? 1 : 0;
    case Unit::date: return Day::parse(cell).value().number();
    case Unit::month: return Month::parse(cell).value().number();
    case Unit::category: {
      const auto& members = policy.categories[static_cast<std::size_t>(type.category)].members;
      for (std::size_t i = 0; i < members.size(); ++i) {
        if (members[i].id == cell) return static_cast<std::int64_t>(i);
      }
      break;
    }
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  ADD_FAILURE() << "no such cell: " << cell;
  return 0;
}

Tiny::Tiny() : folder_(new_folder()) { fact("key", R"("type": "text", "key": true)"); }

Tiny::~Tiny() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

void Tiny::parameter(const std::string& id, const std::string& json) { parameters_[id] = titled(id, json); }
void Tiny::fact(const std::string& id, const std::string& json) { facts_[id] = titled(id, json); }

void Tiny::item(const std::string& id, const std::string& formula) {
  items_.emplace_back(
      id, titled(id, R"("working": true, "source": "rule#3", "formula": )" + nlohmann::json(formula).dump()));
}

void Tiny::item_json(const std::string& id, const std::string& json) { items_.emplace_back(id, titled(id, json)); }

std::string Tiny::titled(const std::string& id, const std::string& rest) const {
  const auto found = titles_.find(id);
  const Text title = found == titles_.end() ? Text(id) : found->second;
  return R"("title": {"zh": ")" + title.zh + R"(", "en": ")" + title.en + R"("}, )" + rest;
}

std::string Tiny::head() const {
  nlohmann::json categories = nlohmann::json::object();
  for (const auto& [id, members] : categories_) {
    categories[id]["title"] = {{"zh", id}, {"en", id}};
    for (const std::string& member : members) {
      categories[id]["members"].push_back({{"id", member}, {"title", {{"zh", member}, {"en", member}}}});
    }
  }
  return R"({"id": "tiny", "title": {"zh": "小政策", "en": "Tiny"}, "language": 1, "currency": "CNY", "sources": {
    "rule": {"title": {"zh": "规定", "en": "The rule"}, "number": "1", "issuer": "x", "date": "2019-01-01", "seen": "instrument"}},
    "categories": )" +
         categories.dump() + "}";
}

std::string Tiny::write(const std::map<std::string, std::string>& members) const {
  std::string out;
  for (const auto& [id, json] : members) out += (out.empty() ? "" : ",\n  ") + ("\"" + id + "\": {" + json + "}");
  return "{" + out + "}";
}

void Tiny::save(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name) << text; }

void Tiny::load() {
  std::string items;
  for (const auto& [id, json] : items_) items += (items.empty() ? "" : ",\n  ") + ("\"" + id + "\": {" + json + "}");
  save("policy.json", head());
  save("parameters.json", write(parameters_));
  save("sheet.json", R"({"sheet": "s", "title": {"zh": "表", "en": "Sheet"}, "read_on": ")" + read_on_ +
                         R"(", "facts": )" + write(facts_) + R"(, "rules": )" + rules_ + R"(, "items": {)" + items +
                         "}}");
  Result<policy::Policy> loaded = policy::load(folder_);
  ASSERT_TRUE(loaded.ok()) << shown_errors(loaded.diagnostics());
  policy_ = std::move(*loaded);
}

int Tiny::index_of(const std::string& item) const { return policy_.sheets[0].find_item(item); }

run::Table Tiny::roster(const std::vector<Cells>& rows) const {
  const policy::Sheet& sheet = policy_.sheets[0];
  run::Table table;
  table.rows = rows.size();
  for (std::size_t row = 0; row < rows.size(); ++row) {
    table.keys.push_back("k" + std::to_string(row + 1));
    table.row_numbers.push_back(row + 2);
    for (const auto& [name, cell] : rows[row]) {
      const std::size_t dot = name.find('.');
      const std::string before = name.substr(0, dot == std::string::npos ? 0 : dot);
      if (name == "key") {
        table.keys[row] = cell;
      } else if (before == "set" || before == "ytd" || before == "last") {
        const int item = sheet.find_item(name.substr(dot + 1));
        const policy::Item& of = sheet.items.at(static_cast<std::size_t>(item));
        auto& columns = before == "set" ? table.set_by_hand : before == "ytd" ? table.year_to_date : table.last_month;
        put(columns[item], table.rows, row, lane(cell, of.type, of.decimals, policy_));
      } else {
        const int fact = sheet.find_fact(name);
        if (fact < 0) {
          ADD_FAILURE() << "no fact " << name;
          continue;
        }
        const policy::Fact& of = sheet.facts.at(static_cast<std::size_t>(fact));
        if (of.type.unit == Unit::text) table.texts.push_back(cell);
        put(table.facts[fact], table.rows, row,
            of.type.unit == Unit::text ? static_cast<std::int64_t>(table.texts.size()) - 1
                                       : lane(cell, of.type, of.decimals, policy_));
      }
    }
  }
  return table;
}

std::string Tiny::worked_out(const Cells& row, const std::string& item, const std::string& month) const {
  const run::Table table = roster({row});
  Evaluator evaluator(policy_, table, {0, Month::parse(month).value(), std::nullopt, false});
  Result<Answer> answer = evaluator.value(0, index_of(item));
  if (answer.ok() && answer->type.unit == Unit::category) {
    const auto& members = policy_.categories[static_cast<std::size_t>(answer->type.category)].members;
    answer->text = members[static_cast<std::size_t>(to_int64(answer->value))].id;
  }
  return told(answer);
}

std::string told(const Result<Answer>& answer) {
  if (answer.ok()) return exact_value(*answer);
  return "!" + std::string(wording(answer.diagnostics().all()[0].code).name);
}

}  // namespace fenglu::explain

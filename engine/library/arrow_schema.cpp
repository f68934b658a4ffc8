// The schema of a result.
#include <cstring>

#include "engine/library/arrow_export.hpp"

namespace fenglu::library {
namespace {

using policy::Unit;

// What one ArrowSchema points into.
struct Field {
  std::string format, name, metadata;
  std::vector<ArrowSchema> children;
  std::vector<ArrowSchema*> pointers;
  ArrowSchema dictionary = {};
};

void release(ArrowSchema* schema) {
  auto* own = static_cast<Field*>(schema->private_data);
  for (ArrowSchema& child : own->children) {
    if (child.release != nullptr) child.release(&child);
  }
  if (own->dictionary.release != nullptr) own->dictionary.release(&own->dictionary);
  delete own;
  schema->release = nullptr;
}

// Hands a field to a schema; a table's children and a dictionary come with it.
void give(std::unique_ptr<Field> field, std::int64_t flags, ArrowSchema* out) {
  *out = {};
  for (ArrowSchema& child : field->children) field->pointers.push_back(&child);
  out->format = field->format.c_str();
  out->name = field->name.c_str();
  out->metadata = field->metadata.empty() ? nullptr : field->metadata.c_str();
  out->flags = flags;
  out->n_children = static_cast<std::int64_t>(field->children.size());
  out->children = field->pointers.empty() ? nullptr : field->pointers.data();
  out->dictionary = field->dictionary.release != nullptr ? &field->dictionary : nullptr;
  out->release = release;
  out->private_data = field.release();
}

void append_number(std::int32_t number, std::string& out) {
  std::array<char, sizeof number> bytes;
  std::memcpy(bytes.data(), &number, sizeof number);
  out.append(bytes.data(), bytes.size());
}

std::string metadata_of(std::string_view unit, const Text& title) {
  const std::array<std::pair<std::string_view, std::string_view>, 3> pairs = {
      {{"fenglu.unit", unit}, {"fenglu.title.zh", title.zh}, {"fenglu.title.en", title.en}}};
  std::string out;
  append_number(static_cast<std::int32_t>(pairs.size()), out);
  for (const auto& [key, value] : pairs) {
    for (const std::string_view text : {key, value}) {
      append_number(static_cast<std::int32_t>(text.size()), out);
      out += text;
    }
  }
  return out;
}

struct Form {
  std::string format;
  std::string_view unit;
};

// 18 digits hold every figure of pay; what is proven to need more gets them.
std::string decimal_format(const Interval& range, int decimals) {
  const Rational most = power_of_ten(18 - decimals);
  const bool is_usual = range.low > -most && range.high < most;
  return "d:" + std::string(is_usual ? "18" : "38") + "," + std::to_string(decimals);
}

Form form_of(const policy::Item& item, const Interval& range, const ExportOptions& options) {
  switch (item.type.unit) {
    case Unit::money: {
      const Interval yuan{range.low / 100, range.high / 100};
      return options.fen ? Form{"l", "fen"} : Form{decimal_format(yuan, 2), "yuan"};
    }
    case Unit::rate: return {decimal_format(range, item.decimals), "rate"};
    case Unit::number: return {decimal_format(range, item.decimals), "number"};
    case Unit::flag: return {"b", "flag"};
    case Unit::date: return {"tdD", "date"};
    case Unit::month: return {"u", "month"};
    case Unit::category: return {"i", "category"};
    case Unit::text:
    case Unit::brackets:
    case Unit::rounding: break;
  }
  return {"u", "text"};
}

void give_text(ArrowSchema* out) {
  auto field = std::make_unique<Field>();
  field->format = "u";
  give(std::move(field), ARROW_FLAG_NULLABLE, out);
}

}  // namespace

void export_schema(const Results& results, const ExportOptions& options, ArrowSchema* out) {
  const Prepared& plan = *results.roster->plan;
  const policy::Fact& key = plan.fact(plan.sheet().key_fact());
  auto table = std::make_unique<Field>();
  table->format = "+s";
  table->children.resize(plan.plan.items.size() + 1);
  auto key_field = std::make_unique<Field>();
  key_field->format = "u";
  key_field->name = key.id;
  key_field->metadata = metadata_of("key", key.title);
  give(std::move(key_field), 0, &table->children[0]);
  for (std::size_t i = 0; i < plan.plan.items.size(); ++i) {
    const policy::Item& item = plan.item(plan.plan.items[i]);
    const Form form = form_of(item, plan.plan.ranges[i], options);
    auto field = std::make_unique<Field>();
    field->format = form.format;
    field->name = item.id;
    field->metadata = metadata_of(form.unit, item.title);
    const bool is_category = item.type.unit == Unit::category;
    if (is_category) give_text(&field->dictionary);
    give(std::move(field), is_category ? ARROW_FLAG_DICTIONARY_ORDERED : 0, &table->children[i + 1]);
  }
  give(std::move(table), 0, out);
}

}  // namespace fenglu::library

// Any bytes are a JSON document whose values have places, or mistakes that can be shown.
#include "engine/policy/json_document.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace fenglu::fuzz {
namespace {

void visit(const policy::Json& value, std::string_view text) {
  const Place place = policy::place_of(value);
  demand(place.line > 0 && place.column > 0, "a value has no place", text);
  demand(value.stretch.begin + value.stretch.length <= text.size(), "a value lies behind the end", text);
  for (const policy::Json& element : value.elements) visit(element, text);
  for (const policy::Json::Member& member : value.members) visit(member.value, text);
}

}  // namespace
}  // namespace fenglu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fenglu;
  const std::string_view text = fuzz::text_of(data, size);
  Diagnostics mistakes;
  const auto document = policy::Document::parse("fuzz.json", std::string(text), mistakes);
  for (const Diagnostic& mistake : mistakes.all()) {
    fuzz::demand(!render(mistake, Language::en).empty() && !render_json(mistake, Language::zh).empty(),
                 "can't be shown", text);
  }
  if (document && !mistakes.has_errors()) fuzz::visit(document->root(), text);
  return 0;
}

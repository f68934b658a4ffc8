// Any text is a formula or a mistake with its place, and both can be shown.
#include <algorithm>

#include "engine/formula/syntax.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace fenglu::fuzz {
namespace {

void within(const formula::Syntax& node, const formula::Span& around, std::string_view text) {
  demand(node.span.begin <= node.span.end && around.begin <= node.span.begin && node.span.end <= around.end,
         "a part of a formula lies outside of it", text);
  for (const formula::Syntax& child : node.children) within(child, node.span, text);
}

formula::SourceText source_of(std::string_view text) {
  formula::SourceText source{std::string(text), "fuzz.json", {}, {}};
  for (std::uint32_t line = 1; line <= static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')) + 1;
       ++line) {
    source.lines.push_back(line);
    source.columns.push_back(1);
  }
  return source;
}

}  // namespace
}  // namespace fenglu::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace fenglu;
  const std::string_view text = fuzz::text_of(data, size);
  const auto parsed = formula::parse(fuzz::source_of(text));
  if (parsed) {
    fuzz::within(*parsed, {0, static_cast<std::uint32_t>(size)}, text);
  } else {
    fuzz::demand(!render(parsed.diagnostics().all().front(), Language::zh).empty(), "a mistake can't be shown", text);
  }
  return 0;
}

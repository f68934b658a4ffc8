#include "engine/diagnostic/diagnostic.hpp"

#include <charconv>

namespace fenglu {
namespace {

// The index in a placeholder "{12}" at the front of the text and the placeholder's length; 0 where there is none.
std::size_t placeholder(std::string_view text, std::size_t& index) {
  if (text.size() < 3 || text.front() != '{') return 0;
  const auto [end, error] = std::from_chars(text.data() + 1, text.data() + text.size(), index);
  if (error != std::errc() || end == text.data() + text.size() || *end != '}') return 0;
  return static_cast<std::size_t>(end + 1 - text.data());
}

// One pass from left to right: a placeholder inside an argument is the user's own text and stays as it is.
std::string filled_in(std::string_view wording, const std::vector<Text>& arguments, Language language) {
  std::string out;
  while (!wording.empty()) {
    std::size_t index = 0;
    const std::size_t length = placeholder(wording, index);
    if (length > 0 && index < arguments.size()) {
      out += arguments[index].in(language);
      wording.remove_prefix(length);
    } else {
      out += wording.front();
      wording.remove_prefix(1);
    }
  }
  return out;
}

}  // namespace

std::string message(const Diagnostic& diagnostic, Language language) {
  return filled_in(wording(diagnostic.code).message.in(language), diagnostic.arguments, language);
}

std::string mend(const Diagnostic& diagnostic, Language language) {
  return filled_in(wording(diagnostic.code).mend.in(language), diagnostic.arguments, language);
}

void Diagnostics::add(Diagnostic diagnostic) {
  if (wording(diagnostic.code).severity == Severity::error) {
    ++errors_;
    if (errors_ - left_out_ > detailed) {
      ++left_out_;
      return;
    }
  }
  all_.push_back(std::move(diagnostic));
}

void Diagnostics::add(Diagnostics&& other) {
  for (Diagnostic& diagnostic : other.all_) add(std::move(diagnostic));
  errors_ += other.left_out_;
  left_out_ += other.left_out_;
  other = Diagnostics();
}

}  // namespace fenglu

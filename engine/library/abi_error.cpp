#include "engine/library/abi_error.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "engine/library/answers.hpp"

namespace fenglu::library {
namespace {

bool is_usable(const fenglu_error* error) { return error != nullptr && error->struct_size >= sizeof(fenglu_error); }

// As much of a text as fits, to a whole character.
template <std::size_t size>
void copy_text(std::string_view text, char (&to)[size]) {
  std::size_t length = std::min(text.size(), size - 1);
  while (length > 0 && length < text.size() && (static_cast<unsigned char>(text[length]) & 0xC0) == 0x80) --length;
  std::memcpy(to, text.data(), length);
  to[length] = 0;
}

// Each on its own, so that what doesn't fit is left out whole.
void write_list(const Diagnostics& found, fenglu_error* error) {
  const Language language = language_of(error->language);
  bool fits = error->list != nullptr && error->list_capacity > 0;
  error->list_needed = 1;
  for (const Diagnostic& one : found.all()) {
    const std::string line =
        (error->format == FENGLU_JSON ? tell_json(one, language) : tell_text(one, language)) + "\n";
    error->list_needed += line.size();
    fits = fits && error->list_length + line.size() < error->list_capacity;
    if (!fits) continue;
    std::memcpy(error->list + error->list_length, line.data(), line.size());
    error->list_length += line.size();
  }
  if (error->list != nullptr && error->list_capacity > 0) error->list[error->list_length] = 0;
}

}  // namespace

Language language_of(std::int32_t language) { return language == FENGLU_ZH ? Language::zh : Language::en; }

void clear(fenglu_error* error) {
  if (!is_usable(error)) return;
  error->list_length = 0;
  error->list_needed = 1;
  error->errors = error->warnings = 0;
  error->row = -1;
  error->column[0] = error->code[0] = error->reason[0] = 0;
  if (error->list != nullptr && error->list_capacity > 0) error->list[0] = 0;
}

void tell(const Diagnostics& found, fenglu_error* error) {
  if (!is_usable(error)) return;
  clear(error);
  error->errors = found.errors();
  error->warnings =
      static_cast<std::uint64_t>(std::count_if(found.all().begin(), found.all().end(), [](const Diagnostic& one) {
        return wording(one.code).severity == Severity::warning;
      }));
  write_list(found, error);
  const auto first = std::find_if(found.all().begin(), found.all().end(),
                                  [](const Diagnostic& one) { return wording(one.code).severity == Severity::error; });
  if (first == found.all().end()) return;
  error->row = first->place.row > 0 ? static_cast<std::int64_t>(first->place.row) - 1 : -1;
  copy_text(first->place.cell, error->column);
  copy_text(wording(first->code).name, error->code);
  copy_text(tell_text(*first, language_of(error->language)), error->reason);
}

}  // namespace fenglu::library

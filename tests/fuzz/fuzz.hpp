// What a fuzz target is made of: one function that is given bytes, and must find nothing to complain of.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

// The name and shape are libFuzzer's.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fenglu::fuzz {

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

// Ends the process where a property doesn't hold: that is what a fuzzer notices.
inline void demand(bool holds, const char* property, std::string_view input) {
  if (holds) return;
  std::fprintf(stderr, "%s: \"%.*s\"\n", property, static_cast<int>(input.size()), input.data());
  std::abort();
}

}  // namespace fenglu::fuzz

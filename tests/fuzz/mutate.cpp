// Stands in for libFuzzer where there is none: each sample as it is, then mutations of samples from a printed seed.
//     fuzz_formula samples/formula.txt [RUNS]        samples are separated by lines of "----"
#include <fstream>
#include <sstream>
#include <vector>

#include "tests/fuzz/fuzz.hpp"
#include "tests/seed.hpp"

namespace fenglu::fuzz {
namespace {

std::vector<std::string> samples_of(const char* path) {
  std::ifstream in(path);
  std::vector<std::string> out(1);
  for (std::string line; std::getline(in, line);) {
    if (line == "----") {
      out.emplace_back();
    } else {
      out.back() += (out.back().empty() ? "" : "\n") + line;
    }
  }
  return out;
}

std::size_t place_in(Seeded& random, const std::string& text) {
  return static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(text.size())));
}

const std::string& one_of(Seeded& random, const std::vector<std::string>& samples) {
  return samples[static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(samples.size()) - 1))];
}

// One edit: a byte changed, a stretch dropped or doubled, a piece of another sample put in.
void edit(Seeded& random, const std::vector<std::string>& samples, std::string& text) {
  const std::size_t at = place_in(random, text);
  const auto length = static_cast<std::size_t>(random.between(1, 8));
  const std::string& other = one_of(random, samples);
  switch (random.between(0, 3)) {
    case 0:
      if (at < text.size()) text[at] = static_cast<char>(random.bits());
      break;
    case 1: text.erase(at, length); break;
    case 2: text.insert(at, text.substr(at, length)); break;
    default: text.insert(at, other.substr(place_in(random, other), length)); break;
  }
}

void run(std::string_view text) {
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
}

int run_all(const char* path, int runs) {
  const std::vector<std::string> samples = samples_of(path);
  for (const std::string& sample : samples) run(sample);
  Seeded random(path);
  std::fprintf(stderr, "%s\n", random.trace().c_str());
  for (int i = 0; i < runs; ++i) {
    std::string text = one_of(random, samples);
    for (std::int64_t edits = random.between(1, 6); edits > 0; --edits) edit(random, samples, text);
    run(text);
  }
  return 0;
}

}  // namespace
}  // namespace fenglu::fuzz

int main(int count, char** arguments) {
  constexpr int few_thousand = 5000;
  if (count < 2) return 2;
  return fenglu::fuzz::run_all(arguments[1], count > 2 ? std::atoi(arguments[2]) : few_thousand);
}

// What may come next on the command line. A shell asks with every word so far, `fenglu __complete run tables/sh`, and
// gets a line for each candidate: the word, a tab, what it means. What stands in the tables is looked up there:
// policies, sheets, items, parameters, months in which the policy has values.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/command_line.hpp"

namespace fenglu::app {

// The first argument by which a shell asks; no verb, for nobody types it.
constexpr std::string_view asks_for_candidates = "__complete";
// In place of candidates: the shell completes paths itself.
constexpr std::string_view any_file = ":files";
constexpr std::string_view any_folder = ":dirs";

struct Candidate {
  std::string word;
  std::string meaning;
};

// `words` is all behind "fenglu", the last the one that is being typed, "" where it isn't begun. A candidate that ends
// in '-', '=', ',' or '/' isn't whole yet. Tables that can't be loaded have no names to offer; that is no mistake here.
std::vector<Candidate> candidates(const CommandLine& line, const std::vector<std::string>& words, Language language);
std::string written(const std::vector<Candidate>& candidates);

}  // namespace fenglu::app

// The policy that a command works on: its path or its name, what-ifs on it, and where names are looked for.
#pragma once

#include <filesystem>

#include "app/command_line.hpp"
#include "engine/policy/policy.hpp"

namespace fenglu::app {

struct PolicyFlags {
  std::string policy;               // a folder, or a name
  std::vector<std::string> tables;  // --tables, each a folder of policies
  std::vector<std::string> sets;    // --set, each a what-if
};

// `what_if`: the verb takes --set.
void add_policy_flags(Verb& verb, PolicyFlags& flags, bool what_if);

// --tables, FENGLU_TABLES (folders with ':' between them), and the tables that were installed with the command.
std::vector<std::filesystem::path> table_folders(const PolicyFlags& flags);
// The names of all policies in those folders, in order.
std::vector<std::string> policy_names(const PolicyFlags& flags);
// A path (it has a slash, or is a folder here) as it is, a name in the first table folder that has it.
// Errors: missing-flag, no-such-policy with the nearest name.
Result<std::filesystem::path> find_policy(const PolicyFlags& flags, const std::string& usage);
// Finds, loads, and applies the what-ifs in their order; NAME=VALUE holds from the value in force on `since`. It stays
// where it is: plans point to it. `threads`: policy::LoadOptions.
Result<std::unique_ptr<policy::Policy>> load_policy(const PolicyFlags& flags, const std::string& usage,
                                                    const std::optional<Day>& since = std::nullopt,
                                                    unsigned threads = 0);

}  // namespace fenglu::app

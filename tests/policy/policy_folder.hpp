// A copy of tests/policy/folders in a folder of its own, edited, to be loaded as a user's would.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "engine/policy/load.hpp"

namespace fenglu::policy {

class PolicyFolder {
 public:
  PolicyFolder();
  ~PolicyFolder();
  PolicyFolder(const PolicyFolder&) = delete;
  PolicyFolder& operator=(const PolicyFolder&) = delete;

  // Replaces the one place in "lower/rates.json" where `before` stands; fails the test where there is none or several.
  void edit(const std::string& file, std::string_view before, std::string_view after);
  // Writes a file, also a new one.
  void write(const std::string& file, std::string_view text);
  void remove(const std::string& file);

  Result<Policy> load(const std::string& name = "lower") const;
  // Every diagnostic as a person reads it, with the folder's own path left out.
  std::string messages(const Diagnostics& diagnostics, Language language) const;

 private:
  std::filesystem::path root_;
};

}  // namespace fenglu::policy

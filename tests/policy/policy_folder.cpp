#include "tests/policy/policy_folder.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

namespace fenglu::policy {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

PolicyFolder::PolicyFolder() {
  std::string name = (fs::temp_directory_path() / "fenglu-policy-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) ADD_FAILURE() << "no temporary folder";
  root_ = name;
  fs::copy(FENGLU_ROOT "/tests/policy/folders", root_, fs::copy_options::recursive);
}

PolicyFolder::~PolicyFolder() {
  std::error_code error;
  fs::remove_all(root_, error);
}

void PolicyFolder::edit(const std::string& file, std::string_view before, std::string_view after) {
  std::string text = contents(root_ / file);
  const std::size_t at = text.find(before);
  ASSERT_NE(at, std::string::npos) << file << " doesn't hold " << before;
  ASSERT_EQ(text.find(before, at + 1), std::string::npos) << file << " holds it twice: " << before;
  write(file, text.replace(at, before.size(), after));
}

void PolicyFolder::write(const std::string& file, std::string_view text) {
  fs::create_directories((root_ / file).parent_path());
  std::ofstream(root_ / file, std::ios::binary) << text;
}

void PolicyFolder::remove(const std::string& file) { fs::remove(root_ / file); }

Result<Policy> PolicyFolder::load(const std::string& name) const {
  return policy::load(root_ / name, {{root_ / "upper"}});
}

std::string PolicyFolder::messages(const Diagnostics& diagnostics, Language language) const {
  std::string out;
  for (const Diagnostic& diagnostic : diagnostics.all()) out += render(diagnostic, language) + "\n";
  const std::string prefix = root_.generic_string() + "/";
  for (std::size_t at = out.find(prefix); at != std::string::npos; at = out.find(prefix)) out.erase(at, prefix.size());
  return out;
}

}  // namespace fenglu::policy

// A policy by its folder or its name.
#include "engine/policy/load.hpp"

#include <dlfcn.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "engine/diagnostic/code.hpp"
#include "engine/library/prepared.hpp"

#ifndef FENGLU_TABLES_FOLDER
#define FENGLU_TABLES_FOLDER ""
#endif

namespace fenglu::library {
namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code none;
  return fs::is_directory(path, none);
}

// ../share/fenglu/tables beside this library, or beside the program that it is a part of.
fs::path beside_library() {
  Dl_info info = {};
  if (dladdr(reinterpret_cast<const void*>(&installed_tables), &info) == 0 || info.dli_fname == nullptr) return {};
  std::error_code none;
  fs::path folder = fs::weakly_canonical(info.dli_fname, none).parent_path();
  for (int up = 0; up < 3 && folder.has_relative_path(); ++up) {
    folder = folder.parent_path();
    if (is_folder(folder / "share/fenglu/tables")) return folder / "share/fenglu/tables";
  }
  return {};
}

std::vector<fs::path> search_folders(const LoadRequest& request) {
  std::vector<fs::path> folders(request.tables.begin(), request.tables.end());
  const char* listed = std::getenv("FENGLU_TABLES");
  std::string_view rest = listed != nullptr ? listed : "";
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    if (end > 0) folders.emplace_back(rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  if (const std::string installed = installed_tables(); !installed.empty()) folders.emplace_back(installed);
  return folders;
}

// The policies of a folder, and those in their own folders: "hebei", "hebei/xingtai".
void add_policies(const fs::path& folder, const std::string& above, std::vector<std::string>& names) {
  std::error_code none;
  for (const auto& entry : fs::directory_iterator(folder, none)) {
    if (!fs::exists(entry.path() / "policy.json", none)) continue;
    names.push_back(above + entry.path().filename().string());
    add_policies(entry.path(), names.back() + "/", names);
  }
}

Diagnostic no_such_policy(const std::string& name, const std::vector<fs::path>& folders) {
  std::vector<std::string> known;
  for (const fs::path& folder : folders) add_policies(folder, "", known);
  std::sort(known.begin(), known.end());
  known.erase(std::unique(known.begin(), known.end()), known.end());
  const std::string near = nearest_name(name, known);
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  Text mend{"写含有 policy.json 的文件夹的路径", "give the path of the folder that holds its policy.json"};
  if (!all.empty()) mend = {mend.zh + "，或其中之一：" + all, mend.en + ", or one of " + all};
  if (!near.empty()) mend = {"最接近的是 " + near, "the nearest is " + near};
  return {Code::no_such_policy, {}, {"'" + name + "'", mend}};
}

// As the command line finds it: a folder as it is, else a name, which may lead into a policy's own folder.
Result<fs::path> find_policy(const std::string& name, const std::vector<fs::path>& folders) {
  if (!name.empty() && is_folder(name)) return fs::path(name);
  const bool is_name = !name.empty() && name[0] != '.' && name[0] != '/';
  for (const fs::path& folder : folders) {
    if (is_name && is_folder(folder / name)) return folder / name;
  }
  return no_such_policy(name, folders);
}

}  // namespace

std::string installed_tables() {
  if (const fs::path beside = beside_library(); !beside.empty()) return beside.string();
  return is_folder(FENGLU_TABLES_FOLDER) ? FENGLU_TABLES_FOLDER : "";
}

Result<SharedPolicy> load(const LoadRequest& request) {
  const std::vector<fs::path> folders = search_folders(request);
  const Result<fs::path> path = find_policy(request.name, folders);
  if (!path) return path.diagnostics();
  Result<policy::Policy> loaded = policy::load(*path, {.search = folders});
  if (!loaded) return std::move(loaded.diagnostics());
  Diagnostics warnings = std::move(loaded.diagnostics());
  policy::Policy policy = std::move(*loaded);
  for (const std::string& what_if : request.what_ifs) {
    Result<policy::Policy> moved = policy::with_value(std::move(policy), what_if);
    if (!moved) return std::move(moved.diagnostics());
    warnings.add(std::move(moved.diagnostics()));
    policy = std::move(*moved);
  }
  return {std::make_shared<const policy::Policy>(std::move(policy)), std::move(warnings)};
}

}  // namespace fenglu::library

#include "app/policy_flags.hpp"

#include <algorithm>
#include <cstdlib>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::app {

namespace {

namespace fs = std::filesystem;

bool is_folder(const fs::path& path) {
  std::error_code none;
  return fs::is_directory(path, none);
}

void add_folders(std::string_view list, std::vector<fs::path>& folders) {
  while (!list.empty()) {
    const std::size_t end = std::min(list.find(':'), list.size());
    if (end > 0) folders.emplace_back(std::string(list.substr(0, end)));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
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

std::vector<std::string> policies_in(const std::vector<fs::path>& folders) {
  std::vector<std::string> names;
  for (const fs::path& folder : folders) add_policies(folder, "", names);
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

Text where_to_look(const std::string& name, const std::vector<fs::path>& folders) {
  const std::vector<std::string> known = policies_in(folders);
  const std::string near = nearest_name(name, known);
  if (!near.empty()) return {"最接近的是 " + near, "the nearest is " + near};
  std::string all;
  for (const std::string& one : known) all += (all.empty() ? "" : ", ") + one;
  if (!all.empty()) return {"写文件夹的路径，或其中之一：" + all, "give the path of its folder, or one of " + all};
  return {"写含有 policy.json 的文件夹的路径，或用 --tables 指明政策所在的文件夹",
          "give the path of the folder that holds its policy.json, or say where policies are with --tables"};
}

}  // namespace

void add_policy_flags(Verb& verb, PolicyFlags& flags, bool what_if) {
  verb.word("POLICY", flags.policy,
            {"政策：含有 policy.json 的文件夹，或一个名称", "the policy: a folder that holds policy.json, or a name"});
  verb.values("--tables", flags.tables, "DIR",
              {"按名称查找政策的文件夹（也可用 FENGLU_TABLES）",
               "where policies are looked for by name (FENGLU_TABLES does it too)"});
  if (!what_if) return;
  verb.values(
      "--set", flags.sets, "NAME=VALUE",
      {"假设一个参数取此值；NAME@2027-07-01=VALUE 自该日起；也可写 NAME*=1.06、NAME+=100、NAME-=100",
       "suppose that a parameter has this value; NAME@2027-07-01=VALUE from that day on; NAME*=1.06, NAME+=100, "
       "NAME-=100 move it"});
}

std::vector<fs::path> table_folders(const PolicyFlags& flags) {
  std::vector<fs::path> folders(flags.tables.begin(), flags.tables.end());
  const char* listed = std::getenv("FENGLU_TABLES");
  if (listed != nullptr) add_folders(listed, folders);
  std::error_code none;
  const fs::path command = fs::read_symlink("/proc/self/exe", none);
  const fs::path installed = command.parent_path().parent_path() / "share/fenglu/tables";
  if (!command.empty() && is_folder(installed)) folders.push_back(installed);
  return folders;
}

std::vector<std::string> policy_names(const PolicyFlags& flags) { return policies_in(table_folders(flags)); }

Result<fs::path> find_policy(const PolicyFlags& flags, const std::string& usage) {
  if (flags.policy.empty()) return Diagnostic{Code::missing_flag, {}, {"POLICY", usage}};
  const bool is_path = flags.policy.starts_with('.') || flags.policy.starts_with('/');
  if (is_folder(flags.policy)) return fs::path(flags.policy);
  const std::vector<fs::path> folders = table_folders(flags);
  for (const fs::path& folder : folders) {
    if (!is_path && is_folder(folder / flags.policy)) return folder / flags.policy;
  }
  return Diagnostic{Code::no_such_policy, {}, {"'" + flags.policy + "'", where_to_look(flags.policy, folders)}};
}

Result<std::unique_ptr<policy::Policy>> load_policy(const PolicyFlags& flags, const std::string& usage,
                                                    const std::optional<Day>& since, unsigned threads) {
  const Result<fs::path> path = find_policy(flags, usage);
  if (!path) return path.diagnostics();
  Result<policy::Policy> loaded = policy::load(*path, {.search = table_folders(flags), .threads = threads});
  if (!loaded) return std::move(loaded.diagnostics());
  Diagnostics warnings = std::move(loaded.diagnostics());
  auto policy = std::make_unique<policy::Policy>(std::move(*loaded));
  for (const std::string& what_if : flags.sets) {
    Result<policy::Policy> moved = policy::with_value(std::move(*policy), what_if, since);
    if (!moved) return std::move(moved.diagnostics());
    warnings.add(std::move(moved.diagnostics()));
    *policy = std::move(*moved);
  }
  return {std::move(policy), std::move(warnings)};
}

}  // namespace fenglu::app

#include "engine/policy/layers.hpp"

#include <algorithm>
#include <fstream>

#include "engine/diagnostic/code.hpp"
#include "engine/policy/fields.hpp"
#include "engine/policy/side_by_side.hpp"

namespace fenglu::policy {
namespace {

namespace fs = std::filesystem;

constexpr const char* header_name = "policy.json";

std::optional<std::string> contents(const fs::path& file) {
  std::error_code error;
  const std::uintmax_t size = fs::file_size(file, error);
  std::ifstream in(file, std::ios::binary);
  if (error || !in) return std::nullopt;
  std::string text(size, '\0');
  in.read(text.data(), static_cast<std::streamsize>(size));
  if (!in) return std::nullopt;
  return text;
}

std::unique_ptr<Document> read_document(const fs::path& file, Diagnostics& out) {
  std::optional<std::string> text = contents(file);
  if (!text) {
    out.add({Code::file_unreadable,
             {file.generic_string()},
             {file.generic_string(), Text{"无法打开", "it can't be opened"}}});
    return nullptr;
  }
  std::unique_ptr<Document> document = Document::parse(file.generic_string(), std::move(*text), out);
  if (document && !expect(document->root(), Json::Kind::object, out)) return nullptr;
  return document;
}

// In the order of the names' bytes, whatever the file system says.
std::vector<fs::path> table_files(const fs::path& directory) {
  std::vector<fs::path> out;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    const fs::path name = entry.path().filename();
    if (entry.is_regular_file(error) && name.extension() == ".json" && name != header_name) {
      out.push_back(directory / name);
    }
  }
  std::sort(out.begin(), out.end(), [](const fs::path& a, const fs::path& b) { return a.native() < b.native(); });
  return out;
}

bool is_policy(const fs::path& directory) {
  std::error_code error;
  return fs::is_regular_file(directory / header_name, error);
}

std::optional<Layer> read_layer(const fs::path& directory, unsigned threads, Diagnostics& out) {
  Layer layer;
  layer.directory = directory;
  layer.header = read_document(directory / header_name, out);
  if (!layer.header) return std::nullopt;
  const std::vector<fs::path> files = table_files(directory);
  std::vector<std::unique_ptr<Document>> documents(files.size());
  std::vector<Diagnostics> told(files.size());
  side_by_side(files.size(), threads, [&](std::size_t i) { documents[i] = read_document(files[i], told[i]); });
  for (std::size_t i = 0; i < files.size(); ++i) {
    out.add(std::move(told[i]));
    if (documents[i]) layer.tables.push_back(std::move(documents[i]));
  }
  return layer;
}

// "..", "../national", "/srv/tables/national": a path and nothing else. "hebei/xingtai" may be either.
bool is_path(const std::string& name) { return name.starts_with('.') || name.starts_with('/'); }

// Without a slash at its end, so that the folder has a name.
fs::path folder_of(const fs::path& path) {
  const fs::path normal = path.lexically_normal();
  return normal.has_filename() ? normal : normal.parent_path();
}

// The folder that "extends" means: a path from the layer's own, or a name in the folders of tables.
std::optional<fs::path> extended(const Layer& layer, const std::string& name, const LoadOptions& options) {
  if (is_path(name) || name.find('/') != std::string::npos) {
    // The file system says what is above a folder that was given as ".".
    std::error_code error;
    const fs::path own = layer.directory == "." ? fs::current_path(error) : layer.directory;
    const fs::path directory = folder_of(own / name);
    if (is_policy(directory)) return directory;
    if (is_path(name)) return std::nullopt;
  }
  for (const fs::path& folder : options.search) {
    if (is_policy(folder / name)) return (folder / name).lexically_normal();
  }
  return std::nullopt;
}

Text searched(const std::string& name, const LoadOptions& options) {
  if (is_path(name)) return {"路径从本政策的文件夹算起", "the path counts from this policy's own folder"};
  std::vector<std::string> folders;
  for (const fs::path& folder : options.search) folders.push_back(folder.generic_string());
  if (folders.empty()) return {"没有可查找的文件夹（--tables）", "there is no folder to search (--tables)"};
  return {"查找了 " + listed(folders), "searched in " + listed(folders)};
}

bool same_folder(const fs::path& a, const fs::path& b) {
  std::error_code error;
  return fs::equivalent(a, b, error);
}

std::string circle(const std::vector<Layer>& layers, const fs::path& again) {
  std::string out;
  for (const Layer& layer : layers) out += layer.directory.generic_string() + " -> ";
  return out + again.generic_string();
}

}  // namespace

std::vector<Layer> read_layers(const fs::path& directory, const LoadOptions& options, Diagnostics& out) {
  std::vector<Layer> layers;
  bool readable = true;
  fs::path next = folder_of(directory);
  if (!is_policy(next)) {
    out.add({Code::no_policy, {next.generic_string()}, {next.generic_string()}});
    return {};
  }
  while (true) {
    std::optional<Layer> layer = read_layer(next, options.threads, out);
    if (!layer) return {};
    readable = readable && layer->tables.size() == table_files(next).size();
    const Json* extends = layer->header->root().find("extends");
    layers.push_back(std::move(*layer));
    if (extends == nullptr || extends->kind != Json::Kind::string) break;
    const std::optional<fs::path> below = extended(layers.back(), extends->text, options);
    if (!below) {
      out.add(at(Code::extends_not_found, *extends, {extends->text, searched(extends->text, options)}));
      return {};
    }
    const auto met = [&](const Layer& one) { return same_folder(one.directory, *below); };
    if (std::any_of(layers.begin(), layers.end(), met)) {
      out.add(at(Code::extends_circular, *extends, {circle(layers, *below)}));
      return {};
    }
    next = *below;
  }
  if (!readable) return {};
  std::reverse(layers.begin(), layers.end());
  return layers;
}

void quote(const std::vector<Layer>& layers, Diagnostics& out) {
  std::map<std::string_view, const Document*> documents;
  for (const Layer& layer : layers) {
    documents[layer.header->file()] = layer.header.get();
    for (const std::unique_ptr<Document>& table : layer.tables) documents[table->file()] = table.get();
  }
  out.amend([&](Diagnostic& diagnostic) {
    const auto found = documents.find(diagnostic.place.file);
    if (diagnostic.source_line.empty() && found != documents.end()) found->second->quote(diagnostic);
  });
}

}  // namespace fenglu::policy

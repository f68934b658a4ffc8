// Layers: a policy's folder and the folders that it extends, read but not yet understood; lowest first.
#pragma once

#include "engine/policy/json_document.hpp"
#include "engine/policy/load.hpp"

namespace fenglu::policy {

struct Layer {
  std::string id;
  std::filesystem::path directory;                // as it is shown
  std::unique_ptr<Document> header;               // policy.json
  std::vector<std::unique_ptr<Document>> tables;  // every other file, in the order of their names
};

// Empty where a layer can't be reached or a file isn't JSON: all such files are reported, and nothing is made of the
// others, since half of the names would seem to be missing.
std::vector<Layer> read_layers(const std::filesystem::path& directory, const LoadOptions& options, Diagnostics& out);

// Shows the line under each diagnostic that only has its place.
void quote(const std::vector<Layer>& layers, Diagnostics& out);

}  // namespace fenglu::policy

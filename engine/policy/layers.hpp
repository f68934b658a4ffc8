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

// Empty where the lowest can't be reached: the reason is reported. Malformed files are reported and left out.
std::vector<Layer> read_layers(const std::filesystem::path& directory, const LoadOptions& options, Diagnostics& out);

}  // namespace fenglu::policy

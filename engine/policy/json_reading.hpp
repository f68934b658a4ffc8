// The SAX side of a document. nlohmann's events carry no places: a cursor walks over the text in step with them.
#pragma once

#include "engine/policy/json_document.hpp"

namespace fenglu::policy {

// False where the text isn't JSON; a key that stands twice and a number with a point are reported and read past.
bool read_json(const Document& document, Json& root, Diagnostics& out);

}  // namespace fenglu::policy

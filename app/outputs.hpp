// Outputs: everything that a run leaves behind, all at once or not at all.
#pragma once

#include "engine/roster/file.hpp"
#include "engine/roster/write.hpp"

namespace fenglu::app {

class Outputs {
 public:
  // A place that can't be written is known before anything is. The sink goes on with what was added last.
  bool add(const std::string& path, Diagnostics& out) {
    Result<std::size_t> file = files_.add(path);
    if (!file) out.add(std::move(file.diagnostics()));
    last_ = file ? *file : 0;
    return file.ok();
  }
  roster::Sink sink() {
    return [this, file = last_](std::string_view bytes) { files_.write(file, bytes); };
  }
  std::optional<Diagnostic> commit() { return files_.commit(); }

 private:
  roster::OutputFiles files_;
  std::size_t last_ = 0;
};

}  // namespace fenglu::app

// Progress: one line on a terminal, from the first second on; nothing in a pipe.
#pragma once

#include <chrono>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu::app {

class Progress {
 public:
  Progress(Text what, Language language);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void show(std::size_t done, std::size_t all);

 private:
  Text what_;
  Language language_;
  bool on_terminal_;
  bool shown_ = false;
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
  std::chrono::steady_clock::time_point last_ = begun_;
};

}  // namespace fenglu::app

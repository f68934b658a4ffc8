// Progress: one line on a terminal, from the first second on: what is being done, and how far it is. Nothing in a pipe.
//     Progress progress(language);
//     progress.stage({"读取", "reading"});
//     progress.show(done, all);                                        // where it can be told
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu::app {

class Progress {
 public:
  explicit Progress(Language language);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  void stage(const Text& what);
  // From any thread.
  void show(std::size_t done, std::size_t all);

 private:
  void tick();
  void draw(const std::string& what) const;

  Language language_;
  std::mutex mutex_;
  std::condition_variable ended_;
  bool over_ = false;
  std::string what_;
  std::atomic<std::size_t> percent_{0};
  std::thread ticker_;  // only on a terminal
};

}  // namespace fenglu::app

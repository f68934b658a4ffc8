#include "app/progress.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>

namespace fenglu::app {

Progress::Progress(Language language) : language_(language) {
  if (isatty(STDERR_FILENO) != 0) ticker_ = std::thread([this] { tick(); });
}

Progress::~Progress() {
  if (!ticker_.joinable()) return;
  {
    const std::scoped_lock lock(mutex_);
    over_ = true;
  }
  ended_.notify_all();
  ticker_.join();
}

void Progress::stage(const Text& what) {
  const std::scoped_lock lock(mutex_);
  what_ = what.in(language_);
  percent_ = 0;
}

void Progress::show(std::size_t done, std::size_t all) { percent_ = all == 0 ? 0 : done * 100 / all; }

void Progress::tick() {
  using namespace std::chrono_literals;
  std::unique_lock lock(mutex_);
  if (ended_.wait_for(lock, 1s, [this] { return over_; })) return;
  do {
    draw(what_);
  } while (!ended_.wait_for(lock, 100ms, [this] { return over_; }));
  std::fputs("\r\033[K", stderr);
}

void Progress::draw(const std::string& what) const {
  const std::size_t percent = percent_;
  const std::string far = percent == 0 ? "..." : " " + std::to_string(percent) + " %";
  std::fprintf(stderr, "\r%s%s\033[K", what.c_str(), far.c_str());
  std::fflush(stderr);
}

}  // namespace fenglu::app

#include "app/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace fenglu::app {

Progress::Progress(Text what, Language language)
    : what_(std::move(what)), language_(language), on_terminal_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (shown_) std::fputs("\r\033[K", stderr);
}

void Progress::show(std::size_t done, std::size_t all) {
  using namespace std::chrono_literals;
  if (!on_terminal_ || all == 0) return;
  const auto now = std::chrono::steady_clock::now();
  if (now - begun_ < 1s || now - last_ < 100ms) return;
  last_ = now;
  shown_ = true;
  std::fprintf(stderr, "\r%s %zu %%\033[K", what_.in(language_).c_str(), done * 100 / all);
  std::fflush(stderr);
}

}  // namespace fenglu::app

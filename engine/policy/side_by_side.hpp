// side_by_side: work on things that know nothing of each other, on several threads.
//     side_by_side(sheets.size(), threads, [&](std::size_t i) { check(sheets[i], told[i]); });
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <vector>

namespace fenglu::policy {

// Calls act(0) ... act(count - 1), each once, in no order that can be relied on. What one of them throws is thrown.
template <class Act>
void side_by_side(std::size_t count, unsigned threads, const Act& act) {
  std::atomic<std::size_t> ticket{0};
  const auto work = [&] {
    for (std::size_t i = ticket++; i < count; i = ticket++) act(i);
  };
  std::vector<std::future<void>> others;
  for (std::size_t i = 1; i < std::min<std::size_t>(threads, count); ++i)
    others.push_back(std::async(std::launch::async, work));
  work();
  for (std::future<void>& other : others) other.get();
}

}  // namespace fenglu::policy

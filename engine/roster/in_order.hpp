// in_order: things made on several threads and taken one by one, in the order of their making.
//     InOrder<Piece, Block> blocks{[&] { return cutter.next(); }, read_and_pay, write};
//     blocks.run(threads);
#pragma once

#include <condition_variable>
#include <cstddef>
#include <exception>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace fenglu::roster {

template <class Piece, class Made>
class InOrder {
 public:
  // `next` and `take` are called by one thread at a time, `make` by each with its own number. No thread gets further
  // ahead of what is taken than a few pieces. What one of them throws is thrown by run().
  std::function<std::optional<Piece>()> next;
  std::function<Made(unsigned thread, const Piece& piece)> make;
  std::function<void(Made& made)> take;

  void run(unsigned threads) {
    ahead_ = 4 * static_cast<std::size_t>(threads);
    std::vector<std::thread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back([this, i] { work(i); });
    work(0);
    for (std::thread& other : others) other.join();
    if (failure_) std::rethrow_exception(failure_);
  }

 private:
  void work(unsigned thread) {
    try {
      std::size_t place = 0;
      while (const std::optional<Piece> piece = take_piece(place)) hand_over(place, make(thread, *piece));
    } catch (...) {
      const std::scoped_lock lock(mutex_);
      if (!failure_) failure_ = std::current_exception();
      moved_.notify_all();
    }
  }

  std::optional<Piece> take_piece(std::size_t& place) {
    std::unique_lock lock(mutex_);
    moved_.wait(lock, [this] { return failure_ || given_ < taken_ + ahead_; });
    if (failure_) return std::nullopt;
    std::optional<Piece> piece = next();
    if (piece) place = given_++;
    return piece;
  }

  // Whoever finds the next thing in its place takes it, and those that follow it.
  void hand_over(std::size_t place, Made made) {
    std::unique_lock lock(mutex_);
    waiting_.emplace(place, std::move(made));
    if (taking_) return;
    taking_ = true;
    for (auto found = waiting_.find(taken_); found != waiting_.end() && !failure_; found = waiting_.find(taken_)) {
      Made one = std::move(found->second);
      waiting_.erase(found);
      lock.unlock();
      take(one);
      lock.lock();
      ++taken_;
      moved_.notify_all();
    }
    taking_ = false;
  }

  std::mutex mutex_;
  std::condition_variable moved_;
  std::size_t given_ = 0;
  std::size_t taken_ = 0;
  std::size_t ahead_ = 1;
  bool taking_ = false;
  std::map<std::size_t, Made> waiting_;
  std::exception_ptr failure_;
};

}  // namespace fenglu::roster

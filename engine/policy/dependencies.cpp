#include "engine/policy/dependencies.hpp"

#include <algorithm>
#include <cstdint>

namespace fenglu::policy {
namespace {

enum class Mark : std::uint8_t { unseen, open, done };

// Depth first. `path` is the way from a root to the node in hand; meeting an open node closes a circle.
class Walk {
 public:
  explicit Walk(const std::vector<std::vector<int>>& needs)
      : needs_(needs), marks_(needs.size()), circular_(needs.size()) {}

  void visit(int node) {
    Mark& mark = marks_[static_cast<std::size_t>(node)];
    if (mark == Mark::open) close_circle(node);
    if (mark != Mark::unseen) return;
    mark = Mark::open;
    path_.push_back(node);
    for (const int need : needs_[static_cast<std::size_t>(node)]) visit(need);
    path_.pop_back();
    marks_[static_cast<std::size_t>(node)] = Mark::done;
    if (!circular_[static_cast<std::size_t>(node)]) result_.order.push_back(node);
  }

  Order take() { return std::move(result_); }

 private:
  void close_circle(int node) {
    const auto begin = std::find(path_.begin(), path_.end(), node);
    std::vector<int> circle(begin, path_.end());
    const auto is_new = [&](int one) { return !circular_[static_cast<std::size_t>(one)]; };
    // A second circle through the same nodes goes away with the first, or is shown when that is mended.
    const bool shown = std::none_of(circle.begin(), circle.end(), is_new);
    for (const int one : circle) circular_[static_cast<std::size_t>(one)] = true;
    if (!shown) result_.circles.push_back(std::move(circle));
  }

  const std::vector<std::vector<int>>& needs_;
  std::vector<Mark> marks_;
  std::vector<char> circular_;
  std::vector<int> path_;
  Order result_;
};

}  // namespace

Order order_of(const std::vector<std::vector<int>>& needs) {
  Walk walk(needs);
  for (std::size_t i = 0; i < needs.size(); ++i) walk.visit(static_cast<int>(i));
  return walk.take();
}

}  // namespace fenglu::policy

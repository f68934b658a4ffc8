// Blend: a world between two others, moved from the one to the other a step at a time, and worked out after each.
#pragma once

#include "engine/comparison/joint_roster.hpp"

namespace fenglu::comparison {

// One thing that can be moved by itself.
struct Move {
  Cause::Of of = Cause::Of::rest;
  int index = -1;  // of the joint policy's facts, items or parameters
};

class Blend {
 public:
  // Everything stands as it was, as far as it can be said in the later world's words. `before` and `after` must outlive
  // it.
  Blend(const World& before, const World& after, const std::vector<Person>& people, const std::vector<Figure>& figures,
        bool same_policy, unsigned threads);

  // In the order in which they are to be made.
  std::vector<Move> moves() const;
  void make(const Move& move);
  // What a move is called, and what it changes.
  Cause cause_of(const Move& move) const;

  // Lanes by figure, then by row of people().
  struct Lanes {
    std::vector<std::vector<std::int64_t>> figures;
    std::vector<char> refused;  // rows of which no figure can be had here
  };
  // Nothing: the blend can't be worked out as it stands: a formula that reads what isn't there yet, a range beyond what
  // was proven.
  std::optional<Lanes> work_out() const;
  const std::vector<std::size_t>& people() const { return roster_.people(); }

 private:
  std::vector<int> items_to_move() const;
  const policy::Item& item(int index) const {
    return joint_.policy.sheets.front().items[static_cast<std::size_t>(index)];
  }
  std::vector<Cause::Change> changes_of(int parameter) const;
  std::optional<policy::Policy> policy_now() const;
  plan::Request request() const;
  int place_of(const Figure& figure) const;
  Lanes lanes_of(const plan::Plan& plan, const run::Results& results) const;

  const std::vector<Figure>& figures_;
  const World& before_;
  const World& after_;
  Joint joint_;
  JointRoster roster_;
  Pins pins_;
  unsigned threads_;
};

}  // namespace fenglu::comparison

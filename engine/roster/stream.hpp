// stream: a roster read, joined to its opening, paid and handed on block by block, on several threads: only a few
// blocks and the keys are in memory, whatever the number of rows. What comes of it is what read(), read_opening(),
// check_opening() and run::run() come to for the whole roster; plans that need the whole roster at once can't stream.
#pragma once

#include <memory>

#include "engine/roster/opening.hpp"

namespace fenglu::roster {

// What became of a block, in the receiver's own terms.
struct BlockNotes {
  virtual ~BlockNotes() = default;
};

class BlockReceiver {
 public:
  virtual ~BlockReceiver() = default;
  // A block without a fault. Called on the block's own thread, several at a time.
  virtual std::unique_ptr<BlockNotes> look(const run::Table& table, const run::Results& results) = 0;
  // In the order of the rows, by one thread at a time; no more once anything was wrong. `done` of `all` bytes of the
  // roster are behind it.
  virtual void take(BlockNotes& notes, std::size_t done, std::size_t all) = 0;
};

struct StreamOptions {
  unsigned threads = 1;
  std::size_t block_bytes = std::size_t{1} << 17;  // of the roster's text
  Opening* opening = nullptr;                      // joined by key; where it has faults, rows are only checked
  bool opening_due = false;                        // check_opening() is asked for
  std::set<int> texts;                             // text facts that the receiver looks at
  bool check_only = false;                         // the receiver is not called
};

// Errors are told as if the whole roster had been read first, then its opening checked, then the rows paid: where one
// list has errors, the later ones mean nothing.
struct Streamed {
  std::size_t rows = 0;
  Diagnostics reading;          // warnings too
  Diagnostics openings;         // opening-missing
  Diagnostics refusals;         // rows that the policy refuses
  bool on_false_trust = false;  // the document isn't like its beginning: the rest means nothing
};

// Whether a roster can be streamed for a plan: nothing is worked out across rows, no item is a text, and lines end in
// line feeds.
bool can_stream(const Document& document, const plan::Plan& plan);

// Requires can_stream().
Streamed stream(const Document& document, const Layout& layout, const plan::Plan& plan, const StreamOptions& options,
                BlockReceiver& receiver);

}  // namespace fenglu::roster

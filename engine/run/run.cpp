#include "engine/run/run.hpp"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <mutex>
#include <thread>

#include "engine/run/apportion.hpp"
#include "engine/run/session.hpp"

namespace fenglu::run {

namespace {

constexpr std::size_t block_rows = 16 * batch_rows;

// Progress, told from one thread at a time.
class Meter {
 public:
  Meter(const Options& options, std::size_t rows) : options_(options), rows_(rows) {}
  void done(std::size_t rows) {
    if (!options_.progress) return;
    const std::scoped_lock lock(mutex_);
    done_ += rows;
    options_.progress(done_, rows_);
  }

 private:
  const Options& options_;
  std::size_t rows_;
  std::size_t done_ = 0;
  std::mutex mutex_;
};

// Blocks of rows by ticket, on as many threads as asked for. `work(session, first, last)`.
template <class Work>
void over_blocks(std::size_t rows, unsigned threads, std::vector<Session>& sessions, const Work& work) {
  std::atomic<std::size_t> ticket{0};
  const auto loop = [&](Session& session) {
    for (std::size_t block = ticket++; block * block_rows < rows; block = ticket++) {
      work(session, block * block_rows, std::min(rows, (block + 1) * block_rows));
    }
  };
  std::vector<std::thread> others;
  for (unsigned i = 1; i < threads; ++i) others.emplace_back(loop, std::ref(sessions[i]));
  loop(sessions[0]);
  for (std::thread& other : others) other.join();
}

std::vector<Session> open_sessions(const plan::Plan& plan, std::size_t stage, const Table& table, State& state,
                                   unsigned threads, const KernelTable& kernels) {
  std::vector<Session> sessions;
  sessions.reserve(threads);
  for (unsigned i = 0; i < threads; ++i) sessions.emplace_back(plan, stage, table, state, kernels);
  return sessions;
}

void reduce(const plan::Plan& plan, std::size_t stage, const Table& table, State& state, const Options& options,
            const KernelTable& kernels) {
  const plan::Stage& of = plan.program.stages[stage];
  for (const plan::Apportionment& one : of.apportionments) {
    state.weights[static_cast<std::size_t>(one.share)].resize(table.rows);
  }
  std::vector<Session> sessions = open_sessions(plan, stage, table, state, options.threads, kernels);
  over_blocks(table.rows, options.threads, sessions, [](Session& session, std::size_t first, std::size_t last) {
    for (std::size_t row = first; row < last; row += batch_rows) {
      session.compute(row, std::min(batch_rows, last - row));
      session.accumulate();
      session.keep_weights(row);
    }
  });
  for (const Session& session : sessions) session.merge_into(state);
  for (const plan::Apportionment& one : of.apportionments) {
    const auto at = static_cast<std::size_t>(one.share);
    state.shares[at] = apportion(state.totals[at], state.weights[at], table.keys);
  }
}

void check_rows(const plan::Program& program, Session& session, std::size_t first, std::size_t rows,
                std::vector<Refusal>& found) {
  for (const plan::Refuse& refuse : program.refusals) {
    const auto* flags = static_cast<const std::int64_t*>(session.lanes(refuse.flag));
    for (std::size_t row = 0; row < rows; ++row) {
      if (flags[row] != 0) found.push_back({first + row, refuse.rule, refuse.parameter});
    }
  }
}

// Columns that are an input or a constant have no register of their own to be written to.
void copy_outputs(const plan::Program& program, Session& session, std::size_t first, std::size_t rows,
                  Results& results) {
  for (std::size_t column = 0; column < program.outputs.size(); ++column) {
    const void* from = session.lanes(program.outputs[column]);
    std::int64_t* to = results.columns[column].data() + first;
    if (from != to) std::memcpy(to, from, rows * sizeof(std::int64_t));
  }
}

void finish(const plan::Plan& plan, const Table& table, State& state, const Options& options,
            const KernelTable& kernels, Results& results) {
  const std::size_t stage = plan.program.stages.size() - 1;
  std::vector<Session> sessions = open_sessions(plan, stage, table, state, options.threads, kernels);
  for (Session& session : sessions) session.write_to(results.columns);
  Meter meter(options, table.rows);
  std::mutex mutex;
  over_blocks(table.rows, options.threads, sessions, [&](Session& session, std::size_t first, std::size_t last) {
    std::vector<Refusal> refused;
    for (std::size_t row = first; row < last; row += batch_rows) {
      const std::size_t rows = std::min(batch_rows, last - row);
      session.compute(row, rows);
      copy_outputs(plan.program, session, row, rows, results);
      check_rows(plan.program, session, row, rows, refused);
    }
    if (!refused.empty()) {
      const std::scoped_lock lock(mutex);
      results.refusals.insert(results.refusals.end(), refused.begin(), refused.end());
    }
    meter.done(last - first);
  });
  std::stable_sort(results.refusals.begin(), results.refusals.end(), [](const Refusal& a, const Refusal& b) {
    return std::tie(a.row, a.rule, a.parameter) < std::tie(b.row, b.rule, b.parameter);
  });
}

}  // namespace

Results run(const plan::Plan& plan, const Table& table, const Options& asked) {
  Options options = asked;
  const std::size_t blocks = (table.rows + block_rows - 1) / block_rows;
  options.threads = static_cast<unsigned>(std::clamp<std::size_t>(asked.threads, 1, std::max<std::size_t>(blocks, 1)));
  const KernelTable& kernels = asked.kernels != nullptr ? *asked.kernels : portable_kernels();
  Results results;
  results.columns.assign(plan.items.size(), std::vector<std::int64_t>(table.rows));
  State state(plan.program);
  for (std::size_t stage = 0; stage + 1 < plan.program.stages.size(); ++stage) {
    reduce(plan, stage, table, state, options, kernels);
  }
  finish(plan, table, state, options, kernels, results);
  return results;
}

}  // namespace fenglu::run

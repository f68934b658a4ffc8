#include "engine/run/run.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include "engine/run/apportion.hpp"
#include "engine/run/session.hpp"

namespace fenglu::run {

namespace {

constexpr std::size_t block_rows = 8192;

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

// Blocks of rows by ticket, a session a thread, batch by batch: `each(worker, session, first)` after a batch was
// computed.
template <class Each>
void over_batches(std::size_t rows, std::vector<Session>& sessions, const Each& each) {
  std::atomic<std::size_t> ticket{0};
  const auto loop = [&](std::size_t worker) {
    Session& session = sessions[worker];
    for (std::size_t block = ticket++; block * block_rows < rows; block = ticket++) {
      const std::size_t last = std::min(rows, (block + 1) * block_rows);
      for (std::size_t row = block * block_rows; row < last; row += session.batch_rows()) {
        session.compute(row, std::min(session.batch_rows(), last - row));
        each(worker, session, row);
      }
    }
  };
  std::vector<std::thread> others;
  for (std::size_t i = 1; i < sessions.size(); ++i) others.emplace_back(loop, i);
  loop(0);
  for (std::thread& other : others) other.join();
}

std::vector<Session> open_sessions(const plan::Plan& plan, std::size_t stage, const Table& table, State& state,
                                   const Options& options, ResultsIn results) {
  std::vector<Session> sessions;
  sessions.reserve(options.threads);
  for (unsigned i = 0; i < options.threads; ++i)
    sessions.emplace_back(plan, stage, table, state, *options.kernels, options.batch_rows, results);
  return sessions;
}

void reduce(const plan::Plan& plan, std::size_t stage, const Table& table, State& state, const Options& options) {
  const plan::Stage& of = plan.program.stages[stage];
  for (const plan::Apportionment& one : of.apportionments) {
    state.weights[static_cast<std::size_t>(one.share)].resize(table.rows);
  }
  std::vector<Session> sessions = open_sessions(plan, stage, table, state, options, ResultsIn::registers);
  over_batches(table.rows, sessions, [](std::size_t, Session& session, std::size_t first) {
    session.accumulate();
    session.keep_weights(first);
  });
  for (const Session& session : sessions) session.merge_into(state);
  for (const plan::Apportionment& one : of.apportionments) {
    const auto at = static_cast<std::size_t>(one.share);
    state.shares[at] = apportion(state.totals[at], state.weights[at], table.keys);
  }
}

template <class Lane>
void find_refused(const Lane* flags, std::size_t rows, Refusal refusal, std::vector<Refusal>& found) {
  const std::size_t first = refusal.row;
  for (std::size_t row = 0; row < rows; ++row) {
    refusal.row = first + row;
    if (flags[row] != 0) found.push_back(refusal);
  }
}

void check_rows(const plan::Program& program, const Session& session, std::size_t first, std::vector<Refusal>& found) {
  for (const plan::Refuse& refuse : program.refusals) {
    const Refusal refusal{first, refuse.rule, refuse.parameter};
    const void* flags = session.lanes(refuse.flag);
    if (session.lane_of(refuse.flag) == plan::Lane::i32)
      find_refused(static_cast<const std::int32_t*>(flags), session.rows(), refusal, found);
    else
      find_refused(static_cast<const std::int64_t*>(flags), session.rows(), refusal, found);
  }
}

Options settled(const Options& asked, std::size_t rows, std::size_t batch_rows = default_batch_rows) {
  Options options = asked;
  if (options.batch_rows == 0) options.batch_rows = batch_rows;
  const std::size_t blocks = (rows + block_rows - 1) / block_rows;
  options.threads = static_cast<unsigned>(std::clamp<std::size_t>(asked.threads, 1, std::max<std::size_t>(blocks, 1)));
  if (options.kernels == nullptr) options.kernels = &kernels(best_level());
  return options;
}

// The last stage; `each(worker, session)` sees every batch.
template <class Each>
std::vector<Refusal> run_last(const plan::Plan& plan, const Table& table, const Options& options,
                              std::vector<Session>& sessions, const Each& each) {
  std::vector<std::vector<Refusal>> refused(sessions.size());
  Meter meter(options, table.rows);
  over_batches(table.rows, sessions, [&](std::size_t worker, Session& session, std::size_t first) {
    check_rows(plan.program, session, first, refused[worker]);
    each(worker, session);
    meter.done(session.rows());
  });
  std::vector<Refusal> all;
  for (const auto& some : refused) all.insert(all.end(), some.begin(), some.end());
  std::stable_sort(all.begin(), all.end(), [](const Refusal& a, const Refusal& b) {
    return std::tie(a.row, a.rule, a.parameter) < std::tie(b.row, b.rule, b.parameter);
  });
  return all;
}

// All stages.
template <class Open, class Each>
std::vector<Refusal> run_stages(const plan::Plan& plan, const Table& table, const Options& options, ResultsIn results,
                                const Open& open, const Each& each) {
  State state(plan.program);
  const std::size_t last = plan.program.stages.size() - 1;
  for (std::size_t stage = 0; stage < last; ++stage) reduce(plan, stage, table, state, options);
  std::vector<Session> sessions = open_sessions(plan, last, table, state, options, results);
  for (Session& session : sessions) open(session);
  return run_last(plan, table, options, sessions, each);
}

// A place of 64 bits for each of the plan's items.
std::vector<Output> places_for(const plan::Plan& plan, std::size_t rows, Results& results) {
  results.columns.resize(plan.items.size());
  std::vector<Output> outputs;
  for (auto& column : results.columns) {
    column.resize(rows);
    outputs.push_back({column.data(), Storage::i64, false});
  }
  return outputs;
}

}  // namespace

std::vector<Refusal> run_into(const plan::Plan& plan, const Table& table, const std::vector<Output>& outputs,
                              const Options& asked) {
  const auto leaves = [](const Output& output) { return output.lanes != nullptr && output.past_caches; };
  const bool any_leaves = std::any_of(outputs.begin(), outputs.end(), leaves);
  return run_stages(
      plan, table, settled(asked, table.rows, any_leaves ? leaving_batch_rows : default_batch_rows), ResultsIn::outputs,
      [&](Session& session) { session.store_to(outputs); }, [](std::size_t, const Session&) {});
}

Results run(const plan::Plan& plan, const Table& table, const Options& options) {
  Results results;
  results.refusals = run_into(plan, table, places_for(plan, table.rows, results), options);
  return results;
}

Rerun::Rerun(const plan::Plan& plan, const Table& table) : plan_(plan), table_(table), state_(plan.program) {}

const Results& Rerun::run() {
  const std::vector<Output> outputs = places_for(plan_, table_.rows, results_);
  if (plan_.program.stages.size() > 1) {
    results_.refusals = run_into(plan_, table_, outputs);
    return results_;
  }
  const Options options = settled({}, table_.rows);
  if (sessions_.empty())
    sessions_ = open_sessions(plan_, 0, table_, state_, options, ResultsIn::outputs);
  else
    sessions_.front().look_again();
  sessions_.front().store_to(outputs);
  results_.refusals = run_last(plan_, table_, options, sessions_, [](std::size_t, const Session&) {});
  return results_;
}

ItemSums add_items(const plan::Plan& plan, const Table& table, const Options& asked) {
  const Options options = settled(asked, table.rows);
  std::vector<std::vector<Int128>> sums(options.threads, std::vector<Int128>(plan.items.size(), 0));
  ItemSums made;
  made.refusals = run_stages(
      plan, table, options, ResultsIn::registers, [](Session&) {},
      [&](std::size_t worker, const Session& session) {
        for (std::size_t i = 0; i < plan.items.size(); ++i) sums[worker][i] += session.total(plan.program.outputs[i]);
      });
  made.items.assign(plan.items.size(), 0);
  for (const auto& some : sums) {
    for (std::size_t i = 0; i < some.size(); ++i) made.items[i] += some[i];
  }
  return made;
}

const std::string& text_of(const plan::Plan& plan, const Table& table, std::int64_t code) {
  return code < 0 ? plan.texts.at(static_cast<std::size_t>(-1 - code)) : table.texts.at(static_cast<std::size_t>(code));
}

Storage storage_for(const Interval& lanes) {
  const auto fits = [&](std::int64_t end) { return lanes.low >= -end - 1 && lanes.high <= end; };
  if (fits(INT8_MAX)) return Storage::i8;
  if (fits(INT16_MAX)) return Storage::i16;
  return fits(INT32_MAX) ? Storage::i32 : Storage::i64;
}

}  // namespace fenglu::run

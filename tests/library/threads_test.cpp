// One policy, one plan, one roster, one result, and threads that use them all at once: what fenglu.h says of threads.
// Run under the thread sanitizer by `./dev test --all`.
#include <atomic>
#include <thread>

#include "tests/library/staff.hpp"

namespace fenglu::test {
namespace {

constexpr int threads = 4;
constexpr int rounds = 5;

// What one call after the other came to.
struct Said {
  std::string text;
  fenglu_error error = FENGLU_ERROR_INIT;
  char* given = nullptr;
  void take(fenglu_status status) {
    ASSERT_EQ(status, FENGLU_OK) << error.reason;
    text += given;
    fenglu_text_free(given);
  }
};

class Threads : public Shanghai {
 protected:
  void SetUp() override {
    Shanghai::SetUp();
    add_staff(batch_);
    ASSERT_EQ(read(batch_), FENGLU_OK) << reason();
    ASSERT_EQ(run(), FENGLU_OK) << reason();
  }

  // Every function that takes a handle and gives something out.
  std::string use_everything() const {
    Said said;
    fenglu_show_options show = FENGLU_SHOW_OPTIONS_INIT;
    show.month = "2025-01";
    said.take(fenglu_policy_show(policy, &show, &said.given, &said.error));
    said.take(fenglu_policy_schema(policy, nullptr, &said.given, &said.error));
    said.take(fenglu_plan_describe(january, &said.given, &said.error));
    said.take(
        fenglu_plan_explain(january, roster, fenglu_roster_find(roster, "SH2"), nullptr, &said.given, &said.error));
    fenglu_plan* plan = nullptr;
    fenglu_plan_options options = FENGLU_PLAN_OPTIONS_INIT;
    options.month = "2025-01";
    EXPECT_EQ(fenglu_plan_compile(policy, &options, &plan, &said.error), FENGLU_OK);
    fenglu_plan_destroy(plan);
    return said.text + pay();
  }

  std::string pay() const {
    fenglu_result* own = nullptr;
    EXPECT_EQ(fenglu_plan_run(january, roster, 2, &own, nullptr), FENGLU_OK);
    std::string out;
    for (const fenglu_result* one :
         {static_cast<const fenglu_result*>(own), static_cast<const fenglu_result*>(result)}) {
      ArrowArrayStream stream = {};
      EXPECT_EQ(fenglu_result_to_stream(one, nullptr, &stream, nullptr), FENGLU_OK);
      ArrowArray rows = {};
      EXPECT_EQ(stream.get_next(&stream, &rows), 0);
      for (std::int64_t column = 1; column < rows.n_children; ++column) {
        out.append(static_cast<const char*>(rows.children[column]->buffers[1]), 3);
      }
      rows.release(&rows);
      stream.release(&stream);
    }
    fenglu_result_destroy(own);
    return out;
  }

 private:
  Batch batch_{3};
};

TEST_F(Threads, ShareEveryHandle) {
  const std::string alone = use_everything();
  std::atomic<int> differing{0};
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&] {
      for (int round = 0; round < rounds; ++round) differing += use_everything() == alone ? 0 : 1;
    });
  }
  for (std::thread& one : all) one.join();
  EXPECT_EQ(differing, 0);
}

TEST_F(Threads, LoadPoliciesOfTheirOwn) {
  std::atomic<int> wrong{0};
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i) {
    all.emplace_back([&wrong, i] {
      const std::string what_if = "pension.employee_rate=0.0" + std::to_string(5 + i);
      const char* what_ifs[] = {what_if.c_str()};
      fenglu_load_options options = FENGLU_LOAD_OPTIONS_INIT;
      options.what_ifs = what_ifs;
      options.what_if_count = 1;
      fenglu_policy* own = nullptr;
      fenglu_show_options show = FENGLU_SHOW_OPTIONS_INIT;
      show.month = "2025-01";
      char* text = nullptr;
      wrong += fenglu_policy_load(FENGLU_ABI_VERSION, FENGLU_ROOT "/tables/shanghai", &options, &own, nullptr);
      wrong += fenglu_policy_show(own, &show, &text, nullptr);
      wrong += std::string(text).find("\"value\": \"0.0" + std::to_string(5 + i) + "\"") == std::string::npos ? 1 : 0;
      fenglu_text_free(text);
      fenglu_policy_destroy(own);
    });
  }
  for (std::thread& one : all) one.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace fenglu::test

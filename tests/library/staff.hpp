// Staff: three people whom Shanghai's payroll of January 2025 knows, and the handles around them.
#pragma once

#include <gtest/gtest.h>

#include "tests/library/batch.hpp"

namespace fenglu::test {

// The policy of tables/shanghai, its payroll of a month, and how calls ended.
class Shanghai : public ::testing::Test {
 protected:
  static void SetUpTestSuite();
  static void TearDownTestSuite();
  void SetUp() override;

  // The three of them: SH1, SH2, SH3.
  static void add_staff(Batch& batch);
  fenglu_status read(Batch& batch, int money = FENGLU_MONEY_DECIMAL);
  fenglu_status run(unsigned threads = 1);
  void TearDown() override;
  // The fen of an item's column, and the reason of the last error.
  std::vector<std::int64_t> fen(const std::string& item);
  std::string reason() const { return error.reason; }

  static fenglu_policy* policy;
  static fenglu_plan* january;
  fenglu_error error = FENGLU_ERROR_INIT;
  std::vector<char> list = std::vector<char>(1 << 16);
  fenglu_roster* roster = nullptr;
  fenglu_result* result = nullptr;
};

}  // namespace fenglu::test

// The proof of a plan: each tier's bound, at the bound and one beyond; a range that is doubled changes the tier.
#include "engine/plan/proof.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "engine/policy/load.hpp"

namespace fenglu::plan {
namespace {

namespace fs = std::filesystem;

const char* const header = R"json({"id": "small", "title": {"zh": "小", "en": "small"}, "language": 1,
    "sources": {"here": {"title": {"zh": "此处", "en": "here"}, "seen": "none"}}, "categories": {}})json";

const char* const parameters = R"json({"rate": {"title": {"zh": "率", "en": "rate"}, "unit": "rate", "values": [
    {"from": "2020-01-01", "value": "0.16", "source": "here", "status": "illustrative"}]}})json";

const char* const sheet =
    R"json({"sheet": "pay", "title": {"zh": "表", "en": "sheet"}, "read_on": "month.first", "facts": {
    "id": {"title": {"zh": "号", "en": "id"}, "type": "text", "key": true},
    "pay": {"title": {"zh": "薪", "en": "pay"}, "type": "money", "range": ["0", "HIGH"]}}, "items": {
    "x": {"title": {"zh": "项", "en": "x"}, "kind": "base", "formula": "round(pay * rate, fen)", "source": "here"}}})json";

// One fact, one item: round(pay * 0.16, fen), pay up to `high`.
policy::Policy load(const std::string& high) {
  const fs::path folder = fs::temp_directory_path() / ("fenglu-proof-" + std::to_string(::getpid()));
  fs::create_directories(folder);
  std::string text = sheet;
  text.replace(text.find("HIGH"), 4, high);
  std::ofstream(folder / "policy.json") << header;
  std::ofstream(folder / "parameters.json") << parameters;
  std::ofstream(folder / "sheet.json") << text;
  auto policy = policy::load(folder);
  fs::remove_all(folder);
  EXPECT_TRUE(policy);
  return std::move(*policy);
}

Proof proof(const std::string& high) {
  const policy::Policy policy = load(high);
  Request request;
  request.month = Month::make(2025, 1);
  const auto proofs = prove(policy, request);
  EXPECT_TRUE(proofs);
  return proofs->at(0);
}

struct Bound {
  const char* high;
  Tier tier;
  Lane lane;
  const char* reason;
};

TEST(Proof, SaysByWhichInequalityARoundingIsExact) {
  const Bound bounds[] = {
      {"9999999.99", Tier::fused, Lane::i32, "2 * 999999999 * 4 + 25 = 8000000017 < 2^51"},
      // the last fen for which one multiplication is exact, and the first for which it isn't proven
      {"2814749767106.52", Tier::fused, Lane::i64, "2 * 281474976710652 * 4 + 25 = 2251799813685241 < 2^51"},
      {"2814749767106.53", Tier::corrected, Lane::i64, "2 * 281474976710653 * 4 + 2 * 25 = 2251799813685274 < 2^63"},
      {"5629499534213.04", Tier::corrected, Lane::i64, "2 * 562949953421304 * 4 + 2 * 25 = 4503599627370482 < 2^63"},
      {"90000000000000000", Tier::wide, Lane::i64,
       "2 * 9000000000000000000 * 4 + 2 * 25 = 72000000000000000050 < 2^127"},
  };
  for (const Bound& bound : bounds) {
    const Proof found = proof(bound.high);
    ASSERT_EQ(found.rounds.size(), 1U) << bound.high;
    EXPECT_EQ(found.rounds[0].tier, bound.tier) << bound.high;
    EXPECT_EQ(found.rounds[0].reason, bound.reason);
    EXPECT_EQ(found.lane, bound.lane) << bound.high;
  }
}

TEST(Proof, ADoubledRangeChangesTheTier) {
  EXPECT_EQ(proof("2814749767106.52").rounds[0].tier, Tier::fused);
  EXPECT_EQ(proof("5629499534213.04").rounds[0].tier, Tier::corrected);
}

}  // namespace
}  // namespace fenglu::plan

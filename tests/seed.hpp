// Random numbers of property tests: the same on every machine, replayable.
// Example:
//     Seeded random("rounding is idempotent");             // FENGLU_SEED=42 tries another run
//     SCOPED_TRACE(random.trace());
//     const std::int64_t x = random.between(-1000, 1000);
#pragma once

#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <utility>

namespace fenglu {

class Seeded {
 public:
  explicit Seeded(std::string property) : property_(std::move(property)), seed_(chosen_seed()), engine_(seed_) {}
  std::string trace() const { return property_ + ": replay with FENGLU_SEED=" + std::to_string(seed_); }
  std::uint64_t bits() { return engine_(); }
  // Both ends included. By remainder: std's distributions differ from library to library.
  std::int64_t between(std::int64_t low, std::int64_t high) {
    const std::uint64_t width = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low) + 1;
    const std::uint64_t offset = width == 0 ? engine_() : engine_() % width;
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(low) + offset);
  }

 private:
  static std::uint64_t chosen_seed() {
    const char* given = std::getenv("FENGLU_SEED");
    return given == nullptr ? 20251001 : std::strtoull(given, nullptr, 10);
  }
  std::string property_;
  std::uint64_t seed_;
  std::mt19937_64 engine_;
};

}  // namespace fenglu

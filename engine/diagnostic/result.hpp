// Result<T>: a value, or the diagnostics that say why there is none. Warnings may come with a value.
#pragma once

#include <cassert>
#include <optional>
#include <utility>

#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu {

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : value_(std::move(value)) {}  // NOLINT(google-explicit-constructor)
  Result(T value, Diagnostics warnings) : value_(std::move(value)), diagnostics_(std::move(warnings)) {
    assert(!diagnostics_.has_errors());
  }
  Result(Diagnostics errors) : diagnostics_(std::move(errors)) { assert(diagnostics_.has_errors()); }  // NOLINT
  Result(Diagnostic error) { diagnostics_.add(std::move(error)); }  // NOLINT(google-explicit-constructor)

  explicit operator bool() const { return value_.has_value(); }
  bool ok() const { return value_.has_value(); }
  T& operator*() {
    assert(value_);
    return *value_;
  }
  const T& operator*() const {
    assert(value_);
    return *value_;
  }
  T* operator->() {
    assert(value_);
    return &*value_;
  }
  const T* operator->() const {
    assert(value_);
    return &*value_;
  }
  const Diagnostics& diagnostics() const { return diagnostics_; }
  Diagnostics& diagnostics() { return diagnostics_; }

 private:
  std::optional<T> value_;
  Diagnostics diagnostics_;
};

}  // namespace fenglu

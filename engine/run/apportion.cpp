#include "engine/run/apportion.hpp"

#include <algorithm>
#include <numeric>

namespace fenglu::run {

namespace {

struct Part {
  std::int64_t whole;
  Integer rest;
};

std::vector<Part> parts_of(const Integer& total, const std::vector<Int128>& weights) {
  Integer sum = 0;
  for (const Int128 weight : weights) sum += to_integer(weight);
  const bool equal = sum == 0;
  if (equal) sum = weights.size();
  std::vector<Part> parts;
  parts.reserve(weights.size());
  for (const Int128 weight : weights) {
    const Integer product = total * (equal ? Integer(1) : to_integer(weight));
    parts.push_back({to_int64(Integer(product / sum)), product % sum});
  }
  return parts;
}

}  // namespace

std::vector<std::int64_t> apportion(Int128 total, const std::vector<Int128>& weights,
                                    const std::vector<std::string>& keys) {
  const Int128 size = total < 0 ? -total : total;
  std::vector<Part> parts = parts_of(to_integer(size), weights);
  Int128 left = size;
  for (const Part& part : parts) left -= part.whole;
  std::vector<std::size_t> order(parts.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto before = [&](std::size_t a, std::size_t b) {
    return parts[a].rest != parts[b].rest ? parts[a].rest > parts[b].rest : keys[a] < keys[b];
  };
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(left), order.end(), before);
  for (Int128 i = 0; i < left; ++i) ++parts[order[static_cast<std::size_t>(i)]].whole;
  std::vector<std::int64_t> shares;
  shares.reserve(parts.size());
  for (const Part& part : parts) shares.push_back(total < 0 ? -part.whole : part.whole);
  return shares;
}

}  // namespace fenglu::run

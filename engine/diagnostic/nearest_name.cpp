#include <algorithm>

#include "engine/diagnostic/diagnostic.hpp"
#include "engine/diagnostic/display_width.hpp"

namespace fenglu {
namespace {

using Letters = std::vector<char32_t>;

// Insertions, deletions, substitutions and swaps of neighbours, each counted as one.
std::size_t edit_distance(const Letters& a, const Letters& b) {
  std::vector<std::size_t> before(b.size() + 1);
  std::vector<std::size_t> above(b.size() + 1);
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) above[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      row[j] = std::min({above[j] + 1, row[j - 1] + 1, above[j - 1] + change});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    std::swap(before, above);
    std::swap(above, row);
  }
  return above[b.size()];
}

// A third of the letters may be wrong, one at least; nothing that shares no letter is a typo.
std::size_t tolerated(const Letters& name) {
  const std::size_t third = std::max<std::size_t>(name.size() / 3, 1);
  return name.size() > 1 ? third : 0;
}

}  // namespace

std::string nearest_name(std::string_view name, const std::vector<std::string>& candidates) {
  const Letters letters = characters(name);
  std::size_t best = tolerated(letters) + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(letters, characters(candidate));
    // Ties go by the bytes, so that the order of the candidates doesn't matter.
    if (distance < best || (distance == best && !nearest.empty() && candidate < nearest)) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace fenglu

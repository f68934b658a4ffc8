// Text tables: one case a line, cells between '|', the last one says why. '#' begins a comment line.
#pragma once

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace fenglu::formula {

struct TableRow {
  std::size_t line = 0;
  std::vector<std::string> cells;
};

inline std::string trimmed(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

// Every line must have `cells` cells; the last, which says why, may be empty.
inline std::vector<TableRow> read_table(const std::string& name, std::size_t cells) {
  const std::string path = std::string(FENGLU_ROOT "/tests/formula/") + name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("no such file: " + path);
  std::vector<TableRow> rows;
  std::size_t number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (trimmed(line).empty() || line[0] == '#') continue;
    TableRow row{number, {}};
    std::istringstream in(line);
    for (std::string cell; std::getline(in, cell, '|');) row.cells.push_back(trimmed(cell));
    if (row.cells.size() + 1 == cells) row.cells.emplace_back();
    if (row.cells.size() != cells)
      throw std::runtime_error(path + ":" + std::to_string(number) + ": wrong number of cells");
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace fenglu::formula

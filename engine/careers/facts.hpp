// Facts of a roster while it changes: the lanes of one row, as the sheet's facts have them.
#pragma once

#include "engine/careers/careers.hpp"

namespace fenglu::careers {

class Facts {
 public:
  Facts(const policy::Sheet& sheet, run::Table& table) : sheet_(sheet), table_(table) {}

  // Whether the roster gives it; else its default counts, or it is absent.
  bool is_given(std::size_t row, int fact) const;
  // A column that the roster lacked is begun, with nothing given in the other rows.
  void set(std::size_t row, int fact, std::int64_t lane);
  // What set() changed, to be put back.
  struct Cell {
    std::int64_t lane = 0;
    bool given = false;
  };
  Cell cell(std::size_t row, int fact) const;
  void put_back(std::size_t row, int fact, const Cell& cell);
  static std::int64_t lane_of(const policy::Fact& fact, const explain::Answer& answer);
  // Reads a fact as a formula would.
  formula::Checked reading(int fact) const;

 private:
  const policy::Sheet& sheet_;
  run::Table& table_;
};

}  // namespace fenglu::careers

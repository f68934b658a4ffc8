// A comparison told: what was asked of it, and how it is written.
#pragma once

#include "app/diff_sums.hpp"

namespace fenglu::app {

struct DiffTold {
  const Sides& sides;
  std::vector<std::size_t> figures;  // whose causes are told
  std::vector<GroupColumn> by;
  std::optional<std::size_t> person;  // one of the people, in full
};

// What a fact of one person was and is, or the cells of a table that they are in: for the causes of one person.
std::vector<comparison::Cause::Change> changes_of(const comparison::Cause& cause, std::size_t person,
                                                  const Sides& sides);
// "fact:grade"; several moved at once with " + " between them.
std::string cause_id(const comparison::Cause& cause);
// "参数 pension.lower"; with the title where `titled`.
std::string cause_label(const comparison::Cause& cause, Language language, bool titled = false);

// Each ends with a newline.
std::string diff_text(const DiffTold& told, Language language);
std::string diff_json(const DiffTold& told, Language language);
// The table of all that changed: a row for each person and figure, a column for each cause.
std::string diff_csv(const DiffTold& told, roster::Headers headers);

}  // namespace fenglu::app

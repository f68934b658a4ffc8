#include "engine/diagnostic/code.hpp"
#include "engine/diagnostic/diagnostic.hpp"

namespace fenglu {

const std::vector<Wording>& catalogue() {
  static const std::vector<Wording> all = {
#define FENGLU_CODE(identifier, severity, name, zh, en, mend_zh, mend_en) \
  {Code::identifier, Severity::severity, name, Text(zh, en), Text(mend_zh, mend_en)},
#include "engine/diagnostic/codes.def"
#undef FENGLU_CODE
  };
  return all;
}

const Wording& wording(Code code) { return catalogue()[static_cast<std::size_t>(code)]; }

}  // namespace fenglu

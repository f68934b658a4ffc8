// Compiled for x86-64-v3 alone: engine/CMakeLists.txt says so. Elsewhere there is nothing in it.
#if defined(FENGLU_TEXT_LEVELS)
#define FENGLU_TEXT_INTRINSICS
#include "engine/roster/text_level.hpp"

FENGLU_TEXT_KERNELS(v3)
#endif

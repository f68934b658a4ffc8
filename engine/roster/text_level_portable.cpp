// Without intrinsics, for every processor: what the other levels are held against.
#include "engine/roster/text_level.hpp"

FENGLU_TEXT_KERNELS(portable)

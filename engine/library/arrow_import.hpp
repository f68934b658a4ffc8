// arrow_import: record batches as they come over Arrow's C interfaces become a Frame. What they hold is borrowed.
#pragma once

#include "engine/library/frame.hpp"
#include "fenglu/fenglu.h"

namespace fenglu::library {

// Both take over what they are given, in any case; the frame's owner releases it. Errors: arrow-malformed,
// arrow-stream. A column of a type that can't hold facts comes through with a storage of `nothing` and its words, to be
// judged by what it is for.
Result<Frame> frame_of(ArrowArrayStream* stream);
Result<Frame> frame_of(const ArrowSchema* schema, ArrowArray* array);

}  // namespace fenglu::library

#pragma once
#include "forcing/layer/source_layer.h"

namespace rangifer::forcing {

/// Looks at the first days of amounts in records shorter than a day: what is summed since midnight never
/// falls before the next midnight; what is summed since the record before does, somewhere.
///
/// @throws InputError if they behave as sums of the other kind
void check_accumulation(SourceLayer& layer, Accumulation said, Day first);

}  // namespace rangifer::forcing

#pragma once
#include <vector>

#include "app/commands.h"

namespace rangifer::app {

/// The runs that a command asks for, each as the options of a run of its own: every scenario with every replicate, one
/// scenario after the other. Results of several go to `<output>/<scenario>/<replicate>.h5`, whose replicate is known
/// when the scenario has been read, where none is asked for.
/// @throws InputError  replicates that are no numbers; runs whose results would have one name; what only one run can be
///   told
[[nodiscard]] std::vector<RunOptions> runs_asked(const RunOptions& options);

/// "3", "0..9", "0,3,5" or a list of these. @throws InputError
[[nodiscard]] std::vector<long> replicates_in(std::string_view text);

}  // namespace rangifer::app

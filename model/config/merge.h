#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "config/node.h"
#include "config/problem.h"

namespace rangifer::config {

/// Lays `over` on `base`: tables key by key, entries of lists of tables by `role` (or, without one, by
/// `name`), everything else by replacement; so is an entry of a role that names its own `file`. `path` names the two in
/// messages. Adds to `replaced` each value of a list's entry with a name for which another one now stands.
void lay_over(Node& base, Node over, std::string_view path, Problems& problems, std::vector<Replaced>& replaced);

/// Lays one `--set` on the scenario: "movement.winter.mean_step=3", "layer.temperature.offset=2".
/// An entry of a list is named by its role, its name or its number from 0.
void lay_override(Node& scenario, const std::string& text, const std::shared_ptr<const Source>& source,
                  Problems& problems, std::vector<Replaced>& replaced);

}  // namespace rangifer::config

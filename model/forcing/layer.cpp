#include "forcing/layer.h"

#include <algorithm>

namespace rangifer::forcing {

const Role* find_role(std::string_view name)
{
  const auto found = std::ranges::find(roles, name, &Role::name);
  return found == roles.end() ? nullptr : &*found;
}

}  // namespace rangifer::forcing

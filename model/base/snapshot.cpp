#include "base/snapshot.h"

#include <fmt/format.h>

#include "base/error.h"

namespace rangifer::snapshot {

void refuse_part(const std::string& name, std::size_t found, std::size_t expected)
{
  throw RunError(fmt::format("state: {} has {} bytes, expected {}: it is of another program or another scenario", name,
                             found, expected));
}

void refuse_missing(const std::string& name)
{
  throw RunError(fmt::format("state: {} is missing: it is of another program or another scenario", name));
}

void refuse_rest(const Snapshot& rest)
{
  throw RunError(fmt::format("state: {} part{} that nobody asks for, {} first: it is of another program", rest.size(),
                             rest.size() == 1 ? "" : "s", rest.begin()->first));
}

}  // namespace rangifer::snapshot

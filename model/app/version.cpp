#include "app/version.h"

#include <commit.h>

namespace rangifer::app {

const char* version() noexcept { return RANGIFER_VERSION; }
const char* commit() noexcept { return RANGIFER_COMMIT; }

}  // namespace rangifer::app

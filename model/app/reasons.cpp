#include "app/reasons.h"

#include <algorithm>
#include <sstream>

namespace rangifer::app {

std::string reasons(const std::string& error)
{
  std::string all;
  std::istringstream lines(error.substr(std::min(error.find('\n'), error.size())));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) continue;
    line = line.substr(first);
    if (line.starts_with("--set: ")) line = line.substr(7);
    all += (all.empty() ? "" : "; ") + line;
  }
  return all.empty() ? error : all;
}

}  // namespace rangifer::app

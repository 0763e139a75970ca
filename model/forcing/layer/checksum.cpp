#include <algorithm>
#include <filesystem>
#include <map>

#include "forcing/file/sha256.h"
#include "forcing/forcing.h"

namespace rangifer::forcing {
namespace {

/// Sums of files already read.
using Known = std::map<std::string, std::string>;

const std::string& sum_of(const std::string& file, Known& known)
{
  const auto found = known.find(file);
  return found != known.end() ? found->second : known.emplace(file, sha256_of(file)).first->second;
}

std::string sum_of(const LayerFact& fact, Known& known)
{
  if (fact.files.empty()) return sum_of(fact.file, known);
  std::vector<std::pair<std::string, std::string>> names;
  for (const std::string& file : fact.files) names.emplace_back(std::filesystem::path {file}.filename().string(), file);
  std::ranges::sort(names);
  std::string lines;
  for (const auto& [name, file] : names) lines += sum_of(file, known) + "  " + name + "\n";
  return sha256_of_text(lines);
}

}  // namespace

std::string checksum(const LayerFact& fact)
{
  Known known;
  return sum_of(fact, known);
}

void hash_inputs(std::span<LayerFact> facts)
{
  Known known;
  for (LayerFact& fact : facts)
    if (fact.sha256.empty()) fact.sha256 = sum_of(fact, known);
}

}  // namespace rangifer::forcing

#include "app/member_numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <limits>

#include "base/error.h"
#include "record/layout.h"
#include "record/result_reader.h"
#include "validation/score.h"

namespace rangifer::app {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

struct Output {
  std::string name;
  bool by_region;
};

/// The measured variables of impact/: those of the table, not its coordinates.
std::vector<Output> measured()
{
  std::vector<Output> outputs;
  for (const record::Variable& v : record::variables_of("impact")) {
    const bool by_region = v.dimensions == "year herd region";
    if (by_region || v.dimensions == "year herd") outputs.push_back({std::string(v.name), by_region});
  }
  return outputs;
}

std::string underscored(std::string name)
{
  std::ranges::replace(name, ' ', '_');
  return name;
}

/// Sum and count of the values there are.
struct Mean {
  double sum = 0, n = 0;
  void add(double value)
  {
    if (std::isnan(value)) return;
    sum += value;
    ++n;
  }
  [[nodiscard]] double value() const { return n == 0 ? none : sum / n; }
};

}  // namespace

std::vector<std::string> impact_outputs(std::span<const std::string> regions)
{
  std::vector<std::string> names;
  for (const Output& output : measured()) {
    if (!output.by_region) names.push_back(output.name);
    else
      for (const std::string& region : regions) names.push_back(fmt::format("{}.{}", output.name, underscored(region)));
  }
  std::ranges::sort(names);
  return names;
}

Numbers impact_numbers(std::span<const std::filesystem::path> results)
{
  std::map<std::string, Mean> means;
  for (const std::filesystem::path& path : results) {
    const record::ResultReader file(path);
    const std::vector<std::string> herds = file.names("impact/herd"), regions = file.names("impact/region");
    for (const Output& output : measured()) {
      for (std::size_t h = 0; h < herds.size(); ++h) {
        const std::vector<double> values = file.of_herd("impact/" + output.name, h);
        const std::string name = fmt::format("{}/{}", herds[h], output.name);
        for (std::size_t i = 0; i < values.size(); ++i) {
          means[output.by_region ? fmt::format("{}.{}", name, underscored(regions[i % regions.size()])) : name].add(
            values[i]);
        }
      }
    }
  }
  Numbers numbers;
  for (const auto& [name, mean] : means) numbers[name] = mean.value();
  return numbers;
}

Numbers pattern_numbers(std::span<const std::filesystem::path> results)
{
  std::vector<validation::Run> runs;
  for (const std::filesystem::path& path : results) runs.push_back(validation::read_run(path));
  Numbers numbers;
  std::size_t row = 0;
  for (const validation::Score& score : validation::score(runs)) {
    const bool scored = score.verdict != validation::Verdict::not_scored;
    // What was measured and is no number fails; it is kept as an infinite one, apart from what cannot be measured.
    const double value = std::isnan(score.simulated.value) ? validation::open_end : score.simulated.value;
    numbers[fmt::format("pattern/{}", row++)] = scored ? value : none;
  }
  return numbers;
}

void write_numbers(const std::filesystem::path& file, const Numbers& numbers)
{
  const std::filesystem::path partial = file.string() + ".partial";
  std::ofstream out(partial);
  for (const auto& [name, value] : numbers) out << fmt::format("{},{}\n", name, value);
  out.close();
  if (!out) throw RunError(fmt::format("{}: writing failed", partial.string()));
  std::filesystem::rename(partial, file);
}

Numbers read_numbers(const std::filesystem::path& file)
{
  std::ifstream in(file);
  Numbers numbers;
  std::string line;
  while (std::getline(in, line)) {
    const std::size_t comma = line.rfind(',');
    char* end = nullptr;
    const double value = comma == std::string::npos ? 0 : std::strtod(line.c_str() + comma + 1, &end);
    if (end == nullptr || *end != '\0' || end == line.c_str() + comma + 1) {
      throw InputError(fmt::format(
        "{}: not the record of a member: \"{}\"; remove the file, and the member is run again", file.string(), line));
    }
    numbers[line.substr(0, comma)] = value;
  }
  return numbers;
}

}  // namespace rangifer::app

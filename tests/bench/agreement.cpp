#include "agreement.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>
#include <vector>

#include "k10_model.h"
#include "plain_step.h"

namespace rangifer::bench {
namespace {

constexpr long animals = 20'000;
constexpr int steps = 30;
constexpr double one_in_a_million = 4.9;  ///< standard errors

struct Walked {
  std::vector<double> east_km, north_km;  ///< since the start
  std::vector<double> length_km;          ///< straight line from start to end
  std::vector<double> green;              ///< at the end
};

void note(Walked& walked, const YardstickLayer& green, const PlainAnimal& start, double x_km, double y_km)
{
  const auto cell = [](double km) { return std::clamp(static_cast<int>(km), 0, yardstick_cells - 1); };
  walked.east_km.push_back(x_km - start.x_km);
  walked.north_km.push_back(y_km - start.y_km);
  walked.length_km.push_back(std::hypot(x_km - start.x_km, y_km - start.y_km));
  walked.green.push_back(static_cast<double>(green.at(cell(x_km), cell(y_km))));
}

Walked walk_plain(const YardstickLayer& green, const PlainWalk& start)
{
  PlainWalk walk {animals};
  for (int s = 0; s < steps; ++s) walk.step();
  Walked walked;
  for (std::size_t i = 0; i < walk.animals().size(); ++i) {
    note(walked, green, start.animals()[i], walk.animals()[i].x_km, walk.animals()[i].y_km);
  }
  return walked;
}

Walked walk_model(const YardstickLayer& green, const PlainWalk& start)
{
  K10Model walk {animals};
  for (int s = 0; s < steps; ++s) walk.step();
  Walked walked;
  const herd::Herd& herd = walk.animals();
  for (std::size_t i = 0; i < herd.size(); ++i) {
    note(walked, green, start.animals()[herd.id[i]], static_cast<double>(herd.x_m[i]) / 1000,
         static_cast<double>(herd.y_m[i]) / 1000);
  }
  return walked;
}

struct Mean {
  double value = 0, standard_error = 0;
};

Mean mean_of(std::span<const double> numbers)
{
  const auto n = static_cast<double>(numbers.size());
  double sum = 0, squares = 0;
  for (const double x : numbers) sum += x;
  for (const double x : numbers) squares += (x - sum / n) * (x - sum / n);
  return {sum / n, std::sqrt(squares / (n - 1) / n)};
}

}  // namespace

Agreement walk_alike()
{
  const YardstickLayer green = yardstick_green();
  const PlainWalk start {animals};
  const Walked plain = walk_plain(green, start), model = walk_model(green, start);
  Agreement result {true, fmt::format("{} animals after {} steps, plain and model:", animals, steps)};
  const auto compare = [&](const char* what, std::span<const double> a, std::span<const double> b) {
    const Mean of_plain = mean_of(a), of_model = mean_of(b);
    const double z = (of_model.value - of_plain.value) / std::hypot(of_plain.standard_error, of_model.standard_error);
    result.agree = result.agree && std::abs(z) < one_in_a_million;
    result.text +=
      fmt::format("  {} {:.3f} and {:.3f} ({:+.1f} standard errors)", what, of_plain.value, of_model.value, z);
  };
  compare("east km", plain.east_km, model.east_km);
  compare("north km", plain.north_km, model.north_km);
  compare("distance km", plain.length_km, model.length_km);
  compare("greenness", plain.green, model.green);
  return result;
}

}  // namespace rangifer::bench

#include <fmt/format.h>

#include <array>
#include <utility>

#include "base/error.h"
#include "forcing/forcing.h"
#include "forcing/layer/daily_layer.h"
#include "forcing/layer/layer_checks.h"
#include "landscape/weather.h"

namespace rangifer::forcing {
namespace {

using landscape::Weather;

struct Slot {
  std::string_view role;
  Field Weather::*field;
};
constexpr std::array<Slot, 5> slots {{
  {"temperature", &Weather::temperature_c},
  {"temperature_min", &Weather::temperature_min_c},
  {"temperature_max", &Weather::temperature_max_c},
  {"wind_speed", &Weather::wind_m_s},
  {"precipitation", &Weather::precipitation_mm},
}};

/// Days out of one netCDF variable for each role.
class NetcdfSource : public landscape::Source {
public:
  struct Part {
    Field Weather::*field;
    std::unique_ptr<DailyLayer> layer;
  };
  explicit NetcdfSource(std::vector<Part> parts) : parts_(std::move(parts)) {}

  void read(Day day, Weather& out) override
  {
    out.day = day;
    for (Part& part : parts_) part.layer->read(day, out.*part.field);
  }

private:
  std::vector<Part> parts_;
};

/// Opens a layer and tries its first day; nullptr if there is a problem.
std::unique_ptr<DailyLayer> open_layer(const ResolvedLayer& layer, const Role& role, const LapseRate& lapse,
                                       const std::shared_ptr<Domain>& domain, Day first, Day last,
                                       std::vector<std::string>& problems)
{
  std::unique_ptr<DailyLayer> reader;
  try {
    reader = std::make_unique<DailyLayer>(layer, role, lapse, domain);
  } catch (const InputError& e) {
    problems.push_back(at_place(layer.where, e.what()));
    return nullptr;
  }
  if (const auto missing = reader->missing_period(first, last)) {
    problems.push_back(at_place(layer.where, *missing));
    return nullptr;
  }
  try {
    Field tried;
    reader->read(first, tried);
  } catch (const InputError& e) {  // names its place itself
    problems.emplace_back(e.what());
    return nullptr;
  }
  return reader;
}

}  // namespace

std::unique_ptr<landscape::Source> open_weather(const landscape::Terrain& terrain, const LapseRate& lapse,
                                                std::span<const ResolvedLayer> layers, Day first, Day last,
                                                std::vector<std::string>& problems, std::vector<LayerFact>& facts)
{
  std::shared_ptr<Domain> domain;
  try {
    domain = std::make_shared<Domain>(terrain);
  } catch (const InputError& e) {
    problems.push_back(fmt::format("[grid] crs: {}", e.what()));
    return nullptr;
  }
  Sums sums;
  bool complete = true;
  std::vector<NetcdfSource::Part> parts;
  for (const Slot& slot : slots) {
    const Role& role = *find_role(slot.role);
    const std::size_t before = problems.size();
    const ResolvedLayer* const layer = only_layer(layers, role, problems);
    if (layer != nullptr) {
      auto reader = open_layer(*layer, role, lapse, domain, first, last, problems);
      if (reader) {
        facts.push_back(reader->fact(sums.of(layer->spec.file)));
        parts.push_back({slot.field, std::move(reader)});
      }
    }
    complete = complete && problems.size() == before;
  }
  if (!complete) return nullptr;
  return std::make_unique<NetcdfSource>(std::move(parts));
}

}  // namespace rangifer::forcing

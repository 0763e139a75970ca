#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.h"
#include "forcing/forcing.h"
#include "forcing/layer/daily_layer.h"
#include "forcing/layer/layer_checks.h"
#include "forcing/layer/wind.h"
#include "landscape/weather.h"

namespace rangifer::forcing {
namespace {

using landscape::Weather;

struct Slot {
  std::string_view role;
  Field Weather::*field;
};
constexpr std::array<Slot, 9> slots {{
  {"temperature", &Weather::temperature_c},
  {"temperature_min", &Weather::temperature_min_c},
  {"temperature_max", &Weather::temperature_max_c},
  {"wind_speed", &Weather::wind_m_s},
  {"precipitation", &Weather::precipitation_mm},
  {"snow_depth", &Weather::snow_depth_m},
  {"snow_water", &Weather::snow_water_mm},
  {"ndvi", &Weather::ndvi},
  {"insects", &Weather::insects},
}};

/// Days out of a layer for each role.
class LayerSource : public landscape::Source {
public:
  struct Part {
    Field Weather::*field;
    std::unique_ptr<DailyLayer> layer;
  };
  LayerSource(std::vector<Part> parts, std::unique_ptr<Wind> wind, bool mean_is_middle)
      : parts_(std::move(parts)), wind_(std::move(wind)), mean_is_middle_(mean_is_middle)
  {
  }

  void read(Day day, Weather& out) override
  {
    out.day = day;
    if (wind_) wind_->read(day, out.wind_x_m_s, out.wind_y_m_s, out.wind_m_s);
    for (Part& part : parts_) part.layer->read(day, out.*part.field);  // a speed of its own goes before
    require_order(out);
    if (mean_is_middle_) middle_of_extremes(out);
  }

private:
  std::vector<Part> parts_;
  std::unique_ptr<Wind> wind_;
  bool mean_is_middle_;

  /// Two layers that were mixed up would pass as believable each.
  static void require_order(const Weather& w)
  {
    double above_k = 0;
    for (std::size_t i = 0; i < w.temperature_min_c.size(); ++i)
      above_k += static_cast<double>(w.temperature_min_c[i] - w.temperature_max_c[i]);
    if (above_k > 0)
      throw InputError(
        fmt::format("on {} temperature_min is above temperature_max, by {:.3g} K on the mean of all cells; "
                    "are the two layers mixed up?",
                    to_string(w.day), above_k / static_cast<double>(w.temperature_min_c.size())));
  }

  static void middle_of_extremes(Weather& w)
  {
    w.temperature_c.resize(w.temperature_min_c.size());
    for (std::size_t i = 0; i < w.temperature_c.size(); ++i)
      w.temperature_c[i] = 0.5f * (w.temperature_min_c[i] + w.temperature_max_c[i]);
  }
};

/// Opens the layers of a scenario one by one; what is wrong with each becomes a line in `problems`.
class Opening {
public:
  Opening(const LapseRate& lapse, std::shared_ptr<Domain> domain, std::span<const ResolvedLayer> layers, Day first,
          Day last, std::vector<std::string>& problems, std::vector<LayerFact>& facts)
      : lapse_(lapse),
        domain_(std::move(domain)),
        layers_(layers),
        first_(first),
        last_(last),
        problems_(problems),
        facts_(facts)
  {
  }

  /// Opens the layer of a role, if there is one, and tries its first day; nullptr if there is a problem too.
  std::unique_ptr<DailyLayer> open(Role role, bool required)
  {
    const Role& known = *find_role(role.name);
    role.required = required;
    const ResolvedLayer* const layer = only_layer(layers_, role, problems_);
    if (layer == nullptr) return nullptr;
    std::unique_ptr<DailyLayer> reader;
    const auto tried = [&] {
      reader = std::make_unique<DailyLayer>(*layer, known, lapse_, domain_);
      require_period(reader->missing_period(first_, last_));
      reader->check_sums(first_);
    };
    Field unused;
    if (!attempt(layer->where, tried) || !attempt("", [&] { reader->read(first_, unused); })) return nullptr;
    std::ranges::move(reader->facts(), std::back_inserter(facts_));
    return reader;
  }

  /// The two components, if they are given.
  std::unique_ptr<Wind> open_wind(bool speed_used)
  {
    Role u = *find_role("wind_u"), v = *find_role("wind_v");
    u.required = has("wind_v");
    v.required = has("wind_u");
    const ResolvedLayer* const u_layer = only_layer(layers_, u, problems_);
    const ResolvedLayer* const v_layer = only_layer(layers_, v, problems_);
    if (u_layer == nullptr || v_layer == nullptr) return nullptr;
    std::unique_ptr<Wind> wind;
    const auto tried = [&] {
      wind = std::make_unique<Wind>(*u_layer, *v_layer, domain_);
      require_period(wind->missing_period(first_, last_));
    };
    Field x, y, speed;
    if (!attempt(u_layer->where, tried) || !attempt("", [&] { wind->read(first_, x, y, speed); })) return nullptr;
    std::ranges::move(wind->facts(speed_used), std::back_inserter(facts_));
    return wind;
  }

  [[nodiscard]] bool has(std::string_view role) const
  {
    return std::ranges::any_of(layers_, [&](const ResolvedLayer& layer) { return layer.spec.role == role; });
  }

private:
  const LapseRate& lapse_;
  std::shared_ptr<Domain> domain_;
  std::span<const ResolvedLayer> layers_;
  Day first_, last_;
  std::vector<std::string>& problems_;
  std::vector<LayerFact>& facts_;

  static void require_period(const std::optional<std::string>& missing)
  {
    if (missing) throw InputError(*missing);
  }

  template <class F>
  bool attempt(const std::string& where, F&& f)
  {
    try {
      f();
      return true;
    } catch (const InputError& e) {
      problems_.push_back(at_place(where, e.what()));
      return false;
    }
  }
};

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
  const std::size_t before = problems.size();
  Opening opening(lapse, domain, layers, first, last, problems, facts);
  const bool components = opening.has("wind_u") || opening.has("wind_v");
  std::vector<LayerSource::Part> parts;
  for (const Slot& slot : slots) {
    const Role& role = *find_role(slot.role);
    const bool made =
      (role.name == "wind_speed" && components) || (role.name == "temperature" && opening.has("temperature_min"));
    const bool required = role.required && !made;
    if (auto reader = opening.open(role, required)) parts.push_back({slot.field, std::move(reader)});
  }
  auto wind = opening.open_wind(!opening.has("wind_speed"));
  if (problems.size() > before) return nullptr;
  const bool middle = !opening.has("temperature");
  for (LayerFact& fact : facts)
    if (middle && fact.role == "temperature_min")
      fact.note += "no layer of temperature: it is the middle of min and max";
  for (LayerSource::Part& part : parts) part.layer->settle();
  if (wind) wind->settle();
  auto source = std::make_unique<LayerSource>(std::move(parts), std::move(wind), middle);
  try {
    Weather tried;
    source->read(first, tried);
  } catch (const InputError& e) {
    problems.emplace_back(e.what());
    return nullptr;
  }
  return source;
}

}  // namespace rangifer::forcing

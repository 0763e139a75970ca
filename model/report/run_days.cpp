#include "report/run_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "base/error.h"
#include "base/json_object.h"
#include "report/map_frame.h"
#include "report/pack.h"
#include "report/words.h"
#include "validation/days.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

constexpr std::size_t most_places = 800'000;  // some 4 MB in the page; 200 animals through ten years
constexpr std::size_t most_births = 60'000;

std::size_t every_nth(std::size_t n, std::size_t most) { return std::max<std::size_t>(1, (n + most - 1) / most); }

/// For each day the last step that ends on it: midnight, as the counts of herd/.
std::vector<std::size_t> last_steps(std::span<const double> time, std::vector<int>& days)
{
  constexpr double just_before = 1e-6;
  std::vector<std::size_t> steps;
  for (std::size_t o = 0; o < time.size(); ++o) {
    const int day = static_cast<int>(std::floor(time[o] - just_before));
    if (days.empty() || days.back() != day) {
      days.push_back(day);
      steps.push_back(o);
    }
    steps.back() = o;
  }
  return steps;
}

/// Places day by day, animal by animal; of a long run fewer animals, chosen evenly.
std::string tracks(const ResultReader& file, const MapFrame& f)
{
  if (!file.has("track/x")) return "null";
  std::vector<int> days;
  const std::vector<double> time = file.numbers("track/time");
  const std::vector<std::size_t> steps = last_steps(time, days);
  const std::vector<float> x = file.floats("track/x"), y = file.floats("track/y");
  const std::vector<double> herd = file.numbers("track/herd"), cohort = file.numbers("track/cohort");
  if (days.empty() || herd.empty() || x.size() != herd.size() * time.size() || y.size() != x.size() ||
      cohort.size() != herd.size())
    return "null";
  const std::size_t stride = every_nth(herd.size() * days.size(), most_places);
  std::vector<double> whose, sex;
  std::vector<std::uint8_t> places;
  for (std::size_t a = 0; a < herd.size(); a += stride) {
    whose.push_back(herd[a]);
    sex.push_back(cohort[a]);
  }
  for (const std::size_t step : steps) {
    for (std::size_t a = 0; a < herd.size(); a += stride) {
      const std::size_t at = a * time.size() + step;
      put_place(places, static_cast<double>(x[at]), f.x_min_m(), f.x_max_m());
      put_place(places, static_cast<double>(y[at]), f.y_min_m(), f.y_max_m());
    }
  }
  return JsonObject {}
    .add("first", static_cast<double>(days.front()))
    .add("days", days.size())
    .add("followed", herd.size())
    .raw("herd", numbers_json(whose))
    .raw("cohort", numbers_json(sex))
    .add("places", base64(places))
    .text();
}

/// Where and when calves were born: day from `first`, place.
std::string births(const ResultReader& file, const MapFrame& f)
{
  if (!file.has("calving/time")) return "null";
  const std::vector<double> time = file.numbers("calving/time"), x = file.numbers("calving/x"),
                            y = file.numbers("calving/y");
  const std::size_t n = std::min({time.size(), x.size(), y.size()}), stride = every_nth(n, most_births);
  std::vector<std::uint8_t> places;
  std::vector<double> days;
  for (std::size_t i = 0; i < n; i += stride) {
    // Births are in the order of the days, so steps between them are short to write.
    days.push_back(std::floor(time[i]) - (i >= stride ? std::floor(time[i - stride]) : 0));
    put_place(places, x[i], f.x_min_m(), f.x_max_m());
    put_place(places, y[i], f.y_min_m(), f.y_max_m());
  }
  return JsonObject {}.raw("steps", numbers_json(days, 7)).add("shown_of", stride).add("places", base64(places)).text();
}

/// The mode that most animals of all herds are in, day by day.
std::string commonest_mode(const ResultReader& file, std::size_t days)
{
  const std::vector<double> in_mode = file.numbers("herd/in_mode");
  const std::size_t modes = file.names("herd/mode").size(), herds = file.names("herd/herd").size();
  if (in_mode.size() != days * herds * modes)
    throw InputError(fmt::format("{}: herd/in_mode does not fit herd/time; the file is broken", file.file()));
  std::vector<double> commonest;
  for (std::size_t d = 0; d < days; ++d) {
    std::vector<double> sum(modes, 0.0);
    for (std::size_t i = 0; i < herds * modes; ++i) sum[i % modes] += in_mode[d * herds * modes + i];
    commonest.push_back(static_cast<double>(std::ranges::max_element(sum) - sum.begin()));
  }
  return numbers_json(commonest);
}

/// Series of one herd that the charts draw; those that are not in the file are left out.
std::string herd_json(const ResultReader& file, std::size_t herd, const std::string& name)
{
  JsonObject out;
  out.add("name", spaced(name));
  for (const char* one : {"born", "cow_distance", "cow_mass", "calf_mass", "cow_snow_depth", "mosquito_index",
                          "oestrid_index", "cows_on_plain"}) {
    const std::string path = std::string("herd/") + one;
    if (file.has(path)) out.raw(one, numbers_json(file.of_herd(path, herd), 3));
  }
  const std::vector<double> alive = file.of_herd("herd/alive", herd);
  const std::vector<std::string> cohorts = file.names("herd/cohort");
  std::vector<std::string> classes;
  for (std::size_t c = 0; c < cohorts.size(); ++c) {
    std::vector<double> one;
    for (std::size_t at = c; at < alive.size(); at += cohorts.size()) one.push_back(alive[at]);
    classes.push_back(numbers_json(one, 7));
  }
  return out.raw("alive", fmt::format("[{}]", fmt::join(classes, ","))).text();
}

}  // namespace

std::string run_days_json(const ResultReader& file)
{
  const MapFrame f = map_frame(file);
  const std::vector<double> time = file.numbers("herd/time");
  const std::vector<std::string> names = file.names("herd/herd");
  std::vector<std::string> herds, cohorts = file.names("herd/cohort"), modes;
  for (const std::string& mode : file.names("herd/mode")) modes.push_back(spaced(mode));
  for (std::size_t h = 0; h < names.size(); ++h) herds.push_back(herd_json(file, h, names[h]));
  JsonObject out;
  out.add("first", time.empty() ? 0.0 : std::floor(time.front())).add("days", time.size());
  out.raw("cohorts", texts_json(cohorts)).raw("modes", texts_json(modes));
  out.raw("commonest_mode", commonest_mode(file, time.size()));
  out.raw("herds", fmt::format("[{}]", fmt::join(herds, ",")));
  return out.raw("tracks", tracks(file, f)).raw("births", births(file, f)).text();
}

}  // namespace rangifer::report

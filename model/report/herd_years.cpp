#include "report/herd_years.h"

#include <cmath>

#include "report/words.h"

namespace rangifer::report {

namespace {

using record::ResultReader;

/// A variable (year, herd, ...) of one herd; as many NaN where the file has it not.
std::vector<double> of_years(const ResultReader& file, const char* name, std::size_t herd, std::size_t expected)
{
  const std::string path = std::string("impact/") + name;
  std::vector<double> values = file.has(path) ? file.of_herd(path, herd) : std::vector<double> {};
  values.resize(expected, std::nan(""));
  return values;
}

HerdYears one_herd(const ResultReader& file, std::size_t herd, const std::string& name)
{
  HerdYears h;
  h.name = spaced(name);
  h.years = file.numbers("impact/year");
  const std::size_t n = h.years.size();
  h.births = of_years(file, "births", herd, n);
  h.mean_birth_doy = of_years(file, "mean_birth_doy", herd, n);
  h.june_survival = of_years(file, "june_calf_survival", herd, n);
  h.annual_area = of_years(file, "annual_area", herd, n);
  h.concentrated_area = of_years(file, "concentrated_area", herd, n);
  if (file.has("impact/birth_share")) {
    for (const std::string& region : file.names("impact/region")) h.regions.push_back(spaced(region));
    // What lies in no region of the scenario; alone it means that there are none.
    if (h.regions == std::vector<std::string> {"elsewhere"}) h.regions.clear();
    const std::vector<double> share = of_years(file, "birth_share", herd, n * file.names("impact/region").size());
    const std::vector<double> kind =
      file.has("map/region_kind") ? file.numbers("map/region_kind") : std::vector<double> {};
    for (std::size_t r = 0; r < h.regions.size(); ++r) {
      h.overlay.push_back(r < kind.size() && kind[r] > 0);
      h.birth_share.emplace_back();
      for (std::size_t y = 0; y < n; ++y) h.birth_share[r].push_back(share[y * h.regions.size() + r]);
    }
  }
  const std::vector<double> alive = file.of_herd("herd/alive", herd);
  const std::size_t cohorts = file.names("herd/cohort").size();
  for (std::size_t at = 0; at + cohorts <= alive.size(); at += cohorts) {
    double sum = 0;
    for (std::size_t c = 0; c < cohorts; ++c) sum += alive[at + c];
    h.alive.push_back(sum);
  }
  return h;
}

}  // namespace

std::vector<HerdYears> herd_years(const ResultReader& file)
{
  const std::vector<std::string> names = file.names("herd/herd");
  std::vector<HerdYears> all;
  for (std::size_t h = 0; h < names.size(); ++h) all.push_back(one_herd(file, h, names[h]));
  return all;
}

}  // namespace rangifer::report

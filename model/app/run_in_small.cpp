#include "app/run_in_small.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <random>

#include "app/recorder.h"
#include "app/whole_maps.h"
#include "base/error.h"
#include "engine/simulation.h"

namespace rangifer::app {
namespace {

constexpr double few_agents = 3000;  ///< of a herd: enough that births and tracks are no oddities
constexpr std::int64_t few_tracks = 200;
constexpr int few_cells = 20000;      ///< at least
constexpr double coarsest_m = 10000;  ///< beyond, a winter range is no more than a few cells
constexpr std::size_t chunk_of_births = 4096;

/// Fine cells along the side of a coarse one.
int coarsening(const Grid& grid)
{
  int k = 1;
  while ((k + 1) * grid.cell_m <= coarsest_m && (grid.columns / (k + 1)) * (grid.rows / (k + 1)) >= few_cells) ++k;
  return k;
}

Scenario smaller(const Scenario& whole, int coarse)
{
  Scenario small = whole;
  GridRules& g = small.grid;
  const Grid fine = make_grid(whole.grid);
  g.cell_m *= coarse;
  g.x_max_m = g.x_min_m + g.cell_m * (fine.columns / coarse);
  g.y_max_m = g.y_min_m + g.cell_m * (fine.rows / coarse);
  engine::RunRules& run = small.rules.run;
  run.last_day = std::min(run.last_day, run.first_day + std::chrono::days {364});
  for (engine::HerdRules& herd : small.rules.herds) {
    const double agents = static_cast<double>(herd.size) / static_cast<double>(herd.animals_per_agent);
    const double few = std::max(1.0, std::round(agents / few_agents));
    herd.animals_per_agent *= static_cast<std::int64_t>(few);
  }
  small.rules.output.followed_agents = std::min(few_tracks, whole.rules.output.followed_agents);
  return small;
}

double agents_of(const engine::HerdRules& herd)
{
  return std::max(1.0, std::floor(static_cast<double>(herd.size) / static_cast<double>(herd.animals_per_agent)));
}

/// Followed agents of all herds.
double tracks_of(const engine::Rules& rules)
{
  double sum = 0;
  for (const engine::HerdRules& herd : rules.herds)
    sum += std::min(agents_of(herd), static_cast<double>(rules.output.followed_agents));
  return sum;
}

double days_of(const engine::RunRules& run)
{
  return static_cast<double>((run.last_day - run.first_day).count()) + 1.0;
}

double calendar_years(const engine::RunRules& run) { return year_of(run.last_day) - year_of(run.first_day) + 1; }

}  // namespace

/// Takes the records of the run in small and writes them as those of the whole run.
class RunInSmall::AsWhole : public engine::Observer {
public:
  AsWhole(const Scenario& whole, const Scenario& small, const Inputs& inputs, const Grid& coarse,
          std::filesystem::path scratch)
      : whole_ {whole},
        small_ {small.rules},
        inputs_ {inputs},
        coarse_ {coarse},
        scratch_ {std::move(scratch)},
        description_ {describe_run(whole_, inputs)}
  {
  }

  void tracks_chosen(std::span<const std::uint64_t> ids, std::span<const std::int32_t> herds,
                     std::span<const std::int32_t> cohorts) override
  {
    description_.track_ids.assign(ids.begin(), ids.end());
    description_.track_herd.assign(herds.begin(), herds.end());
    description_.track_cohort.assign(cohorts.begin(), cohorts.end());
    file_ = std::make_unique<record::RunFile>(scratch_, description_, inputs_.terrain, inputs_.regions);
    file_->finish();
    known_ = file_->bytes();
  }

  void step_done(double hours_since_1970, std::span<const herd::TrackPoint> points) override
  {
    std::vector<herd::TrackPoint> placed {points.begin(), points.end()};
    for (herd::TrackPoint& point : placed) place(point.x_m, point.y_m, point.longitude_deg, point.latitude_deg);
    file_->append_track(hours_since_1970, placed);
  }

  void day_done(const herd::DayReport& day, std::int64_t agents) override
  {
    agent_days_ += static_cast<double>(agents);
    herd::DayReport report = day;
    const std::size_t bands = description_.latitude_band_edge_deg.size() - 1;
    for (herd::HerdDay& of : report.herd)
      for (auto& crossed : of.crossed) crossed.resize(bands);
    file_->append(report);
  }

  void year_done(const herd::YearMaps& maps, std::span<const herd::Birth> births,
                 std::span<const herd::ImpactYear> impact) override
  {
    append_births(births);
    for (const herd::ImpactYear& year : impact) file_->append(year);
    file_->finish();
    auto before = file_->bytes();
    file_->append(whole_year(maps, coarse_, inputs_.terrain,
                             1.0 / static_cast<double>(whole_.rules.herds.front().animals_per_agent)));
    file_->finish();
    for (const auto& [group, bytes] : file_->bytes()) a_year_[group] += bytes - before[group];
    ++years_;
  }

  void run_done(std::int32_t herd, std::span<const Field> use_by_season) override
  {
    const engine::HerdRules& small = small_.herds[static_cast<std::size_t>(herd)];
    const engine::HerdRules& whole = whole_.rules.herds[static_cast<std::size_t>(herd)];
    const double animal_days = static_cast<double>(small.animals_per_agent) * small_.run.step_h / 24.0;
    const double more = agents_of(whole) / agents_of(small) * longer();
    std::vector<Field> use;
    for (const Field& season : use_by_season)
      use.push_back(whole_use(season, coarse_, inputs_.terrain, more / animal_days));
    file_->write_use(herd, use);
  }

  [[nodiscard]] std::map<std::string, double> bytes()
  {
    file_->finish();
    const double years = calendar_years(whole_.rules.run) / std::max(1, years_);
    std::map<std::string, double> out;
    for (const auto& [group, bytes] : file_->bytes()) {
      const double known = static_cast<double>(known_[group]), grown = static_cast<double>(bytes) - known;
      const double of_years = static_cast<double>(a_year_[group]);
      double times = longer();
      if (group == "map" || group == "/") times = grown > 0 ? (grown + of_years * (years - 1)) / grown : 1;
      if (group == "impact") times = years;
      if (group == "calving" && births_written_ > 0) times *= births_ / births_written_;
      if (group == "track") times *= tracks_of(whole_.rules) / tracks_of(small_);
      out[group] = known + grown * times;
    }
    return out;
  }

  [[nodiscard]] double agent_days() const noexcept { return agent_days_; }

private:
  [[nodiscard]] double longer() const { return days_of(whole_.rules.run) / days_of(small_.run); }

  /// The coordinates of the fine cell: those of a coarse one repeat more often.
  void place(float x_m, float y_m, float& longitude_deg, float& latitude_deg) const
  {
    const landscape::Terrain& t = inputs_.terrain;
    const auto cell = t.grid.cell_at(static_cast<double>(x_m), static_cast<double>(y_m));
    if (cell < 0) return;
    longitude_deg = t.longitude_deg[static_cast<std::size_t>(cell)];
    latitude_deg = t.latitude_deg[static_cast<std::size_t>(cell)];
  }

  /// Each birth stands for those of several agents, which differ from it: equal rows would be compressed to
  /// nothing. No more than fill a chunk are written.
  void append_births(std::span<const herd::Birth> births)
  {
    std::vector<herd::Birth> rows;
    for (const herd::Birth& birth : births) {
      const auto herd = static_cast<std::size_t>(birth.herd);
      const double agents = agents_of(whole_.rules.herds[herd]) / agents_of(small_.herds[herd]);
      births_ += agents;
      for (double k = 0.5; k < agents && rows.size() < chunk_of_births; ++k) rows.push_back(another(birth));
    }
    births_written_ += static_cast<double>(rows.size());
    std::ranges::shuffle(rows, draw_);
    std::ranges::stable_sort(rows, {}, &herd::Birth::day);
    file_->append(rows);
  }

  /// A birth of the same day, somewhere near.
  herd::Birth another(herd::Birth birth)
  {
    std::uniform_real_distribution<float> near_m {-20000, 20000}, part {0.6f, 1.4f};
    birth.mother = std::uniform_int_distribution<std::uint64_t> {1, 10 * birth.mother}(draw_);
    for (float herd::Birth::*place_m :
         {&herd::Birth::x_m, &herd::Birth::y_m, &herd::Birth::remembered_x_m, &herd::Birth::remembered_y_m})
      birth.*place_m += near_m(draw_);
    for (float herd::Birth::*value :
         {&herd::Birth::displacement_km, &herd::Birth::plain, &herd::Birth::greenness, &herd::Birth::ndvi_21_june})
      birth.*value *= part(draw_);
    place(birth.x_m, birth.y_m, birth.longitude_deg, birth.latitude_deg);
    return birth;
  }

  Scenario whole_;
  const engine::Rules& small_;
  const Inputs& inputs_;
  const Grid& coarse_;
  std::filesystem::path scratch_;
  record::RunDescription description_;
  std::unique_ptr<record::RunFile> file_;
  std::map<std::string, std::uint64_t> known_, a_year_;  ///< bytes: before the first day; of maps of years
  double agent_days_ = 0;
  double births_ = 0, births_written_ = 0;
  int years_ = 0;
  std::mt19937_64 draw_ {1};
};

RunInSmall::RunInSmall(const Scenario& whole, const Inputs& inputs, const std::filesystem::path& scratch)
    : whole_ {whole}
{
  const int coarse = coarsening(inputs.terrain.grid);
  try {
    run(inputs, coarse, scratch);
  } catch (const InputError&) {
    if (coarse == 1) throw;   // of the scenario itself
    run(inputs, 1, scratch);  // a winter range or a plain too small for coarse cells
  }
}

RunInSmall::~RunInSmall() = default;

void RunInSmall::run(const Inputs& whole_inputs, int coarse, const std::filesystem::path& scratch)
{
  records_.reset();  // of an attempt that failed
  small_ = smaller(whole_, coarse);
  inputs_ = open_inputs(small_);
  records_ = std::make_unique<AsWhole>(whole_, small_, whole_inputs, inputs_.terrain.grid, scratch);
  timing_ = engine::simulate(small_.rules, inputs_.terrain, inputs_.regions, *inputs_.weather, *records_);
}

std::map<std::string, double> RunInSmall::bytes() const { return records_->bytes(); }

double RunInSmall::longer() const { return days_of(whole_.rules.run) / days_of(small_.rules.run); }

double RunInSmall::agent_steps() const
{
  double whole = 0, small = 0;
  for (const engine::HerdRules& herd : whole_.rules.herds) whole += agents_of(herd);
  for (const engine::HerdRules& herd : small_.rules.herds) small += agents_of(herd);
  return records_->agent_days() * whole / small * longer() * 24.0 / small_.rules.run.step_h;
}

}  // namespace rangifer::app

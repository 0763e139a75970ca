#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "herd/report.h"
#include "record/audit.h"
#include "record/column.h"
#include "record/netcdf4.h"
#include "record/run_file.h"

/// The layout of the result file, written once: the writer, outputs/FORMAT.md and their tests walk it.
namespace rangifer::record {

/// What a run file is made from before its first day.
struct Context {
  const RunDescription& run;
  const landscape::Terrain& terrain;
  const landscape::Regions& regions;
};

/// Where a row stands in time.
struct Stamp {
  double from_d = 0;   ///< days since 1970-01-01
  double until_d = 0;  ///< end of the day
  int year = 0;
};

/// Takes the numbers of one variable out of one record.
template <class Record>
using Take = void (*)(const Record&, Column&);

/// Where the values of a variable come from: nowhere by itself, or from a record of this kind.
using Source = std::variant<std::monostate, Take<Context>, Take<Stamp>, Take<herd::HerdDay>, Take<Audit>,
                            Take<herd::Birth>, Take<herd::TrackPoint>, Take<herd::YearMaps>, Take<herd::ImpactYear>>;

/// Vocabularies that a number can stand for.
enum class Words : std::uint8_t {
  none,
  herds,
  seasons,
  cohorts,
  losses,
  expenses,
  modes,
  directions,
  regions,  ///< one of the regions
  communities,
  region_bits,  ///< bit r set: region r holds it
  kinds,
  no_yes,
};

/// The words of a vocabulary; `context` may be null, then only those that are the same in all runs.
[[nodiscard]] std::vector<std::string> words_of(Words words, const Context* context);

/// A dimension and the coordinate variable of its name. One with words has numbers from 0 as its
/// coordinate and the words in a text variable beside it.
struct Dimension {
  std::string_view name;
  std::string_view long_name;
  Type type = Type::i32;
  std::string_view units {};
  std::string_view attributes {};  ///< "key=value; key=value"
  Words words = Words::none;
  std::string_view label {};  ///< name of the text variable
  Source values {};
  std::string_view bounds {};  ///< name of the bounds variable
  Source bounds_values {};
  std::size_t (*length)(const Context&) = nullptr;  ///< null: unlimited
  hsize_t rows_per_chunk = 1;                       ///< of an unlimited one: rows held back until a chunk is full

  [[nodiscard]] bool unlimited() const noexcept { return length == nullptr; }
  [[nodiscard]] bool has_coordinate() const noexcept
  {
    return words != Words::none || !std::holds_alternative<std::monostate>(values);
  }
};

enum class Role : std::uint8_t {
  data,
  place,         ///< auxiliary coordinate: named in the attribute `coordinates` of the data it fits
  grid_mapping,  ///< scalar whose attributes describe the projection
  coordinate,    ///< the remaining three are made from the table of dimensions
  label,
  bounds,
};

struct Variable {
  std::string_view group;
  std::string_view name;
  std::string_view dimensions;  ///< names, blank between, slowest first
  Type type = Type::f64;
  std::string_view units {};
  std::string_view long_name {};
  Source values {};
  std::string_view attributes {};  ///< "key=value; key=value"
  Words words = Words::none;
  Role role = Role::data;
  double missing = std::numeric_limits<double>::quiet_NaN();  ///< of whole numbers: NaN means never missing
  bool (*only_if)(const Context&) = nullptr;                  ///< left out of a run of which this does not hold
};

struct Group {
  std::string_view name;
  std::string_view title;
  std::string_view meaning;
  std::string_view attributes {};
};

struct RootAttribute {
  std::string_view name;
  std::string_view meaning;
  AttributeValue (*value)(const RunDescription&);
  bool (*only_if)(const RunDescription&) = nullptr;  ///< left out of a run of which this does not hold
};

/// "2" in the attribute format_version means that a reader of version 1 would go wrong.
inline constexpr std::int64_t format_version = 1;

/// Attributes only, and the only part in which identical runs may differ.
inline constexpr std::string_view performance_group = "performance";

/// An attribute of performance/; where the name ends in <part> or <group> there are several of the kind.
struct PerformanceAttribute {
  std::string_view name;
  std::string_view meaning;
};
[[nodiscard]] std::span<const PerformanceAttribute> performance_attributes();

[[nodiscard]] std::span<const RootAttribute> root_attributes();
[[nodiscard]] std::span<const Group> groups();
[[nodiscard]] const Dimension& dimension(std::string_view name);
/// All variables of a group: coordinates, labels and bounds of its dimensions, then the rows of the table.
[[nodiscard]] std::vector<Variable> variables_of(std::string_view group);
/// The dimensions of a group, in the order of the table of dimensions.
[[nodiscard]] std::vector<const Dimension*> dimensions_of(std::string_view group);

[[nodiscard]] std::vector<std::string_view> split(std::string_view text, char at);
/// "axis=X; standard_name=latitude" to pairs.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> pairs_of(std::string_view attributes);

}  // namespace rangifer::record

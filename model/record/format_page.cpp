#include "record/format_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "record/comparison_layout.h"
#include "record/ensemble_layout.h"
#include "record/layout.h"
#include "record/score_sheet.h"

namespace rangifer::record {

namespace {

constexpr std::string_view head = R"(# The result file, field by field

<!-- Made by `format_page()` in model/record from the table that the writer walks. Do not edit:
     RANGIFER_WRITE_FORMAT=1 build/debug/tests/test_record "[format]" writes it anew. -->

One run, one file: HDF5 that is valid netCDF-4 with CF metadata. A file under its final name is whole;
while a run writes, it is called `NAME.partial`. Identical runs give identical bytes, but for the group
`performance`. Counts are animals, not agents. Missing numbers are `_FillValue` (NaN for real ones).

## How to open it

| with | how |
| --- | --- |
| xarray | `xr.open_dataset("run.h5", group="herd")`; `engine="netcdf4"` and `engine="h5netcdf"` both work |
| h5py | `h5py.File("run.h5")["herd/alive"][:]` |
| ncdump | `ncdump -h run.h5`; one group: `ncdump -g map -h run.h5` |
| h5dump | `h5dump -H run.h5`; one variable: `h5dump -d /herd/alive run.h5` |
| GDAL | `gdalinfo NETCDF:run.h5:/map/use`; `gdal_translate NETCDF:run.h5:/map/births births.tif` |
| any GIS | `rangifer export run.h5 -o FOLDER` writes the maps as GeoTIFF; calving grounds, births and tracks as GeoPackage |
| QGIS | Layer, Add Raster Layer, source `NETCDF:run.h5:/map/use`; GDAL chooses its driver by the ending, so a copy named `run.nc` can be dropped on the map |
| R | packages ncdf4 for numbers and terra for maps, as below |
| cdo | `cdo sinfon run.h5` and the like read the maps of the root group; it knows neither groups nor two dimensions beside the map and time: for those hand it a copy, as below |

Every group carries its own coordinates, so each opens by itself. A dimension that stands for names has
numbers from 0 as its coordinate, with the names in `flag_meanings` (`_` for what CF does not allow there: blanks,
accents, apostrophes) and, as written in the scenario, in a text variable beside it. To choose by name:

```python
herd = xr.open_dataset("run.h5", group="herd").swap_dims(herd="herd_name", cohort="cohort_name")
herd.alive.sel(herd_name="porcupine", cohort_name="cow").plot()
```

A copy of the maps of one herd that cdo reads:

```python
maps = xr.open_dataset("run.h5", group="map").isel(herd=0, drop=True)
maps = maps.drop_vars([name for name, v in maps.variables.items() if v.dtype == object])  # texts
for v in maps.variables.values():
    v.encoding.pop("coordinates", None)  # it named the texts
maps.to_netcdf("map.nc", unlimited_dims=[])
```

In cdo, which takes `year` for a time without dates (`settaxis` gives it some):

```sh
cdo -s outputtab,value -fldsum -selname,births run.h5  # calves born, year by year
cdo -s outputtab,value -remapnn,lon=-144.5_lat=69.7 -selname,snow_free_doy run.h5  # at a place
cdo -s outputtab,lev,value -fldsum -selname,use map.nc  # animal-days, season by season
cdo -s setreftime,1970-01-01,00:00:00,days -settaxis,2005-07-01,12:00:00,1year -selname,births run.h5 births.nc
```

In R, where the last dimension comes first:

```r
library(ncdf4)
run <- nc_open("run.h5")
alive <- ncvar_get(run, "herd/alive", collapse_degen = FALSE)  # cohort, herd, time
days <- as.Date(ncvar_get(run, "herd/time"), origin = "1970-01-01")
nc_close(run)

library(terra)
births <- rast("NETCDF:run.h5:/map/births")  # a layer a year, with its projection
```

In the Python console of QGIS, after `rangifer export run.h5 -o gis`:

```python
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
births = QgsRasterLayer("NETCDF:run.h5:/map/births", "births")  # a band a year
snow_free = QgsRasterLayer("gis/snow_free_doy.tif", "day free of snow")
ground = QgsVectorLayer("gis/calving_ground.gpkg|layername=annual_calving_ground", "annual calving ground")
QgsProject.instance().addMapLayers([births, snow_free, ground])
```

A variable of several regions is a sum of bits: `(calving.in_region.values >> r) & 1` is 1 where region `r`,
counted from 0 as in `region_name`, holds the place.

All files keep the rules of CF-1.10, which a test checks one by one. Where they go their own way:

- the name ends in `.h5`, since the file is HDF5, too; `-o run.nc` writes the same bytes;
- steps of tracks grow along the last dimension, not the first, so that an animal's steps lie together;
- `track/alive` says 0 of the dead, where the place is missing;
- a projection that CF has no name for is in `crs_wkt` alone;
- axes of an ensemble are named as their keys are, dots included.

What a run has none of (agents to follow, regions, latitude bands) is left out with its group.
)";

std::string_view type_name(Type type)
{
  switch (type) {
    case Type::i8:
      return "int8";
    case Type::i32:
      return "int32";
    case Type::i64:
      return "int64";
    case Type::f32:
      return "float32";
    case Type::f64:
      return "float64";
    case Type::text:
      break;
  }
  return "text";
}

/// "0 cow, 1 bull, ...", or whose names they are where these differ from run to run.
std::string words_text(Words words)
{
  switch (words) {
    case Words::none:
      return "";
    case Words::herds:
      return "numbers of the run's herds";
    case Words::seasons:
      return "numbers of the run's seasons";
    case Words::regions:
      return "numbers of the run's regions";
    case Words::region_bits:
      return "bit r: region r";
    default:
      break;
  }
  std::string out;
  int number = 0;
  for (const auto& word : words_of(words, nullptr))
    out += fmt::format("{}{} {}", number > 0 ? ", " : "", number, word), ++number;
  return out;
}

std::string meaning_of(const Variable& v)
{
  std::string out {v.long_name};
  if (v.role == Role::label) out = fmt::format("names that the numbers of `{}` stand for", v.dimensions);
  if (v.role == Role::grid_mapping) out += ": a scalar whose attributes are the CF grid mapping and `crs_wkt`";
  const std::string words = v.role == Role::label ? "" : words_text(v.words);
  if (!words.empty()) out += fmt::format(" ({})", words);
  for (const auto& [key, value] : pairs_of(v.attributes))
    if (key != "axis" && key != "calendar") out += fmt::format("; {} `{}`", key, value);
  if (v.role == Role::data && !std::isnan(v.missing)) out += fmt::format("; missing: {:g}", v.missing);
  return out;
}

std::string dimension_lines(std::string_view group)
{
  std::string out;
  for (const Dimension* d : dimensions_of(group))
    out += fmt::format("- `{}`{}: {}\n", d->name, d->unlimited() ? " (grows)" : "", d->long_name);
  return out;
}

std::string group_text(const Group& group)
{
  std::string out =
    fmt::format("\n## `{}`: {}\n\n{}\n\nDimensions:\n\n{}", group.name == "/" ? "/" : fmt::format("{}/", group.name),
                group.title, group.meaning, dimension_lines(group.name));
  for (const auto& [key, value] : pairs_of(group.attributes))
    out += fmt::format("\nAttribute `{} = \"{}\"`.\n", key, value);
  out += "\n| variable | along | type | unit | meaning |\n| --- | --- | --- | --- | --- |\n";
  for (const Variable& v : variables_of(group.name)) {
    std::string along {v.dimensions};
    for (std::size_t at = 0; (at = along.find(' ', at)) != std::string::npos; at += 2) along.replace(at, 1, ", ");
    out += fmt::format("| `{}` | {} | {} | {} | {} |\n", v.name, along, type_name(v.type), v.units, meaning_of(v));
  }
  return out;
}

std::string sheet_text()
{
  std::string out = fmt::format(
    "\n## `{0}/`: {1}\n\n{2} `rangifer validate RUN.h5 --h5 FILE` adds the group to a result, or writes it to a file of "
    "its own: a run makes none.\n\nDimensions:\n\n- `{3}`: rows of the sheet\n\nAttributes `runs` (files scored, one a "
    "line), `version` and `commit` (of the program that scored them).\n\n"
    "| variable | along | type | unit | meaning |\n| --- | --- | --- | --- | --- |\n",
    sheet_group, sheet_title, sheet_meaning, sheet_dimension);
  for (const SheetColumn& c : sheet_columns()) {
    std::string verdicts;
    for (std::size_t i = 0; c.name == "verdict" && i < sheet_verdicts.size(); ++i)
      verdicts += fmt::format("{}{} {}", i > 0 ? ", " : " (", i, sheet_verdicts[i]);
    out += fmt::format("| `{}` | {} | {} | {} | {}{} |\n", c.name, sheet_dimension, type_name(c.type), c.units,
                       c.long_name, verdicts.empty() ? "" : verdicts + ")");
  }
  return out;
}

/// "0 whole, 1 missing"
std::string numbered(std::span<const std::string_view> words)
{
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) out += fmt::format("{}{} {}", i > 0 ? ", " : "", i, words[i]);
  return out;
}

std::string commas(std::string dimensions)
{
  for (std::size_t at = 0; (at = dimensions.find(' ', at)) != std::string::npos; at += 2)
    dimensions.replace(at, 1, ", ");
  return dimensions;
}

std::string comparison_text()
{
  std::string out =
    "\n# The file of `rangifer compare`\n\n`rangifer compare BASE SCENARIO -o impact.h5` holds the runs of a scenario "
    "against those of its base. The file opens like a result; identical results give identical bytes. Differences are "
    "scenario less base.\n\n| attribute | meaning |\n| --- | --- |\n";
  for (const ComparisonAttribute& a : comparison_attributes()) out += fmt::format("| `{}` | {} |\n", a.name, a.meaning);
  out += "\nDimensions, each with its coordinate and, where it stands for names, these in `<dimension>_name`:\n\n";
  for (const ComparisonAxisMeaning& a : comparison_axes()) out += fmt::format("- `{}`: {}\n", a.name, a.meaning);
  for (const ComparisonGroup& group : comparison_groups()) {
    out += fmt::format("\n## `{}/` of a comparison: {}\n\n{}\n\n", group.name, group.title, group.meaning);
    if (group.name == impact_group) {
      out += "| variable | along | meaning |\n| --- | --- | --- |\n";
      for (const ComparisonStatistic& s : comparison_statistics())
        out += fmt::format("| `V{}` | {}herd, ... | V {}{} |\n", s.suffix, s.by_pair ? "pair, year, " : "", s.long_name,
                           s.unitless ? "; without unit" : "");
      continue;
    }
    out += "| variable | along | type | unit | meaning |\n| --- | --- | --- | --- | --- |\n";
    if (group.name == "map") out += "| `crs` |  | int32 |  | projection, as in the runs |\n";
    for (const ComparisonVariable& v : comparison_variables())
      if (v.group == group.name)
        out += fmt::format("| `{}` | {} | {} | {} | {} |\n", v.name, commas(v.dimensions), type_name(v.type), v.units,
                           v.long_name);
  }
  return out;
}

constexpr std::string_view ensemble_head = R"(
# The file of `rangifer collect`

`rangifer collect MEMBER.h5... -o ensemble.h5` joins results along a dimension `member`. The file has the groups of a
result, and in each of them

- what all members share, as in a result: axes, names, the land, the projection. It was compared when they were collected;
- everything else with `member` as its first dimension. Infrastructure is among it, since scenarios may change it;
- variables along `member` that say what each member is, and the axes of the ensemble, one variable each.

**Axes** are those that the attribute `ensemble` of the members or the `members.csv` of their folder names; without either, the
title (as `scenario`) and the parameters that differ. A name that a variable of a result bears is written `axis_NAME`.

```python
impact = xr.open_dataset("ensemble.h5", group="impact")
impact.set_index(member=["scenario", "replicate"]).unstack("member").births.mean("replicate")
```

**By default values stay in the files of the members** (virtual variables of HDF5, which netCDF-4 readers know, too).
`ensemble.h5.sources`, made with the ensemble, says where they lie, by paths relative to the folder of the ensemble: keep the
two and the members together, and the folder may move. It is a file of its own because readers of netCDF-4 open all
variables of a file at once, and a source for each of a thousand members in each variable takes them a gigabyte.
HDF5 reads what it cannot find as missing values, without a word, in two cases:

- a member or `ensemble.h5.sources` is gone or was replaced: `rangifer collect --check ENSEMBLE.h5` tells;
- more members are read at once than the system lets a program open files (`ulimit -n`, often 1024): raise that limit,
  read some members at a time, or use a copy.

`--copy` makes one file that holds all values itself, compressed, with the same variables. A member or an ensemble that is
to be sent elsewhere, or read often, is better off so.

**Missing values.** Members may have more births than others, or follow more agents: such dimensions are as long as the
longest, the rest is missing, and a variable holds how many a member has. So every number has a value that stands for
"missing", named by `_FillValue`: NaN for real numbers, as in a result where that has one, 0 for bits of regions (every
place lies in one), and -1 for other whole numbers, all of them counts or numbers from 0. Readers such as xarray turn
whole numbers with a `_FillValue` into real ones; numbers of agents (`mother`, `animal_id`) would lose digits, so they have -1
without saying so.

**Members that cannot be collected** are refused, all in one message, unless `--fill` is given: then all their values are
missing, and `member_state` and `members/problem` say why. Members must have the same format version, grid, projection, dates,
step, herds, regions, seasons, land, and the same bytes in inputs of the same role and name; and the same version and
commit of the program, since a difference between members would else be one between programs. A shorter run is no member
either: its maps and years are of other days. Those that most agree with are right. The same run twice, in parameters,
inputs, seed and replicate, is refused in any case.

| attribute | meaning |
| --- | --- |
)";

std::string ensemble_text()
{
  std::string out {ensemble_head};
  for (const EnsembleAttribute& a : ensemble_attributes()) out += fmt::format("| `{}` | {} |\n", a.name, a.meaning);
  out +=
    "\nVariables along `member` in each group; the axes of the ensemble come after them:\n\n"
    "| variable | type | unit | meaning |\n| --- | --- | --- | --- |\n"
    "| `member` | int64 | 1 | number of the member: that in its ensemble, else its place from 0 |\n";
  const auto add = [&out](bool everywhere) {
    for (const MemberColumn& c : member_columns())
      if (c.everywhere == everywhere)
        out += fmt::format("| `{}` | {} | {} | {} |\n", c.name, type_name(c.type), c.units, c.long_name);
  };
  add(true);
  for (const RaggedDimension& r : ragged_dimensions())
    out += fmt::format("| `{}` | int64 | 1 | how many along `{}` the member has; where there is that dimension |\n",
                       r.count, r.name);
  out += fmt::format(
    "\nStates: {}.\n\n## `{}/` of an ensemble: the members\n\nAlso all of the above.\n\n"
    "| variable | type | unit | meaning |\n| --- | --- | --- | --- |\n",
    numbered(member_states()), members_group);
  add(false);
  return out;
}

}  // namespace

std::string format_page()
{
  std::string out {head};
  out += "\n## Root\n\n| attribute | meaning |\n| --- | --- |\n";
  for (const RootAttribute& a : root_attributes()) out += fmt::format("| `{}` | {} |\n", a.name, a.meaning);
  for (const Group& group : groups()) out += group_text(group);
  out += fmt::format(
    "\n## `{}/`: what the run took\n\nAttributes only, and the only part in which identical runs may differ.\n\n"
    "| attribute | meaning |\n| --- | --- |\n",
    performance_group);
  for (const PerformanceAttribute& a : performance_attributes())
    out += fmt::format("| `{}` | {} |\n", a.name, a.meaning);
  out += sheet_text();
  out += comparison_text();
  out += ensemble_text();
  return out;
}

}  // namespace rangifer::record

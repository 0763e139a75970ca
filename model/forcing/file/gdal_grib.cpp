#include "forcing/file/gdal_grib.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <optional>
#include <sstream>
#include <tuple>

#include "base/error.h"
#include "base/nearest_name.h"

namespace rangifer::forcing {
namespace {

std::string item(GDALRasterBand& band, const char* key)
{
  const char* const text = band.GetMetadataItem(key);
  return text == nullptr ? "" : text;
}

/// "1577836800", "  1577836800 sec UTC"
std::optional<std::int64_t> seconds(const std::string& text)
{
  const std::size_t start = text.find_first_not_of(' ');
  if (start == std::string::npos) return std::nullopt;
  std::int64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data() + start, text.data() + text.size(), number);
  return failed == std::errc {} ? std::optional(number) : std::nullopt;
}

/// "[kg/(m^2)]" -> "kg/(m^2)"; shares have several spellings.
std::string units_of(std::string text)
{
  if (text.starts_with('[') && text.ends_with(']')) text = text.substr(1, text.size() - 2);
  const bool share = text == "-" || text == "Proportion" || text == "proportion" || text == "(0 - 1)" || text == "0-1";
  return share ? "1" : text;
}

/// What a statistic over a span of time is (GRIB2 code table 4.10), from product definition templates 4.8
/// (deterministic) and 4.11 (member of an ensemble: three numbers more).
std::string step_type_of(GDALRasterBand& band)
{
  const std::string definition = item(band, "GRIB_PDS_PDTN");
  if (definition != "8" && definition != "11") return "instant";
  std::istringstream in(item(band, "GRIB_PDS_TEMPLATE_ASSEMBLED_VALUES"));
  int value = -1;
  for (int i = 0; i <= (definition == "8" ? 23 : 26); ++i) in >> value;
  if (!in) return "";
  switch (value) {
    case 0:
      return "avg";
    case 1:
      return "accum";
    case 2:
      return "max";
    case 3:
      return "min";
    default:
      return fmt::format("statistic {}", value);
  }
}

std::string upper(std::string text)
{
  for (char& c : text) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return text;
}

std::vector<std::string> names_of(const std::vector<const GribField*>& fields)
{
  std::vector<std::string> names;
  for (const GribField* const field : fields) {
    const auto same = std::ranges::count(fields, field->name(), [](const GribField* f) { return f->name(); });
    names.push_back(same > 1 ? field->name() + " " + field->step_type : field->name());
  }
  return names;
}

bool answers_to(const GribField& field, const std::string& wanted)
{
  const std::string word = upper(wanted);
  return word.empty() || word == upper(field.element) || word == upper(field.name()) ||
         word == upper(field.name() + " " + field.step_type);
}

CfTime moment(std::int64_t seconds_since_1970)
{
  return time_at(CfCalendar::proleptic_gregorian, 0, static_cast<double>(seconds_since_1970));
}

void require_one_of_each_time(const GribField& field, const std::string& file)
{
  for (std::size_t i = 1; i < field.messages.size(); ++i)
    if (const auto& a = field.messages[i - 1], &b = field.messages[i]; a.end_s == b.end_s)
      throw InputError(fmt::format(
        "{}: {} has two messages for {} (bands {} and {}), such as members of an ensemble or forecasts that "
        "overlap; leave one of each in the file (grib_copy)",
        file, field.name(), to_string(moment(a.end_s)), a.band, b.band));
}

}  // namespace

std::vector<GribField> grib_fields(GDALDataset& data, const std::string& file)
{
  std::vector<GribField> fields;
  for (int b = 1; b <= data.GetRasterCount(); ++b) {
    GDALRasterBand& band = *data.GetRasterBand(b);
    GribField found {item(band, "GRIB_ELEMENT"),        item(band, "GRIB_SHORT_NAME"), step_type_of(band),
                     units_of(item(band, "GRIB_UNIT")), item(band, "GRIB_COMMENT"),    {}};
    const auto valid = seconds(item(band, "GRIB_VALID_TIME"));
    if (!valid) throw InputError(fmt::format("{}: band {} ({}) has no GRIB_VALID_TIME", file, b, found.name()));
    const auto start = seconds(item(band, "GRIB_REF_TIME")), lead = seconds(item(band, "GRIB_FORECAST_SECONDS"));
    const bool spans = found.step_type != "instant" && start && lead && *start + *lead < *valid;
    const GribField::Message message {b, spans ? *start + *lead : *valid, *valid};
    const auto known = std::ranges::find_if(fields, [&](const GribField& f) {
      return std::tie(f.element, f.level, f.step_type, f.units) ==
             std::tie(found.element, found.level, found.step_type, found.units);
    });
    GribField& field = known != fields.end() ? *known : fields.emplace_back(found);
    field.messages.push_back(message);
  }
  for (GribField& field : fields) std::ranges::stable_sort(field.messages, {}, &GribField::Message::end_s);
  return fields;
}

GribField pick_grib_field(const std::vector<GribField>& fields, const std::string& file, const std::string& wanted)
{
  std::vector<const GribField*> all, matches;
  for (const GribField& field : fields) {
    all.push_back(&field);
    if (answers_to(field, wanted)) matches.push_back(&field);
  }
  if (matches.size() == 1) {
    require_one_of_each_time(*matches.front(), file);
    return *matches.front();
  }
  if (matches.size() > 1)
    throw InputError(fmt::format("{}: {} quantities could be meant: {}; name one with `variable`", file, matches.size(),
                                 fmt::join(names_of(matches), ", ")));
  std::vector<std::string> names = names_of(all);
  for (const GribField& field : fields) names.push_back(field.element);
  const std::string nearest = nearest_name(upper(wanted), names);
  throw InputError(fmt::format("{}: no quantity {}; {}", file, wanted,
                               nearest.empty() ? fmt::format("it has {}", fmt::join(names_of(all), ", "))
                                               : fmt::format("did you mean {}?", nearest)));
}

RecordTimes grib_times(const GribField& field)
{
  RecordTimes times;
  times.variable = "GRIB_VALID_TIME";
  times.units = "seconds since 1970-01-01";
  times.calendar = CfCalendar::proleptic_gregorian;
  times.calendar_name = "proleptic_gregorian";
  const bool spans = std::ranges::all_of(field.messages, [](const auto& m) { return m.begin_s < m.end_s; });
  for (const GribField::Message& message : field.messages) {
    times.stamps.push_back(moment(message.end_s));
    if (!spans) continue;
    times.bounds.push_back(moment(message.begin_s));
    times.bounds.push_back(moment(message.end_s));
  }
  return times;
}

}  // namespace rangifer::forcing

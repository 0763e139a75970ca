#include "app/member_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "base/error.h"
#include "comparison/json_leaves.h"
#include "comparison/pairing.h"
#include "record/result_reader.h"

namespace rangifer::app {

namespace {

namespace fs = std::filesystem;
using record::MemberState;

/// What differs from the values that most share; "null" for what is not there.
JsonValues changes(const JsonValues& found, const JsonValues& common)
{
  JsonValues out;
  for (const auto& [key, value] : found) {
    const auto expected = common.find(key);
    if (expected == common.end() || expected->second != value) out[key] = value;
  }
  for (const auto& [key, value] : common)
    if (!found.contains(key)) out[key] = "null";
  return out;
}

std::string value_of(const std::string& key, const JsonValues& changed, const JsonValues& common)
{
  if (const auto own = changed.find(key); own != changed.end()) return own->second;
  const auto shared = common.find(key);
  return shared == common.end() ? "null" : shared->second;
}

/// The axes of a note, as {"climate": "cold"} or as [{"name": "climate", "value": "cold"}].
JsonValues axes_in(const JsonValues& leaves)
{
  constexpr std::string_view before = "axes.", name = ".name", value = ".value";
  JsonValues axes;
  for (const auto& [key, found] : leaves) {
    if (!key.starts_with(before)) continue;
    const std::string rest = key.substr(before.size()), number = rest.substr(0, rest.find('.'));
    const bool in_list = leaves.contains(fmt::format("{}{}{}", before, number, name));
    if (!in_list) axes[rest] = found;
    else if (rest == number + std::string {value})
      axes[comparison::plain(leaves.at(fmt::format("{}{}{}", before, number, name)))] = found;
  }
  return axes;
}

/// What the program that made the ensemble noted in the file: {"title": ..., "member": 3, "axes": ...}.
void read_note(const record::ResultReader& file, ReadMember& member)
{
  const std::string note = file.root_text("ensemble");
  if (note.empty()) return;
  const auto leaves = comparison::json_leaves(note);
  if (!leaves) throw InputError(fmt::format("{}: attribute ensemble is not JSON; the file is broken", file.file()));
  for (const auto& [key, value] : *leaves) {
    if (key == "title") member.ensemble_title = comparison::plain(value);
    if (key == "member") member.listed.number = std::strtoll(value.c_str(), nullptr, 10);
  }
  for (const auto& [name, value] : axes_in(*leaves)) member.listed.axes[name] = value;
}

void read(ReadMember& member, Members& members)
{
  const record::ResultReader file(member.listed.file);
  read_note(file, member);
  comparison::RunHead& head = member.head = comparison::read_head(file);
  if (members.parameters.empty()) {
    members.parameters = head.parameters;
    members.inputs = head.inputs;
  }
  member.parameters = changes(head.parameters, members.parameters);
  member.inputs = changes(head.inputs, members.inputs);
  head.parameters.clear();
  head.inputs.clear();
  record::EnsembleMember& r = member.record;
  r.shape = record::shape_of(file);
  r.bytes = static_cast<std::int64_t>(fs::file_size(member.listed.file));
  r.seed = static_cast<std::int64_t>(head.seed);
  r.replicate = static_cast<std::int64_t>(head.replicate);
  r.title = head.title;
  r.version = head.version;
  r.commit = head.commit;
  r.scenario = file.root_text("scenario");
  r.state = MemberState::whole;
}

/// A reader's message without the name of the file, which stands before it anyway.
std::string without_name(std::string message, const fs::path& file)
{
  const std::string name = file.string() + ": ";
  return message.starts_with(name) ? message.substr(name.size()) : message;
}

void note_missing(ReadMember& member)
{
  const fs::path partial = member.listed.file.string() + ".partial";
  std::error_code ignored;
  const bool begun = fs::exists(partial, ignored);
  member.record.problem =
    !begun ? "no such file"
           : fmt::format("no such file, but there is {}: its run goes on, or was stopped", partial.filename().string());
}

void read_or_note(ReadMember& member, Members& members)
{
  std::error_code ignored;
  if (!fs::exists(member.listed.file, ignored)) return note_missing(member);
  try {
    read(member, members);
  } catch (const std::exception& e) {  // of the file, whatever it is
    member.record = {};
    member.record.state = MemberState::unreadable;
    member.record.problem = without_name(e.what(), member.listed.file);
  }
}

/// Why `found` cannot stand beside `expected`.
std::vector<std::string> differences(const ReadMember& found, const ReadMember& expected, const Members& members)
{
  comparison::RunHead like = expected.head;
  like.seed = found.head.seed;
  like.replicate = found.head.replicate;
  std::vector<std::string> lines = comparison::differences_between(found.head, like);
  const auto hold = [&lines](const std::string& what, const std::string& is, const std::string& should) {
    if (is != should) lines.push_back(fmt::format("{}: found {}, expected {}", what, is, should));
  };
  hold("version of the program", found.head.version, expected.head.version);
  hold("commit of the program", found.head.commit, expected.head.commit);
  for (const JsonValues* changed : {&found.inputs, &expected.inputs}) {
    for (const auto& [key, value] : *changed) {
      const std::string is = members.input(found, key), should = members.input(expected, key);
      const bool both = is != "null" && should != "null";  // an input that the other has not is a change on purpose
      const std::string line = fmt::format("SHA-256 of input {}: found {}, expected {}", key, is, should);
      if (both && is != should && std::ranges::count(lines, line) == 0) lines.push_back(line);
    }
  }
  if (!lines.empty()) return lines;  // what follows would say the same again
  return record::differences_between(found.record.shape, expected.record.shape);
}

/// Two members that are the same run. Values of parameters decide, so that they may differ in what they are called.
void refuse_twice(const Members& members)
{
  std::map<std::string, fs::path> seen;
  for (const ReadMember& m : members.all) {
    if (!m.record.whole()) continue;
    std::string what = fmt::format("{}/{}", m.record.seed, m.record.replicate);
    for (const JsonValues* changed : {&m.parameters, &m.inputs})
      for (const auto& [key, value] : *changed)
        if (key != "run.title") what += fmt::format("\n{}={}", key, value);
    const auto [first, is_new] = seen.emplace(std::move(what), m.listed.file);
    if (!is_new)
      throw InputError(
        fmt::format("{} and {} are the same run: seed {}, replicate {} and the same parameters; each "
                    "counts once",
                    first->second.string(), m.listed.file.string(), m.record.seed, m.record.replicate));
  }
}

/// The first of those that the most members agree with: one odd file at the front should not make all others odd.
std::size_t reference_of(const Members& members)
{
  std::vector<std::size_t> left;
  for (std::size_t i = 0; i < members.all.size(); ++i)
    if (members.all[i].record.whole()) left.push_back(i);
  if (left.empty()) {
    std::string all;
    for (const ReadMember& m : members.all) all += fmt::format("\n  {}: {}", m.listed.file.string(), m.record.problem);
    throw InputError(fmt::format("no member could be read, so there is nothing to collect{}", all));
  }
  std::size_t best = 0, most = 0;
  while (left.size() > most) {
    const std::size_t first = left.front(), before = left.size();
    std::erase_if(left, [&](std::size_t i) {
      return i == first || differences(members.all[i], members.all[first], members).empty();
    });
    if (before - left.size() > most) {
      most = before - left.size();
      best = first;
    }
  }
  return best;
}

}  // namespace

std::string Members::parameter(const ReadMember& member, const std::string& key) const
{
  return value_of(key, member.parameters, parameters);
}

std::string Members::input(const ReadMember& member, const std::string& key) const
{
  return value_of(key, member.inputs, inputs);
}

Members read_members(const std::vector<ListedMember>& listed)
{
  Members members;
  for (const ListedMember& l : listed) {
    ReadMember member;
    member.listed = l;
    read_or_note(member, members);
    member.record.file = l.file;
    members.all.push_back(std::move(member));
  }
  return members;
}

std::size_t match_members(Members& members)
{
  refuse_twice(members);
  const std::size_t reference = reference_of(members);
  const ReadMember& expected = members.all[reference];
  for (ReadMember& m : members.all) {
    if (!m.record.whole()) continue;
    const std::vector<std::string> lines = differences(m, expected, members);
    if (lines.empty()) continue;
    m.record.state = MemberState::mismatched;
    m.record.problem = fmt::format("differs from {} in {} thing{}: {}", expected.listed.file.string(), lines.size(),
                                   lines.size() == 1 ? "" : "s", fmt::join(lines, "; "));
  }
  return reference;
}

}  // namespace rangifer::app

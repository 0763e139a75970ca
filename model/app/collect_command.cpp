#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>

#include "app/commands.h"
#include "app/ensemble_axes.h"
#include "app/member_list.h"
#include "app/member_reading.h"
#include "app/version.h"
#include "base/error.h"
#include "base/json_text.h"
#include "record/ensemble_check.h"
#include "record/result_reader.h"

namespace rangifer::app {

namespace {

namespace fs = std::filesystem;
using record::EnsembleMember;
using record::MemberState;

constexpr std::string_view note_for_readers =
  "Values lie in the files of the members, and the file of this name with .sources behind it says where: keep all of them together. Where "
  "one is gone, or where the system lets a program open fewer files at once than there are members (ulimit -n), "
  "values are missing without a word. rangifer collect --check tells.";

/// @throws InputError if the ensemble would overwrite what it is made of
void refuse_input(const fs::path& out, const std::vector<ListedMember>& members)
{
  for (const ListedMember& member : members) {
    std::error_code missing;
    if (fs::equivalent(out, member.file, missing))
      throw InputError(fmt::format("-o {}: is a result that was to be read; choose another name", out.string()));
  }
}

/// All that keeps members out, at once. @throws InputError
void refuse_gaps(const Members& members)
{
  std::string lines;
  std::size_t count = 0;
  for (const ReadMember& m : members.all) {
    if (m.record.whole()) continue;
    const auto state = record::member_states()[static_cast<std::size_t>(m.record.state)];
    lines += fmt::format("\n  {}: {}: {}", m.listed.file.string(), state, m.record.problem);
    ++count;
  }
  if (count == 0) return;
  throw InputError(fmt::format("{} of {} members cannot be collected; --fill leaves them as missing values{}", count,
                               members.all.size(), lines));
}

std::string json_of(const JsonValues& values)
{
  std::string out;
  for (const auto& [key, value] : values)
    out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", json_text(key), value);
  return "{" + out + "}";
}

/// What a member has other than the reference, since the parameters of that one are those of the root.
JsonValues changes(const Members& members, const ReadMember& member, const ReadMember& reference, bool parameters)
{
  JsonValues out;
  for (const ReadMember* m : {&member, &reference}) {
    for (const auto& [key, value] : parameters ? m->parameters : m->inputs) {
      const std::string is = parameters ? members.parameter(member, key) : members.input(member, key);
      const std::string there = parameters ? members.parameter(reference, key) : members.input(reference, key);
      if (is != there) out[key] = is;
    }
  }
  return out;
}

std::string title_of(const Members& members, const ReadMember& reference)
{
  if (!reference.ensemble_title.empty()) return reference.ensemble_title;
  return fmt::format("{} members: {}", members.all.size(), reference.record.title);
}

void add_attributes(record::Ensemble& what, const std::string& title, bool copy)
{
  const record::ResultReader model(what.members[what.reference].file);
  std::string axes = "seed replicate";
  for (const record::EnsembleAxis& axis : what.axes) axes += " " + axis.name;
  what.attributes = {{"Conventions", std::string {"CF-1.10"}},
                     {"title", title},
                     {"source", fmt::format("rangifer {}", version())},
                     {"format", std::string {record::ensemble_format}},
                     {"format_version", record::format_version},
                     {"version", std::string {version()}},
                     {"commit", std::string {commit()}},
                     {"storage", std::string {copy ? "copy" : "virtual"}}};
  if (!copy) what.attributes.emplace_back("comment", std::string {note_for_readers});
  what.attributes.emplace_back("members", static_cast<std::int64_t>(what.members.size()));
  what.attributes.emplace_back("axes", axes);
  for (const char* name : {"scenario", "parameters", "inputs"})
    what.attributes.emplace_back(name, model.root_text(name));
  what.attributes.emplace_back("step_h", model.root_number("step_h"));
  what.attributes.emplace_back("first_day", model.root_text("first_day"));
}

record::Ensemble ensemble_of(Members& members, std::size_t reference, bool copy)
{
  record::Ensemble what;
  what.reference = reference;
  what.axes = axes_of(members);
  const ReadMember& model = members.all[reference];
  const std::string title = title_of(members, model);
  for (ReadMember& m : members.all) {
    if (m.record.whole()) {
      m.record.parameters = json_of(changes(members, m, model, true));
      m.record.inputs = json_of(changes(members, m, model, false));
    }
    what.members.push_back(m.record);
  }
  add_attributes(what, title, copy);
  return what;
}

/// Many systems let a program open 1024 files at once.
void warn_of_many_files(std::size_t whole)
{
  constexpr std::size_t usual = 1024, others = 64;
  if (whole + others < usual) return;
  rlimit limit {};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  fmt::print(stderr,
             "rangifer: a reader of all members opens {} files at once, and where the system allows fewer (ulimit -n; "
             "here {}) it gets missing values without a word: raise that, or make one file with --copy\n",
             whole, limit.rlim_cur);
}

void say(const fs::path& out, const std::vector<EnsembleMember>& members)
{
  std::string states;
  for (std::size_t s = 0; s < record::member_states().size(); ++s) {
    const auto n = std::ranges::count(members, static_cast<MemberState>(s), &EnsembleMember::state);
    if (n > 0) states += fmt::format("{}{} {}", states.empty() ? "" : ", ", n, record::member_states()[s]);
  }
  fmt::print("{}: {} member{} ({})\n", out.string(), members.size(), members.size() == 1 ? "" : "s", states);
}

void check_ensemble(const CollectOptions& options)
{
  if (!options.members.empty() || !options.out.empty())
    throw InputError("collect --check ENSEMBLE.h5 reads one ensemble; it takes no members and no -o");
  const std::vector<std::string> problems = record::problems_of_ensemble(options.check);
  if (!problems.empty())
    throw InputError(fmt::format("{}: {} problem{}\n  {}", options.check.string(), problems.size(),
                                 problems.size() == 1 ? "" : "s", fmt::join(problems, "\n  ")));
  fmt::print("{}: all its members are there as they were collected\n", options.check.string());
}

}  // namespace

void collect_command(const CollectOptions& options)
{
  if (!options.check.empty()) return check_ensemble(options);
  if (options.members.empty())
    throw InputError("collect: which members? name results of rangifer run, or their folder");
  if (options.out.empty()) throw InputError("collect: name the file to write with -o, such as -o outputs/ensemble.h5");
  const std::vector<ListedMember> listed = list_members(options.members);
  refuse_input(options.out, listed);
  Members members = read_members(listed);
  const std::size_t reference = match_members(members);
  if (!options.fill) refuse_gaps(members);
  number_members(members);
  const record::Ensemble what = ensemble_of(members, reference, options.copy);
  record::write_ensemble(options.out, what, options.copy ? record::Storage::copy : record::Storage::virtual_variables);
  say(options.out, what.members);
  if (!options.copy)
    warn_of_many_files(static_cast<std::size_t>(std::ranges::count_if(what.members, &EnsembleMember::whole)));
}

}  // namespace rangifer::app

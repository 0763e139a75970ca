#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "record/ensemble_file.h"
#include "record/result_reader.h"

namespace rangifer::record {

/// The members' files, opened when they are needed: the reference, and others that have a variable it lacks.
class MemberFiles {
public:
  explicit MemberFiles(const Ensemble& what) : what_ {what} {}
  /// The first member that has a variable, the reference before all others; some member does.
  [[nodiscard]] const ResultReader& with(const std::string& variable);

private:
  const Ensemble& what_;
  std::map<std::size_t, std::unique_ptr<ResultReader>> open_;
};

/// What all groups of an ensemble in the making have to do with.
struct EnsembleContext {
  const Ensemble& what;
  MemberFiles& members;
  const std::vector<std::string>& member_names;  ///< files of the members as seen from the ensemble
  hid_t file;
  hid_t sources;             ///< the file of the sources; negative: the ensemble holds the values itself
  std::string sources_name;  ///< as seen from the ensemble
};

/// A variable of the members that waits for its values.
struct CopiedVariable {
  std::string path;  ///< in the members' files
  Type type;
  Handle variable;
};

/// Makes one group of the layout as it is in an ensemble: what the members have in common once, everything else along
/// `member` first.
class EnsembleGroup {
public:
  EnsembleGroup(EnsembleContext& context, const Group& group);

  /// Whether any member has data in this group.
  [[nodiscard]] bool is_there() const noexcept { return !variables_.empty(); }
  /// Writes it; what is to be copied is left empty and added to `to_copy`.
  void write(std::vector<CopiedVariable>& to_copy);

private:
  void measure(const EnsembleMember& member);
  void make_axes();
  void count_ragged(std::string& columns);
  Handle make_common(const Variable& variable);
  Handle make_of_members(const Variable& variable, const std::string& columns);
  void make_sources(const Variable& variable, const Shape& shape);
  void attach(hid_t variable, std::string_view dimensions, unsigned from);

  EnsembleContext& context_;
  const Group& group_;
  Handle id_, sources_id_;
  std::vector<Variable> variables_;             ///< those that some member has
  std::map<std::string_view, hsize_t> length_;  ///< along the dimensions, the longest
  std::map<std::string_view, Handle> scales_;
};

}  // namespace rangifer::record

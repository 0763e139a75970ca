#pragma once
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "record/column.h"
#include "record/ensemble_layout.h"
#include "record/member_shape.h"
#include "record/netcdf4.h"

namespace rangifer::record {

/// One run of an ensemble. Of one that is not whole, most is empty.
struct EnsembleMember {
  std::int64_t number = 0;     ///< coordinate along `member`
  std::filesystem::path file;  ///< as found from the current folder
  MemberState state = MemberState::missing;
  std::string problem;  ///< why it is not whole
  MemberShape shape;
  std::int64_t bytes = -1, seed = -1, replicate = -1;  ///< -1: not known
  std::string title, version, commit, scenario;
  std::string parameters, inputs;  ///< what differs, JSON

  [[nodiscard]] bool whole() const noexcept { return state == MemberState::whole; }
};

/// What was varied: a variable along `member`.
struct EnsembleAxis {
  std::string name, long_name;
  Column values;
  bool has_gaps = false;  ///< numbers: NaN where not known
};

/// All that goes into the file of `rangifer collect`.
struct Ensemble {
  std::vector<std::pair<std::string, AttributeValue>> attributes;  ///< of the root
  std::vector<EnsembleMember> members;
  std::vector<EnsembleAxis> axes;
  std::size_t reference = 0;  ///< the whole member with which the others were compared
};

enum class Storage : std::uint8_t {
  virtual_variables,  ///< values stay in the files of the members
  copy,
};

/// Path of a file as seen from the folder in which another lies. Links are followed, so that it holds when the
/// folders of both are moved together.
[[nodiscard]] std::string seen_from(const std::filesystem::path& file, const std::filesystem::path& beside);

/// Written as `<path>.partial`, which takes the name when it is whole; so is `<path>.sources` of virtual variables.
/// @throws InputError if there is a file of the name that is no ensemble; RunError
void write_ensemble(const std::filesystem::path& path, const Ensemble& what, Storage storage);

/// Whether a file says that it is an ensemble.
[[nodiscard]] bool is_ensemble(const std::filesystem::path& file);

}  // namespace rangifer::record

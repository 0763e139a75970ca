#pragma once
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "app/ensemble_file.h"

namespace rangifer::app {

/// How far a member is, as its files tell.
enum class MemberState : std::uint8_t { done, running, stopped, failed, waiting };

/// "done", "running", ...
[[nodiscard]] std::string_view word_of(MemberState state);

/// The folder of an ensemble's members: results, checkpoints, logs, notes of what failed, and which design it is.
///
///   member_0007.h5              the result; a file of this name is whole
///   member_0007.h5.partial      the result while it is written, locked by the run
///   member_0007.h5.checkpoints/ where a stopped run goes on
///   member_0007.failed          why it failed: one line, then the end of its log
///   log/member_0007.log         what the run said, all starts one after the other
///   ensemble.toml, members.csv, design.txt   the ensemble as it was first settled
class EnsembleFolder {
public:
  explicit EnsembleFolder(const EnsembleFile& ensemble) : ensemble_ {ensemble}, folder_ {ensemble.folder()} {}

  [[nodiscard]] const std::filesystem::path& path() const noexcept { return folder_; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return folder_ / name; }
  [[nodiscard]] std::filesystem::path result(std::size_t member) const { return of(member, ".h5"); }
  [[nodiscard]] std::filesystem::path partial(std::size_t member) const { return of(member, ".h5.partial"); }
  [[nodiscard]] std::filesystem::path checkpoints(std::size_t member) const { return of(member, ".h5.checkpoints"); }
  [[nodiscard]] std::filesystem::path failure(std::size_t member) const { return of(member, ".failed"); }
  [[nodiscard]] std::filesystem::path log(std::size_t member) const;

  /// Makes the folder and notes design and members in it; a folder that has the note already must hold the same.
  /// @throws InputError if it belongs to another design or another version, or holds members of no known design
  void settle(const std::vector<std::string>& fingerprints) const;

  /// The same for one member that is about to run. Where nothing is noted yet, every member is read to note it.
  void settle_member(std::size_t member, const Scenario& scenario) const;

  [[nodiscard]] MemberState state(std::size_t member) const;
  /// Why it failed, in a line; "" if it has not.
  [[nodiscard]] std::string why_failed(std::size_t member) const;
  /// Notes a failure with the end of the log; and forgets it.
  void note_failure(std::size_t member, const std::string& why) const;
  void forget_failure(std::size_t member) const;
  /// Not done yet, in order.
  [[nodiscard]] std::vector<std::size_t> missing() const;

private:
  [[nodiscard]] std::filesystem::path of(std::size_t member, const char* ending) const;
  [[nodiscard]] std::vector<std::string> design(const std::vector<std::string>& fingerprints) const;
  [[nodiscard]] std::string design_line(std::size_t member, const std::string& fingerprint) const;
  void write_notes(const std::vector<std::string>& design) const;
  [[noreturn]] void refuse(const std::string& there, const std::string& here) const;

  const EnsembleFile& ensemble_;
  std::filesystem::path folder_;
};

/// The ensemble file whose members a folder holds. @throws InputError
[[nodiscard]] std::filesystem::path ensemble_file_of(const std::filesystem::path& folder);

/// Writes a small file under a name of its own, then gives it its name. @throws InputError
void write_whole(const std::filesystem::path& file, const std::string& text);

/// The lines of a text file; none if it cannot be read.
[[nodiscard]] std::vector<std::string> lines_of(const std::filesystem::path& file);

}  // namespace rangifer::app

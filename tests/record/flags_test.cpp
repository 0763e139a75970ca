#include "record/flags.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "record/netcdf4.h"
#include "record/result_reader.h"

using namespace rangifer::record;

TEST_CASE("a name becomes a word that CF allows", "[record]")
{
  CHECK(flag_word("Old Crow") == "Old_Crow");
  CHECK(flag_word("0-1 km") == "0-1_km");
  CHECK(flag_word("Gwich'in") == "Gwich_in");
  CHECK(flag_word("ë") == "__");  // two bytes
  CHECK(flag_word("") == "unnamed");
}

TEST_CASE("names that flags cannot hold are read back as they are", "[record]")
{
  const std::filesystem::path path = std::filesystem::temp_directory_path() / "rangifer_flags_test.h5";
  {
    const Handle file = create_file(path);
    const Handle plain = create_variable(file.get(), "plain", Type::i8, {{2}, {}, {}});
    write_flags(plain.get(), Type::i8, std::vector<std::string> {"Old Crow", "Aklavik"});
    CHECK(text_attribute(plain.get(), "flag_meanings") == "Old_Crow Aklavik");
    CHECK(text_attribute(plain.get(), "names").empty());
    CHECK(read_flag_names(plain.get()) == std::vector<std::string> {"Old_Crow", "Aklavik"});

    const Handle own = create_variable(file.get(), "own", Type::i32, {{2}, {}, {}});
    write_flags(own.get(), Type::i32, std::vector<std::string> {"Tr'ondëk Hwëch'in", "Aklavik"}, Flags::bits);
    CHECK(text_attribute(own.get(), "flag_meanings") == "Tr_ond__k_Hw__ch_in Aklavik");
    CHECK(read_flag_names(own.get()) == std::vector<std::string> {"Tr'ondëk_Hwëch'in", "Aklavik"});
  }
  std::filesystem::remove(path);
}

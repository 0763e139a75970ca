/// Any bytes as a scenario file: parameters, or an InputError; nothing else.
#include "app/scenario.h"
#include "base/error.h"
#include "one_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
  static const rangifer::fuzz::OneFile file(".toml");
  try {
    rangifer::app::Scenario scenario = rangifer::app::read_scenario(file.write(data, size), {});
    (void)rangifer::app::parameters_json(scenario);
  } catch (const rangifer::InputError&) {
  }
  return 0;
}

#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace rangifer::landscape {

/// A named area in which animals are counted.
struct Region {
  std::string name;
  std::string kind;     ///< "jurisdiction": exactly one holds each cell; "overlay": may overlap
  std::string country;  ///< "US", "CA", or "" for the sea and what lies beyond
  bool approximate = false;
  std::string source;
};

/// Every region and which cells it holds. At most 32. The jurisdictions, with the last one named
/// "elsewhere" (the sea and what no polygon covers), share out the whole grid, so that their counts
/// sum to the herd.
struct Regions {
  std::vector<Region> list;
  std::vector<std::uint32_t> mask;  ///< per cell, bit r set where list[r] holds the cell centre
};

}  // namespace rangifer::landscape

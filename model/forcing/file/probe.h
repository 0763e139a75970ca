#pragma once
#include "forcing/file/raster.h"

namespace rangifer::forcing {

/// Opens a raster in a child process and reads a little of its first and last record there, so that a file
/// whose reading crashes, hangs or swallows all memory is met with a message and not by the run itself.
/// Call before threads of one's own are started, and before open_raster(). Takes a few hundredths of a second.
/// @throws InputError  what opening or reading throws; "FILE: the library that reads it crashed ..."
void probe(const RasterRequest& request);

}  // namespace rangifer::forcing

#!/usr/bin/env python3
"""The walls between the rooms of model/ stand: no include, library or C maths where it may not be."""

import os
import pathlib
import re
import tempfile
import unittest

SOURCE = pathlib.Path(os.environ.get("RANGIFER_SOURCE") or pathlib.Path(__file__).resolve().parents[2])

ROOMS = {"base", "ensemble", "cluster", "landscape", "utilisation", "herd", "behaviour", "forcing", "gis", "record",
         "validation", "comparison", "report", "config", "engine", "app"}

# What a room may include besides itself.
ARROWS = {
    "base": set(),
    "ensemble": {"base"},
    "cluster": {"base"},
    "landscape": {"base"},
    "utilisation": {"base"},
    "herd": {"base"},
    "config": {"base"},
    "behaviour": {"landscape", "base"},
    "forcing": {"landscape", "base"},
    "gis": {"base"},
    "record": {"herd", "landscape", "base"},
    "validation": {"record", "base"},
    "comparison": {"record", "utilisation", "base"},
    "report": {"comparison", "validation", "record", "base"},
    "engine": {"behaviour", "utilisation", "herd", "landscape", "base"},
    "app": ROOMS,
}

# Headers of a library, and the rooms that alone may include them.
LIBRARIES = [
    (("forcing", "gis"), re.compile(r"(gdal|ogr|cpl_)")),
    (("forcing",), re.compile(r"(netcdf|udunits|proj(\.h|_|/))")),
    (("record",), re.compile(r"(hdf5|H5\w*\.h)")),
    (("config",), re.compile(r"(toml\+\+|toml\.hpp)")),
    (("engine",), re.compile(r"omp\.h")),
]

# The C library's functions do not give the same bits everywhere; base/deterministic_math.h does.
SAME_BITS = {"behaviour", "engine", "landscape", "herd", "utilisation"}
MATHS = (r"(?:exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2"
         r"|sinh|cosh|tanh|asinh|acosh|atanh|erf|erfc|lgamma|tgamma)[fl]?")
CALL = re.compile(rf"(?<![\w.>:])(?:::\s*)?({MATHS})\s*\(|\bstd\s*::\s*({MATHS})\b")

COMMENT_OR_TEXT = re.compile(
    r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'', re.DOTALL)
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
OMP = re.compile(r'#\s*pragma\s+omp\b|_Pragma\s*\(\s*"\s*omp\b')


def without_comments(text, texts_too=False):
    """The same lines, comments blank (and, if asked, literal texts empty)."""
    def blank(match):
        piece = match.group()
        if piece.startswith("/"):
            return " " + "\n" * piece.count("\n")
        return '""' + "\n" * piece.count("\n") if texts_too else piece
    return COMMENT_OR_TEXT.sub(blank, text)


def wrong_include(room, bracket, header):
    """Why `room` may not include `header`; None if it may."""
    target = header.split("/")[0]
    if target in ROOMS and "/" in header:
        if target != room and target not in ARROWS[room]:
            return f"{room} may not include {target}"
        return None
    for owners, pattern in LIBRARIES:
        if pattern.match(header) and room not in owners:
            return f"only {' and '.join(owners)} may include {header}"
    if bracket == '"':
        return f'"{header}" should read "room/file.h"'
    return None


def problems_of(room, text):
    """(line, what is wrong) for each slip in one file."""
    for number, line in enumerate(without_comments(text).splitlines(), 1):
        include = INCLUDE.match(line)
        wrong = include and wrong_include(room, *include.groups())
        if wrong:
            yield number, wrong
        if OMP.search(line) and room != "engine":
            yield number, "only engine may use OpenMP"
    if room in SAME_BITS:
        for number, line in enumerate(without_comments(text, texts_too=True).splitlines(), 1):
            for call in CALL.finditer(line):
                yield number, f"{call[1] or call[2]}: use base/deterministic_math.h"


def check(source):
    """All slips below source/model, one line of text each."""
    found = []
    for file in sorted((source / "model").rglob("*")):
        if file.suffix not in {".h", ".cpp"}:
            continue
        name = file.relative_to(source)
        if name.parts[1] not in ROOMS:
            found.append(f"{name}: no such room: {name.parts[1]}")
            continue
        found += [f"{name}:{line}: {wrong}" for line, wrong in problems_of(name.parts[1], file.read_text())]
    return found


class Rooms(unittest.TestCase):
    def test_the_walls_stand(self):
        found = check(SOURCE)
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_there_is_something_to_check(self):
        rooms = {file.relative_to(SOURCE / "model").parts[0] for file in (SOURCE / "model").rglob("*.h")}
        self.assertLessEqual({"base", "config", "landscape", "herd"}, rooms)

    def test_arrows_have_no_way_back(self):
        for room in ROOMS - {"app"}:
            for target in ARROWS[room]:
                self.assertNotIn(room, ARROWS[target], f"{room} and {target} include each other")


class Checker(unittest.TestCase):
    """A planted slip is found; what only looks like one is not."""

    def planted(self, room, text):
        with tempfile.TemporaryDirectory() as folder:
            file = pathlib.Path(folder, "model", room, "planted.h")
            file.parent.mkdir(parents=True)
            file.write_text("#pragma once\n" + text + "\n")
            return check(pathlib.Path(folder))

    def test_slips(self):
        for room, text, wrong in [
            ("base", '#include "herd/mode.h"', "base may not include herd"),
            ("herd", '#include "landscape/terrain.h"', "herd may not include landscape"),
            ("behaviour", '#include "herd/mode.h"', "behaviour may not include herd"),
            ("engine", '#include "record/run_file.h"', "engine may not include record"),
            ("engine", '  #  include <forcing/layer.h> // why', "engine may not include forcing"),
            ("validation", '#include "engine/move.h"', "validation may not include engine"),
            ("comparison", '#include "validation/score.h"', "comparison may not include validation"),
            ("comparison", "#include <hdf5.h>", "only record may include hdf5.h"),
            ("report", '#include "app/version.h"', "report may not include app"),
            ("ensemble", '#include "validation/score.h"', "ensemble may not include validation"),
            ("cluster", '#include "ensemble/product.h"', "cluster may not include ensemble"),
            ("validation", "#include <hdf5.h>", "only record may include hdf5.h"),
            ("config", '#include "app/wiring.h"', "config may not include app"),
            ("config", '#include "document.h"', '"document.h" should read "room/file.h"'),
            ("config", '#include "../engine/move.h"', '"../engine/move.h" should read "room/file.h"'),
            ("record", "#include <gdal_priv.h>", "only forcing and gis may include gdal_priv.h"),
            ("record", "#include <ogr_spatialref.h>", "only forcing and gis may include ogr_spatialref.h"),
            ("landscape", "#include <cpl_conv.h>", "only forcing and gis may include cpl_conv.h"),
            ("gis", "#include <netcdf.h>", "only forcing may include netcdf.h"),
            ("gis", '#include "forcing/layer.h"', "gis may not include forcing"),
            ("record", "#include <netcdf.h>", "only forcing may include netcdf.h"),
            ("app", "#include <proj.h>", "only forcing may include proj.h"),
            ("app", "#include <udunits2.h>", "only forcing may include udunits2.h"),
            ("forcing", "#include <hdf5.h>", "only record may include hdf5.h"),
            ("forcing", "#include <H5DSpublic.h>", "only record may include H5DSpublic.h"),
            ("app", "#include <toml++/toml.h>", "only config may include toml++/toml.h"),
            ("app", "#include <omp.h>", "only engine may include omp.h"),
            ("forcing", "#pragma omp parallel for", "only engine may use OpenMP"),
            ("forcing", '_Pragma("omp simd")', "only engine may use OpenMP"),
            ("behaviour", "auto a = std::exp(x);", "exp: use base/deterministic_math.h"),
            ("engine", "auto a = std :: cos (x);", "cos: use base/deterministic_math.h"),
            ("herd", "auto a = 2*expf(x);", "expf: use base/deterministic_math.h"),
            ("landscape", "auto a = ::pow(x, 2);", "pow: use base/deterministic_math.h"),
            ("landscape", "apply(std::tanh);", "tanh: use base/deterministic_math.h"),
            ("engine", "auto a = 1'000 * log(x) + '\"';", "log: use base/deterministic_math.h"),
        ]:
            with self.subTest(room=room, text=text):
                self.assertEqual(self.planted(room, text), [f"model/{room}/planted.h:2: {wrong}"])

    def test_a_room_nobody_knows(self):
        self.assertEqual(self.planted("attic", ""), ["model/attic/planted.h: no such room: attic"])

    def test_an_early_comment_does_not_shift_lines(self):
        self.assertEqual(self.planted("herd", "/* a\n b */\nauto a = std::log(x);"),
                         ["model/herd/planted.h:4: log: use base/deterministic_math.h"])

    def test_no_false_alarm(self):
        for room, text in [
            ("herd", '#include "base/grid.h"\n#include "herd/mode.h"\n#include <vector>'),
            ("app", '#include "engine/move.h"\n#include "record/run_file.h"'),
            ("forcing", "#include <gdal_priv.h>\n#include <netcdf.h>"),
            ("gis", '#include "base/grid.h"\n#include <gdal_alg.h>'),
            ("record", "#include <hdf5.h>\n#include <H5DSpublic.h>"),
            ("config", "#include <toml++/toml.h>"),
            ("engine", "#include <omp.h>\n#pragma omp parallel for"),
            ("forcing", "auto a = std::exp(x);"),
            ("herd", '// #include "engine/move.h"'),
            ("herd", "/* std::exp(x)\n #pragma omp simd */"),
            ("herd", 'auto a = "std::exp(x)";'),
            ("herd", 'auto a = R"(std::exp(x))";'),
            ("herd", "auto a = std::sqrt(x) + std::floor(x) + std::abs(x);"),
            ("herd", "auto a = exp_det(x) + log_det(x) + diary.log(x) + diary->exp(x) + my::pow(x) + catalog(x);"),
        ]:
            with self.subTest(room=room, text=text):
                self.assertEqual(self.planted(room, text), [])


if __name__ == "__main__":
    unittest.main()

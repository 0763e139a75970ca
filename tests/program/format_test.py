#!/usr/bin/env python3
"""The C++ sources are as .clang-format lays them out (clang-format 14, that of Debian 12)."""
import os
import pathlib
import shutil
import subprocess
import sys
import unittest

SOURCE = pathlib.Path(os.environ.get("RANGIFER_SOURCE", pathlib.Path(__file__).resolve().parents[2]))


class Format(unittest.TestCase):
    def test_sources_are_formatted(self):
        files = [str(f) for room in ("model", "tests") for f in sorted((SOURCE / room).rglob("*")) if f.suffix in (".cpp", ".h")]
        self.assertGreater(len(files), 50)
        done = subprocess.run(["clang-format", "--dry-run", *files], capture_output=True, text=True, cwd=SOURCE)
        wrong = sorted({line.split(":")[0] for line in done.stderr.splitlines() if "clang-format-violations" in line})
        self.assertEqual(wrong, [], "run clang-format -i on these")


if __name__ == "__main__":
    tool = shutil.which("clang-format")
    version = subprocess.run([tool, "--version"], capture_output=True, text=True).stdout if tool else ""
    if "version 14" not in version:
        print(f"skipped: needs clang-format 14, found {version.strip() or 'none'}")
        sys.exit(77)
    unittest.main()

#!/usr/bin/python3
"""The manual page and the completion script know every command and option that the program's help knows."""
import re
import shutil
import subprocess
import unittest

import helpers


def said(*arguments):
    code, out, wrong = helpers.run(*arguments)
    assert (code, wrong) == (0, ""), wrong
    return out


def commands():
    return re.findall(r"(?m)^  (\w+) ", said("--help").split("Subcommands:")[1])


def options(command):
    return set(re.findall(r"(?m)^  (?:-\w,)?(--[\w-]+)", said(command, "--help"))) - {"--help"}


class Pages(unittest.TestCase):
    def test_the_manual_names_all(self):
        page = said("manual").replace("\\-", "-")
        for command in commands():
            self.assertIn(f".SS rangifer {command}\n", page)
            section = page.split(f".SS rangifer {command}\n")[1].split(".SS ")[0]
            for option in options(command):
                self.assertIn(option, section, command)
        self.assertIn("75 stopped by a signal", page)

    def test_the_manual_is_sound(self):
        if shutil.which("groff") is None:
            self.skipTest("no groff")
        done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z"], input=said("manual"), capture_output=True, text=True)
        self.assertEqual((done.returncode, done.stderr), (0, ""))

    def complete(self, *words):
        script = f"{said('completion')}\nCOMP_WORDS=({' '.join(words)}); COMP_CWORD={len(words) - 1}; _rangifer\n" \
                 'printf "%s\\n" "${COMPREPLY[@]}"'
        done = subprocess.run(["bash", "-eu", "-c", script], capture_output=True, text=True, cwd=helpers.SOURCE)
        self.assertEqual(done.stderr, "")
        return set(done.stdout.split())

    def test_completion(self):
        self.assertEqual(self.complete("rangifer", "''"), set(commands()) | {"--help", "--version"})
        self.assertEqual(self.complete("rangifer", "val"), {"validate"})
        for command in commands():
            self.assertLessEqual(options(command), self.complete("rangifer", command, "--"))
        self.assertEqual(self.complete("rangifer", "run", "--resu"), {"--resume", "--resume-from"})
        self.assertEqual(self.complete("rangifer", "check", "CMakeL"), {"CMakeLists.txt"})


if __name__ == "__main__":
    unittest.main()

"""Command lines as pages show them: found, and run in a copy of the repository's layout in which every run is small."""
import importlib.util
import os
import re
import shutil
import subprocess
import sys

import helpers

BLOCK = re.compile(r"(<!-- tested -->\n)?```(sh|python)\n(.*?)```\n", re.DOTALL)


def blocks(page):
    """(marked as tested, language, text) of each code block."""
    return [(bool(mark), language, text) for mark, language, text in BLOCK.findall(page.read_text())]


def small_copy():
    """The layout that the commands expect, around the same inputs."""
    root = helpers.temporary_folder()
    for folder in ("build/release", "inputs/scenarios", "inputs/ensembles", "outputs"):
        (root / folder).mkdir(parents=True)
    for scenario in (helpers.SOURCE / "inputs/scenarios").glob("*.toml"):
        shutil.copy(scenario, root / "inputs/scenarios")
    (root / "inputs/porcupine").symlink_to(helpers.SOURCE / "inputs/porcupine")
    shutil.copytree(helpers.SOURCE / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns("__pycache__", ".ipynb_checkpoints"))
    small = " ".join(helpers.settings(helpers.TINY))
    program = root / "build/release/rangifer"
    # What a command says itself comes last, and counts.
    program.write_text(f'#!/bin/sh\ncommand=$1; shift\n'
                       f'case $command in run|sensitivity|calibrate) exec "{helpers.PROGRAM}" $command -q {small} "$@";; esac\n'
                       f'exec "{helpers.PROGRAM}" $command "$@"\n')
    program.chmod(0o755)
    return root


def run_marked(test, page, root):
    """Runs the marked blocks of a page in their order; what they print, block by block."""
    try:
        import xarray  # noqa: F401
    except ImportError as problem:
        test.skipTest(f"{problem}: install python3-xarray")
    if helpers.absent_inputs():
        test.skipTest("run ./quickstart first")
    env = os.environ | {"OMP_WAIT_POLICY": "passive", "PAGER": "cat", "LESS": "-F"}
    printed = []
    for marked, language, text in blocks(page):
        if not marked or ("gdal_translate" in text and shutil.which("gdal_translate") is None):
            continue
        if "notebooks/execute" in text and importlib.util.find_spec("nbclient") is None:
            text = "\n".join(line for line in text.splitlines() if not line.startswith("notebooks/execute"))
        with test.subTest(page=page.name, block=text):
            command = ["bash", "-euo", "pipefail", "-c", text] if language == "sh" else [sys.executable, "-c", text]
            done = subprocess.run(command, cwd=root, env=env, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                                  timeout=300)
            test.assertEqual(done.returncode, 0, done.stdout[-2000:] + done.stderr[-2000:])
            printed.append(done.stdout)
    return printed

"""What the tests of the whole program share."""
import os
import sys


def skip_all(reason):
    """Ends a test script as skipped (ctest's SKIP_RETURN_CODE)."""
    print(f"skipped: {reason}")
    sys.exit(77)


def tiny_run():
    """Path of the result file of a tiny run; ends the script as skipped if there is none."""
    path = os.environ.get("RANGIFER_RESULT")
    if not path:
        skip_all("RANGIFER_RESULT names no result file")
    return path

"""Reading a workbook in a process of its own, with a limit on memory and time.

The reading library ends its whole process when a small file stretches over more cells than memory holds.
Here that process is a child's, so the sender gets a sentence and everybody else goes on working.
"""

import pickle
import resource
import subprocess
import sys
from pathlib import Path

from etl.problems import Refused
from etl.read.sheet import Sheet

MAX_MEMORY = 2 << 30
MAX_SECONDS = 300
ROOT = Path(__file__).resolve().parents[2]
OUT_OF_MEMORY = b"memory allocation"


def read_isolated(file: str, content: bytes) -> list[Sheet]:
    """Return the worksheets of a workbook, read by a child process."""
    command = [sys.executable, "-m", "etl.read.child_process"]
    try:
        child = subprocess.run(  # noqa: S603 (nothing of the file is in the command)
            command, input=content, capture_output=True, cwd=ROOT, timeout=MAX_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise Refused("too_large_to_read", file=file) from None
    if child.returncode:
        raise Refused("too_large_to_read" if OUT_OF_MEMORY in child.stderr else "damaged", file=file)
    answer: list[Sheet] | Refused = pickle.loads(child.stdout)  # noqa: S301 (our own child wrote it)
    if isinstance(answer, Refused):
        raise Refused(answer.code, **{**answer.details, "file": file})
    return answer


def main() -> None:
    """Write the sheets of the workbook on standard input, or its refusal, to standard output."""
    from etl.read.spreadsheet import read_workbook  # the reading library is the child's alone

    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    answer: list[Sheet] | Refused
    try:
        answer = read_workbook("", sys.stdin.buffer.read())
    except Refused as refused:
        answer = refused
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


if __name__ == "__main__":
    main()

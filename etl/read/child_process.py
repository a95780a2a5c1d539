"""Reading a workbook, or a long text, in a process of its own, with a limit on memory and time.

The reading library ends its whole process when a small file stretches over more cells than memory holds.
Here that process is a child's, so the sender gets a sentence and everybody else goes on working.
"""

import pickle
import resource
import subprocess
import sys
from dataclasses import replace
from pathlib import Path, PurePath

from etl.problems import Refused
from etl.read.delimited import read_text
from etl.read.sheet import Sheet

MAX_MEMORY = 2 << 30
MAX_SECONDS = 300
ROOT = Path(__file__).resolve().parents[2]
ZIP_MARK, OLE_MARK = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OUT_OF_MEMORY = b"memory allocation"


def read_isolated(file: str, content: bytes) -> list[Sheet]:
    """Return the sheets of a file, read by a child process."""
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
        named = {"file": file} | ({"sheet": PurePath(file).stem} if answer.details.get("sheet") == "" else {})
        raise Refused(answer.code, **answer.details | named)
    return [replace(sheet, name=sheet.name or PurePath(file).stem) for sheet in answer]


def main() -> None:
    """Write the sheets of the file on standard input, or its refusal, to standard output."""
    resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY, MAX_MEMORY))
    answer: list[Sheet] | Refused
    try:
        answer = read(sys.stdin.buffer.read())
    except Refused as refused:
        answer = refused
    pickle.dump(answer, sys.stdout.buffer, protocol=pickle.HIGHEST_PROTOCOL)


def is_workbook(content: bytes) -> bool:
    """Return whether bytes begin as a workbook does, a zip or what Excel wrote before it; its extension says nothing."""
    return content.startswith((ZIP_MARK, OLE_MARK))


def read(content: bytes) -> list[Sheet]:
    """Return the sheets of a workbook, or of a text without its name."""
    if not is_workbook(content):
        return read_text("", content)
    from etl.read.workbook.spreadsheet import read_workbook  # the reading library is the child's alone

    return read_workbook("", content)


if __name__ == "__main__":
    main()

"""template and demo: the blank form of a register, and synthetic registers."""

import argparse
from pathlib import Path

from etl import service
from etl.choose import named_register
from etl.terminal import language, out


def write_template(arguments: argparse.Namespace) -> int:
    """Write the blank form of a register."""
    dataset = named_register(arguments.name)
    path = arguments.out or Path(f"{dataset.title.of(language())}.xlsx")
    path.write_bytes(service.form(dataset.name, language()))
    out().print(str(path), markup=False)
    return 0


def make_demo(arguments: argparse.Namespace) -> int:
    """Write synthetic registers into a folder."""
    from etl.demo import write_demo  # brings the writer of workbooks, which no other command needs

    arguments.out.mkdir(parents=True, exist_ok=True)
    for path in write_demo(arguments.rows, arguments.seed, arguments.out, arguments.until):
        out().print(str(path), markup=False)
    return 0

"""`python -m tests.bench` measures everything and writes docs/benchmarks.md; with names of parts it measures these and prints."""

import argparse
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from tests.bench import access, crowd, exports, files, growth, looking, odd_files, production, registers, uploads
from tests.bench.figures import Section, document, renewed
from tests.bench.files import Sizes
from tests.bench.machine import machine
from tests.e2e.serving import ROOT

DOCUMENT = ROOT / "docs" / "benchmarks.md"
PARTS: Mapping[str, Callable[[Sizes], Section]] = {
    "pages": looking.opening,
    "filters": looking.changing,
    "growth": looking.growing,
    "decisions": growth.deciding,
    "start": growth.starting,
    "crowd": crowd.crowding,
    "uploads": uploads.uploading,
    "production": production.serving_many,
    "access": access.signing_in,
    "travel": looking.travelling,
    "memory": looking.keeping,
    "load": registers.loading,
    "values": registers.explaining,
    "report": registers.returning,
    "odd": odd_files.refusing,
    "exports": exports.exporting,
}


def measured(names: Sequence[str], sizes: Sizes) -> list[Section]:
    """Measure the parts, telling each as soon as it is known."""
    files.FOLDER.mkdir(parents=True, exist_ok=True)
    sections = []
    for name in names:
        sections.append(PARTS[name](sizes))
        print(sections[-1].text(date.today()), flush=True)
    return sections


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)} (default: all, into the document)"
    )
    parser.add_argument("--large", type=int, default=Sizes().large, metavar="ROWS", help="rows of the large warehouse")
    parser.add_argument(
        "--repeats", type=int, default=Sizes().repeats, metavar="N", help="how often each page is opened"
    )
    parser.add_argument("--renew", action="store_true", help="put what is measured into the document")
    arguments = parser.parse_args()
    if unknown := sorted(set(arguments.parts) - PARTS.keys()):
        parser.error(f"no such part: {', '.join(unknown)}")
    sizes = Sizes(large=arguments.large, repeats=arguments.repeats)
    sections = measured(arguments.parts or list(PARTS), sizes)
    if not arguments.parts:
        DOCUMENT.write_text(document(sections, machine(), date.today()), encoding="utf-8")
    elif arguments.renew:
        text = renewed(DOCUMENT.read_text(encoding="utf-8"), sections, machine(), date.today())
        DOCUMENT.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

"""A measured figure, its limit, and the document that lists them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured: its value and unit, and the limit it must keep, if it has one."""

    what: str
    value: float
    unit: str
    limit: float | None = None
    at_least: bool = False

    @property
    def ratio(self) -> float | None:
        """Return the value as a share of the limit; None without one."""
        return self.value / self.limit if self.limit else None

    @property
    def met(self) -> bool:
        """Return whether the limit is kept; a figure without one keeps it."""
        if self.limit is None:
            return True
        return self.value >= self.limit if self.at_least else self.value <= self.limit

    def row(self) -> str:
        """Return the line of the table."""
        if self.limit is None:
            return f"| {self.what} | {amount(self.value)} {self.unit} | | | |"
        bound = f"{'≥' if self.at_least else '≤'} {amount(self.limit)} {self.unit}"
        verdict = "met" if self.met else "**not met**"
        return f"| {self.what} | {amount(self.value)} {self.unit} | {bound} | {self.ratio:.2f} | {verdict} |"


@dataclass(frozen=True, slots=True)
class Section:
    """What one part of the bench found, and how it was measured."""

    title: str
    method: str
    figures: Sequence[Figure]

    def text(self, day: date) -> str:
        """Return the section as Markdown, with the day on which it was measured."""
        rows = [figure.row() for figure in self.figures]
        head = ["| what | measured | limit | measured / limit | |", "|---|---:|---:|---:|---|"]
        return "\n".join(
            [f"## {self.title}", "", self.method, "", f"Measured on {day:%d %B %Y}.", "", *head, *rows, ""]
        )


def amount(value: float) -> str:
    """Return a number as a person reads it: three figures, thousands apart."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def document(sections: Sequence[Section], machine: str, day: date) -> str:
    """Return the whole document."""
    return assembled({section.title: section.text(day) for section in sections}, machine)


def renewed(text: str, sections: Sequence[Section], machine: str, day: date) -> str:
    """Return the document with these sections in the place of those of the same title; what is new stands at the end."""
    parts = [f"## {part}" for part in f"\n{text}".split("\n## ")[1:]]
    before = {part.partition("\n")[0].removeprefix("## "): part for part in parts}
    return assembled(before | {section.title: section.text(day) for section in sections}, machine)


def assembled(sections: Mapping[str, str], machine: str) -> str:
    """Return the document of these sections, with what does not keep its limit at its head."""
    rows = [row for text in sections.values() for row in text.splitlines() if row.endswith("| **not met** |")]
    missed = [row.split("|")[1].strip() for row in rows]
    verdict = f"Not met: {'; '.join(missed)}." if missed else "Every limit is met."
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`, single sections by `python -m tests.bench PART --renew`; do not edit. Times depend on the machine:",
        "compare the ratios of one section.",
        "",
        machine,
        "",
        verdict,
        "",
    ]
    return "\n".join([*head, *(f"{text.rstrip()}\n" for text in sections.values())])

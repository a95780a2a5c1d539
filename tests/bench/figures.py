"""A measured figure, its limit, and the document that lists them."""

from collections.abc import Sequence
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

    def text(self) -> str:
        """Return the section as Markdown."""
        rows = [figure.row() for figure in self.figures]
        head = ["| what | measured | limit | measured / limit | |", "|---|---:|---:|---:|---|"]
        return "\n".join([f"## {self.title}", "", self.method, "", *head, *rows, ""])


def amount(value: float) -> str:
    """Return a number as a person reads it: three figures, thousands apart."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def document(sections: Sequence[Section], machine: str, day: date) -> str:
    """Return the whole document."""
    missed = [figure.what for section in sections for figure in section.figures if not figure.met]
    verdict = f"Not met: {'; '.join(missed)}." if missed else "Every limit is met."
    head = [
        "# Benchmarks",
        "",
        "Written by `make bench`; do not edit. Times depend on the machine: compare the ratios of one run.",
        "",
        f"{day:%d %B %Y}. {machine}",
        "",
        verdict,
        "",
    ]
    return "\n".join([*head, *(section.text() for section in sections)])

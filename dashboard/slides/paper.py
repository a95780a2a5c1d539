"""The pages of the shipped templates and the places of their placeholders."""

from dataclasses import dataclass

from dashboard.slides.drawing.boxes import MARGIN, Box


@dataclass(frozen=True, slots=True)
class Paper:
    """A page of a template, in inches, with the places of its placeholders."""

    width: float
    height: float

    @property
    def inside(self) -> float:
        """Return the width between the margins."""
        return self.width - 2 * MARGIN

    @property
    def title(self) -> Box:
        """Return the place of the finding: two lines."""
        return Box(MARGIN, 0.34, self.inside, 0.84)

    @property
    def subtitle(self) -> Box:
        """Return the place of filters, period and comparison."""
        return Box(MARGIN, 1.2, self.inside, 0.3)

    @property
    def footer(self) -> Box:
        """Return the place of the source."""
        return Box(MARGIN, self.height - 0.52, self.inside - 0.9, 0.3)

    @property
    def number(self) -> Box:
        """Return the place of the page number."""
        return Box(self.width - MARGIN - 0.8, self.height - 0.52, 0.8, 0.3)

    @property
    def cover_title(self) -> Box:
        """Return the place of the title of the cover."""
        return Box(MARGIN * 2, 2.3, self.inside - 1, 1.6)

    @property
    def cover_subtitle(self) -> Box:
        """Return the place of the cover's subtitle."""
        return Box(MARGIN * 2, 4.1, self.inside - 1, 0.9)

    @property
    def rule(self) -> Box:
        """Return the place of the short line on the cover."""
        return Box(MARGIN * 2, 3.98, 1.2, 0.04)


SCREEN, SHEET = Paper(13.333, 7.5), Paper(8.268, 11.693)

"""Exhibits as native, editable slides: text, charts with their workbooks, tables, maps of shapes; never a picture.

    from dashboard.slides import Cover, Slide, deck, look_at

    file = deck([Slide((card, other_card)), Slide((region_map,), comment="К докладу", address=url)], template=content)
    sheet = deck([Slide((passport,))], template=a4())  # one upright sheet of paper
    report = look_at(content).missing("ru")  # what the template lacks and what is done instead

`deck` raises `etl.problems.Refused`, whose `sentence(language)` is for the reader, and then there is no file.
"""

from dashboard.slides.deck import Cover, Slide, deck
from dashboard.slides.template import Template
from dashboard.slides.template import opened as look_at
from dashboard.slides.template_package import a4

__all__ = ["Cover", "Slide", "Template", "a4", "deck", "look_at"]

"""The speaker's notes of a slide: what the number means, how it is computed, what it leaves out, where to see it."""

from collections.abc import Iterator, Sequence

from pptx.oxml import parse_xml
from pptx.slide import Slide

from dashboard.language.phrases import translator
from dashboard.language.source_line import identity, origin
from dashboard.model.exhibit import Exhibit
from dashboard.slides.drawing.canvas import NAMESPACES
from dashboard.slides.drawing.text import LANGUAGES, escaped


def paragraphs(exhibits: Sequence[Exhibit], comment: str, address: str) -> list[str]:
    """Return the paragraphs of the notes of a slide."""
    _ = translator(exhibits[0].language)
    lines = [comment] if comment else []
    for exhibit in exhibits:
        lines += explained(exhibit)
    lines += dict.fromkeys(": ".join(pair) for exhibit in exhibits for pair in exhibit.parameters)
    return [*lines, _("Открыть в дашборде: {address}", address=address)] if address else lines


def explained(exhibit: Exhibit) -> Iterator[str]:
    """Yield title, definition, formula, denominator and caveat of an exhibit, its notes, the parts of its total."""
    _, language, metric = translator(exhibit.language), exhibit.language, exhibit.metric
    yield exhibit.title
    if exhibit.subtitle:
        yield exhibit.subtitle
    if metric:
        yield f"{metric.title.of(language)}. {metric.definition.of(language)}"
        parts = [(_("Формула"), metric.formula), (_("Оговорка"), metric.caveat)]
        if metric.is_ratio:
            parts.insert(1, (_("Знаменатель"), metric.base_title))
        yield from (f"{name}: {text.of(language)}" for name, text in parts)
    yield from (text for text in (*exhibit.notes, identity(exhibit), *origin(exhibit), exhibit.banner) if text)


def write(slide: Slide, lines: Sequence[str], language: str) -> None:
    """Write the paragraphs into the notes of the slide."""
    frame = slide.notes_slide.notes_text_frame
    if frame is None:
        return
    body = frame._txBody
    for paragraph in list(body.p_lst):
        body.remove(paragraph)
    for text in lines or [""]:
        run = f'<a:r><a:rPr lang="{LANGUAGES[language]}"/><a:t>{escaped(text)}</a:t></a:r>'
        body.append(parse_xml(f"<a:p {NAMESPACES}>{run}</a:p>"))

"""The words kept beside a figure: how exactly it is meant, and what it counts."""

from etl.datasets.dataset import Term, Vocabulary
from etl.words import Text

QUALIFIERS = Vocabulary(
    "qualifier",
    (
        Term(Text("точно", "exactly")),
        Term(Text("около", "about")),
        Term(Text("более", "over")),
        Term(Text("почти", "almost")),
        Term(Text("план", "plan")),
        Term(Text("до", "at most")),
    ),
)
EXACT, ABOUT, OVER, ALMOST, PLANNED, AT_MOST = QUALIFIERS.names()

PERCENT, PERSONS, CONNECTIONS, MUNICIPALITIES, SUBJECTS = "%", "чел.", "подключения", "МО", "субъекты"
ROUBLE = "руб."
WHOLE = (PERSONS, MUNICIPALITIES, CONNECTIONS)  # there is no fraction of them


def qualifier_word(qualifier: str | None, language: str) -> str:
    """Return the word before a figure in the reader's language, nothing before an exact one."""
    return "" if qualifier in (None, "", EXACT) else QUALIFIERS.word(qualifier, language)

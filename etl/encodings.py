"""Finding the encoding of a text file that does not say it."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
# What Russian Excel offers to save besides UTF-8: «CSV», «CSV (MS-DOS)», «CSV (Macintosh)»; KOI8-R is older systems'.
CYRILLIC = ("cp1251", "cp866", "mac_cyrillic", "koi8_r")
SAMPLE_BYTES = 200_000
# A rarer encoding must look this much more Russian than cp1251 to be believed.
MARGIN = 1.2
FREQUENT = frozenset("оеаинтсрвл")


def find_encoding(content: bytes) -> str:
    """Return the encoding: the byte order mark's, else UTF-8 when the bytes are, else the most Russian-looking one."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return encoding
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return _most_russian(content[:SAMPLE_BYTES])
    return "utf-8"


def _most_russian(sample: bytes) -> str:
    scores = {encoding: _likeness(sample.decode(encoding, errors="replace")) for encoding in CYRILLIC}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > MARGIN * scores["cp1251"] else "cp1251"


def _likeness(text: str) -> float:
    """Return how Russian the text looks: frequent letters count, capitals inside words and odd signs count against."""
    letters = [letter for letter in text if letter > "\x7f"]
    frequent = sum(letter.lower() in FREQUENT for letter in letters)
    turned = sum(left.islower() and right.isupper() for left, right in zip(text, text[1:], strict=False))
    return (frequent - turned) / max(1, len(letters))

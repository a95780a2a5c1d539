"""Finding the encoding of a text file that does not say it."""

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

MARKS = {BOM_UTF8: "utf-8-sig", BOM_UTF16_LE: "utf-16", BOM_UTF16_BE: "utf-16"}
# What Russian Excel offers to save besides UTF-8: «CSV», «CSV (MS-DOS)», «CSV (Macintosh)»; KOI8-R is older systems'.
CYRILLIC = ("cp1251", "cp866", "mac_cyrillic", "koi8_r")
BLOCKS = (b"\x00", b"\x04", b"\x20", b"\x21")  # of UTF-16: Latin, Cyrillic, dashes and quotes, «№»
MOST_IN_BLOCKS = 0.95
# This many bytes before and after the first that is not UTF-8 are looked at.
SAMPLE_BYTES = 20_000
# A rarer encoding must look this much more Russian than cp1251 to be believed.
MARGIN = 0.02
FREQUENT = frozenset("оеаинтсрвл")
EXPECTED = frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя«»„“”–—№…°§•\xa0")


def find_encoding(content: bytes) -> str:
    """Return the encoding: the byte order mark's, else UTF-8 when the bytes are, else the most Russian-looking one."""
    for mark, encoding in MARKS.items():
        if content.startswith(mark):
            return encoding
    if b"\0" in content[:SAMPLE_BYTES] and (unmarked := _unmarked_utf16(content[:SAMPLE_BYTES])):
        return unmarked
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        sample = content[max(0, error.start - SAMPLE_BYTES) : error.start + SAMPLE_BYTES]
        return "utf-8" if _is_broken_utf8(sample) else _most_russian(sample)
    return "utf-8"


def _unmarked_utf16(sample: bytes) -> str:
    """Return the byte order of UTF-16 without its mark: half of the bytes say that a letter is Latin, or Cyrillic."""
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if high and sum(high.count(block) for block in BLOCKS) >= MOST_IN_BLOCKS * len(high):
            return encoding
    return ""


def _is_broken_utf8(sample: bytes) -> bool:
    """Return whether this is UTF-8 with a few bytes lost: read as anything else, it would be gibberish."""
    text = sample.decode("utf-8", errors="replace")
    foreign = [letter for letter in text if letter > "\x7f"]
    return foreign.count("\ufffd") * 10 < len(foreign)


def _most_russian(sample: bytes) -> str:
    scores = {encoding: _likeness(sample.decode(encoding, errors="replace")) for encoding in CYRILLIC}
    best = max(scores, key=lambda encoding: scores[encoding])
    return best if scores[best] > MARGIN + scores["cp1251"] else "cp1251"


def _likeness(text: str) -> float:
    """Return how Russian the text looks: frequent letters speak for it, signs no Russian text has against."""
    foreign = [letter.lower() for letter in text if letter > "\x7f"]
    frequent = sum(letter in FREQUENT for letter in foreign)
    odd = sum(letter not in EXPECTED for letter in foreign)
    return (frequent - odd) / max(1, len(foreign))

"""Municipalities that a misspelt name may mean: for a person to choose from, never accepted by itself."""

from rapidfuzz import fuzz, process

from etl.regions.municipalities.directory import final_unit
from etl.regions.municipalities.names import namings_of
from etl.regions.municipalities.words import key_of_words, words_of

CLOSE = 75.0
SHOWN = 5


def suggested_units(text: str, region: str) -> tuple[str, ...]:
    """Return the municipalities of a region whose names are closest to a written one, the closest first."""
    name = key_of_words(tuple(word for word in words_of(text) if not word.kind))
    if len(name) < 3:
        return ()
    namings = namings_of(region)
    close = process.extract(name, list(namings), scorer=fuzz.ratio, score_cutoff=CLOSE, limit=8 * SHOWN)
    units = (final_unit(naming.version.unit) for key, _, _ in close for naming in namings[key])
    return tuple(dict.fromkeys(units))[:SHOWN]

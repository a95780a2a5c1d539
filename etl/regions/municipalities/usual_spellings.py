"""Write the spellings that most registers use with what each means, so that a load need not work it out.

    python -m etl.regions.municipalities.usual_spellings [--out DIR]

Run it when the directory of municipalities or the rules of matching change.
"""

import argparse
import csv
import io
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from etl.regions.municipalities.directory import DISTRICT, OKRUG, SPELLINGS, URBAN_OKRUG, Version, versions
from etl.regions.municipalities.match import read_municipality

FORMS = {
    DISTRICT: ("{} район", "{} р-н", "{} муниципальный район"),
    OKRUG: ("{} муниципальный округ", "{} м.о.", "{} район", "{} округ"),
    URBAN_OKRUG: ("{} городской округ", "городской округ {}", "ГО {}", "{} ГО", "г.о. {}"),
}
TOWN_FORMS = ("город {}", "г. {}", "г.{}", "городской округ город {}")


def spellings_of(version: Version) -> Iterator[str]:
    """Yield the ways in which clerks write a municipality."""
    yield from (version.name, version.short_name)
    yield from (form.format(version.short_name) for form in FORMS.get(version.kind, ()))
    if version.has_centre and version.centre_kind == "город":
        yield from (form.format(version.centre) for form in ("{}", *TOWN_FORMS))


def spellings_text() -> str:
    """Return the text of the file: a line for each municipality, its spellings parted by «|»; what is not certain is left out."""
    meanings: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for version in versions():
        for text in spellings_of(version):
            if unit := read_municipality(text, version.region).unit:
                meanings[version.region, unit][text] = None
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(("region", "unit", "spellings"))
    writer.writerows((region, unit, "|".join(texts)) for (region, unit), texts in sorted(meanings.items()))
    return file.getvalue()


def main(arguments: Sequence[str]) -> int:
    """Write the file; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m etl.regions.municipalities.usual_spellings", description=__doc__)
    parser.add_argument("--out", type=Path, default=SPELLINGS.parent, help="folder to write to")
    (parser.parse_args(arguments).out / SPELLINGS.name).write_text(spellings_text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

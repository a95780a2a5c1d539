"""What is done with an uploaded file. Each is called in a process of its own, which ends with it: see `apart`."""

from dataclasses import dataclass, replace

from sqlalchemy.engine import Engine

from etl.datasets.coverage import Coverage
from etl.intake.checked import Checked
from etl.intake.hidden import NOTHING_HIDDEN, Wanted
from etl.loads.load import ask_about_invented, check_for, load
from etl.loads.preview import preview
from etl.principal import Principal
from etl.uploads.begun import noted
from etl.uploads.seen import Seen, seen


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody sent, and what they say of it: the register and the source, empty where the file is to say.

    `wanted` is what they say beyond its cells.
    """

    file_name: str
    content: bytes
    register: str
    source: str
    by: Principal
    wanted: Wanted = NOTHING_HIDDEN


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person saw on the page before a load, and answered: what the file covers, and whether it may be of invented data."""

    register: str
    source: str
    coverage: Coverage | None
    may_be_invented: bool


def understood(engine: Engine, upload: Upload) -> Checked:
    """Return a file understood with what people confirmed; Refused when it is no register, or not for this person."""
    said = upload.register, upload.source
    return check_for(engine, upload.file_name, upload.content, *said, principal=upload.by, wanted=upload.wanted)


def look(engine: Engine, upload: Upload, language: str) -> Seen:
    """Return how a file is understood and what loading it would change."""
    checked = understood(engine, upload)
    return seen(checked, preview(engine, checked, language))


def take(engine: Engine, upload: Upload, answers: Answers) -> int:
    """Load a file; return how many of its rows count. One of invented data only when the person knows."""
    with noted(engine, upload.by, answers.register, answers.source):
        checked = replace(understood(engine, upload), coverage=answers.coverage)
        ask_about_invented(checked, answers.may_be_invented)
        return load(engine, checked, upload.by.name, principal=upload.by).good


def answer_sender(engine: Engine, upload: Upload, language: str) -> bytes:
    """Return the workbook that goes back to the sender, every fault marked."""
    from etl.workbooks.returned_file import error_workbook  # imports openpyxl, which a load does without

    return error_workbook(understood(engine, upload), upload.content, language)

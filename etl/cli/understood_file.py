"""How a file was understood, printed: its rows, what it asks, what is wrong with it."""

from collections.abc import Mapping

from etl.datasets.coverage import coverage_words
from etl.intake.checked import Checked
from etl.problems import Refused
from etl.terminal.printing import language, say, say_failure, words

# The option that answers what a file asks.
ANSWERS = {
    "sheets_hidden": "--hidden-sheets",
    "rows_hidden": "--hidden-rows",
    "rows_filtered": "--hidden-rows",
    "region_sections": "--sections",
    "region_in_sections": "--sections",
    "region_in_title": "--region {region_code}",
}


def show_check(checked: Checked) -> None:
    """Print how a file was understood, and what is wrong with it."""
    line = words(
        "{file}: реестр «{register}», источник «{source}», строк {rows}, в карантин {bad}, отброшено {dropped}",
        "{file}: register “{register}”, source “{source}”, rows {rows}, to quarantine {bad}, dropped {dropped}",
    )
    say(
        line.format(
            file=checked.file_name,
            register=checked.dataset.title.of(language()),
            source=checked.source,
            rows=checked.rows,
            bad=checked.quarantined,
            dropped=len(checked.dropped),
        )
    )
    if checked.ignored:
        say("  " + words("не используются столбцы: ", "columns ignored: ") + ", ".join(checked.ignored))
    if checked.unused_sheets:
        say("  " + words("не используются листы: ", "sheets ignored: ") + ", ".join(checked.unused_sheets))
    for remark in checked.remarks:
        say("  " + remark.sentence(language()) + asked(remark.code, remark.details))
    if checked.coverage:
        say(
            "  "
            + words("полнота источника: ", "completeness of the source: ")
            + coverage_words(checked.coverage, language())
        )
    if checked.personal:
        note = words(
            "в файле есть личные данные: в журнале хранится копия без них",
            "the file names people: the journal keeps a copy without them",
        )
        say("  " + note)
    if checked.invented:
        say("  " + words("данные придуманы: об этом сказано в файле", "the data are invented: the file says so"))
    for proposal in checked.proposed_mapping:
        title = checked.dataset.column(proposal.column).title.of(language())
        option = f'--map "{proposal.heading}={proposal.column}"'
        say("  " + words("возможно", "perhaps") + f": «{proposal.heading}» — «{title}» ({option})")
    for title, proposals in checked.proposals().items():
        say("  " + words("новые значения", "new values") + f" «{title}»: " + ", ".join(proposals))


def asked(code: str, details: Mapping[str, object]) -> str:
    """Return the option that answers a question about a file, in brackets; nothing when it asks nothing."""
    return f" ({ANSWERS[code].format_map(details)})" if code in ANSWERS else ""


def say_refused(refusal: Refused) -> None:
    """Print why a file is refused, with the option that answers it where there is one."""
    say_failure(refusal.sentence(language()) + asked(refusal.code, refusal.details))


def show_problems(checked: Checked, most: int) -> None:
    """Print the first problems, one sentence each with its file and sheet, and how many more there are."""
    for problem in checked.problems[:most]:
        place = words(
            f"{checked.file_name}, лист «{problem.sheet}». ", f"{checked.file_name}, sheet “{problem.sheet}”. "
        )
        say("  " + place + problem.sentence(language()))
    if (more := len(checked.problems) - most) > 0:
        say("  " + words(f"и ещё {more}", f"and {more} more"))

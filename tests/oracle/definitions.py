"""What each metric counts, by the sentences of docs/glossary.md: what one row adds to it, and to what it is divided by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from tests.oracle.cells import CONNECTIONS, PEOPLE
from tests.oracle.files import ACTIVITY, COMPETITIONS, EVENTS
from tests.oracle.lesser import INITIATIVES, REQUESTS, TRAINING
from tests.oracle.places import SETTLEMENT, WAITING

Rows = pd.DataFrame
OfRows = Callable[[Rows], pd.Series]
PRACTICE, ANSWER, AGREEMENT, TAUGHT, VOTE = (
    "практика в доклад",
    "ответ на запрос",
    "соглашение",
    "обучение",
    "голосование / опрос",
)
FEDERAL = ("направлена на федеральный этап", "финалист", "победитель / призёр")
WINNER = FEDERAL[-1]


class How(StrEnum):
    """How what rows add becomes the metric."""

    SUM = "sum"
    SHARE = "share"
    MEAN = "mean"
    REGIONS = "regions"
    THINGS = "things"
    MUNICIPALITIES = "municipalities"
    RETURNING = "returning"


@dataclass(frozen=True, slots=True)
class Definition:
    """A metric: its register, how it is computed, what a row adds to it and to its base.

    `known` are the rows that make a value known, any row by default; `whole` is what the base of a share is a part of.
    A number of results is unknown while its season has none: it `awaits_results`.
    """

    register: str
    how: How
    part: OfRows
    base: OfRows | None = None
    known: OfRows | None = None
    whole: OfRows | None = None
    awaits_results: bool = False


def every(rows: Rows) -> pd.Series:
    """Return one for each row."""
    return pd.Series(1.0, index=rows.index)


def one(condition: OfRows) -> OfRows:
    """Return one for each row of which a condition holds."""
    return lambda rows: condition(rows).astype(float)


def figure(condition: OfRows) -> OfRows:
    """Return the figure of each row of which a condition holds."""
    return lambda rows: rows["number"].where(condition(rows), 0.0).fillna(0.0)


def held(rows: Rows) -> pd.Series:
    """Return which rows are of an event that was held."""
    return rows["status"] != "план"


def people(rows: Rows) -> pd.Series:
    """Return which rows give a figure of people at an event that was held: no plan, no connections."""
    return held(rows) & rows["unit"].isin(["", PEOPLE]) & (rows["how"] != "план")


def counted(rows: Rows) -> pd.Series:
    """Return which rows give a known number of people."""
    return people(rows) & rows["number"].notna()


def kind(name: str) -> OfRows:
    """Return which acts are of a kind."""
    return lambda rows: rows["kind"] == name


def practice(condition: OfRows) -> OfRows:
    """Return which practices for the report meet a condition."""
    return lambda rows: kind(PRACTICE)(rows) & condition(rows)


def cooperates(rows: Rows) -> pd.Series:
    """Return which acts are agreements, or practices in which municipalities work together."""
    return kind(AGREEMENT)(rows) | practice(yes("intermunicipal"))(rows)


def yes(column: str) -> OfRows:
    """Return which rows say yes."""
    return lambda rows: rows[column].eq(True)  # the value of a cell


def stated(column: str) -> OfRows:
    """Return which rows say yes or no."""
    return lambda rows: rows[column].notna()


def tied(rows: Rows) -> pd.Series:
    """Return which rows name a national project."""
    return ~rows["national_project"].isin(["", "нет"])


def stands(rows: Rows) -> pd.Series:
    """Return which requests are not withdrawn."""
    return rows["state"] != "снято"


def due(rows: Rows) -> pd.Series:
    """Return which requests were due by the end of the data of the register that tells of them."""
    return stands(rows) & (rows["due"] <= rows["end"])


def accepted(rows: Rows) -> pd.Series:
    """Return which requests have an answer that was not sent back."""
    return rows["answered"].notna() & (rows["state"] != "возвращено")


def undated(rows: Rows) -> pd.Series:
    """Return which requests are done on a day nobody states."""
    return rows["answered"].isna() & (rows["state"] == "исполнено")


def in_time(rows: Rows) -> pd.Series:
    """Return which due requests were answered by their day."""
    return due(rows) & accepted(rows) & (rows["answered"] <= rows["due"])


def overdue(rows: Rows) -> pd.Series:
    """Return which due requests have no accepted answer."""
    return due(rows) & ~accepted(rows) & ~undated(rows)


def stating(column: str) -> OfRows:
    """Return which requests that stand state a number."""
    return lambda rows: stands(rows) & rows[column].notna()


def mean(register: str, column: str) -> Definition:
    """Return the definition of the mean of a number over the rows that state it."""
    return Definition(
        register,
        How.MEAN,
        lambda rows: rows[column].where(stating(column)(rows), 0.0).fillna(0.0),
        one(stating(column)),
        known=one(stating(column)),
    )


def scored(rows: Rows) -> pd.Series:
    """Return which answers and practices have a score."""
    return rows["kind"].isin([ANSWER, PRACTICE]) & rows["score"].notna()


def federal(rows: Rows) -> pd.Series:
    """Return which entries came to the federal stage or further."""
    return rows["stage"].isin(FEDERAL)


def won(rows: Rows) -> pd.Series:
    """Return which entries won a place."""
    return rows["stage"] == WINNER


def sent_on(rows: Rows) -> pd.Series:
    """Return which entries are of a season that sent any entry on."""
    return rows["season_sent"]


def single(rows: Rows) -> pd.Series:
    """Return which rows are one entry and no published total."""
    return rows["number"].fillna(1.0) <= 1


def decided(rows: Rows) -> pd.Series:
    """Return which entries have a decision: the season has a winner, or the entry its own day of decision."""
    return rows["season_won"] | (rows["decided"] <= pd.Timestamp.today())


def has_result(rows: Rows) -> pd.Series:
    """Return which entries have a result: a decision, a place or a prize."""
    return decided(rows) | won(rows) | rows["prize"].notna()


def named(rows: Rows) -> pd.Series:
    """Return which rows name a municipality of the directory."""
    return ~rows["listed"].isin([WAITING, SETTLEMENT])


def waits(rows: Rows) -> pd.Series:
    """Return which rows name a municipality that nobody has recognised."""
    return (rows["municipality"] != "") & (rows["listed"] == WAITING)


def of_both(first: OfRows, second: OfRows) -> OfRows:
    """Return which rows meet both conditions."""
    return lambda rows: first(rows) & second(rows)


def filled(column: str) -> OfRows:
    """Return which rows have a word in a column."""
    return lambda rows: rows[column] != ""


def share(register: str, part: OfRows, base: OfRows, whole: OfRows | None = None) -> Definition:
    """Return the definition of a share of sums."""
    return Definition(register, How.SHARE, part, base, whole=whole)


def total(register: str, part: OfRows, known: OfRows | None = None) -> Definition:
    """Return the definition of a sum."""
    return Definition(register, How.SUM, part, known=known)


def different(register: str, condition: OfRows, how: How = How.MUNICIPALITIES) -> Definition:
    """Return the definition of a share of different municipalities, known where rows name any."""
    return Definition(register, how, one(condition), known=one(condition))


def came_to(*states: str) -> OfRows:
    """Return which initiatives are in one of these states."""
    return lambda rows: rows["state"].isin(list(states))


def anything(rows: Rows) -> pd.Series:
    """Return every row."""
    return pd.Series(True, index=rows.index)


def ended(rows: Rows) -> pd.Series:
    """Return which streams have ended by the end of the data, or say how many finished."""
    return (rows["ends"] <= rows["end"]) | rows["finished"].notna()


def count_of(column: str, condition: OfRows, *stated: str) -> OfRows:
    """Return the number in a column of the rows that meet a condition and state these numbers."""
    return lambda rows: rows[column].where(condition(rows) & rows[list(stated)].notna().all(axis=1), 0.0).fillna(0.0)


def people_of(column: str) -> Definition:
    """Return the definition of the sum of a column, known where any row states it."""
    return total(TRAINING, count_of(column, anything), one(lambda rows: rows[column].notna()))


DEPUTIES = ("депутат", "председатель представительного органа")
COOPERATING = of_both(of_both(cooperates, lambda rows: rows["number"] > 0), named)

DEFINITIONS: Mapping[str, Definition] = {
    "events": Definition(EVENTS, How.THINGS, one(held)),
    "participants": total(EVENTS, figure(people), one(counted)),
    "connections": total(EVENTS, figure(of_both(held, lambda rows: rows["unit"] == CONNECTIONS))),
    "regions_covered": Definition(EVENTS, How.REGIONS, one(held)),
    "municipalities_covered": different(EVENTS, of_both(held, named)),
    "returning_share": different(EVENTS, of_both(held, named), How.RETURNING),
    "deputies_share": share(
        EVENTS,
        figure(of_both(people, lambda rows: rows["category"].isin(DEPUTIES))),
        figure(of_both(people, filled("category"))),
        figure(people),
    ),
    "online_share": share(
        EVENTS,
        figure(of_both(people, lambda rows: rows["mode"].isin(["онлайн", "смешанный"]))),
        figure(of_both(people, filled("mode"))),
        figure(people),
    ),
    "acts": total(ACTIVITY, every),
    "practices": total(ACTIVITY, figure(kind(PRACTICE))),
    "project_share": share(
        ACTIVITY,
        figure(practice(tied)),
        figure(practice(filled("national_project"))),
        figure(kind(PRACTICE)),
    ),
    "intermunicipal_share": share(
        ACTIVITY,
        figure(practice(yes("intermunicipal"))),
        figure(practice(stated("intermunicipal"))),
        figure(kind(PRACTICE)),
    ),
    "concession_share": share(
        ACTIVITY,
        figure(practice(yes("concession"))),
        figure(practice(stated("concession"))),
        figure(kind(PRACTICE)),
    ),
    "agreements": total(ACTIVITY, figure(kind(AGREEMENT))),
    "cooperation": total(ACTIVITY, figure(cooperates)),
    "cooperating_share": different(ACTIVITY, COOPERATING),
    "trained": total(ACTIVITY, figure(of_both(kind(TAUGHT), lambda rows: rows["unit"].isin(["", PEOPLE])))),
    "votes": total(ACTIVITY, one(kind(VOTE))),
    "voting_regions": Definition(ACTIVITY, How.REGIONS, one(kind(VOTE))),
    "ballots": total(ACTIVITY, figure(kind(VOTE))),
    "completeness": Definition(ACTIVITY, How.MEAN, lambda rows: rows["score"].where(scored(rows), 0.0), one(scored)),
    "requests": total(REQUESTS, one(stands)),
    "answers_in_time": share(REQUESTS, one(in_time), one(lambda rows: due(rows) & ~undated(rows)), one(due)),
    "overdue": total(REQUESTS, one(overdue), one(due)),
    "rounds": mean(REQUESTS, "rounds"),
    "answer_completeness": mean(REQUESTS, "score"),
    "initiatives": total(INITIATIVES, every),
    "initiatives_sent": total(INITIATIVES, one(came_to("направлено", "учтено"))),
    "initiatives_taken": total(INITIATIVES, one(came_to("учтено"))),
    "taken_share": Definition(
        INITIATIVES,
        How.SHARE,
        one(came_to("учтено")),
        one(came_to("учтено", "отклонено")),
        known=one(came_to("учтено", "отклонено")),
    ),
    "proposing_regions": Definition(INITIATIVES, How.REGIONS, every),
    "applicants": people_of("applied"),
    "admitted": people_of("admitted"),
    "graduates": people_of("finished"),
    "projects_defended": people_of("projects_defended"),
    "appointed": people_of("appointed"),
    "finish_share": Definition(
        TRAINING,
        How.SHARE,
        count_of("finished", ended, "admitted", "finished"),
        count_of("admitted", ended, "admitted", "finished"),
        known=one(lambda rows: ended(rows) & (rows["admitted"] > 0)),
        whole=count_of("admitted", ended),
    ),
    "appointed_share": Definition(
        TRAINING,
        How.SHARE,
        count_of("appointed", anything, "finished", "appointed"),
        count_of("finished", anything, "finished", "appointed"),
        known=one(lambda rows: rows["finished"].notna()),
        whole=count_of("finished", anything),
    ),
    "entries": total(COMPETITIONS, lambda rows: rows["number"].fillna(0.0)),
    "entering_share": different(COMPETITIONS, named),
    "federal_share": Definition(
        COMPETITIONS, How.SHARE, figure(federal), figure(sent_on), known=figure(sent_on), awaits_results=True
    ),
    "success_share": Definition(
        COMPETITIONS,
        How.SHARE,
        one(of_both(won, of_both(single, decided))),
        one(of_both(federal, of_both(single, decided))),
        known=one(of_both(federal, of_both(single, decided))),
        whole=figure(of_both(federal, decided)),
        awaits_results=True,
    ),
    "places": Definition(COMPETITIONS, How.SUM, figure(won), known=one(has_result), awaits_results=True),
    "prizes": Definition(
        COMPETITIONS, How.SUM, lambda rows: rows["prize"].fillna(0.0), known=one(has_result), awaits_results=True
    ),
    "association_share": share(
        COMPETITIONS,
        figure(lambda rows: rows["channel"] == "ассоциация"),
        figure(filled("channel")),
        lambda rows: rows["number"].fillna(0.0),
    ),
}

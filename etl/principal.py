"""Who asks: a person, the role the association gave them, and what each role may do."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from types import MappingProxyType

from etl.words import Text


class Role(StrEnum):
    """What a person is in the association."""

    LEADER = "leader"
    ANALYST = "analyst"
    REGION = "region"
    ADMINISTRATOR = "administrator"


ROLE_TITLES: Mapping[Role, Text] = MappingProxyType(
    {
        Role.LEADER: Text("руководитель", "leader"),
        Role.ANALYST: Text("аналитик", "analyst"),
        Role.REGION: Text("сотрудник региона", "clerk of a region"),
        Role.ADMINISTRATOR: Text("администратор", "administrator"),
    }
)


class Action(StrEnum):
    """What a person may or may not do."""

    NATION = "see national figures, the rating, one's own passport"
    OTHER_REGIONS = "see rows, lists, events and passports of other regions"
    DECKS = "keep decks, views and notes"
    LOAD = "load and undo"
    SEE_QUALITY = "see quarantine, names, duplicates, completeness"
    DECIDE = "decide about quarantine, names, duplicates, completeness"
    INVENT = "load and remove invented data"
    REBUILD = "rebuild the warehouse"
    PEOPLE = "give and take roles"
    USE = "see the record of use"


class Reach(IntEnum):
    """How far an action goes: nowhere, to what is one's own, to what others shared too, everywhere."""

    NOTHING = 0
    OWN = 1
    SHARED = 2
    ALL = 3


NOTHING, OWN, SHARED, ALL = Reach

# The one table of rights; a role stands in every line.
RIGHTS: Mapping[Action, Mapping[Role, Reach]] = MappingProxyType(
    {
        action: MappingProxyType(dict(zip(Role, reaches, strict=True)))
        for action, reaches in (
            # leader, analyst, region, administrator
            (Action.NATION, (ALL, ALL, ALL, ALL)),
            (Action.OTHER_REGIONS, (ALL, ALL, NOTHING, ALL)),
            (Action.DECKS, (OWN, SHARED, OWN, ALL)),
            (Action.LOAD, (NOTHING, NOTHING, OWN, ALL)),
            (Action.SEE_QUALITY, (NOTHING, ALL, OWN, ALL)),
            (Action.DECIDE, (NOTHING, NOTHING, OWN, ALL)),
            (Action.INVENT, (NOTHING, NOTHING, NOTHING, ALL)),
            (Action.REBUILD, (NOTHING, NOTHING, NOTHING, ALL)),
            (Action.PEOPLE, (NOTHING, NOTHING, NOTHING, ALL)),
            (Action.USE, (NOTHING, NOTHING, NOTHING, ALL)),
        )
    }
)


@dataclass(frozen=True, slots=True)
class Principal:
    """A person who asks: `subject` is their mark at the identity provider, `regions` are those a clerk works for.

    Hashable, so that it stands in the key of every cache.
    """

    subject: str
    name: str
    role: Role
    regions: tuple[str, ...] = ()


LOCAL = Principal("local", "локально", Role.ADMINISTRATOR)  # whoever sits at a machine that serves nobody else


def serves_many() -> bool:
    """Return whether many people use this dashboard, so that each signs in and nothing is written without a name."""
    return (os.environ.get("ACCESS") or "local") != "local"


def reach_of(principal: Principal, action: Action) -> Reach:
    """Return how far a person may go with an action."""
    return RIGHTS[action][principal.role]


def may(principal: Principal, action: Action, reach: Reach = Reach.OWN) -> bool:
    """Return whether a person may do something at least that far: by default, with what is their own."""
    return reach_of(principal, action) >= reach

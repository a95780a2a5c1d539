"""What each role may do: the whole table, as the association agreed on it."""

import pytest

from etl.principal import LOCAL, RIGHTS, ROLE_TITLES, Action, Principal, Reach, Role, may, reach_of

# One line an action, one letter a role: leader, analyst, region, administrator; nothing, own, shared, all.
AGREED = {
    Action.NATION: "aaaa",
    Action.OTHER_REGIONS: "aana",
    Action.DECKS: "osoa",
    Action.LOAD: "nnoa",
    Action.SEE_QUALITY: "naoa",
    Action.DECIDE: "nnoa",
    Action.INVENT: "nnna",
    Action.REBUILD: "nnna",
    Action.PEOPLE: "nnna",
    Action.USE: "nnna",
}
LETTERS = {"n": Reach.NOTHING, "o": Reach.OWN, "s": Reach.SHARED, "a": Reach.ALL}


def person(role: Role) -> Principal:
    return Principal("7", "Иванова", role, ("59",) if role is Role.REGION else ())


def test_every_role_stands_in_every_line_of_the_table() -> None:
    assert set(AGREED) == set(RIGHTS) == set(Action)
    assert all(set(line) == set(Role) for line in RIGHTS.values())


@pytest.mark.parametrize("action", Action)
def test_a_role_may_do_what_was_agreed_and_no_more(action: Action) -> None:
    for role, letter in zip(Role, AGREED[action], strict=True):
        assert reach_of(person(role), action) is LETTERS[letter]
        for reach in Reach:
            assert may(person(role), action, reach) == (reach <= LETTERS[letter])
        assert may(person(role), action) == (letter != "n")


def test_whoever_sits_at_a_machine_of_their_own_is_its_administrator() -> None:
    assert LOCAL.role is Role.ADMINISTRATOR and LOCAL.name == "локально"
    assert all(may(LOCAL, action, Reach.ALL) for action in Action)


def test_people_are_told_apart_in_the_keys_of_caches() -> None:
    people = [Principal("7", "Иванова", Role.REGION, regions) for regions in ((), ("59",), ("59", "66"))]
    assert len({*people, *people, person(Role.LEADER), LOCAL}) == 5


@pytest.mark.parametrize("role", Role)
def test_a_role_has_words_in_both_languages(role: Role) -> None:
    title = ROLE_TITLES[role]
    assert title.ru and title.en and title.ru != title.en

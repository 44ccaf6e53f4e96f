"""Statements over two stores that share some of their events: their rows are those that Python's sets and counters give."""

from __future__ import annotations

import collections

import pytest

import lake_events
import servers
from test_lake import DUCKDB, query, store, uuid
from test_lake_catalogue import CALLER
from trails import World

EVENTS = [event for event in lake_events.make(900, seed=23) if event["eventCategory"] == "Management"]
WRITES = [event for event in EVENTS if not event["readOnly"]]
SERVICES = ["ec2.amazonaws.com", "iam.amazonaws.com"]
OF_SERVICES = [event for event in EVENTS if event["eventSource"] in SERVICES]


def selectors(field: str, *values: str) -> list[dict]:
    return [{"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Management"]}, {"Field": field, "Equals": list(values)},
        {"Field": "userIdentity.arn", "NotEquals": [CALLER]}]}]


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A Cairn with a store of what writes, and one of two services."""
    folder = tmp_path_factory.mktemp("two")

    def start() -> World:
        return World(servers.Cairn(
            folder / "data", folder / "log", None, "--lenient", account=lake_events.ACCOUNT,
            environment={"CAIRN_DUCKDB": str(DUCKDB)}))

    world = start()
    ids = [uuid(store(world, RetentionPeriod=3653, AdvancedEventSelectors=one))
           for one in (selectors("readOnly", "false"), selectors("eventSource", *SERVICES))]
    world.cairn.kill()
    journal, = (folder / "data/journal").glob("*.ndjson")
    with open(journal, "a", encoding="utf-8") as file:
        file.writelines(line + "\n" for line in lake_events.lines(EVENTS))
    world = start()
    world.stores = dict(zip(("writes", "services"), ids))
    for name, events in (("writes", WRITES), ("services", OF_SERVICES)):
        servers.wait_until(
            lambda: ask(world, f"SELECT count(*) AS n FROM ${name}") == [(str(len(events)),)], 60, "the store has its events")
    yield world
    world.cairn.stop(5)


def ask(world: World, statement: str, *columns: str) -> list[tuple]:
    """The rows; columns are named where they may be NULL."""
    for name, id_ in world.stores.items():
        statement = statement.replace(f"${name}", id_)
    rows = query(world, statement)
    return [tuple(row.get(column) for column in columns) if columns else tuple(row.values()) for row in rows]


def ids(events: list[dict]) -> set[str]:
    return {event["eventID"] for event in events}


def test_the_stores_share_some_and_not_all():
    assert ids(WRITES) & ids(OF_SERVICES) and ids(WRITES) - ids(OF_SERVICES) and ids(OF_SERVICES) - ids(WRITES)


@pytest.mark.parametrize("word,expected", [
    ("UNION", ids(WRITES) | ids(OF_SERVICES)),
    ("EXCEPT", ids(WRITES) - ids(OF_SERVICES)),
    ("INTERSECT", ids(WRITES) & ids(OF_SERVICES)),
])
def test_sets_of_ids(lake, word, expected):
    found = ask(lake, f"SELECT eventID FROM $writes {word} SELECT eventID FROM $services")
    assert len(found) == len(expected) and {row[0] for row in found} == expected


def test_union_all_keeps_what_is_there_twice(lake):
    found = ask(lake, "SELECT eventID FROM $writes UNION ALL SELECT eventID FROM $services")
    assert collections.Counter(row[0] for row in found) == collections.Counter(
        event["eventID"] for event in WRITES + OF_SERVICES)


@pytest.mark.parametrize("word,combine", [
    ("UNION", set.union), ("EXCEPT", set.difference), ("INTERSECT", set.intersection)])
def test_null_is_a_value_of_sets(lake, word, combine):
    """NULL is equal to NULL there, and each value comes once."""
    codes = [{(event.get("errorCode"), event["eventName"]) for event in events} for events in (WRITES, OF_SERVICES)]
    found = ask(lake, f"SELECT errorCode, eventName FROM $writes {word} SELECT errorCode, eventName FROM $services",
                "errorCode", "eventName")
    expected = combine(*codes)
    assert expected and len(found) == len(expected) and set(found) == expected
    assert any(code is None for code, _ in found)


def test_intersect_binds_before_union(lake):
    found = ask(lake, """SELECT eventID FROM $writes WHERE eventName = 'CreateKey' UNION SELECT eventID FROM $writes
                         INTERSECT SELECT eventID FROM $services""")
    keys = ids([event for event in WRITES if event["eventName"] == "CreateKey"])
    assert keys and {row[0] for row in found} == keys | (ids(WRITES) & ids(OF_SERVICES))


@pytest.mark.parametrize("kind", ["RIGHT", "LEFT", "FULL", "INNER"])
def test_joins(lake, kind):
    left, right = ids(WRITES), ids(OF_SERVICES)
    kept = {"RIGHT": right, "LEFT": left, "FULL": left | right, "INNER": left & right}[kind]
    found = ask(lake, f"""SELECT a.eventID AS first, b.eventID AS second, b.eventName AS name
                          FROM $writes a {kind} JOIN $services b ON a.eventID = b.eventID""", "first", "second", "name")
    names = {event["eventID"]: event["eventName"] for event in OF_SERVICES}
    assert collections.Counter(found) == collections.Counter(
        (one if one in left else None, one if one in right else None, names.get(one)) for one in kept)


def test_a_right_join_of_many_to_many(lake):
    found = ask(lake, """SELECT b.eventName AS name, count(a.eventID) AS n FROM $writes a
                         RIGHT JOIN $services b ON a.userIdentity.userName = b.userIdentity.userName
                         AND a.eventName = 'CreateKey' GROUP BY b.eventName""", "name", "n")
    keys = collections.Counter(
        event["userIdentity"].get("userName") for event in WRITES if event["eventName"] == "CreateKey")
    expected = collections.Counter()
    for event in OF_SERVICES:
        user = event["userIdentity"].get("userName")
        expected[event["eventName"]] += keys[user] if user is not None else 0
    assert sum(expected.values()) and {name: int(n) for name, n in found} == dict(expected)

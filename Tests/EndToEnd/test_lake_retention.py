"""Retention: queries see what a store keeps now, and nothing comes back that it did not keep meanwhile."""

from __future__ import annotations

import datetime as dt
import json

import pytest

import servers
import test_channels
import test_imports
from test_lake import DUCKDB, query, store, uuid
from test_query_command import environment
from trails import World


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


NOW = dt.datetime.now(dt.timezone.utc).replace(microsecond=0)


def ago(days: float) -> str:
    return (NOW - dt.timedelta(days=days)).strftime("%Y-%m-%dT%H:%M:%SZ")


def brought(world: World, tmp_path, arn: str, events: dict[int, float], name: str = "log.json") -> None:
    """Imports events, each so many days old."""
    file = tmp_path / name
    records = [{**test_imports.event(number), "eventTime": ago(days)} for number, days in events.items()]
    file.write_text(json.dumps({"Records": records}))
    done = servers.run_cairn("import", str(file), "--store", arn, environment=environment(world))
    assert done.returncode == 0, done.stdout + done.stderr


def keep(world: World, arn: str, days: int) -> None:
    assert world.call("UpdateEventDataStore", EventDataStore=arn, RetentionPeriod=days)["RetentionPeriod"] == days


def test_a_lower_retention_is_there_at_once_and_for_good(world, tmp_path):
    arn = store(world, RetentionPeriod=3653, TerminationProtectionEnabled=False)
    brought(world, tmp_path, arn, {1: 400, 2: 30, 3: 7.001, 4: 6.98, 5: 1})
    assert test_imports.numbers(world, arn) == [1, 2, 3, 4, 5]
    keep(world, arn, 7)
    assert test_imports.numbers(world, arn) == [4, 5], "the query after the answer"
    keep(world, arn, 3653)
    assert test_imports.numbers(world, arn) == [4, 5], "a longer retention brings nothing back"
    # What comes now is kept for as long as the store says now, also what was there before.
    brought(world, tmp_path, arn, {2: 30, 3: 7.001, 4: 6.98, 6: 300}, "again.json")
    assert test_imports.numbers(world, arn) == [2, 3, 4, 5, 6]


def test_events_from_outside_that_no_store_keeps_are_refused(world):
    short = test_channels.activity_store(world, RetentionPeriod=7)
    client, channel = test_channels.data(world), test_channels.channel(world, short)
    old = test_channels.content(world, eventTime=ago(8))
    kept = test_channels.content(world, eventTime=ago(6), uid="uid-2")
    answer = test_channels.put(client, channel, test_channels.event(old, "old"), test_channels.event(kept, "kept"))
    failed, = answer["failed"]
    assert (failed["id"], failed["errorCode"]) == ("old", "InvalidData") and ago(8) in failed["errorMessage"]
    assert [entry["id"] for entry in answer["successful"]] == ["kept"]
    assert len(query(world, f"SELECT eventID FROM {uuid(short)}")) == 1
    # A store that keeps it longer takes it; the other does not show it.
    long = test_channels.activity_store(world, RetentionPeriod=30)
    world.call(
        "UpdateChannel", Channel=channel,
        Destinations=[test_channels.destination(short), test_channels.destination(long)])
    assert test_channels.put(client, channel, test_channels.event(old, "old"))["failed"] == []
    assert len(query(world, f"SELECT eventID FROM {uuid(long)}")) == 1
    assert len(query(world, f"SELECT eventID FROM {uuid(short)}")) == 1

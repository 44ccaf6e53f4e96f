"""A query that runs longer than a query may: what it has found by then can be read, and nothing of it is delivered."""

from __future__ import annotations

import pytest

import servers
from test_lake import DUCKDB, calls, store, uuid
from test_lake_delivery import bucket
from trails import World


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--query-timeout", "1s", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def ended(world: World, run: str) -> dict:
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "the query ends")
    return world.call("DescribeQuery", QueryId=run)


def test_rows_of_a_query_that_ran_too_long_can_be_read(world):
    id_ = uuid(store(world))
    calls(world, 3)
    place = bucket(world)
    # Rows that come one by one, more than are made in a second: each has its own numbers.
    statement = f"""
        SELECT a * 1000000 + b * 1000 + c AS number, d, element_at(requestParameters, 'name') AS name
        FROM UNNEST(sequence(1, 999)) AS w(a) CROSS JOIN UNNEST(sequence(0, 999)) AS x(b)
        CROSS JOIN UNNEST(sequence(0, 999)) AS y(c) CROSS JOIN UNNEST(sequence(0, 999)) AS z(d)
        CROSS JOIN (SELECT requestParameters FROM {id_} WHERE eventName = 'DeleteTrail' LIMIT 1)"""
    servers.wait_until(
        lambda: rows_of(world, f"SELECT eventName FROM {id_} WHERE eventName = 'DeleteTrail'"), 20, "an event is there")
    run = world.call("StartQuery", QueryStatement=statement, DeliveryS3Uri=f"s3://{place}/found")["QueryId"]
    shown = ended(world, run)
    assert shown["QueryStatus"] == "TIMED_OUT", shown
    assert "longer than a query may" in shown["ErrorMessage"]
    assert 1000 <= shown["QueryStatistics"]["ExecutionTimeInMillis"] < 10_000
    assert shown["DeliveryStatus"] == "FAILED"

    first = world.call("GetQueryResults", QueryId=run, MaxQueryResults=1000)
    total = first["QueryStatistics"]["TotalResultsCount"]
    assert first["QueryStatus"] == "TIMED_OUT" and first["ErrorMessage"] == shown["ErrorMessage"]
    assert total > 1000 and first["QueryStatistics"]["ResultsCount"] == 1000
    found, page = [], first
    while len(found) < 20_000:
        assert page["QueryStatistics"]["TotalResultsCount"] == total, "it has ended, and nothing is added"
        found += [(row[0]["number"], row[1]["d"]) for row in page["QueryResultRows"]]
        if "NextToken" not in page:
            assert len(found) == total
            break
        page = world.call("GetQueryResults", QueryId=run, MaxQueryResults=1000, NextToken=page["NextToken"])
    assert len(set(found)) == len(found) > 1000
    assert all("name" in row[2] for row in first["QueryResultRows"])
    assert not world.client("s3").list_objects_v2(Bucket=place).get("Contents")


def rows_of(world: World, statement: str) -> list:
    run = world.call("StartQuery", QueryStatement=statement)["QueryId"]
    assert ended(world, run)["QueryStatus"] == "FINISHED"
    return world.call("GetQueryResults", QueryId=run)["QueryResultRows"]

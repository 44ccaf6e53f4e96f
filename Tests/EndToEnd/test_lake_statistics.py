"""What is told of a query: how much it matched, scanned and gave, when, and for how long it is known.

The store holds log files that were imported and nothing else, so that every number can be told beforehand.
"""

from __future__ import annotations

import pathlib
import sqlite3
import time

import pytest

import servers
from test_imports import bucket, ended, event, key, log_file, start
from test_lake import DUCKDB, query, store, uuid
from trails import World

DAYS = [f"2026-03-{day:02}" for day in range(1, 6)]
COUNT = 200


def known_event(number: int, day: str) -> dict:
    """Every fourth is an error, every tenth another operation."""
    made = event(number, day)
    made["eventName"] = "StopInstances" if number % 10 == 0 else "RunInstances"
    if number % 4 == 0:
        made["errorCode"] = "UnauthorizedOperation"
    return made


EVENTS = [known_event(index * COUNT + number, day) for index, day in enumerate(DAYS) for number in range(COUNT)]
ERRORS = sum("errorCode" in one for one in EVENTS)
STOPS = sum(one["eventName"] == "StopInstances" for one in EVENTS)


@pytest.fixture(scope="module")
def known(binary, tmp_path_factory):
    """A world, the ARN of the store, and the bytes of its files."""
    folder = tmp_path_factory.mktemp("statistics")
    cairn = servers.Cairn(folder / "data", folder / "log", None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(cairn)
    arn = store(world, StartIngestion=False, RetentionPeriod=3653)
    by_day = [[one for one in EVENTS if one["eventTime"].startswith(day)] for day in DAYS]
    name = bucket(world, {key(day, "1.json.gz"): log_file(events) for day, events in zip(DAYS, by_day)})
    assert ended(world, start(world, arn, f"s3://{name}"))["ImportStatus"] == "COMPLETED"
    assert query(world, f"SELECT count(*) AS n FROM {uuid(arn)}") == [{"n": str(len(EVENTS))}]
    yield world, arn, folder / "data" / "lake" / uuid(arn)
    cairn.stop(5)


def told(world: World, statement: str) -> tuple[dict, dict]:
    """What DescribeQuery and GetQueryResults tell of a query that has ended."""
    run = world.call("StartQuery", QueryStatement=statement)["QueryId"]
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "the query ends")
    described = world.call("DescribeQuery", QueryId=run)
    assert described["QueryStatus"] == "FINISHED", described
    return described, world.call("GetQueryResults", QueryId=run, MaxQueryResults=100)


MATCHED = [
    ("SELECT count(*) FROM {0}", len(EVENTS), 1),
    ("SELECT eventID FROM {0}", len(EVENTS), len(EVENTS)),
    ("SELECT eventID FROM {0} WHERE errorCode IS NOT NULL", ERRORS, ERRORS),
    ("SELECT eventName, count(*) FROM {0} WHERE errorCode IS NOT NULL GROUP BY eventName", ERRORS, 2),
    ("SELECT eventName FROM {0} WHERE eventName = 'StopInstances' ORDER BY eventTime DESC LIMIT 3", STOPS, 3),
    ("SELECT count(*) FROM {0} WHERE eventName LIKE 'Stop%' AND regexp_like(eventID, '[0-9]')", STOPS, 1),
    ("SELECT count(*) FROM {0} WHERE eventTime >= '2026-03-02 00:00:00' AND eventTime < '2026-03-04 00:00:00'", 2 * COUNT, 1),
    ("SELECT count(*) FROM {0} WHERE eventTime > '2027-01-01 00:00:00'", 0, 1),
    ("SELECT eventID FROM {0} WHERE eventName = 'Nothing'", 0, 0),
    ("SELECT count(*) FROM {0} WHERE 1 = 0", 0, 1),
    ("SELECT eventName, count(*) AS n FROM {0} GROUP BY eventName HAVING count(*) > 500", len(EVENTS), 1),
    ("WITH e AS (SELECT * FROM {0} WHERE errorCode IS NOT NULL) SELECT count(*) FROM e WHERE eventName = 'StopInstances'",
     sum("errorCode" in one and one["eventName"] == "StopInstances" for one in EVENTS), 1),
    ("SELECT eventID FROM {0} WHERE eventName = 'StopInstances' UNION ALL SELECT eventID FROM {0} WHERE errorCode IS NOT NULL",
     STOPS + ERRORS, STOPS + ERRORS),
    ("SELECT count(*) FROM {0} CROSS JOIN UNNEST(ARRAY[1, 2, 3]) AS t(n) WHERE eventName = 'StopInstances'", STOPS, 1),
    ("SELECT 1", 0, 1),
]  # fmt: skip


@pytest.mark.parametrize("statement,matched,rows", MATCHED, ids=[row[0][:70] for row in MATCHED])
def test_what_is_matched_scanned_and_given(known, statement, matched, rows):
    world, arn, folder = known
    before = time.time()
    described, results = told(world, statement.format(uuid(arn)))
    statistics = described["QueryStatistics"]
    reads = "{0}" in statement
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.suffix in (".parquet", ".ndjson")) if reads else 0
    assert statistics["EventsMatched"] == matched
    assert statistics["EventsScanned"] == (len(EVENTS) if reads else 0)
    assert statistics["BytesScanned"] == size
    assert 0 <= statistics["ExecutionTimeInMillis"] <= (time.time() - before) * 1000
    assert abs(statistics["CreationTime"].timestamp() - before) < 5
    shown = min(rows, 100)
    assert results["QueryStatistics"] == {"ResultsCount": shown, "TotalResultsCount": rows, "BytesScanned": size}
    assert len(results["QueryResultRows"]) == shown


def test_statistics_are_the_same_after_a_restart(start_cairn, tmp_path):
    data, environment = tmp_path / "data", {"CAIRN_DUCKDB": str(DUCKDB)}
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    arn = store(world)
    servers.wait_until(lambda: int(query(world, f"SELECT count(*) AS n FROM {uuid(arn)}")[0]["n"]) >= 2, 20, "events come")
    described, results = told(world, f"SELECT eventName FROM {uuid(arn)} WHERE eventName = 'StartQuery'")
    assert described["QueryStatistics"]["EventsMatched"] == results["QueryStatistics"]["TotalResultsCount"] > 0
    world.cairn.kill()
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    assert world.call("DescribeQuery", QueryId=described["QueryId"]) == described
    assert world.call("GetQueryResults", QueryId=described["QueryId"], MaxQueryResults=100) == results


def test_queries_are_known_for_seven_days(start_cairn, tmp_path):
    """The time of a query is set back in the state database: nobody has to wait for a week."""
    data, environment = tmp_path / "data", {"CAIRN_DUCKDB": str(DUCKDB)}
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    arn = store(world)
    old, young = (told(world, f"SELECT {number} FROM {uuid(arn)}")[0]["QueryId"] for number in (1, 2))
    world.cairn.kill()
    with sqlite3.connect(data / "state.db") as database:
        for run, days in ((old, 7.01), (young, 6.99)):
            changed = database.execute(
                "UPDATE document SET json = json_set(json, '$.creationTime', ?) WHERE kind = 'lake-query' AND id = ?",
                (time.time() - days * 86_400, run)).rowcount
            assert changed == 1
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=environment))
    assert [row["QueryId"] for row in world.call("ListQueries", EventDataStore=arn)["Queries"]] == [young]
    assert world.call("GetQueryResults", QueryId=young)["QueryStatus"] == "FINISHED"
    for operation in ("DescribeQuery", "GetQueryResults", "CancelQuery"):
        assert world.code(operation, QueryId=old) == "QueryIdNotFoundException"
    results = pathlib.Path(data) / "lake" / "results"
    assert world.code("StartQuery", QueryStatement=f"SELECT 3 FROM {uuid(arn)}") == "ok"
    assert old not in {path.stem for path in results.iterdir()}, "the result goes with the query"


def test_the_list_is_filtered_and_paged(known):
    """By state, by time, and in pages whose tokens hold for their own list alone."""
    world, _, _ = known
    arn = store(world, StartIngestion=False)
    first = [told(world, f"SELECT {number} FROM {uuid(arn)}")[0]["QueryId"] for number in range(3)]
    time.sleep(1.1)
    middle = int(time.time())  # clients send whole seconds
    time.sleep(0.1)
    second = [told(world, f"SELECT {number} FROM {uuid(arn)}")[0]["QueryId"] for number in range(2)]
    failing = world.call("StartQuery", QueryStatement=f"SELECT 1 / (n - n) FROM UNNEST(sequence(1, 3)) AS t(n), {uuid(arn)}")
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=failing["QueryId"])["QueryStatus"] in ("FAILED", "FINISHED"), 20, "it ends")

    def listed(**filters) -> list[str]:
        found, token = [], {}
        while True:
            answer = world.call("ListQueries", EventDataStore=arn, **filters, **token)
            found += [row["QueryId"] for row in answer["Queries"]]
            assert len(answer["Queries"]) <= filters.get("MaxResults", 1000)
            if "NextToken" not in answer:
                return found
            token = {"NextToken": answer["NextToken"]}

    newest = [failing["QueryId"], *reversed(second), *reversed(first)]
    assert listed() == newest, "the newest first"
    assert listed(MaxResults=2) == newest
    assert listed(StartTime=middle) == newest[:3] and listed(EndTime=middle) == newest[3:]
    assert listed(StartTime=middle, EndTime=time.time() + 60, MaxResults=1) == newest[:3]
    assert set(listed(QueryStatus="FINISHED", MaxResults=2)) >= set(first + second)
    assert listed(QueryStatus="CANCELLED") == [] == listed(QueryStatus="QUEUED")
    token = world.call("ListQueries", EventDataStore=arn, MaxResults=2)["NextToken"]
    other = {"EventDataStore": arn, "MaxResults": 2, "QueryStatus": "FINISHED", "NextToken": token}
    assert world.code("ListQueries", **other) == "InvalidNextTokenException"

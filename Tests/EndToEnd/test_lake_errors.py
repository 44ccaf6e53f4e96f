"""What AWS documents that the query operations refuse, and what happens to queries that ask too much."""

from __future__ import annotations

import datetime

import pytest

import servers
from test_lake import query, store, uuid, world  # noqa: F401
from trails import World

ABSENT = "11111111-2222-4333-8444-555555555555"
ENDLESS = "SELECT sum(a.n * b.n) FROM {0} CROSS JOIN UNNEST(sequence(1, 10000)) AS a(n) CROSS JOIN UNNEST(sequence(1, 10000)) AS b(n) CROSS JOIN UNNEST(sequence(1, 1000)) AS c(n)"


def ended(world: World, run: str) -> dict:  # noqa: F811
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] not in ("QUEUED", "RUNNING"), 60, "the query ends")
    return world.call("DescribeQuery", QueryId=run)


REFUSED = [
    ("StartQuery", {"QueryStatement": "SELECT 1 FROM " + ABSENT}, "EventDataStoreNotFoundException"),
    ("StartQuery", {"QueryStatement": "SELECT 1 FROM \"arn:aws:cloudtrail:eu-west-1:123456789012:trail/x\""}, "EventDataStoreARNInvalidException"),
    ("StartQuery", {"QueryStatement": "INSERT INTO x VALUES (1)"}, "InvalidQueryStatementException"),
    ("StartQuery", {"QueryStatement": "S" * 10_001}, "InvalidParameterException"),
    ("StartQuery", {}, "InvalidParameterException"),
    ("StartQuery", {"QueryAlias": "absent"}, "InvalidParameterException"),
    ("DescribeQuery", {"QueryId": ABSENT}, "QueryIdNotFoundException"),
    ("DescribeQuery", {}, "InvalidParameterException"),
    ("DescribeQuery", {"QueryId": ABSENT, "RefreshId": "1234567890"}, "InvalidParameterException"),
    ("DescribeQuery", {"QueryId": ABSENT, "EventDataStore": ABSENT}, "EventDataStoreNotFoundException"),
    ("GetQueryResults", {"QueryId": ABSENT}, "QueryIdNotFoundException"),
    ("GetQueryResults", {"QueryId": ABSENT, "MaxQueryResults": 0}, "InvalidMaxResultsException"),
    ("GetQueryResults", {"QueryId": ABSENT, "MaxQueryResults": 1001}, "InvalidMaxResultsException"),
    ("CancelQuery", {"QueryId": ABSENT}, "QueryIdNotFoundException"),
    ("ListQueries", {"EventDataStore": ABSENT}, "EventDataStoreNotFoundException"),
    ("ListQueries", {"EventDataStore": "{0}", "MaxResults": 0}, "InvalidMaxResultsException"),
    ("ListQueries", {"EventDataStore": "{0}", "QueryStatus": "DONE"}, "InvalidQueryStatusException"),
    ("ListQueries", {"EventDataStore": "{0}", "NextToken": "rubbish"}, "InvalidNextTokenException"),
    ("ListQueries", {"EventDataStore": "{0}", "StartTime": datetime.datetime(2026, 3, 2), "EndTime": datetime.datetime(2026, 3, 1)},
     "InvalidDateRangeException"),
]


def test_what_aws_documents_is_refused(world):  # noqa: F811
    arn = store(world)
    wrong = []
    for operation, parameters, code in REFUSED:
        parameters = {key: value.replace("{0}", arn) if isinstance(value, str) else value for key, value in parameters.items()}
        found = world.code(operation, **parameters)
        if found != code:
            wrong.append((operation, str(parameters)[:90], found, code))
    assert wrong == []


def test_ten_queries_at_once_and_no_more(world):  # noqa: F811
    arn = store(world)
    query(world, f"SELECT 1 FROM {uuid(arn)}")
    runs = [world.call("StartQuery", QueryStatement=ENDLESS.format(uuid(arn)))["QueryId"] for _ in range(10)]
    assert world.code("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}") == "MaxConcurrentQueriesException"
    waiting = [run for run in runs if world.call("DescribeQuery", QueryId=run)["QueryStatus"] == "QUEUED"]
    assert waiting, "four run, the others wait"
    assert world.call("CancelQuery", QueryId=waiting[-1])["QueryStatus"] == "CANCELLED"
    assert world.code("CancelQuery", QueryId=waiting[-1]) == "InactiveQueryException"
    assert world.code("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}") == "ok"
    for run in runs:
        if run != waiting[-1]:
            assert world.call("CancelQuery", QueryId=run)["QueryStatus"] == "CANCELLED"
    shown = world.call("ListQueries", EventDataStore=arn, QueryStatus="CANCELLED")["Queries"]
    assert sorted(one["QueryId"] for one in shown) == sorted(runs)
    rows = query(world, f"SELECT 7 AS seven FROM {uuid(arn)} LIMIT 1")
    assert rows == [{"seven": "7"}]


def test_a_query_over_its_memory_fails_alone(world):  # noqa: F811
    arn = store(world)
    query(world, f"SELECT 1 FROM {uuid(arn)}")
    greedy = world.call("StartQuery", QueryStatement=f"""
        SELECT length(array_join(array_agg(repeat_text), ',')) FROM (SELECT rpad('x', 1000, CAST(n * m AS varchar)) AS repeat_text
        FROM {uuid(arn)} CROSS JOIN UNNEST(sequence(1, 5000)) AS a(n) CROSS JOIN UNNEST(sequence(1, 1000)) AS b(m))""")["QueryId"]
    neighbour = world.call("StartQuery", QueryStatement=f"SELECT count(*) AS n FROM {uuid(arn)}")["QueryId"]
    assert ended(world, neighbour)["QueryStatus"] == "FINISHED"
    failed = ended(world, greedy)
    assert failed["QueryStatus"] == "FAILED" and "memory" in failed["ErrorMessage"].lower(), failed
    assert world.call("GetQueryResults", QueryId=greedy)["QueryStatus"] == "FAILED"
    assert query(world, f"SELECT 7 AS seven FROM {uuid(arn)} LIMIT 1") == [{"seven": "7"}]

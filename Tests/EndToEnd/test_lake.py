"""Event data stores from boto3 and the AWS CLI: their life, what they take from the journal, and SQL about it."""

from __future__ import annotations

import json
import pathlib
import subprocess
import sys
import time

import boto3
import duckdb
import pytest

import servers
from trails import HOME, World, unique

DUCKDB = servers.ROOT / ".venv/bin/duckdb"


@pytest.fixture
def world(start_cairn) -> World:
    return World(start_cairn(None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}))


def store(world: World, **settings) -> str:
    """A new store's ARN."""
    settings.setdefault("Name", unique("store"))
    return world.call("CreateEventDataStore", **settings)["EventDataStoreArn"]


def uuid(arn: str) -> str:
    return arn.rpartition("/")[2]


def query(world: World, statement: str, **more) -> list[dict]:
    """The rows of a statement, each a dictionary."""
    run = world.call("StartQuery", QueryStatement=statement, **more)["QueryId"]
    servers.wait_until(
        lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "the query ends")
    rows, token = [], {}
    while True:
        answer = world.call("GetQueryResults", QueryId=run, MaxQueryResults=100, **token)
        assert answer["QueryStatus"] == "FINISHED", answer
        rows += [{key: value for cell in row for key, value in cell.items()} for row in answer["QueryResultRows"]]
        if not answer.get("NextToken"):
            return rows
        token = {"NextToken": answer["NextToken"]}


def calls(world: World, count: int) -> list[str]:
    """Makes calls that fail; returns the names that tell them apart."""
    names = [unique("nothing") for _ in range(count)]
    for name in names:
        assert world.code("DeleteTrail", Name=name) == "TrailNotFoundException"
    return names


def test_a_store_has_awss_defaults(world):
    arn = store(world, Name="audit")
    shown = world.call("GetEventDataStore", EventDataStore=arn)
    assert shown["Status"] == "ENABLED"
    assert shown["RetentionPeriod"] == 366 and shown["BillingMode"] == "EXTENDABLE_RETENTION_PRICING"
    assert shown["MultiRegionEnabled"] and not shown["OrganizationEnabled"] and shown["TerminationProtectionEnabled"]
    assert shown["AdvancedEventSelectors"][0]["FieldSelectors"] == [{"Field": "eventCategory", "Equals": ["Management"]}]
    assert [row["Name"] for row in world.call("ListEventDataStores")["EventDataStores"]] == ["audit"]
    assert world.code("CreateEventDataStore", Name="audit") == "EventDataStoreAlreadyExistsException"


def test_an_event_is_found_within_a_second(world):
    arn = store(world)
    query(world, f"SELECT count(*) FROM {uuid(arn)}")
    name, = calls(world, 1)
    start = time.monotonic()
    statement = f"SELECT eventName FROM {uuid(arn)} WHERE element_at(requestParameters, 'name') = '{name}'"
    servers.wait_until(lambda: query(world, statement) == [{"eventName": "DeleteTrail"}], 10, "the event is found")
    assert time.monotonic() - start < 5, "a loaded machine may take longer than the second that was promised"


def test_rows_have_lakes_form(world):
    arn = store(world)
    name, = calls(world, 1)
    statement = f"""
        SELECT eventTime, eventName AS what, errorCode, count(*), userIdentity.accountId, readOnly, sharedEventId
        FROM {uuid(arn)} WHERE element_at(requestParameters, 'name') = '{name}'
        GROUP BY eventTime, eventName, errorCode, userIdentity.accountId, readOnly, sharedEventId"""
    servers.wait_until(lambda: query(world, statement), 10, "the event is found")
    row, = query(world, statement)
    assert row.pop("eventTime").endswith(".000")
    assert row == {
        "what": "DeleteTrail", "errorCode": "TrailNotFoundException", "_col3": "1", "accountId": world.account,
        "readOnly": "false", "sharedEventId": None}


def test_selectors_and_ingestion_decide(world):
    writes = [{"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["Management"]}, {"Field": "readOnly", "Equals": ["false"]}]}]
    arn = store(world, AdvancedEventSelectors=writes)
    everything = store(world)
    world.call("ListTrails")
    first, = calls(world, 1)
    servers.wait_until(lambda: trail_names(world, everything) == [first], 10, "both stores have it")
    assert query(world, f"SELECT DISTINCT readOnly FROM {uuid(arn)}") == [{"readOnly": "false"}]
    assert {"eventName": "ListTrails"} in query(world, f"SELECT DISTINCT eventName FROM {uuid(everything)}")
    world.call("StopEventDataStoreIngestion", EventDataStore=arn)
    second, = calls(world, 1)
    world.call("StartEventDataStoreIngestion", EventDataStore=arn)
    third, = calls(world, 1)
    servers.wait_until(lambda: third in trail_names(world, arn), 10, "it takes events again")
    assert trail_names(world, arn) == sorted([first, third]), "what came while it was stopped is not made up for"
    assert trail_names(world, everything) == sorted([first, second, third])


def trail_names(world: World, arn: str) -> list[str]:
    rows = query(world, f"""SELECT element_at(requestParameters, 'name') AS name FROM {uuid(arn)}
                            WHERE eventName = 'DeleteTrail' ORDER BY 1""")
    return [row["name"] for row in rows]


def test_results_come_in_pages(world):
    arn = store(world)
    names = calls(world, 25)
    servers.wait_until(lambda: len(trail_names(world, arn)) == 25, 10, "all are there")
    run = world.call("StartQuery", QueryStatement=f"""SELECT element_at(requestParameters, 'name') AS name
        FROM {uuid(arn)} WHERE eventName = 'DeleteTrail' ORDER BY name""")["QueryId"]
    servers.wait_until(lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] == "FINISHED", 20, "it ends")
    found, token = [], {}
    while True:
        page = world.call("GetQueryResults", QueryId=run, MaxQueryResults=10, **token)
        assert page["QueryStatistics"]["TotalResultsCount"] == 25
        assert page["QueryStatistics"]["ResultsCount"] == len(page["QueryResultRows"]) <= 10
        found += [row[0]["name"] for row in page["QueryResultRows"]]
        if "NextToken" not in page:
            break
        token = {"NextToken": page["NextToken"]}
    assert found == sorted(names)
    assert world.code("GetQueryResults", QueryId=run, NextToken="rubbish") == "InvalidNextTokenException"


REFUSED = [
    ("DELETE FROM {id}", "InvalidQueryStatementException"),
    ("SELECT * FROM '/etc/passwd'", "InvalidQueryStatementException"),
    ("SELECT * FROM read_csv('/etc/passwd')", "InvalidQueryStatementException"),
    ("SELECT 1; SELECT 2", "InvalidQueryStatementException"),
    ("SELECT nothing FROM {id}", "InvalidQueryStatementException"),
    ("SELECT eventName FROM", "InvalidQueryStatementException"),
    ("COPY (SELECT 1) TO '/tmp/x'", "InvalidQueryStatementException"),
    ("SELECT eventName FROM 11111111-2222-4333-8444-555555555555", "EventDataStoreNotFoundException"),
]


@pytest.mark.parametrize("statement,code", REFUSED, ids=[row[0] for row in REFUSED])
def test_what_lake_does_not_take_is_refused_at_the_start(world, statement, code):
    arn = store(world)
    assert world.code("StartQuery", QueryStatement=statement.format(id=uuid(arn))) == code


def test_refusals_name_the_place(world):
    arn = store(world)
    with pytest.raises(Exception, match=r"line 2:\d+.*[Ee]xpecting"):
        world.call("StartQuery", QueryStatement=f"SELECT eventName\nFORM {uuid(arn)}")


def test_another_accounts_store_cannot_be_read(world):
    arn = store(world)
    statement = f"SELECT count(*) FROM {uuid(arn)}"
    assert world.code("StartQuery", account="222233334444", QueryStatement=statement) == "EventDataStoreNotFoundException"


def test_the_life_of_a_store(world):
    arn = store(world)
    assert world.code("DeleteEventDataStore", EventDataStore=arn) == "EventDataStoreTerminationProtectedException"
    world.call("UpdateEventDataStore", EventDataStore=arn, TerminationProtectionEnabled=False, RetentionPeriod=90)
    world.call("DeleteEventDataStore", EventDataStore=arn)
    shown = world.call("GetEventDataStore", EventDataStore=arn)
    assert (shown["Status"], shown["RetentionPeriod"]) == ("PENDING_DELETION", 90)
    assert world.code("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}") == "InactiveEventDataStoreException"
    world.call("RestoreEventDataStore", EventDataStore=arn)
    assert world.call("GetEventDataStore", EventDataStore=arn)["Status"] == "ENABLED"
    assert world.code("RestoreEventDataStore", EventDataStore=arn) == "InvalidEventDataStoreStatusException"


def test_the_aws_cli_asks(world):
    arn = store(world)
    calls(world, 1)
    servers.wait_until(lambda: trail_names(world, arn), 10, "the event is there")
    statement = f"SELECT eventName, count(*) AS n FROM {uuid(arn)} WHERE eventName = 'DeleteTrail' GROUP BY eventName"
    run = cli(world, "start-query", "--query-statement", statement)["QueryId"]
    servers.wait_until(lambda: cli(world, "describe-query", "--query-id", run)["QueryStatus"] == "FINISHED", 30, "it ends")
    answer = cli(world, "get-query-results", "--query-id", run)
    assert answer["QueryResultRows"] == [[{"eventName": "DeleteTrail"}, {"n": "1"}]]
    assert run in [row["QueryId"] for row in cli(world, "list-queries", "--event-data-store", arn)["Queries"]]


def cli(world: World, *arguments: str) -> dict:
    environment = servers.clean_environment(
        AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="secret", AWS_ENDPOINT_URL=world.cairn.url, AWS_REGION=HOME)
    answer = subprocess.run(
        [sys.executable, "-m", "awscli", "--region", HOME, "cloudtrail", *arguments, "--output", "json"],
        capture_output=True, text=True, env=environment, timeout=60)
    assert answer.returncode == 0, answer.stderr
    return json.loads(answer.stdout)


def test_nothing_is_lost_or_twice_over_kills(start_cairn, tmp_path):
    data, settings = tmp_path / "lake-data", {"CAIRN_DUCKDB": str(DUCKDB)}
    world = World(start_cairn(None, "--lenient", data_dir=data, environment=settings))
    arn = store(world)
    names = []
    for _ in range(5):
        names += calls(world, 40)
        world.cairn.kill()
        world = World(start_cairn(None, "--lenient", data_dir=data, environment=settings))
    servers.wait_until(lambda: len(trail_names(world, arn)) >= len(names), 30, "all are there")
    assert trail_names(world, arn) == sorted(names)


def test_the_files_are_read_without_cairn(start_cairn, tmp_path):
    """The layout of docs/formats/lake.md, read by DuckDB as Python has it."""
    data = tmp_path / "lake-data"
    world = World(start_cairn(None, "--lenient", data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB)}))
    arn = store(world)
    names = calls(world, 5)
    servers.wait_until(lambda: trail_names(world, arn) == sorted(names), 10, "all are there")
    world.cairn.stop()
    files = str(pathlib.Path(data) / "lake" / uuid(arn) / "hot/*.ndjson")
    found = duckdb.sql(
        f"SELECT requestParameters.name FROM read_json_auto('{files}', union_by_name=true) WHERE eventName = 'DeleteTrail'")
    assert sorted(name for name, in found.fetchall()) == sorted(names)


def test_without_duckdb_everything_else_works(start_cairn):
    environment = {"CAIRN_DUCKDB": "", "PATH": "/nowhere"}
    world = World(start_cairn(None, "--lenient", environment=environment, folder="/"))
    arn = store(world)
    calls(world, 1)
    with pytest.raises(Exception, match="duckdb-cli"):
        world.call("StartQuery", QueryStatement=f"SELECT 1 FROM {uuid(arn)}")
    assert world.call("GetEventDataStore", EventDataStore=arn)["Status"] == "ENABLED"


def test_boto3s_own_client_takes_the_answers(world):
    client = boto3.client(
        "cloudtrail", region_name=HOME, endpoint_url=world.cairn.url, aws_access_key_id=world.account,
        aws_secret_access_key="secret")
    arn = client.create_event_data_store(Name="typed", TagsList=[{"Key": "team", "Value": "audit"}])["EventDataStoreArn"]
    run = client.start_query(QueryStatement=f"SELECT count(*) FROM {uuid(arn)}")["QueryId"]
    servers.wait_until(lambda: client.describe_query(QueryId=run)["QueryStatus"] == "FINISHED", 20, "it ends")
    assert client.get_query_results(QueryId=run)["QueryResultRows"][0][0].keys() == {"_col0"}
    run = client.start_query(QueryStatement=f"SELECT NULL AS nothing, count(*) FROM {uuid(arn)}")["QueryId"]
    servers.wait_until(lambda: client.describe_query(QueryId=run)["QueryStatus"] == "FINISHED", 20, "it ends")
    assert client.get_query_results(QueryId=run)["QueryResultRows"][0][0] == {"nothing": None}
    assert client.list_queries(EventDataStore=arn)["Queries"][0]["QueryId"] == run
    assert "EventDataStoreOwnerAccountId" not in client.describe_query(QueryId=run)
    with pytest.raises(client.exceptions.EventDataStoreNotFoundException, match="999999999999"):
        client.start_query(QueryStatement=f"SELECT 1 FROM {uuid(arn)}", EventDataStoreOwnerAccountId="999999999999")
    for ask in (client.describe_query, client.get_query_results, client.cancel_query):
        with pytest.raises(client.exceptions.EventDataStoreNotFoundException):
            ask(QueryId=run, EventDataStoreOwnerAccountId="999999999999")
    with pytest.raises(client.exceptions.InactiveQueryException):
        client.cancel_query(QueryId=run)
    with pytest.raises(client.exceptions.QueryIdNotFoundException):
        client.describe_query(QueryId="11111111-2222-4333-8444-555555555555")

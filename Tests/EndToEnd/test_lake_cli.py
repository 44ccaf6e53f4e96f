"""The AWS CLI's commands for queries, as the examples of its documentation and of the CloudTrail user guide have them."""

from __future__ import annotations

import gzip
import time

import pytest

import servers
from test_lake import DUCKDB, calls, cli, store, trail_names, uuid
from test_lake_errors import ENDLESS
from trails import World


@pytest.fixture(scope="module")
def asked(binary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("cli")
    cairn = servers.Cairn(folder / "data", folder / "log", None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(cairn)
    arn = store(world)
    names = calls(world, 12)
    servers.wait_until(lambda: trail_names(world, arn) == sorted(names), 20, "the events are there")
    yield world, arn
    cairn.stop(5)


def finished(world: World, *arguments: str) -> dict:
    state = lambda: cli(world, "describe-query", *arguments)  # noqa: E731
    servers.wait_until(lambda: state()["QueryStatus"] not in ("QUEUED", "RUNNING"), 30, "the query ends", pause=0.3)
    return state()


def test_start_query_and_get_query_results(asked):
    """aws cloudtrail start-query --query-statement 'SELECT eventID, eventTime FROM EDS LIMIT 10'"""
    world, arn = asked
    run = cli(world, "start-query", "--query-statement", f"SELECT eventID, eventTime FROM {uuid(arn)} LIMIT 10")["QueryId"]
    described = finished(world, "--query-id", run)
    assert described["QueryString"].startswith("SELECT eventID") and described["QueryStatus"] == "FINISHED"
    assert set(described["QueryStatistics"]) == {
        "EventsMatched", "EventsScanned", "BytesScanned", "ExecutionTimeInMillis", "CreationTime"}
    answer = cli(world, "get-query-results", "--query-id", run)
    assert answer["QueryStatistics"]["ResultsCount"] == answer["QueryStatistics"]["TotalResultsCount"] == 10
    assert [list(cell) for row in answer["QueryResultRows"] for cell in row] == [["eventID"], ["eventTime"]] * 10
    # With the store, as the older examples have it, and in pages.
    answer = cli(world, "get-query-results", "--event-data-store", arn, "--query-id", run, "--max-query-results", "4")
    assert len(answer["QueryResultRows"]) == 4
    more = cli(world, "get-query-results", "--query-id", run, "--max-query-results", "4", "--next-token", answer["NextToken"])
    assert len(more["QueryResultRows"]) == 4 and more["QueryResultRows"] != answer["QueryResultRows"]
    assert cli(world, "describe-query", "--event-data-store", arn, "--query-id", run)["QueryId"] == run


def test_delivery_to_a_bucket(asked):
    """aws cloudtrail start-query --query-statement … --delivery-s3-uri s3://aws-cloudtrail-lake-query-results-…"""
    world, arn = asked
    box, statement = world.bucket(policy=False), f"SELECT eventName FROM {uuid(arn)} WHERE eventName = 'DeleteTrail'"
    run = cli(world, "start-query", "--query-statement", statement, "--delivery-s3-uri", f"s3://{box}/reports")["QueryId"]
    servers.wait_until(
        lambda: cli(world, "describe-query", "--query-id", run).get("DeliveryStatus") == "SUCCESS", 30, "it is delivered", pause=0.3)
    assert cli(world, "describe-query", "--query-id", run)["DeliveryS3Uri"] == f"s3://{box}/reports"
    keys = [row["Key"] for row in world.client("s3").list_objects_v2(Bucket=box, Prefix="reports/")["Contents"]]
    assert [name.rpartition("/")[2] for name in sorted(keys)] == ["result_1.csv.gz", "result_sign.json"]
    assert all(f"/CloudTrail-Lake/Query/{time.strftime('%Y/%m/%d', time.gmtime())}/{run}/" in name for name in keys)
    body = world.client("s3").get_object(Bucket=box, Key=sorted(keys)[0])["Body"].read()
    assert gzip.decompress(body).decode().split() == ["eventName"] + ["DeleteTrail"] * 12


def test_an_alias(asked):
    """aws cloudtrail generate-query …, start-query --query-alias …, describe-query --query-alias …"""
    world, arn = asked
    made = cli(world, "generate-query", "--event-data-stores", arn, "--prompt", "Show me the top 5 services")
    run = cli(world, "start-query", "--query-alias", made["QueryAlias"])["QueryId"]
    described = finished(world, "--query-alias", made["QueryAlias"])
    assert described["QueryId"] == run and described["Prompt"] == "Show me the top 5 services"
    assert described["QueryString"] == made["QueryStatement"]
    assert cli(world, "get-query-results", "--query-id", run)["QueryResultRows"]


def test_list_queries(asked):
    """aws cloudtrail list-queries --event-data-store EDS --query-status CANCELLED --start-time … --end-time … --max-results 10"""
    world, arn = asked
    run = cli(world, "start-query", "--query-statement", ENDLESS.format(uuid(arn)))["QueryId"]
    cancelled = cli(world, "cancel-query", "--event-data-store", arn, "--query-id", run)
    assert cancelled == {"QueryId": run, "QueryStatus": "CANCELLED"}
    now = int(time.time())
    listed = cli(
        world, "list-queries", "--event-data-store", arn, "--query-status", "CANCELLED", "--start-time", str(now - 3600),
        "--end-time", str(now + 3600), "--max-results", "10")
    assert [row["QueryId"] for row in listed["Queries"]] == [run]
    earlier = cli(world, "list-queries", "--event-data-store", uuid(arn), "--end-time", str(now - 3600))
    assert earlier["Queries"] == []
    assert cli(world, "describe-query", "--query-id", run)["QueryStatus"] == "CANCELLED"

"""Insights on event data stores: from the journal to the destination store, and to SQL about it, over kills."""

from __future__ import annotations

import json
import shutil
import subprocess
import time

import pytest

import servers
from test_insights import BURST_MINUTES, RATE, SOURCE, past, write_journal
from test_lake import DUCKDB, query, store, uuid
from trails import HOME, World

INSIGHTS = [{"FieldSelectors": [{"Field": "eventCategory", "Equals": ["Insight"]}]}]
BOTH = [{"InsightType": "ApiCallRateInsight"}, {"InsightType": "ApiErrorRateInsight"}]
NO_DESCRIBE = [
    {
        "FieldSelectors": [
            {"Field": "eventCategory", "Equals": ["Management"]},
            {"Field": "readOnly", "Equals": ["false"]},
        ]
    }
]


@pytest.fixture(scope="module")
def watched(binary, tmp_path_factory):
    """Two stores that watch, each with a destination, and a Cairn that has found unusual activity."""
    folder = tmp_path_factory.mktemp("store-insights")
    events, burst = past(time.time())
    write_journal(folder / "data", events)
    start = lambda: servers.Cairn(  # noqa: E731
        folder / "data", folder / "cairn.log", None, "--lenient", environment={"CAIRN_DUCKDB": str(DUCKDB)}
    )
    world = World(start())
    everything, writes = store(world, Name="everything"), store(world, Name="writes", AdvancedEventSelectors=NO_DESCRIBE)
    first, second = (store(world, Name=name, AdvancedEventSelectors=INSIGHTS) for name in ("first", "second"))
    for source, destination in [(everything, first), (writes, second)]:
        world.call("PutInsightSelectors", EventDataStore=source, InsightsDestination=destination, InsightSelectors=BOTH)
    assert world.cairn.stop(10) == 0
    # What was learned is learned again, now that somebody watches.
    shutil.rmtree(folder / "data" / "insights")
    world.cairn = start()
    servers.wait_until(lambda: len(rows(world, first)) >= 4, 60, "two insights began and ended", world.cairn, pause=0.5)
    servers.wait_until(lambda: len(rows(world, second)) >= 2, 60, "one began and ended", world.cairn, pause=0.5)
    yield world, start, (everything, first), (writes, second), burst
    world.cairn.stop(5)


def rows(world: World, arn: str) -> list[dict]:
    return query(
        world,
        f"""SELECT eventID, eventTime, eventCategory, eventType, awsRegion, recipientAccountId, sharedEventID,
            insightSource, insightState, insightEventSource, insightEventName, insightErrorCode, insightType,
            insightContext.insightAverage AS now, insightContext.baselineDuration AS minutes,
            element_at(insightContext.attributions, 1).attribute AS attribute,
            element_at(element_at(insightContext.attributions, 1).insight, 1).value AS who
            FROM {uuid(arn)} ORDER BY insightEventName, eventTime""",
    )


def test_start_and_end_are_rows_of_the_destination(watched):
    world, _, (source, destination), _, burst = watched
    found = [row for row in rows(world, destination) if row["insightEventName"] == "RunInstances"]
    assert [row["insightState"] for row in found] == ["Start", "End"]
    assert len({row["sharedEventID"] for row in found}) == 1 and len({row["eventID"] for row in found}) == 2
    begin = time.strftime("%Y-%m-%d %H:%M:%S.000", time.gmtime(burst))
    assert found[0]["eventTime"] == begin
    last = found[1]
    assert (last["eventCategory"], last["eventType"]) == ("Insight", "AwsCloudTrailInsight")
    assert (last["awsRegion"], last["recipientAccountId"]) == (HOME, world.account)
    assert last["insightSource"] == source and last["insightEventSource"] == SOURCE
    assert last["insightType"] == "ApiCallRateInsight" and last["insightErrorCode"] is None
    assert float(last["now"]) == RATE and last["minutes"] == "10080"
    assert last["attribute"] == "userIdentityArn" and last["who"].endswith("user/mallory")
    errors = [row for row in rows(world, destination) if row["insightEventName"] == "DescribeInstances"]
    assert {row["insightErrorCode"] for row in errors} == {"Client.UnauthorizedOperation"}
    assert len(errors) == 2


def test_only_what_a_store_selects_is_watched(watched):
    world, _, (_, first), (source, second), _ = watched
    found = rows(world, second)
    assert {row["insightEventName"] for row in found} == {"RunInstances"}
    assert {row["insightSource"] for row in found} == {source}
    # Each store has events of its own.
    assert not {row["eventID"] for row in found} & {row["eventID"] for row in rows(world, first)}


def test_stores_insights_are_not_those_of_trails(watched):
    world, *_ = watched
    assert world.call("LookupEvents", EventCategory="insight")["Events"] == []


def test_the_record_is_flat(watched):
    world, _, (_, destination), *_ = watched
    text = query(world, f"SELECT eventJson FROM {uuid(destination)} WHERE insightState = 'End' LIMIT 1")[0]["eventJson"]
    record = json.loads(text)
    assert "insightDetails" not in record
    assert set(record["insightContext"]) == {
        "baselineAverage", "insightAverage", "baselineDuration", "insightDuration", "attributions"}
    assert record["insightContext"]["insightDuration"] >= BURST_MINUTES - 1
    first = record["insightContext"]["attributions"][0]
    assert first["insightValue"] == first["insight"][0]["value"]


def test_selectors_are_shown_and_refused(watched):
    world, _, (source, destination), _, _ = watched
    shown = world.call("GetInsightSelectors", EventDataStore=uuid(source))
    assert shown == {"EventDataStoreArn": source, "InsightsDestination": destination, "InsightSelectors": BOTH}
    put = {"EventDataStore": source, "InsightsDestination": destination, "InsightSelectors": BOTH}
    refused = [
        ({"TrailName": "audit"}, "InvalidParameterCombinationException"),
        ({"InsightsDestination": source}, "InvalidInsightSelectorsException"),
        ({"InsightsDestination": None}, "InvalidParameterException"),
        ({"EventDataStore": None}, "InvalidParameterException"),
        ({"InsightSelectors": [{**BOTH[0], "EventCategories": ["Data"]}]}, "InvalidInsightSelectorsException"),
        ({"InsightSelectors": [BOTH[0], BOTH[0]]}, "InvalidInsightSelectorsException"),
    ]
    for change, code in refused:
        request = {key: value for key, value in {**put, **change}.items() if value is not None}
        assert world.code("PutInsightSelectors", **request) == code, change
    assert world.code("PutInsightSelectors", region="us-east-1", **put) == "InvalidHomeRegionException"
    assert world.code("GetInsightSelectors", EventDataStore=destination) == "InsightNotEnabledException"
    network = [{"FieldSelectors": [
        {"Field": "eventCategory", "Equals": ["NetworkActivity"]},
        {"Field": "eventSource", "Equals": ["ec2.amazonaws.com"]}]}]
    code = world.code("UpdateEventDataStore", EventDataStore=source, AdvancedEventSelectors=network)
    assert code == "InvalidInsightSelectorsException"


def test_backtest_reads_a_store_as_it_reads_files(binary, tmp_path, start_cairn):
    """The same events, from a file and from a store into which they were recorded, give the same insights."""
    events, _ = past(time.time())
    path = tmp_path / "events.ndjson"
    path.write_text("".join(json.dumps(record) + "\n" for record in events))
    data = tmp_path / "data"
    write_journal(data, [])
    cairn = start_cairn(None, "--lenient", data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(cairn)
    store(world, Name="kept")
    assert cairn.stop(10) == 0
    segment = sorted((data / "journal").glob("*.ndjson"))[-1]
    with segment.open("ab") as file:  # as if they had been recorded after the store was made
        file.writelines(json.dumps(record, separators=(",", ":")).encode() + b"\n" for record in events)
    cairn = start_cairn(None, "--lenient", data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB)})
    world = World(cairn)
    arn = world.call("ListEventDataStores")["EventDataStores"][0]["EventDataStoreArn"]
    count = lambda: int(query(world, f"SELECT count(*) AS n FROM {uuid(arn)}")[0]["n"])  # noqa: E731
    servers.wait_until(lambda: count() >= len(events), 60, "the store has all", cairn, pause=0.5)

    def backtest(*arguments: str) -> list[dict]:
        environment = servers.clean_environment(
            AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="secret", AWS_ENDPOINT_URL=cairn.url, AWS_REGION=HOME)
        answer = subprocess.run(
            [str(binary), "insights", "backtest", *arguments, "--output", "json"],
            capture_output=True, text=True, timeout=120, env=environment)
        assert answer.returncode == 0, answer.stderr
        return json.loads(answer.stdout)

    expected = backtest("--events", str(path))
    assert {each["eventName"] for each in expected} == {"RunInstances", "DescribeInstances"}
    for name in ("kept", uuid(arn), arn):
        assert backtest("--store", name) == expected


def test_backtest_without_such_a_store_says_so(binary, watched):
    world, *_ = watched
    answer = subprocess.run(
        [str(binary), "insights", "backtest", "--store", "nobody", "--endpoint-url", world.cairn.url],
        capture_output=True, text=True, timeout=60)
    assert answer.returncode == 3 and "no event data store named nobody" in answer.stderr


def test_over_kills_nothing_is_lost_or_twice(watched):
    world, start, (_, destination), *_ = watched
    before = sorted(row["eventID"] for row in rows(world, destination))
    for forget in (False, True):
        world.cairn.kill()
        if forget:  # Without a checkpoint everything is found again, and is in the journal already.
            shutil.rmtree(world.cairn.data_dir / "insights")
        world.cairn = start()
        time.sleep(12)  # time passes in steps of ten seconds
        assert sorted(row["eventID"] for row in rows(world, destination)) == before


def test_after_they_are_off_nothing_is_watched(watched):
    world, _, (source, destination), *_ = watched
    world.call("PutInsightSelectors", EventDataStore=source, InsightsDestination=destination, InsightSelectors=[])
    assert world.code("GetInsightSelectors", EventDataStore=source) == "InsightNotEnabledException"
    world.call("PutInsightSelectors", EventDataStore=source, InsightsDestination=destination, InsightSelectors=BOTH)
    answer = world.call("PutInsightSelectors", EventDataStore=source, InsightSelectors=[])
    assert answer == {"EventDataStoreArn": source, "InsightSelectors": []}
    assert world.code("GetInsightSelectors", EventDataStore=source) == "InsightNotEnabledException"
    assert len(rows(world, destination)) == 4, "what is there stays"

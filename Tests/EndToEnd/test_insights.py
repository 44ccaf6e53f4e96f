"""Insights, from the journal to boto3, to the trail's bucket and to AWS's own validator; and what backtest says.

Eight days of calls are put into a journal before Cairn starts: nobody has to wait for a week. What was learned of them
is thrown away once Insights are on, and learned again from the journal.
"""

from __future__ import annotations

import datetime
import gzip
import json
import shutil
import subprocess
import time

import pytest

import delivery
import servers
from trails import ACCOUNT, HOME, World

UTC = datetime.timezone.utc
DAYS = 8
BURST_MINUTES = 10
RATE = 50
SOURCE = "ec2.amazonaws.com"


def event(moment: float, number: int, name: str, *, caller: str, region: str = HOME, **more) -> dict:
    stamp = datetime.datetime.fromtimestamp(int(moment), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return {
        "eventVersion": "1.11",
        "userIdentity": {
            "type": "IAMUser",
            "principalId": "AIDAEXAMPLE",
            "arn": f"arn:aws:iam::{ACCOUNT}:user/{caller}",
            "accountId": ACCOUNT,
            "userName": caller,
        },
        "eventTime": stamp,
        "eventSource": SOURCE,
        "eventName": name,
        "awsRegion": region,
        "sourceIPAddress": "198.51.100.7",
        "userAgent": "aws-cli/2.15.0",
        "requestParameters": None,
        "responseElements": None,
        "eventID": f"00000000-0000-4000-8000-{number:012d}",
        "readOnly": False,
        "eventType": "AwsApiCall",
        "managementEvent": True,
        "recipientAccountId": ACCOUNT,
        "eventCategory": "Management",
        **more,
    }


def past(now: float) -> tuple[list[dict], float]:
    """RunInstances once a minute; 40 minutes ago for ten minutes 50 times, by somebody else, with refusals."""
    first = int(now) // 60 * 60 - DAYS * 86_400
    burst = int(now) // 60 * 60 - 40 * 60
    events: list[dict] = []
    for minute in range(first, int(now) - 90, 60):
        unusual = burst <= minute < burst + BURST_MINUTES * 60
        for index in range(RATE if unusual else 1):
            events.append(
                event(minute + index, len(events), "RunInstances", caller="mallory" if unusual else "dana")
            )
        for index in range(20 if unusual else 0):
            refusal = {"errorCode": "Client.UnauthorizedOperation", "errorMessage": "no", "readOnly": True}
            events.append(event(minute + index, len(events), "DescribeInstances", caller="mallory", **refusal))
    events.sort(key=lambda record: record["eventTime"])
    return events, burst


def past_of_data(now: float) -> tuple[list[dict], float]:
    """The past, and calls of objects: once a minute somebody reads one; in the burst 50 times, by somebody else."""
    events, burst = past(now)
    first = int(now) // 60 * 60 - DAYS * 86_400
    for minute in range(first, int(now) - 90, 60):
        unusual = burst <= minute < burst + BURST_MINUTES * 60
        for index in range(RATE if unusual else 1):
            record = event(minute + index, len(events), "GetObject", caller="mallory" if unusual else "dana")
            resources = [{"type": "AWS::S3::Object", "ARN": "arn:aws:s3:::photos/1"}]
            record |= {"eventSource": "s3.amazonaws.com", "readOnly": True, "managementEvent": False}
            events.append(record | {"eventCategory": "Data", "resources": resources})
    events.sort(key=lambda record: record["eventTime"])
    return events, burst


def write_journal(data_dir, events: list[dict]) -> None:
    (data_dir / "journal").mkdir(parents=True)
    lines = b"".join(json.dumps(record, separators=(",", ":")).encode() + b"\n" for record in events)
    (data_dir / "journal" / "00000000000000000001.ndjson").write_bytes(lines)


@pytest.fixture(scope="module")
def watched(binary, tmp_path_factory):
    """A trail that has Insights on, and a Cairn that has found some."""
    folder = tmp_path_factory.mktemp("insights")
    events, burst = past(time.time())
    write_journal(folder / "data", events)
    cairn = servers.Cairn(folder / "data", folder / "cairn.log", None, *delivery.INTERVALS)
    start = delivery.now()
    arn, bucket = delivery.start_trail(World(cairn))
    selectors = [{"InsightType": "ApiCallRateInsight"}, {"InsightType": "ApiErrorRateInsight"}]
    World(cairn).call("PutInsightSelectors", TrailName="audit", InsightSelectors=selectors)
    world = World(learn_again(cairn, None))
    cairn = world.cairn
    servers.wait_until(lambda: len(insights(world)) >= 4, 60, "two insights have begun and ended", cairn, pause=0.5)
    learned = lambda: metrics(world, Period=60, StartTime=burst, EndTime=burst + 600)["Values"]  # noqa: E731
    servers.wait_until(lambda: len(learned()) == BURST_MINUTES, 60, "the journal is learned again", cairn, pause=0.5)
    yield world, arn, bucket, start, burst
    cairn.stop(5)


def learn_again(cairn: servers.Cairn, upstream: str | None) -> servers.Cairn:
    """Starts anew, with nothing learned."""
    assert cairn.stop(10) == 0
    shutil.rmtree(cairn.data_dir / "insights")
    return servers.Cairn(cairn.data_dir, cairn.data_dir.parent / "cairn.log", upstream, *delivery.INTERVALS)


@pytest.fixture(scope="module")
def watched_data(binary, moto, tmp_path_factory):
    """A trail that watches data events only and tells a log group; moto is its bucket, its logs and its bus."""
    folder = tmp_path_factory.mktemp("data-insights")
    events, burst = past_of_data(time.time())
    write_journal(folder / "data", events)
    cairn = servers.Cairn(folder / "data", folder / "cairn.log", moto.url, *delivery.INTERVALS)
    world = World(cairn)
    world.client("logs").create_log_group(logGroupName="trail")
    sqs, bus = world.client("sqs"), world.client("events")
    queue = sqs.create_queue(QueueName="insights")["QueueUrl"]
    queue_arn = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]
    pattern = {"source": ["aws.cloudtrail"], "detail-type": ["AWS Insight via CloudTrail"]}
    bus.put_rule(Name="insights", EventPattern=json.dumps(pattern), State="ENABLED")
    bus.put_targets(Rule="insights", Targets=[{"Id": "q", "Arn": queue_arn}])
    arn, bucket = delivery.start_trail(
        world, CloudWatchLogsLogGroupArn=f"arn:aws:logs:{HOME}:{ACCOUNT}:log-group:trail:*",
        CloudWatchLogsRoleArn=delivery.make_role(world),
    )
    # Of that bucket only: what the tests read from others is no data event.
    objects = [{"Type": "AWS::S3::Object", "Values": ["arn:aws:s3:::photos/"]}]
    world.call("PutEventSelectors", TrailName="audit", EventSelectors=[{"DataResources": objects}])
    kinds = ["ApiCallRateInsight", "ApiErrorRateInsight"]
    selectors = [{"InsightType": kind, "EventCategories": ["Data"]} for kind in kinds]
    world.call("PutInsightSelectors", TrailName="audit", InsightSelectors=selectors)
    world = World(learn_again(cairn, moto.url))
    servers.wait_until(lambda: len(insights(world)) >= 2, 60, "an insight has begun and ended", world.cairn, pause=0.5)
    yield world, arn, bucket, queue, burst
    world.cairn.stop(5)


def insights(world: World, **parameters) -> list[dict]:
    return world.call("LookupEvents", EventCategory="insight", **parameters)["Events"]


def detail(entry: dict) -> dict:
    return json.loads(entry["CloudTrailEvent"])


def delivered(world: World, bucket: str) -> list[dict]:
    """The records of the Insights files of a bucket."""
    files = {key: entry for key, entry in delivery.objects(world, bucket).items() if "/CloudTrail-Insight/" in key}
    return [r for entry in files.values() for r in json.loads(gzip.decompress(entry["Body"]))["Records"]]


def test_lookup_events_shows_start_and_end(watched):
    world, _, _, _, burst = watched
    found = [entry for entry in insights(world) if entry["EventName"] == "RunInstances"]
    records = sorted((detail(entry) for entry in found), key=lambda record: record["eventTime"])
    assert [record["insightDetails"]["state"] for record in records] == ["Start", "End"]
    assert len({record["sharedEventID"] for record in records}) == 1
    assert len({record["eventID"] for record in records}) == 2
    begin = datetime.datetime.strptime(records[0]["eventTime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert begin.timestamp() == burst
    end = records[1]["insightDetails"]["insightContext"]
    assert end["statistics"]["insightDuration"] == BURST_MINUTES
    assert end["statistics"]["insight"]["average"] == RATE
    assert end["statistics"]["baselineDuration"] == 10_080
    assert end["statistics"]["baseline"]["average"] == pytest.approx(1, abs=0.01)
    callers = end["attributions"][0]
    assert callers["attribute"] == "userIdentityArn"
    assert callers["insight"][0]["value"].endswith("user/mallory")
    assert callers["baseline"][0]["value"].endswith("user/dana")
    assert found[0]["EventSource"] == SOURCE and found[0].get("Resources", []) == []


def test_error_rate_insights_name_the_code(watched):
    world, *_ = watched
    attribute = [{"AttributeKey": "EventName", "AttributeValue": "DescribeInstances"}]
    found = [detail(entry)["insightDetails"] for entry in insights(world, LookupAttributes=attribute)]
    assert {entry["insightType"] for entry in found} == {"ApiErrorRateInsight"}
    assert {entry["errorCode"] for entry in found} == {"Client.UnauthorizedOperation"}
    for entry in found:
        attributes = [each["attribute"] for each in entry["insightContext"]["attributions"]]
        assert "errorCode" not in attributes


def test_only_three_keys_look_insights_up(watched):
    world, *_ = watched
    for key, value in [("Username", "dana"), ("ReadOnly", "false"), ("ResourceName", "x"), ("AccessKeyId", "x")]:
        attribute = [{"AttributeKey": key, "AttributeValue": value}]
        code = world.code("LookupEvents", EventCategory="insight", LookupAttributes=attribute)
        assert code == "InvalidLookupAttributesException"


def test_list_insights_data_shows_the_trails_insights(watched):
    world, arn, *_ = watched
    listed = world.call("ListInsightsData", InsightSource=arn, DataType="InsightsEvents")["Events"]
    assert {entry["EventId"] for entry in listed} == {entry["EventId"] for entry in insights(world)}
    named = {"InsightSource": arn, "DataType": "InsightsEvents", "Dimensions": {"EventName": "RunInstances"}}
    first = world.call("ListInsightsData", **named, MaxResults=1)
    assert len(first["Events"]) == 1
    rest = world.call("ListInsightsData", **named, MaxResults=1, NextToken=first["NextToken"])
    assert len(rest["Events"]) == 1 and "NextToken" not in rest
    assert {entry["EventName"] for entry in first["Events"] + rest["Events"]} == {"RunInstances"}
    assert world.code("ListInsightsData", **named, NextToken=first["NextToken"]) == "InvalidParameterException"
    for wrong in [{"InsightSource": "nobody"}, {"DataType": "x"}, {"StartTime": 2e9, "EndTime": 1e9}]:
        assert world.code("ListInsightsData", **{**named, **wrong}) == "InvalidParameterException"


def metrics(world: World, **parameters) -> dict:
    asked = {"EventSource": SOURCE, "EventName": "RunInstances", "InsightType": "ApiCallRateInsight", **parameters}
    return world.call("ListInsightsMetricData", **asked)


def test_metric_data_has_the_calls_of_each_minute(watched):
    world, _, _, _, burst = watched
    minutes = metrics(world, Period=60, StartTime=burst - 120, EndTime=burst + 120)
    assert [stamp.timestamp() for stamp in minutes["Timestamps"]] == [burst + step for step in (-120, -60, 0, 60)]
    assert minutes["Values"] == [1, 1, RATE, RATE]
    hours = metrics(world)
    assert len(hours["Values"]) >= DAYS * 24 - 2
    assert sorted(hours["Values"])[len(hours["Values"]) // 2] == 1
    # Exclusive at its end, and of nothing there is no point.
    assert metrics(world, Period=60, StartTime=burst, EndTime=burst)["Values"] == []
    nobody = {"EventName": "CreateVpc", "Period": 60, "StartTime": burst, "EndTime": burst + 180}
    assert metrics(world, **nobody)["Values"] == []
    assert metrics(world, **nobody, DataType="FillWithZeros")["Values"] == [0, 0, 0]


def test_metric_data_comes_in_pages(watched):
    world, _, _, _, burst = watched
    asked = {"Period": 60, "StartTime": burst, "EndTime": burst + 600, "MaxResults": 4}
    values, token = [], {}
    while True:
        page = metrics(world, **asked, **token)
        values += page["Values"]
        if "NextToken" not in page:
            break
        assert len(page["Values"]) == 4
        token = {"NextToken": page["NextToken"]}
    assert values == [RATE] * 10


def test_metric_data_of_errors_needs_their_code(watched):
    world, _, _, _, burst = watched
    asked = {"EventName": "DescribeInstances", "InsightType": "ApiErrorRateInsight", "Period": 300}
    code = "Client.UnauthorizedOperation"
    found = metrics(world, **asked, ErrorCode=code, StartTime=burst, EndTime=burst + 600)
    assert found["ErrorCode"] == code and sum(found["Values"]) * 5 <= 20 * 10 and max(found["Values"]) == 20
    required = {"EventSource": SOURCE, **asked}
    assert world.code("ListInsightsMetricData", **required) == "InvalidParameterException"
    for wrong in [{"Period": 120}, {"StartTime": 2e9, "EndTime": 1e9}, {"NextToken": "x"}, {"TrailName": "nobody"}]:
        request = {**required, "ErrorCode": code, **wrong}
        assert world.code("ListInsightsMetricData", **request) == "InvalidParameterException"
    assert world.code("ListInsightsMetricData", **required, ErrorCode=code, TrailName="a") == "InvalidTrailNameException"


def test_the_trail_delivers_them_and_the_validators_accept(watched):
    world, arn, bucket, start, _ = watched
    all_there = lambda: len(delivered(world, bucket)) >= 4  # noqa: E731
    servers.wait_until(all_there, 60, "Insights files are delivered", world.cairn, pause=1)
    wanted = {entry["EventId"] for entry in insights(world)}
    assert {record["eventID"] for record in delivered(world, bucket)} == wanted
    time.sleep(10)  # two digests
    status, output = delivery.validate(world, arn, start, HOME)
    assert status == 0, output
    status, report = delivery.verify(world, f"s3://{bucket}")
    assert status == 0, report


def test_calls_of_objects_are_found_as_data_events(watched_data):
    """And of the management events, which were as unusual, nobody wants to know."""
    world, arn, _, _, burst = watched_data
    found = insights(world)
    records = sorted((detail(entry) for entry in found), key=lambda record: record["eventTime"])
    assert [record["insightDetails"]["state"] for record in records] == ["Start", "End"]
    assert len({record["sharedEventID"] for record in records}) == 1
    for record in records:
        details = record["insightDetails"]
        assert (details["eventSource"], details["eventName"]) == ("s3.amazonaws.com", "GetObject")
        assert (details["insightType"], details["sourceEventCategory"]) == ("ApiCallRateInsight", "Data")
    end = records[1]["insightDetails"]["insightContext"]
    assert end["statistics"]["insight"]["average"] == RATE
    assert end["attributions"][0]["insight"][0]["value"].endswith("user/mallory")
    begin = datetime.datetime.strptime(records[0]["eventTime"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    assert begin.timestamp() == burst
    listed = world.call("ListInsightsData", InsightSource=arn, DataType="InsightsEvents")["Events"]
    assert {entry["EventId"] for entry in listed} == {entry["EventId"] for entry in found}


def test_metric_data_of_a_trail_are_its_data_events(watched_data):
    world, arn, _, _, burst = watched_data
    asked = {"EventSource": "s3.amazonaws.com", "EventName": "GetObject", "Period": 60}
    asked |= {"StartTime": burst - 120, "EndTime": burst + 120}

    def learned() -> dict:
        answer = metrics(world, **asked, TrailName="audit")
        return len(answer["Values"]) == 4 and answer

    answer = servers.wait_until(learned, 60, "the journal is learned again", world.cairn, pause=0.5)
    assert answer["TrailARN"] == arn and answer["Values"] == [1, 1, RATE, RATE]
    assert metrics(world, **asked)["Values"] == [], "without a trail management events are meant"
    managed = {**asked, "EventSource": SOURCE, "EventName": "RunInstances"}
    assert metrics(world, **managed)["Values"] == [1, 1, RATE, RATE]
    assert metrics(world, **managed, TrailName="audit")["Values"] == []


def test_data_insights_reach_the_bucket_the_log_group_and_the_bus(watched_data):
    world, _, bucket, queue, _ = watched_data
    expected = {entry["EventId"]: detail(entry) for entry in insights(world)}
    logs, sqs = world.client("logs"), world.client("sqs")

    def logged() -> list[dict]:
        streams = [entry["logStreamName"] for entry in logs.describe_log_streams(logGroupName="trail")["logStreams"]]
        if f"{ACCOUNT}_CloudTrail_{HOME}" not in streams:
            return []
        pages = [logs.get_log_events(logGroupName="trail", logStreamName=name)["events"] for name in streams]
        records = [json.loads(entry["message"]) for page in pages for entry in page]
        return [record for record in records if record["eventCategory"] == "Insight"]

    envelopes: list[dict] = []

    def passed() -> list[dict]:
        found = sqs.receive_message(QueueUrl=queue, MaxNumberOfMessages=10).get("Messages", [])
        envelopes.extend(json.loads(message["Body"]) for message in found)
        return [envelope["detail"] for envelope in envelopes]

    places = [(lambda: delivered(world, bucket), "the bucket"), (logged, "the log group"), (passed, "the bus")]
    for place, name in places:
        servers.wait_until(lambda: len(place()) >= 2, 60, f"two Insights events in {name}", world.cairn, pause=0.5)
        records = place()
        assert len(records) == 2, f"{name} has each once"
        assert {record["eventID"]: record for record in records} == expected, name
    for envelope in envelopes:
        assert envelope["source"] == "aws.cloudtrail" and envelope["detail-type"] == "AWS Insight via CloudTrail"
        assert envelope["region"] == HOME


def test_after_a_kill_nothing_is_told_twice(watched):
    world, *_ = watched
    before = sorted(entry["EventId"] for entry in insights(world))
    world.cairn.kill()
    folder = world.cairn.data_dir
    world.cairn = servers.Cairn(folder, folder.parent / "again.log", None, *delivery.INTERVALS)
    try:
        time.sleep(12)  # time passes in steps of ten seconds
        assert sorted(entry["EventId"] for entry in insights(world)) == before
    finally:
        world.cairn.stop(5)


@pytest.mark.parametrize("output", ["json", "ndjson", "table", "text", "svg"])
def test_backtest_says_what_would_have_been_found(binary, tmp_path, output):
    events, burst = past(1_772_452_800)
    path = tmp_path / "events.ndjson"
    path.write_text("".join(json.dumps(record) + "\n" for record in events))
    answer = subprocess.run(
        [str(binary), "insights", "backtest", "--events", str(path), "--output", output],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 0, answer.stderr
    if output == "json":
        found = json.loads(answer.stdout)
        assert {(each["eventSource"], each["eventName"], each["insightType"], each["errorCode"]) for each in found} == {
            (SOURCE, "RunInstances", "ApiCallRateInsight", None),
            (SOURCE, "DescribeInstances", "ApiErrorRateInsight", "Client.UnauthorizedOperation"),
        }
        begin = datetime.datetime.fromtimestamp(burst, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        assert {each["start"] for each in found} == {begin}
        assert all(each["end"] > begin for each in found)
    elif output == "ndjson":
        assert len([json.loads(line) for line in answer.stdout.splitlines()]) == 2
    elif output == "svg":
        assert answer.stdout.startswith("<svg") and answer.stdout.count("class=\"unusual\"") == 2
    else:
        assert "RunInstances" in answer.stdout


def test_backtest_without_events_cannot_run(binary, tmp_path):
    answer = subprocess.run(
        [str(binary), "insights", "backtest", "--events", str(tmp_path), "--output", "json"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert answer.returncode == 3 and "no files of events" in answer.stderr

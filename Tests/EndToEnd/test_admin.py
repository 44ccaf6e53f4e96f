"""The admin surface, the client commands, and LookupEvents' own rules."""

from __future__ import annotations

import datetime
import http.client
import json
import re
import shlex
import signal
import subprocess
import threading
import time

import botocore.exceptions
import pytest

import servers
from load import Load, put_parameter


def put(cairn, *names: str) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
    for name in names:
        assert put_parameter(connection, name)[0] == 200
    connection.close()


def event_names(boto, cairn, **attributes) -> list[str]:
    listed = [{"AttributeKey": key, "AttributeValue": value} for key, value in attributes.items()]
    return [
        event["EventName"] for event in boto("cloudtrail", cairn.url).lookup_events(LookupAttributes=listed)["Events"]
    ]


def wait_for_events(boto, cairn, count: int, **attributes) -> None:
    servers.wait_until(
        lambda: len(event_names(boto, cairn, **attributes)) >= count,
        10,
        f"{count} events with {attributes}",
        cairn,
        0.05,
    )


# --- HTTP ---------------------------------------------------------------------------------------------------------


def test_health(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    status, body = servers.http_get(cairn.url + "/_cairn/health")
    assert status == 200 and json.loads(body)
    status, body = servers.http_get(cairn.url + "/_parlel/health")
    assert (status, json.loads(body)) == (200, {"status": "ok", "service": "cloudtrail", "trails": 0})
    status, body = servers.http_get(cairn.url + "/_localstack/health")
    assert status == 200 and json.loads(body)["services"]["cloudtrail"] in ("running", "available")


def test_reset_forgets_the_history(start_cairn, stub, boto):
    cairn = start_cairn(stub("api").url)
    put(cairn, "one", "two")
    wait_for_events(boto, cairn, 2, EventName="PutParameter")
    status, body = servers.http_post(cairn.url + "/_parlel/reset")
    assert (status, json.loads(body)) == (200, {"ok": True})
    assert event_names(boto, cairn, EventName="PutParameter") == []
    put(cairn, "three")
    wait_for_events(boto, cairn, 1, EventName="PutParameter")
    assert len(event_names(boto, cairn, EventName="PutParameter")) == 1


def test_seeded_events_are_in_the_history(start_cairn, stub, boto):
    cairn = start_cairn(stub("api").url, "--seed-events")
    events = servers.wait_until(
        lambda: (found := boto("cloudtrail", cairn.url).lookup_events()["Events"]) and len(found) >= 3 and found,
        10,
        "three seeded events",
        cairn,
    )
    names = {event["EventName"]: event for event in events if event["EventName"] != "LookupEvents"}
    assert set(names) == {"ConsoleLogin", "RunInstances", "CreateBucket"}
    for name, event in names.items():
        record = json.loads(event["CloudTrailEvent"])
        assert record["eventVersion"] == "1.11" and record["eventName"] == name
        for field in (
            "userIdentity",
            "eventTime",
            "eventSource",
            "awsRegion",
            "sourceIPAddress",
            "eventID",
            "eventType",
        ):
            assert record.get(field), f"{name} has no {field}"
    assert json.loads(names["ConsoleLogin"]["CloudTrailEvent"])["eventType"] == "AwsConsoleSignIn"


def test_metrics_add_up(start_cairn, stub, boto):
    cairn = start_cairn(stub("api").url)
    status, body = servers.http_get(cairn.url + "/metrics")
    assert status == 200
    text = body.decode()
    for line in text.splitlines():
        assert re.fullmatch(
            r"(# (HELP|TYPE) .+)|([a-zA-Z_:][a-zA-Z0-9_:]*(\{[^}]*\})? [-+0-9.eE]+|NaN|\+Inf)|", line
        ), line
    before = cairn.call_counts()
    put(cairn, *(f"n{number}" for number in range(25)))
    boto("s3", cairn.url, s3={"addressing_style": "path"}).put_object(Bucket="b", Key="k", Body=b"x")  # a data event
    after = cairn.call_counts()
    change = {word: after[word] - before[word] for word in after}
    assert change["seen"] == 26 and change["recorded"] == 25 and change["excluded"] == 1, change
    assert after["seen"] == after["recorded"] + after["excluded"] + after["rejected"] + after["unrecorded"]
    assert re.search(r"lag", text), "journal lag per reader is missing"


# --- client commands ----------------------------------------------------------------------------------------------


def credentials(cairn) -> dict[str, str]:
    return servers.clean_environment(
        AWS_ENDPOINT_URL=cairn.url,
        AWS_ACCESS_KEY_ID="AKIAENDTOENDTEST0001",
        AWS_SECRET_ACCESS_KEY="s",
        AWS_REGION=servers.REGION,
        AWS_DEFAULT_REGION=servers.REGION,
    )


def test_tail_prints_events_as_they_come(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    tail = subprocess.Popen(
        [str(servers.cairn_binary()), "tail"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=credentials(cairn),
        stdin=subprocess.DEVNULL,
    )
    try:
        lines: list[str] = []
        thread = threading.Thread(target=lambda: lines.extend(iter(tail.stdout.readline, "")), daemon=True)
        thread.start()

        def seen() -> bool:
            # The tail may need a moment to connect: call until it shows something.
            put(cairn, "tailed")
            return any("PutParameter" in line for line in lines)

        servers.wait_until(seen, 10, "`cairn tail` shows an event", cairn, 0.1)
        # Standard output is no terminal: one JSON object a line.
        record = json.loads(next(line for line in lines if "PutParameter" in line))
        assert record["eventName"] == "PutParameter" and record["requestParameters"]["name"] == "tailed"
        tail.send_signal(signal.SIGINT)
        assert tail.wait(5) in (0, 130, -signal.SIGINT)
    finally:
        tail.kill()
        tail.wait()


def test_lookup_command(start_cairn, stub, boto):
    cairn = start_cairn(stub("api").url)
    put(cairn, "one", "two", "three")
    wait_for_events(boto, cairn, 3, EventName="PutParameter")
    done = servers.run_cairn("lookup", "--event-name", "PutParameter", environment=credentials(cairn))
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines() if line]
    assert len(rows) == 3
    assert "three" in json.dumps(rows[0]), "newest first"
    table = servers.run_cairn(
        "lookup", "--event-name", "PutParameter", "--output", "table", environment=credentials(cairn)
    )
    assert table.returncode == 0 and table.stdout.count("PutParameter") == 3


def test_expect_finds_what_has_happened(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    put(cairn, "one", "two")
    done = servers.run_cairn("expect", "PutParameter", "--count", "2", "--within", "5s", environment=credentials(cairn))
    assert done.returncode == 0, done.stdout + done.stderr


def test_expect_waits_for_what_is_to_come(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    timer = threading.Timer(0.7, lambda: put(cairn, "later"))
    timer.start()
    done = servers.run_cairn("expect", "PutParameter", "--within", "10s", environment=credentials(cairn))
    timer.join()
    assert done.returncode == 0, done.stdout + done.stderr


def test_expect_fails_when_nothing_comes(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    put(cairn, "one")
    began = time.monotonic()
    done = servers.run_cairn("expect", "PutParameter", "--count", "2", "--within", "1s", environment=credentials(cairn))
    assert done.returncode == 1, done.stdout + done.stderr
    assert 0.8 < time.monotonic() - began < 8
    assert done.stdout + done.stderr, "a failed expectation must say what was seen"
    other = servers.run_cairn("expect", "DeleteTrail", "--within", "300ms", environment=credentials(cairn))
    assert other.returncode == 1


def test_expect_over_http(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    put(cairn, "one")
    wanted = {
        "eventName": "PutParameter",
        "eventSource": "ssm.amazonaws.com",
        "fields": {"requestParameters.name": "one"},
        "count": 1,
        "within": "5s",
    }
    status, body = servers.http_post(cairn.url + "/_cairn/expect", json.dumps(wanted).encode())
    assert status == 200, body
    answer = json.loads(body)
    assert answer["satisfied"] is True and answer["events"][0]["requestParameters"]["name"] == "one"
    wanted.update({"fields": {"requestParameters.name": "never"}, "within": "300ms"})
    status, body = servers.http_post(cairn.url + "/_cairn/expect", json.dumps(wanted).encode())
    assert status == 200 and json.loads(body)["satisfied"] is False
    assert servers.http_post(cairn.url + "/_cairn/expect", b'{"colour": "red"}')[0] == 400


def test_env_prints_lines_for_a_shell(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    done = servers.run_cairn("env", "--port", str(cairn.port))
    assert done.returncode == 0, done.stderr
    shell = subprocess.run(
        ["sh", "-c", f'{done.stdout}\nprintf %s "$AWS_ENDPOINT_URL"'],
        capture_output=True,
        text=True,
        env=servers.clean_environment(),
    )
    assert shell.stdout == cairn.url, done.stdout
    assert all(shlex.split(line) for line in done.stdout.splitlines() if line and not line.startswith("#"))


def test_doctor_finds_a_sound_set_up_sound(start_cairn, stub, tmp_path):
    cairn = start_cairn(stub("api").url)
    put(cairn, "one")
    done = servers.run_cairn("doctor", "--data-dir", str(cairn.data_dir), "--endpoint-url", cairn.url)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Landlock" in done.stdout
    cairn.stop()


@pytest.mark.parametrize(
    "arguments",
    [
        ["serve", "--no-such-option"],
        ["serve", "--port", "notaport"],
        ["serve", "--fsync", "perhaps"],
        ["no-such-command"],
        ["serve", "--account", "12"],
        ["serve", "--on-journal-failure", "shrug"],
        ["expect", "--within", "soon"],
    ],
    ids=" ".join,
)
def test_usage_errors_exit_2(binary, tmp_path, arguments):
    done = servers.run_cairn(*arguments, cwd=tmp_path)
    assert done.returncode == 2, f"exit {done.returncode}\n{done.stdout}{done.stderr}"
    assert done.stderr.strip() and not done.stdout.strip()


def test_a_port_in_use_exits_3(start_cairn, stub, tmp_path):
    upstream = stub("api").url
    first = start_cairn(upstream)
    second = start_cairn(upstream, port=first.port, wait=False)
    assert second.process.wait(20) == 3, second.own_log()
    assert str(first.port) in second.own_log()


def test_sigterm_drains_and_exits_0(start_cairn, stub, boto):
    cairn = start_cairn(stub("slow", "0.6").url)
    answers: list[int] = []

    def call() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", cairn.port, timeout=10)
        answers.append(put_parameter(connection, "in flight")[0])
        connection.close()

    thread = threading.Thread(target=call)
    thread.start()
    time.sleep(0.25)
    status = cairn.stop(15)
    thread.join(10)
    assert status == 0, cairn.own_log()[-1500:]
    assert answers == [200], "the call that was under way was dropped"
    assert [record["requestParameters"]["name"] for record in cairn.records()] == ["in flight"]


def test_sigterm_exits_0_under_load(start_cairn, stub):
    cairn = start_cairn(stub("api").url)
    load = Load(cairn.port, "drain").start()
    time.sleep(0.5)
    status = cairn.stop(15)
    acknowledged = load.join()
    assert status == 0
    kept = {record["requestParameters"]["name"] for record in cairn.records()}
    assert not set(acknowledged) - kept


# --- LookupEvents -------------------------------------------------------------------------------------------------

NOW = datetime.datetime.now(datetime.timezone.utc)
ONE = {"AttributeKey": "EventName", "AttributeValue": "PutParameter"}


@pytest.mark.parametrize(
    "arguments, code",
    [
        (
            {"LookupAttributes": [ONE, {"AttributeKey": "Username", "AttributeValue": "x"}]},
            "InvalidLookupAttributesException",
        ),
        ({"LookupAttributes": [{"AttributeKey": "Color", "AttributeValue": "x"}]}, "InvalidLookupAttributesException"),
        (
            {"LookupAttributes": [{"AttributeKey": "ReadOnly", "AttributeValue": "maybe"}]},
            "InvalidLookupAttributesException",
        ),
        ({"MaxResults": 0}, "InvalidMaxResultsException"),
        ({"MaxResults": 51}, "InvalidMaxResultsException"),
        ({"NextToken": "bm90IG91cnM="}, "InvalidNextTokenException"),
        ({"StartTime": NOW, "EndTime": NOW - datetime.timedelta(hours=1)}, "InvalidTimeRangeException"),
        ({"EventCategory": "Insight"}, "InvalidEventCategoryException"),
    ],
    ids=[
        "two attributes",
        "unknown key",
        "not a boolean",
        "zero",
        "fifty-one",
        "foreign token",
        "start after end",
        "Insight",
    ],
)
def test_lookup_errors(lookup_cairn, boto, arguments, code):
    cloudtrail = boto("cloudtrail", lookup_cairn.url, parameter_validation=False)
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        cloudtrail.lookup_events(**arguments)
    assert raised.value.response["Error"]["Code"] == code
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400
    request_id = raised.value.response["ResponseMetadata"]["RequestId"]
    failed = [record for record in lookup_cairn.records() if record.get("requestID") == request_id]
    assert len(failed) == 1 and failed[0]["errorCode"] == code and failed[0]["eventName"] == "LookupEvents"


@pytest.fixture(scope="module")
def lookup_cairn(binary, tmp_path_factory):
    folder = tmp_path_factory.mktemp("lookup")
    stub = servers.Stub("api", folder / "stub.log")
    cairn = servers.Cairn(folder / "data", folder / "cairn.log", stub.url)
    put(cairn, *(f"p{number:03}" for number in range(130)))
    yield cairn
    cairn.stop()
    stub.kill()


def test_insight_category_is_empty_until_there_are_insights(lookup_cairn, boto):
    assert boto("cloudtrail", lookup_cairn.url).lookup_events(EventCategory="insight")["Events"] == []


def test_a_token_belongs_to_its_request(lookup_cairn, boto):
    cloudtrail = boto("cloudtrail", lookup_cairn.url)
    wait_for_events(boto, lookup_cairn, 50, EventName="PutParameter")
    token = cloudtrail.lookup_events(LookupAttributes=[ONE], MaxResults=10)["NextToken"]
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        cloudtrail.lookup_events(
            LookupAttributes=[{**ONE, "AttributeValue": "GetParameter"}], MaxResults=10, NextToken=token
        )
    assert raised.value.response["Error"]["Code"] == "InvalidNextTokenException"
    assert len(cloudtrail.lookup_events(LookupAttributes=[ONE], MaxResults=10, NextToken=token)["Events"]) == 10


def test_time_range_is_inclusive(lookup_cairn, boto):
    cloudtrail = boto("cloudtrail", lookup_cairn.url)
    wait_for_events(boto, lookup_cairn, 50, EventName="PutParameter")
    newest = cloudtrail.lookup_events(LookupAttributes=[ONE], MaxResults=1)["Events"][0]
    moment = newest["EventTime"]
    found = cloudtrail.lookup_events(LookupAttributes=[ONE], StartTime=moment, EndTime=moment)["Events"]
    assert newest["EventId"] in [event["EventId"] for event in found]
    assert {event["EventTime"] for event in found} == {moment}
    later = moment + datetime.timedelta(seconds=1)
    assert cloudtrail.lookup_events(LookupAttributes=[ONE], StartTime=later)["Events"] == []


def test_pages_neither_skip_nor_repeat_while_events_arrive(start_cairn, stub, boto):
    cairn = start_cairn(stub("api").url)
    before = [f"old-{number:03}" for number in range(230)]
    put(cairn, *before)
    servers.wait_until(
        lambda: sum(
            len(page["Events"])
            for page in boto("cloudtrail", cairn.url).get_paginator("lookup_events").paginate(LookupAttributes=[ONE])
        )
        >= 230,
        15,
        "230 events in the history",
        cairn,
    )
    cloudtrail = boto("cloudtrail", cairn.url)
    load = Load(cairn.port, "new", threads=2, pause=0.002).start()
    seen: list[str] = []
    token: dict = {}
    pages = 0
    while True:
        answer = cloudtrail.lookup_events(LookupAttributes=[ONE], MaxResults=17, **token)
        seen += [json.loads(event["CloudTrailEvent"])["requestParameters"]["name"] for event in answer["Events"]]
        pages += 1
        if "NextToken" not in answer:
            break
        assert pages < 400, "paging never ends"
        token = {"NextToken": answer["NextToken"]}
        time.sleep(0.01)
    load.join()
    assert len(seen) == len(set(seen)), "an event was listed twice"
    assert set(before) <= set(seen), f"{len(set(before) - set(seen))} events were skipped"
    old = [name for name in seen if name.startswith("old-")]
    assert len(old) == 230


def test_every_lookup_attribute_finds_its_event(start_cairn, moto, boto):
    cairn = start_cairn(moto.url)
    iam = boto("iam", cairn.url)
    iam.create_user(UserName="looked-up")
    key = iam.create_access_key(UserName="looked-up")["AccessKey"]["AccessKeyId"]
    boto("iam", cairn.url, key=key).create_role(RoleName="made-by-user", AssumeRolePolicyDocument="{}")
    wait_for_events(boto, cairn, 1, EventName="CreateRole")
    cloudtrail = boto("cloudtrail", cairn.url)
    event = cloudtrail.lookup_events(LookupAttributes=[{"AttributeKey": "EventName", "AttributeValue": "CreateRole"}])[
        "Events"
    ][0]
    assert event["Username"] == "looked-up" and event["AccessKeyId"] == key
    values = {
        "EventId": event["EventId"],
        "EventName": "CreateRole",
        "EventSource": "iam.amazonaws.com",
        "ReadOnly": "false",
        "Username": "looked-up",
        "AccessKeyId": key,
        "ResourceType": "AWS::IAM::Role",
        "ResourceName": "made-by-user",
    }
    for name, value in values.items():
        found = cloudtrail.lookup_events(LookupAttributes=[{"AttributeKey": name, "AttributeValue": value}])["Events"]
        assert event["EventId"] in [each["EventId"] for each in found], f"not found by {name}={value}"
        none = cloudtrail.lookup_events(
            LookupAttributes=[
                {"AttributeKey": name, "AttributeValue": "true" if name == "ReadOnly" else value.lower() + "x"}
            ]
        )["Events"]
        assert event["EventId"] not in [each["EventId"] for each in none], f"{name} does not match exactly"


def test_the_rate_limit_is_opt_in(start_cairn, stub, boto):
    free = start_cairn(stub("api").url)
    cloudtrail = boto("cloudtrail", free.url)
    for _ in range(8):
        cloudtrail.lookup_events()
    limited = start_cairn(stub("api").url, "--limit-lookup-rate")
    cloudtrail = boto("cloudtrail", limited.url)
    with pytest.raises(botocore.exceptions.ClientError) as raised:
        for _ in range(8):
            cloudtrail.lookup_events()
    assert raised.value.response["Error"]["Code"] in ("ThrottlingException", "Throttling")


def test_history_survives_the_loss_of_its_index(start_cairn, stub, boto, tmp_path):
    data, upstream = tmp_path / "data", stub("api").url
    cairn = start_cairn(upstream, data_dir=data)
    put(cairn, *(f"n{number}" for number in range(40)))
    wait_for_events(boto, cairn, 40, EventName="PutParameter")
    cairn.stop()
    for path in (data / "history").iterdir():
        path.unlink()
    cairn = start_cairn(upstream, data_dir=data)
    wait_for_events(boto, cairn, 40, EventName="PutParameter")


def test_in_memory_leaves_nothing_on_disk(start_cairn, stub, boto, tmp_path):
    data = tmp_path / "never"
    cairn = start_cairn(stub("api").url, "--in-memory", data_dir=data)
    put(cairn, "one")
    wait_for_events(boto, cairn, 1, EventName="PutParameter")
    assert not data.exists() or not any(data.rglob("*"))

"""`cairn replay` against moto and SeaweedFS: real logs, logs of our own, and how it behaves as a command."""

from __future__ import annotations

import collections
import concurrent.futures
import gzip
import json
import pathlib
import signal
import socket
import subprocess

import jmespath
import pytest

import conftest
import replay_calls
import replay_runs
import servers
from replay_runs import IN_ONE_PLACE, replay, run

CLASSES = {
    "state that the log does not hold", "already exists", "target does not support it", "validation", "mapping",
    "denied", "throttled", "target fault", "unreachable",
}
needs_corpus = pytest.mark.skipif(
    not replay_runs.CORPUS.exists(), reason="shared/data/events-real.json.gz is not beside the checkout"
)


@pytest.fixture
def target(tmp_path, binary):
    moto = replay_runs.ReplayMoto(tmp_path / "moto.log")
    yield moto
    moto.kill()


@pytest.fixture
def captured(tmp_path) -> pathlib.Path:
    """The captured part of the corpus as a log file."""
    records = json.loads(gzip.decompress(replay_runs.CORPUS.read_bytes()))["Records"]
    path = tmp_path / "captured.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"Records": records[: replay_runs.CAPTURED_COUNT]}).encode()))
    return path


def event(name: str, source: str, parameters, seconds: int = 0, **fields) -> dict:
    return {
        "eventVersion": "1.11", "eventTime": f"2026-03-01T10:{seconds // 60:02}:{seconds % 60:02}Z",
        "eventSource": f"{source}.amazonaws.com", "eventName": name, "awsRegion": servers.REGION,
        "requestParameters": parameters, "responseElements": None, "eventID": f"{name}-{seconds}-{id(parameters)}",
        "readOnly": False, "eventType": "AwsApiCall", "managementEvent": True,
        "recipientAccountId": servers.ACCOUNT, **fields,
    }


def log_file(path: pathlib.Path, events: list[dict]) -> pathlib.Path:
    path.write_text(json.dumps({"Records": events}))
    return path


# Real logs


@needs_corpus
def test_captured_writes_succeed(target, captured, tmp_path):
    result = replay(tmp_path, captured, "--endpoint", target.url, *IN_ONE_PLACE)
    sent, failures = result["replayed"], result["failures"]
    report = f"{result['succeeded']} of {sent} succeeded; {failures}"
    print(report)
    assert sent > 370, report
    assert failures.get("mapping", 0) <= sent * 0.01, report
    assert failures.get("mapping", 0) + failures.get("validation", 0) <= sent * 0.01, report
    assert result["succeeded"] >= sent * 0.92, report
    supported = sent - failures.get("target does not support it", 0)
    assert result["succeeded"] >= supported * 0.97, report
    assert set(failures) <= CLASSES and len(result["errors"]) == result["failed"] == sum(failures.values())
    assert result["total_events"] == sent + result["skipped"] == replay_runs.CAPTURED_COUNT
    assert sum(result["skip_reasons"].values()) == len(result["skips"]) == result["skipped"]
    assert all(skip["reason"] for skip in result["skips"])


@needs_corpus
def test_the_whole_corpus_has_hardly_a_mapping_error(target, tmp_path):
    strict = replay(tmp_path, replay_runs.CORPUS, "--endpoint", target.url, "--no-fill-gaps", *IN_ONE_PLACE)
    servers.http_post(target.url + "/moto-api/reset")
    filled = replay(tmp_path, replay_runs.CORPUS, "--endpoint", target.url, *IN_ONE_PLACE)
    for result in (strict, filled):
        print(f"{result['succeeded']} of {result['replayed']} succeeded; {result['failures']}")
        assert result["failures"].get("mapping", 0) <= result["replayed"] * 0.01
        assert set(result["failures"]) <= CLASSES
    assert filled["succeeded"] > strict["succeeded"] + 100


@needs_corpus
def test_what_the_gateway_records_of_a_replay_is_the_log(start_cairn, target, captured, tmp_path):
    weed = replay_runs.OpenSeaweedFS(tmp_path)
    try:
        objects = start_cairn(weed.url)
        others = start_cairn(target.url)
        result = replay(
            tmp_path, captured, "--endpoint", others.url, "--endpoint", f"s3={objects.url}", "--include-data-events"
        )
        records = [record for cairn in (objects, others) for record in cairn.records()]
    finally:
        weed.kill()
    skipped = collections.Counter((skip["event_id"], skip["event_name"]) for skip in result["skips"])
    log = json.loads(gzip.decompress(captured.read_bytes()))["Records"]
    originals = [record for record in log if not skipped[record.get("eventID", ""), record["eventName"]]]
    assert len(originals) == result["replayed"]
    count, missed = replay_runs.matches(originals, records, result)
    names = collections.Counter(f"{record['eventSource']} {record['eventName']}" for record in missed)
    print(f"{count} of {len(originals)} are recorded as they were; not so: {dict(names)}")
    assert count >= len(originals) * 0.95


# A log of our own


def make_calls(url: str) -> int:
    """Makes the generated calls of each line in order, several lines side by side; returns how many there were."""

    def line(entry) -> int:
        service, operation, parameters, _, _ = entry
        client = conftest.client(service, url)
        for number in range(5):
            getattr(client, operation)(**replay_calls.filled(parameters, number))
        return 5

    first, *rest = replay_calls.CALLS  # all roles are there before anything needs them
    count = line(first)
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return count + sum(pool.map(line, rest))


def listings(url: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for service, operation, _, listing, path in replay_calls.CALLS:
        name, parameters = (listing, {}) if isinstance(listing, str) else listing
        answer = jmespath.search(path, getattr(conftest.client(service, url), name)(**parameters))
        if isinstance(answer, list):
            answer = sorted(str(text).rstrip("/").rsplit("/", 1)[-1].rsplit(":", 1)[-1] for text in answer)
        found[f"{service} {operation}"] = answer
    return found


def test_a_journal_brings_the_same_resources_to_another_place(start_cairn, target, tmp_path):
    cairn = start_cairn(target.url)
    count = make_calls(cairn.url)
    assert count >= 300 and len({line[0] for line in replay_calls.CALLS}) >= 60
    expected = listings(target.url)
    other = replay_runs.ReplayMoto(tmp_path / "other.log")
    try:
        result = replay(tmp_path, cairn.journal, "--endpoint", other.url)
        assert result["errors"] == []
        assert result["replayed"] == count and result["exit_status"] == 0
        actual = listings(other.url)
    finally:
        other.kill()
    assert {name: names for name, names in actual.items() if names != expected[name]} == {}
    assert all(expected.values())


# The command


def queues(count: int, step: float = 0) -> list[dict]:
    return [event("CreateQueue", "sqs", {"queueName": f"queue-{n}"}, int(n * step)) for n in range(count)]


def done(progress: pathlib.Path) -> int:
    """How many events a progress file says are answered."""
    return progress.read_text().count('"key"') if progress.exists() else 0


def test_plan_sends_nothing(target, tmp_path):
    source = log_file(tmp_path / "log.json", queues(3) + [event("ConsoleLogin", "signin", None)])
    answer = run("--input", str(source), "--plan")
    assert answer.returncode == 0, answer.stderr
    assert "3 to send" in answer.stdout and "not an API call" not in answer.stderr
    document = json.loads(run("--input", str(source), "--plan", "--format", "json").stdout)
    assert (document["total_events"], document["replayable"], document["impossible"]) == (4, 3, 1)
    assert [entry["class"] for entry in document["events"]].count("replayable") == 3
    assert next(entry for entry in document["events"] if entry["class"] == "impossible")["reason"]
    assert not conftest.client("sqs", target.url).list_queues().get("QueueUrls")


def test_result_has_what_others_expect(target, tmp_path):
    source = log_file(tmp_path / "log.json", [
        *queues(2), event("DeleteRole", "iam", {"roleName": "nobody"}), event("CreateVpc", "ec2", None, readOnly=True),
    ])
    result = replay(tmp_path, source, "--endpoint", target.url, "--no-fill-gaps")
    assert {name: result[name] for name in ("total_events", "replayed", "skipped", "succeeded", "failed")} == {
        "total_events": 4, "replayed": 3, "skipped": 1, "succeeded": 2, "failed": 1,
    }
    (error,) = result["errors"]
    assert error["event_name"] == "DeleteRole" and error["service"] == "iam" and error["status"] == 404
    assert "nobody" in error["error"] and error["class"] == "state that the log does not hold"
    assert result["duration"].endswith("s") and result["exit_status"] == 1
    assert replay(tmp_path, source, "--endpoint", target.url, "--no-fill-gaps", "--allow-failures", "1")["exit_status"] == 0


def post_replay(cairn: servers.Cairn, events: list[dict], query: str = "") -> tuple[int, bytes]:
    return servers.http_post(f"{cairn.url}/api/cloudtrail/replay{query}", json.dumps({"Records": events}).encode())


def test_the_admin_surface_replays_against_the_upstream(start_cairn, target):
    cairn = start_cairn(target.url)
    status, body = post_replay(cairn, queues(3))
    document = json.loads(body)
    assert status == 200 and (document["succeeded"], document["failed"]) == (3, 0)
    assert len(conftest.client("sqs", target.url).list_queues()["QueueUrls"]) == 3


def test_the_admin_surface_plans_and_shows_progress(start_cairn, target):
    cairn = start_cairn(target.url)
    plan = json.loads(post_replay(cairn, queues(2), "?plan=true")[1])
    assert (plan["total_events"], plan["replayable"]) == (2, 2)
    assert not conftest.client("sqs", target.url).list_queues().get("QueueUrls")
    lines = [json.loads(line) for line in post_replay(cairn, queues(5), "?progress=true")[1].splitlines()]
    assert lines[-1]["succeeded"] == 5 and all(line["total"] == 5 for line in lines[:-1])


def test_the_admin_surface_refuses_what_it_cannot_do(start_cairn, stub):
    cairn = start_cairn(None)
    for query, message in [
        ("", "no upstream"), ("?nothing=1", "there is no option 'nothing'"), ("?endpoint=moto", "endpoint wants a URL"),
        ("?speed=-1", "speed wants a number"), ("?plan=maybe", "plan wants true or false"),
    ]:
        status, body = post_replay(cairn, queues(1), query)
        assert status == 400 and message in json.loads(body)["message"], (query, body)
    with socket.create_connection(("127.0.0.1", cairn.port), timeout=10) as connection:
        head = f"POST /api/cloudtrail/replay HTTP/1.1\r\nHost: cairn\r\nContent-Length: {65 << 20}\r\n\r\n"
        connection.sendall(head.encode() + b"x" * (1 << 20))
        assert b" 413 " in connection.recv(1 << 16).splitlines()[0]


def test_the_admin_surface_runs_one_replay_at_a_time(start_cairn, target):
    cairn = start_cairn(target.url)
    with concurrent.futures.ThreadPoolExecutor() as pool:
        slow = pool.submit(post_replay, cairn, queues(4, step=1), "?speed=1")
        servers.wait_until(
            lambda: len(conftest.client("sqs", target.url).list_queues().get("QueueUrls", [])) >= 1, 20, "it has begun")
        assert post_replay(cairn, queues(1))[0] == 409
        assert post_replay(cairn, queues(1), "?parallel=true")[0] == 200
        assert slow.result()[0] == 200
    assert post_replay(cairn, queues(1))[0] == 200


def test_identifiers_are_saved_and_taken_up_again(target, tmp_path):
    recorded = "vpc-0recorded00000001"
    first = log_file(tmp_path / "first.json", [
        event("CreateVpc", "ec2", {"cidrBlock": "10.9.0.0/16"}, responseElements={"vpc": {"vpcId": recorded}})])
    second = log_file(tmp_path / "second.json", [
        event("CreateSubnet", "ec2", {"vpcId": recorded, "cidrBlock": "10.9.1.0/24"}, 1)])
    ids = tmp_path / "ids.json"
    for source in (first, second):
        assert run("--input", str(source), "--endpoint", target.url, "--ids", str(ids)).returncode == 0
    made = json.loads(ids.read_text())["ids"][recorded]
    subnets = conftest.client("ec2", target.url).describe_subnets(Filters=[{"Name": "vpc-id", "Values": [made]}])
    assert [subnet["CidrBlock"] for subnet in subnets["Subnets"]] == ["10.9.1.0/24"]


def test_a_stopped_replay_goes_on(target, tmp_path):
    source = log_file(tmp_path / "log.json", queues(40, step=0.5))
    output = tmp_path / "result.json"
    arguments = [
        str(servers.cairn_binary()), "replay", "--input", str(source), "--endpoint", target.url, "--output", str(output)
    ]
    slow = subprocess.Popen(
        [*arguments, "--speed", "4"], env=servers.clean_environment(), stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    progress = pathlib.Path(f"{output}.progress")
    servers.wait_until(lambda: done(progress) >= 3, 30, "three calls are answered")
    slow.send_signal(signal.SIGINT)
    assert slow.wait(20) == 3
    before = done(progress)
    assert 1 <= before < 40
    result = replay(tmp_path, source, "--endpoint", target.url)
    assert result["exit_status"] == 0 and result["succeeded"] == 40 and result["errors"] == []
    assert not progress.exists()
    assert len(conftest.client("sqs", target.url).list_queues()["QueueUrls"]) == 40


def test_kill_in_the_middle_loses_nothing(target, tmp_path):
    source = log_file(tmp_path / "log.json", [
        event("CreateUser", "iam", {"userName": f"user-{n}"}, n) for n in range(300)])
    output = tmp_path / "result.json"
    process = subprocess.Popen(
        [str(servers.cairn_binary()), "replay", "--input", str(source), "--endpoint", target.url]
        + ["--output", str(output)],
        env=servers.clean_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    progress = pathlib.Path(f"{output}.progress")
    servers.wait_until(lambda: done(progress) >= 20, 30, "twenty calls are answered")
    process.kill()
    process.wait()
    assert done(progress) < 300
    result = replay(tmp_path, source, "--endpoint", target.url)
    assert result["errors"] == [] and result["succeeded"] == 300


def test_pace_is_that_of_the_log(binary, tmp_path):
    target = replay_runs.Clocked()
    try:
        seconds = [0, 1, 1, 2, 4]
        events = [event("CreateQueue", "sqs", {"queueName": f"q-{n}"}, second) for n, second in enumerate(seconds)]
        result = replay(tmp_path, log_file(tmp_path / "log.json", events), "--endpoint", target.url, "--speed", "1")
    finally:
        times = target.stop()
    assert result["succeeded"] == 5
    gaps = [later - earlier for earlier, later in zip(times, times[1:])]
    for gap, (earlier, later) in zip(gaps, zip(seconds, seconds[1:])):
        assert abs(gap - (later - earlier)) <= 0.05, gaps


def test_bodies_stand_in_for_what_is_not_recorded(target, tmp_path):
    bodies = tmp_path / "bodies"
    (bodies / "s3/box").mkdir(parents=True)
    (bodies / "s3/box/a.txt").write_text("the content")
    (bodies / "secretsmanager").mkdir()
    (bodies / "secretsmanager/db").write_text("the secret")
    source = log_file(tmp_path / "log.json", [
        event("CreateBucket", "s3", {"bucketName": "box"}),
        event("PutObject", "s3", {"bucketName": "box", "key": "a.txt"}, 1, managementEvent=False),
        event("PutObject", "s3", {"bucketName": "box", "key": "b.txt"}, 1, managementEvent=False,
              additionalEventData={"bytesTransferredIn": 17.0}),
        event("CreateSecret", "secretsmanager", {"name": "db"}, 2),
    ])
    result = replay(
        tmp_path, source, "--endpoint", target.url, "--bodies", str(bodies), "--include-data-events")
    assert result["errors"] == [] and result["approximated"] == 3
    s3 = conftest.client("s3", target.url)
    assert s3.get_object(Bucket="box", Key="a.txt")["Body"].read() == b"the content"
    assert s3.get_object(Bucket="box", Key="b.txt")["ContentLength"] == 17
    secrets = conftest.client("secretsmanager", target.url)
    assert secrets.get_secret_value(SecretId="db")["SecretString"] == "the secret"


# Inputs


def test_inputs_of_every_kind(target, tmp_path):
    records = [json.dumps(entry) for entry in queues(6)]
    folder = tmp_path / "logs"
    (folder / "deeper").mkdir(parents=True)
    (folder / "a.json").write_text('{"Records":[%s]}' % records[0])
    (folder / "b.json.gz").write_bytes(gzip.compress(('{"Records":[%s]}' % records[1]).encode()))
    (folder / "c.ndjson").write_text(records[2] + "\n" + records[3] + "\n")
    events = {"Events": [{"EventId": "x", "EventTime": 1.0, "CloudTrailEvent": records[4]}]}
    (folder / "deeper/d.json").write_text(json.dumps(events))
    (folder / "broken.json").write_text('{"Records":[%s,{"eventName"' % records[5])
    answer = run("--input", str(folder), "--endpoint", target.url)
    assert answer.returncode == 0 and "6 to send" in answer.stdout
    assert "broken.json at byte" in answer.stderr
    bucket = conftest.client("s3", target.url)
    bucket.create_bucket(Bucket="logs")
    bucket.put_object(Bucket="logs", Key="AWSLogs/a.json.gz", Body=(folder / "b.json.gz").read_bytes())
    answer = servers.run_cairn(
        "replay", "--input", "s3://logs/AWSLogs", "--input-endpoint-url", target.url, "--plan",
        environment=servers.clean_environment(AWS_ACCESS_KEY_ID="a", AWS_SECRET_ACCESS_KEY="b"),
    )
    assert "1 to send" in answer.stdout, answer.stderr
    with open(folder / "c.ndjson") as file:
        answer = subprocess.run(
            [str(servers.cairn_binary()), "replay", "--input", "-", "--plan"], stdin=file, capture_output=True,
            text=True, env=servers.clean_environment(),
        )
    assert "2 to send" in answer.stdout


@pytest.mark.parametrize("arguments, status", [
    (["--input", "/nowhere", "--plan"], 3), (["--plan"], 2), (["--input", "."], 2),
    (["--input", ".", "--endpoint", "moto"], 2), (["--input", ".", "--endpoint", "http://x", "--speed", "-1"], 2),
    (["--input", ".", "--endpoint", "http://x", "--account-map", "1=2"], 2),
])
def test_wrong_usage_has_its_status(binary, arguments, status):
    assert run(*arguments).returncode == status


@pytest.mark.slow
def test_a_large_file_takes_no_more_memory_than_a_small_one(binary, tmp_path):
    filler = "x" * 900

    def write(path: pathlib.Path, count: int) -> pathlib.Path:
        with open(path, "w") as file:
            file.write('{"Records":[')
            for number in range(count):
                record = event("CreateQueue", "sqs", {"queueName": f"queue-{number}"}, number % 3000, userAgent=filler)
                record["eventID"] = f"id-{number}"
                file.write(("," if number else "") + json.dumps(record))
            file.write("]}")
        return path

    small, large = write(tmp_path / "small.json", 2_000), write(tmp_path / "large.json", 235_000)
    assert large.stat().st_size > 290_000_000
    peaks = [replay_runs.peak_bytes("--input", str(path), "--plan") for path in (small, large)]
    print(f"peaks: {[peak >> 20 for peak in peaks]} MB")
    assert peaks[1] - peaks[0] < 64 << 20

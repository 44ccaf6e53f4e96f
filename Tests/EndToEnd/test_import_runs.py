"""Long imports: stopped, killed, retried, out of order, and watched."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import pty
import re
import select
import subprocess
import time

import boto3
import pytest

import servers
from test_imports import bucket, cairn_import, ended, event, key, log_file, numbers, source, start
from test_lake import DUCKDB, calls, query, store, uuid
from trails import HOME, World

ACCOUNTS = (servers.ACCOUNT, "222233334444", "333344445555")
REGIONS = (HOME, "us-east-1")


def begin(start_cairn, data, *options: str, **environment: str) -> World:
    return World(start_cairn(
        None, "--lenient", *options, data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB), **environment}))


def statuses(world: World) -> list[str]:
    return [row["ImportStatus"] for row in world.call("ListImports")["Imports"]]


def test_stopped_killed_and_retried_it_brings_each_event_once(start_cairn, tmp_path):
    """Several accounts, regions and days, of which some are asked for; the gateway has taken some of the events already."""
    world = begin(start_cairn, tmp_path / "data")
    arn = store(world, RetentionPeriod=3653)
    taken = calls(world, 3)
    servers.wait_until(lambda: len(query(world, f"SELECT 1 AS n FROM {uuid(arn)} WHERE eventName = 'DeleteTrail'")) == 3, 10, "taken")
    own = [record for record in world.cairn.records() if record["eventName"] == "DeleteTrail"]
    objects, wanted, number = {}, [], 0
    for account in ACCOUNTS:
        for region in REGIONS:
            for day in ("2026-02-27", "2026-03-01", "2026-03-02", "2026-03-05"):
                for file in range(6):
                    events = [event(number + one, day, account, region) for one in range(40)]
                    # Every file has an event of the one before again.
                    events.append(event(number - 1, day, account, region) if number and file else events[0])
                    objects[key(day, f"{file}.json.gz", account, region)] = log_file(events)
                    if day in ("2026-03-01", "2026-03-02"):
                        wanted += range(number, number + 40)
                    number += 40
    objects[key("2026-03-01", "plain.json")] = json.dumps({"Records": [event(99_001)]}).encode()
    objects[key("2026-03-02", "cut.json.gz", ACCOUNTS[1])] = log_file([event(99_002)])[:-20]
    objects[key("2026-03-01", "own.json.gz")] = log_file([{**record, "eventTime": "2026-03-01T10:00:00Z"} for record in own])
    name = bucket(world, objects)
    s3 = world.client("s3")
    s3.put_object(Bucket=name, Key=key(dt.date.today().isoformat(), "own.json.gz"), Body=log_file(own))
    first = start(
        world, arn, f"s3://{name}/AWSLogs/", StartEventTime=dt.datetime(2026, 3, 1, tzinfo=dt.timezone.utc),
        EndEventTime=dt.datetime(2026, 3, 2, 23, 59, 59, tzinfo=dt.timezone.utc))
    time.sleep(0.2)
    if world.code("StopImport", ImportId=first) == "ok":
        assert world.call("GetImport", ImportId=first)["ImportStatus"] == "STOPPED"
        assert world.call("StartImport", ImportId=first)["ImportId"] == first
        time.sleep(0.1)
    world.cairn.kill()
    world = begin(start_cairn, tmp_path / "data")
    answer = ended(world, first)
    assert answer["ImportStatus"] == "FAILED" and answer["ImportStatistics"]["FailedEntries"] == 2, answer
    failures = {row["Location"].rpartition("/")[2]: row for row in world.call("ListImportFailures", ImportId=first)["Failures"]}
    assert set(failures) == {"plain.json", "cut.json.gz"}
    for row in failures.values():
        assert (row["Status"], row["ErrorType"]) == ("FAILED", "InvalidLogFile") and row["ErrorMessage"]
    assert numbers(world, arn) == sorted(wanted)
    # Both are mended; one of them is taken away again before the retry.
    world.client("s3").put_object(Bucket=name, Key=key("2026-03-01", "plain.json"), Body=log_file([event(99_001)]))
    world.client("s3").delete_object(Bucket=name, Key=key("2026-03-02", "cut.json.gz", ACCOUNTS[1]))
    world.call("StartImport", ImportId=first)
    assert ended(world, first)["ImportStatus"] == "FAILED"
    failures = {row["Location"].rpartition("/")[2]: (row["Status"], row["ErrorType"])
                for row in world.call("ListImportFailures", ImportId=first)["Failures"]}
    assert failures["plain.json"][0] == "SUCCEEDED" and failures["cut.json.gz"] == ("FAILED", "NoSuchKey")
    assert numbers(world, arn) == sorted([*wanted, 99_001])
    # Without times everything comes, and nothing again; what the gateway took is there once.
    second = ended(world, start(world, arn, f"s3://{name}"))
    assert second["ImportStatus"] == "COMPLETED" and second["ImportStatistics"]["PrefixesFound"] == 25
    assert numbers(world, arn) == sorted([*range(number), 99_001])
    rows = query(world, f"""SELECT element_at(requestParameters, 'name') AS name, count(*) AS n FROM {uuid(arn)}
                            WHERE eventName = 'DeleteTrail' AND eventTime > '2026-03-02' GROUP BY 1""")
    assert {row["name"]: row["n"] for row in rows} == {one: "1" for one in taken} or dt.date.today() < dt.date(2026, 3, 3)


def test_a_kill_in_a_bucket_that_lists_out_of_order(start_cairn, tmp_path):
    """SeaweedFS lists by folder: `b/` before `b-1/`, which comes first in the order of keys. Resuming must not miss that."""
    (tmp_path / "s3").mkdir()
    weed = servers.SeaweedFS(tmp_path / "s3")
    try:
        s3 = boto3.client(
            "s3", region_name=HOME, endpoint_url=weed.url, aws_access_key_id=weed.KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=weed.KEYS["AWS_SECRET_ACCESS_KEY"])
        s3.create_bucket(Bucket="logs")
        folders, count = ("b/CloudTrail", "b-1/CloudTrail", "b!/CloudTrail", "a/CloudTrail"), 0
        for file in range(40):
            for folder in folders:
                s3.put_object(Bucket="logs", Key=f"{folder}/{file:03}.json.gz", Body=log_file([event(count), event(count + 1)]))
                count += 2
        keys = [row["Key"] for row in s3.list_objects_v2(Bucket="logs")["Contents"]]
        if keys == sorted(keys):
            pytest.skip("this SeaweedFS lists in the order of keys")
        options = ("--s3-endpoint", weed.url)
        world = begin(start_cairn, tmp_path / "data", *options, **weed.KEYS)
        arn = store(world, RetentionPeriod=3653)
        number = start(world, arn, "s3://logs")
        kills = 0
        while kills < 8 and world.call("GetImport", ImportId=number)["ImportStatus"] in ("INITIALIZING", "IN_PROGRESS"):
            time.sleep(0.05 + 0.07 * kills)
            world.cairn.kill()
            kills += 1
            world = begin(start_cairn, tmp_path / "data", *options, **weed.KEYS)
        assert kills >= 2
        answer = ended(world, number)
        assert answer["ImportStatus"] == "COMPLETED"
        assert numbers(world, arn) == list(range(count))
        again = ended(world, start(world, arn, "s3://logs/b"))
        assert again["ImportStatistics"]["FilesCompleted"] == 120 and again["ImportStatistics"]["EventsCompleted"] == 0
    finally:
        weed.stop()


def test_more_failures_than_are_listed_are_all_retried(start_cairn, tmp_path):
    """10,000 are listed; those behind come up again with the retry, and every event is there once."""
    world, folder, count = begin(start_cairn, tmp_path / "data"), tmp_path / "logs", 10_040
    arn = store(world, Name="audit", RetentionPeriod=3653)
    folder.mkdir()
    for number in range(count):
        (folder / f"{number:05}.json").write_text("nothing" if number % 251 else json.dumps(event(number)))
    failed = count - len(range(0, count, 251))
    assert failed == 10_000

    # One more than are listed, and the last one is good.
    for name in ("99997", "99998"):
        (folder / f"{name}.json").write_text("nothing")
    (folder / "99999.json").write_text(json.dumps(event(99_999)))
    answer = cairn_import(world, folder, "--store", "audit", "--output", "json")
    assert answer.returncode == 1
    run = json.loads(answer.stdout)["importId"]
    assert world.call("GetImport", ImportId=run)["ImportStatistics"]["FailedEntries"] == failed + 2
    for number in range(count):
        if number % 251:
            (folder / f"{number:05}.json").write_text(json.dumps(event(number)))
    (folder / "99998.json").write_text(json.dumps(event(99_998)))
    world.call("StartImport", ImportId=run)
    ends = ended(world, run, 60)
    assert ends["ImportStatus"] == "FAILED"
    assert ends["ImportStatistics"]["FailedEntries"] == 1 and ends["ImportStatistics"]["FilesCompleted"] == count + 2
    left, = failures(world, run)
    assert left["Location"].endswith("/99997.json")
    (folder / "99997.json").write_text(json.dumps(event(99_997)))
    world.call("StartImport", ImportId=run)
    assert ended(world, run)["ImportStatus"] == "COMPLETED"
    assert query(world, f"SELECT count(*) AS n, count(DISTINCT eventID) AS ids FROM {uuid(arn)} WHERE eventName = 'RunInstances'") == [
        {"n": str(count + 3), "ids": str(count + 3)}]


def failures(world: World, run: str) -> list[dict]:
    """Those that are not made good."""
    found, token = [], {}
    while True:
        page = world.call("ListImportFailures", ImportId=run, MaxResults=1000, **token)
        found += [row for row in page["Failures"] if row["Status"] != "SUCCEEDED"]
        if not page.get("NextToken"):
            return found
        token = {"NextToken": page["NextToken"]}


def test_directory_buckets_are_refused(start_cairn, tmp_path):
    world = begin(start_cairn, tmp_path / "data")
    code = world.code(
        "StartImport", Destinations=[store(world)], ImportSource=source("s3://box--euw1-az1--x-s3/logs/"))
    assert code == "InvalidImportSourceException"


def test_the_command_draws_a_bar_on_a_terminal(start_cairn, tmp_path):
    world, folder = begin(start_cairn, tmp_path / "data"), tmp_path / "logs"
    store(world, Name="audit", RetentionPeriod=3653)
    folder.mkdir()
    for file in range(300):
        (folder / f"{file:03}.json.gz").write_bytes(log_file([event(file * 200 + one) for one in range(200)]))
    (folder / "bad.json.gz").write_bytes(b"nothing")
    ours, theirs = pty.openpty()
    command = subprocess.Popen(
        [str(servers.cairn_binary()), "import", str(folder), "--store", "audit", "--endpoint-url", world.cairn.url],
        stdin=theirs, stdout=subprocess.PIPE, stderr=theirs, env=servers.clean_environment(
            AWS_ACCESS_KEY_ID=world.account, AWS_SECRET_ACCESS_KEY="secret", AWS_REGION=HOME))
    os.close(theirs)
    screen, deadline = b"", time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                screen += os.read(ours, 65536)
            except OSError:
                break
        elif command.poll() is not None:
            break
    printed, _ = command.communicate(timeout=10)
    os.close(ours)
    text = screen.decode()
    # Before the files are counted there is no number to compare with; a fast machine may be done soon after.
    bars = re.findall(r"\r\x1b\[2K\[([#-]{24})\] (\d+)(?: of (\d+))? files, (\d+) events(, 1 failed)?", text)
    assert bars, text
    filled = [bar.count("#") for bar, *_ in bars]
    assert filled == sorted(filled) and all(bar == "#" * bar.count("#") + "-" * bar.count("-") for bar, *_ in bars)
    assert {found for _, _, found, *_ in bars} <= {"", "301"}
    assert text.endswith("\r\x1b[2K"), "the line is taken away at the end"
    assert command.returncode == 1 and json.loads(printed)["eventsCompleted"] == 60_000


# MARK: Days


def test_late_events_go_to_their_day_and_days_go_with_the_retention(start_cairn, tmp_path):
    """Of a running server: events by import, and through the journal; the retention is lowered, which deletes at once."""
    data, today = tmp_path / "data", dt.datetime.now(dt.timezone.utc).date()
    days = [(today - dt.timedelta(days=back)).isoformat() for back in (1, 5, 20, 400)]
    world = begin(start_cairn, data, "--compaction-interval", "1s")
    arn = store(world, Name="audit", RetentionPeriod=3653)
    lake = data / "lake" / uuid(arn)
    calls(world, 1)
    world.cairn.kill()
    journal = max((data / "journal").glob("*.ndjson"))
    late = [event(number, day) for number, day in enumerate(days)]
    with open(journal, "a", encoding="utf-8") as file:
        file.writelines(json.dumps(one, separators=(",", ":")) + "\n" for one in late)
    world = begin(start_cairn, data, "--compaction-interval", "1s")
    name = bucket(world, {key(days[1], "x.json.gz"): log_file([event(10, days[1]), event(1, days[1]), event(20, days[2])])})
    ended(world, start(world, arn, f"s3://{name}"))

    def folders() -> list[str]:
        return sorted(path.name[4:] for path in lake.glob("day=*") if list(path.glob("*.parquet")))

    def held() -> dict[str, int]:
        manifest = json.loads((lake / "manifest.json").read_text())
        found: dict[str, int] = {}
        for one in manifest["files"]:
            found[one["day"]] = found.get(one["day"], 0) + one["events"]
        return found

    wanted = {days[0]: 1, days[1]: 2, days[2]: 2, days[3]: 1}
    servers.wait_until(
        lambda: (lake / "manifest.json").exists() and {day: held().get(day) for day in days} == wanted, 30,
        "all days are compacted", world.cairn, 0.2)
    assert numbers(world, arn) == [0, 1, 2, 3, 10, 20]
    world.call("UpdateEventDataStore", EventDataStore=arn, RetentionPeriod=366)
    servers.wait_until(lambda: days[3] not in folders(), 20, "the oldest day goes", world.cairn, 0.2)
    assert numbers(world, arn) == [0, 1, 2, 10, 20]
    world.call("UpdateEventDataStore", EventDataStore=arn, RetentionPeriod=7)
    servers.wait_until(lambda: days[2] not in folders(), 20, "what is older than a week goes", world.cairn, 0.2)
    assert numbers(world, arn) == [0, 1, 10]
    assert {days[0], days[1]} <= set(folders()), "the others stay"
    # What is too old comes neither by import nor through the journal for long.
    ended(world, start(world, arn, f"s3://{name}"))
    assert numbers(world, arn) == [0, 1, 10]

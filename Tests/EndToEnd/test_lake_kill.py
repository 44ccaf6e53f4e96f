"""SIGKILL while events come in, are compacted, imported and delivered: every event is in the store, and once."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import random
import threading
import time

import servers
from test_imports import bucket, event, key, log_file, source
from test_lake import DUCKDB, query, store, uuid
from trails import HOME, World

KILLS = 20
FILES, EVENTS_PER_FILE = 120, 40
TARGET = "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101."


class Callers:
    """Threads that make calls of which every one is an event of the store."""

    def __init__(self, port: int, count: int = 2) -> None:
        self.port, self.stopped = port, threading.Event()
        self.threads = [threading.Thread(target=self.call) for _ in range(count)]
        for thread in self.threads:
            thread.start()

    def call(self) -> None:
        headers = {
            "Content-Type": "application/x-amz-json-1.1", "X-Amz-Target": TARGET + "DeleteTrail",
            "Authorization": f"AWS4-HMAC-SHA256 Credential={servers.ACCOUNT}/20260301/{HOME}/cloudtrail/aws4_request, "
            "SignedHeaders=host;x-amz-date, Signature=" + "0" * 64}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        with contextlib.closing(connection), contextlib.suppress(OSError, http.client.HTTPException):
            while not self.stopped.is_set():
                connection.request("POST", "/", b'{"Name":"no-such-trail"}', headers)
                connection.getresponse().read()

    def stop(self) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()


def leftovers(lake) -> set[str]:
    """What a kill has interrupted, as far as the files tell."""
    found = set()
    if list(lake.glob("*/day=*/*.tmp")):
        found.add("compaction")
    for folder in lake.glob("*/hot"):
        with contextlib.suppress(OSError, ValueError):
            listed = {entry["path"] for entry in json.loads((folder.parent / "tail.json").read_text())["files"]}
            if {f"hot/{path.name}" for path in folder.iterdir()} - listed:
                found.add("ingestion or import")
    return found


def selected(cairn) -> list[str]:
    """The management events of the journal: what the store selects."""
    return [record["eventID"] for record in cairn.records() if record["eventCategory"] == "Management"]


def is_running(world: World) -> list[bool]:
    """Whether an import is beginning, and whether one is reading."""
    return [bool(world.call("ListImports", ImportStatus=status)["Imports"]) for status in ("INITIALIZING", "IN_PROGRESS")]


def test_kills_neither_lose_nor_repeat_an_event_of_a_store(start_cairn, tmp_path):
    seed = int(os.environ.get("CAIRN_E2E_SEED", random.randrange(1 << 30)))
    chance, data = random.Random(seed), tmp_path / "data"
    options = ("--lenient", "--delivery-interval", "1s", "--compaction-interval", "1s")

    def begin() -> World:
        return World(start_cairn(None, *options, data_dir=data, environment={"CAIRN_DUCKDB": str(DUCKDB)}))

    world = begin()
    imported = [event(file * 1000 + number, f"2026-03-{1 + file % 9:02}") for file in range(FILES)
                for number in range(EVENTS_PER_FILE)]
    objects = {
        key(f"2026-03-{1 + file % 9:02}", f"{file:04}.json.gz"): log_file(
            imported[file * EVENTS_PER_FILE:(file + 1) * EVENTS_PER_FILE]) for file in range(FILES)}
    name = bucket(world, objects)
    arn = store(world, RetentionPeriod=3653)
    # Its log files are in the bucket that is imported from: what they hold comes through both doors.
    world.call("CreateTrail", Name="trail", S3BucketName=name)
    world.call("StartLogging", Name="trail")
    interrupted: set[str] = set()
    kills = running = 0
    # How far an import gets before the kill hangs on the machine: enough of the kills must have met one.
    while kills < KILLS or running < KILLS / 4 and kills < 3 * KILLS:
        kills += 1
        code = world.code("StartImport", Destinations=[arn], ImportSource=source(f"s3://{name}"))
        assert code in ("ok", "AccountHasOngoingImportException")
        callers = Callers(world.cairn.port)
        time.sleep(chance.uniform(0.05, 1.6))
        running += any(is_running(world))
        world.cairn.kill()
        callers.stop()
        interrupted |= leftovers(data / "lake")
        world = begin()
    code = world.code("StartImport", Destinations=[arn], ImportSource=source(f"s3://{name}"))
    assert code in ("ok", "AccountHasOngoingImportException")
    servers.wait_until(lambda: not any(is_running(world)), 60, "imports end", world.cairn, 0.2)
    assert running >= KILLS / 4, f"imports ran at {running} of {kills} kills"
    assert not world.call("ListImports", ImportStatus="FAILED")["Imports"]
    wanted = selected(world.cairn)
    assert len(wanted) == len(set(wanted)) and len(wanted) > 200, "the journal has each event once"

    def found() -> list[str]:
        statement = f"SELECT eventID FROM {uuid(arn)} WHERE eventName IN ('RunInstances', 'DeleteTrail')"
        return [row["eventID"] for row in query(world, statement)]

    names = {record["eventID"] for record in world.cairn.records() if record["eventName"] == "DeleteTrail"}
    expected = sorted(names | {one["eventID"] for one in imported})
    servers.wait_until(lambda: set(found()) >= set(expected), 30, f"all are found (seed {seed})", world.cairn, 0.5)
    assert sorted(found()) == expected, f"seed {seed}"
    print(f"{len(expected)} events, {running} of {kills} kills while an import ran, interrupted: {sorted(interrupted)}")

"""SIGKILL while events come in, are compacted, imported, and their results delivered: nothing is lost, doubled or half.

Each kill is aimed at a stage: the files are watched until it is under way, and what is left of them says whether the kill
has met it. Kills go on until every stage was met as often as is wanted.
"""

from __future__ import annotations

import contextlib
import csv
import gzip
import hashlib
import http.client
import io
import json
import os
import pathlib
import random
import threading
import time

import servers
from test_imports import bucket, event, key, log_file, source
from test_lake import DUCKDB, store, uuid
from test_lake_delivery import folder as result_folder
from test_lake_delivery import prove, verify
from trails import HOME, World

STAGES = ("ingestion", "compaction", "import", "delivery")
HITS = 5
KILLS_MAX = 40
FILES, EVENTS_PER_FILE = 16, 60
ROWS = 10_000
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
                time.sleep(0.002)

    def stop(self) -> None:
        self.stopped.set()
        for thread in self.threads:
            thread.join()


class Siege:
    """A Cairn that is killed, and started again on the same data."""

    def __init__(self, start_cairn, data: pathlib.Path, chance: random.Random) -> None:
        self.start_cairn, self.data, self.chance = start_cairn, data, chance
        self.world = self.begin()
        self.arn = store(self.world, RetentionPeriod=3653)
        self.lake = data / "lake" / uuid(self.arn)
        self.name = bucket(self.world, {})
        self.imported: list[dict] = []
        self.runs: list[str] = []
        # Its log files are in the bucket that is imported from: what they hold comes through both doors.
        self.world.call("CreateTrail", Name="trail", S3BucketName=self.name)
        self.world.call("StartLogging", Name="trail")
        self.kills, self.hits = 0, dict.fromkeys(STAGES, 0)

    def begin(self) -> World:
        options = ("--lenient", "--delivery-interval", "1s", "--compaction-interval", "1s")
        return World(self.start_cairn(None, *options, data_dir=self.data, environment={"CAIRN_DUCKDB": str(DUCKDB)}))

    def kill(self, stage: str) -> None:
        """Kills when the stage is under way, and counts whether it was."""
        callers = Callers(self.world.cairn.port)
        try:
            getattr(self, "await_" + stage)()
        finally:
            self.world.cairn.kill()
            callers.stop()
        self.kills += 1
        self.hits[stage] += getattr(self, "was_in_" + stage)()
        self.check_signatures()
        self.world = self.begin()

    def watch(self, seen, seconds: float = 6) -> None:
        """Waits for something that may last only for milliseconds; kills a little later."""
        deadline = time.monotonic() + seconds
        while not seen() and time.monotonic() < deadline:
            time.sleep(0.001)
        time.sleep(self.chance.uniform(0, 0.01))

    # Events in the journal that the store has not taken yet.

    def await_ingestion(self) -> None:
        time.sleep(self.chance.uniform(0.1, 0.6))

    def was_in_ingestion(self) -> bool:
        cursor = self.tail().get("cursor") or {"sequence": 0}
        return len(servers.read_journal(self.data / "journal")) > cursor["sequence"]

    # A Parquet file that has not got its name.

    def half_parquet(self) -> bool:
        return bool(list(self.lake.glob("day=*/.*.tmp")))

    def await_compaction(self) -> None:
        self.watch(self.half_parquet)

    def was_in_compaction(self) -> bool:
        return self.half_parquet()

    # Files of an import that do not count yet: events of its days alone are that old.

    def tail(self) -> dict:
        with contextlib.suppress(OSError, ValueError):
            return json.loads((self.lake / "tail.json").read_text())
        return {"files": []}

    def half_import(self) -> bool:
        listed = {file["path"] for file in self.tail()["files"]}
        return any(f"hot/{path.name}" not in listed for path in self.lake.glob("hot/*-2026-03-*.ndjson"))

    def await_import(self) -> None:
        servers.wait_until(lambda: not self.runs_import(), 30, "the import before ends", self.world.cairn, 0.1)
        first = len(self.imported)
        s3 = self.world.client("s3")
        for file in range(FILES):
            day = f"2026-03-{1 + file % 9:02}"
            events = [event(first + file * EVENTS_PER_FILE + number, day) for number in range(EVENTS_PER_FILE)]
            s3.put_object(Bucket=self.name, Key=key(day, f"{first:06}-{file:04}.json.gz"), Body=log_file(events))
            self.imported += events
        self.world.call("StartImport", Destinations=[self.arn], ImportSource=source(f"s3://{self.name}"))
        self.watch(self.half_import)

    def was_in_import(self) -> bool:
        return self.half_import()

    def runs_import(self) -> bool:
        return any(self.world.call("ListImports", ImportStatus=status)["Imports"] for status in ("INITIALIZING", "IN_PROGRESS"))

    # A query that has ended, and whose result is not signed in the bucket yet.

    def await_delivery(self) -> None:
        statement = f"""SELECT n, 'row ' || CAST(n AS varchar) AS text, '{"x" * 40}' AS more
            FROM (SELECT 1 AS one FROM {uuid(self.arn)} LIMIT 1) AS e CROSS JOIN UNNEST(sequence(1, {ROWS})) AS t(n) ORDER BY n"""
        run = self.world.call(
            "StartQuery", QueryStatement=statement, DeliveryS3Uri=f"s3://{self.name}/results")["QueryId"]
        self.runs.append(run)
        servers.wait_until(
            lambda: self.world.call("DescribeQuery", QueryId=run)["QueryStatus"] in ("FINISHED", "FAILED"), 20,
            "the query ends", self.world.cairn, 0.002)
        if self.chance.random() < 0.5:
            self.watch(lambda: any("result_1" in path.name for path in self.delivered(run)), 3)

    def delivered(self, run: str) -> list[pathlib.Path]:
        return [path for path in (self.data / "buckets").rglob("*result_*") if run in str(path)]

    def was_in_delivery(self) -> bool:
        return not any("result_sign" in path.name for path in self.delivered(self.runs[-1]))

    def check_signatures(self) -> None:
        """Whatever was interrupted: a sign file is there only with all that it lists."""
        for run in self.runs:
            signs = [path for path in self.delivered(run) if path.name == "result_sign.json"]
            for sign in signs:
                for file in json.loads(sign.read_text())["files"]:
                    assert hashlib.sha256((sign.parent / file["fileName"]).read_bytes()).hexdigest() == file["fileHashValue"]

    def settle(self) -> None:
        """Lets everything come to its end."""
        with contextlib.suppress(Exception):
            self.world.call("StartImport", Destinations=[self.arn], ImportSource=source(f"s3://{self.name}"))
        servers.wait_until(lambda: not self.runs_import(), 60, "imports end", self.world.cairn, 0.2)
        servers.wait_until(
            lambda: all(self.world.call("DescribeQuery", QueryId=run)["DeliveryStatus"] != "PENDING" for run in self.runs),
            60, "deliveries end", self.world.cairn, 0.2)


def found(world: World, arn: str) -> list[str]:
    """The ids of everything in the store."""
    run = world.call("StartQuery", QueryStatement=f"SELECT eventID FROM {uuid(arn)}")["QueryId"]
    servers.wait_until(lambda: world.call("DescribeQuery", QueryId=run)["QueryStatus"] == "FINISHED", 30, "the query ends")
    ids, token = [], {}
    while True:
        answer = world.call("GetQueryResults", QueryId=run, MaxQueryResults=1000, **token)
        ids += [row[0]["eventID"] for row in answer["QueryResultRows"]]
        if not answer.get("NextToken"):
            return ids
        token = {"NextToken": answer["NextToken"]}


def test_kills_at_every_stage_neither_lose_nor_repeat_nor_halve_anything(start_cairn, tmp_path):
    seed = int(os.environ.get("CAIRN_E2E_SEED", random.randrange(1 << 30)))
    chance, began = random.Random(seed), time.monotonic()
    siege = Siege(start_cairn, tmp_path / "data", chance)
    missing = [stage for stage in STAGES for _ in range(HITS)]
    chance.shuffle(missing)
    while missing and siege.kills < KILLS_MAX:
        stage = missing.pop()
        before = siege.hits[stage]
        siege.kill(stage)
        if siege.hits[stage] == before:
            missing.insert(0, stage)
    assert siege.kills >= 20 and all(count >= HITS for count in siege.hits.values()), f"{siege.hits} of {siege.kills}, seed {seed}"
    siege.settle()
    world = siege.world
    assert not world.call("ListImports", ImportStatus="FAILED")["Imports"]

    # The store has what was selected, each event once.
    records = world.cairn.records()
    first = next(index for index, record in enumerate(records) if record["eventName"] == "CreateEventDataStore")
    selected = [record["eventID"] for record in records[first:] if record["eventCategory"] == "Management"]
    imported = {one["eventID"] for one in siege.imported}
    assert len(selected) == len(set(selected)) and len(selected) > 200, "the journal has each event once"
    servers.wait_until(
        lambda: set(found(world, siege.arn)) >= set(selected) | imported, 30, f"all are found (seed {seed})", world.cairn, 0.5)
    ids = found(world, siege.arn)
    assert len(ids) == len(set(ids)), f"seed {seed}"
    # What has come since is the test's own looking.
    known = {record["eventID"] for record in world.cairn.records()[first:] if record["eventCategory"] == "Management"}
    assert set(ids) <= known | imported and set(ids) >= set(selected) | imported, f"seed {seed}"

    # Every result that was asked for is whole and proven, or is not there and says so.
    ends = {}
    for run in siege.runs:
        described = world.call("DescribeQuery", QueryId=run)
        ends[run] = (described["QueryStatus"], described["DeliveryStatus"])
        at = result_folder(world, "results/", run)
        if ends[run] == ("FINISHED", "SUCCESS"):
            read = lambda file, at=at: world.client("s3").get_object(Bucket=siege.name, Key=at + file)["Body"].read()  # noqa: E731
            sign = prove(world, read)
            rows = [row for file in sign["files"] for row in csv.reader(io.StringIO(gzip.decompress(read(file["fileName"])).decode()))]
            assert rows[0] == ["n", "text", "more"]
            assert [row[:2] for row in rows[1:]] == [[str(n), f"row {n}"] for n in range(1, ROWS + 1)]
            assert verify(world, f"s3://{siege.name}/{at}")[0] == 0
        else:
            assert ends[run] == ("FAILED", "FAILED")
            assert not [path for path in siege.delivered(run) if path.name == "result_sign.json"]
    assert list(ends.values()).count(("FINISHED", "SUCCESS")) >= HITS
    print(f"{len(ids)} events, {siege.hits} hits in {siege.kills} kills, {time.monotonic() - began:.0f} s, seed {seed}")
